import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import type { DataUseAgreementView } from "../../../shared/publication/access/data-use-agreement.ts";
import { listReads } from "../../../shared/publication/access/read-data-use-agreements.ts";
import {
  addDataUseAgreement,
  changeDataUseAgreement,
} from "../../../shared/publication/access/write-data-use-agreement.ts";
import { type Report, readReport } from "../../../shared/reporting/index.ts";
import {
  type PartnershipProgress,
  PartnershipProgressSchema,
} from "../../../shared/reporting/progress-view.ts";
import { readProgress } from "../../../shared/reporting/read-progress.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aRow, type Cedar, observe, recordCedarCounty } from "./cedar-county.ts";
import { countingRounds } from "./rounds.ts";

let engine: TestEngine;
let table: Table;
let cedar: Cedar;
const NOW = "2026-06-10T12:00:00.000Z";
const OFFICER = newId("per");

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  cedar = await recordCedarCounty(table);
  await observe(table, cedar, [
    aRow(cedar.systemId, 2024, [60, 100]),
    aRow(cedar.outcomeId, 2021, [490, 1000]),
    aRow(cedar.outcomeId, 2024, [540, 1000]),
    aRow(cedar.outcomeId, 2024, [4, 37], { housing: "without-housing" }),
    aRow(cedar.outcomeId, 2024, [536, 963], { housing: "housed" }),
    aRow(cedar.outcomeId, 2024, [3, 20], { camp: "north" }),
    aRow(cedar.outcomeId, 2024, [537, 980], { camp: "elsewhere" }),
  ]);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

const author = () => ({ principalId: newId("per"), organisationId: cedar.backboneId });

async function agree(fields: object = {}): Promise<DataUseAgreementView> {
  const made = await addDataUseAgreement(
    { table },
    {
      agreementId: newId("dua"),
      partnershipId: cedar.partnershipId,
      input: {
        parties: [{ organisationId: cedar.funderId, principalIds: [OFFICER] }],
        dimensionKeys: ["housing"],
        purpose: "Stewardship of the commitment",
        from: "2026-06-01",
        through: "2026-06-30",
        minimumCell: 0,
        ...fields,
      },
      author: author(),
      now: NOW,
    },
  );
  if (!made.ok) throw new Error(made.problem.detail);
  return made.value;
}

async function end({ id: agreementId, version: ifMatch }: DataUseAgreementView): Promise<void> {
  const patch = { ended: true, reason: "Over" } as const;
  const call = { agreementId, patch, ifMatch, author: author(), now: NOW };
  const ended = await changeDataUseAgreement({ table }, call);
  if (!ended.ok) throw new Error(ended.problem.detail);
}

async function report(
  who: { id?: string; organisationId?: string; now?: string; on?: Table } = {},
): Promise<Report> {
  const { id = OFFICER, organisationId = cedar.funderId, now = NOW, on = table } = who;
  const principal = aPrincipal({ organisationId, id });
  const read = await readReport(on, { commitmentId: cedar.commitmentId, principal, now });
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
}

function valuesOf({ indicators }: Report, key: string) {
  const outcome = indicators.find(({ id }) => id === cedar.outcomeId);
  const breakdown = outcome?.breakdowns.find(({ dimensionKey }) => dimensionKey === key);
  return breakdown?.groups.map(({ latest }) => latest.numerator);
}

async function readsOf({ id: agreementId }: DataUseAgreementView) {
  const deps = { table, cursorSecret: "a secret of this test" };
  const asked = { agreementId, organisationId: cedar.backboneId, page: { limit: 50 } };
  const reads = await listReads(deps, asked);
  if (!reads.ok) throw new Error(reads.problem.detail);
  return reads.value.items;
}

describe("the report of a commitment for somebody with a data use agreement", () => {
  it("shows what the agreement opens, says so in its methods, and is logged", async () => {
    const made = await agree();
    const read = await report();
    expect(valuesOf(read, "housing")).toEqual([536, 4]);
    expect(valuesOf(read, "camp")).toEqual([null, null]);
    const method = read.methods.find(({ id }) => id === made.id);
    expect(method).toMatchObject({ version: "1" });
    expect(method?.text).toContain(`under data use agreement ${made.id} of ${cedar.partnershipId}`);
    expect(method?.text).toContain("Stewardship of the commitment");
    expect(await readsOf(made)).toEqual([
      {
        at: NOW,
        by: { principalId: OFFICER, organisationId: cedar.funderId },
        agreementVersion: 1,
        shownIn: "report",
        commitmentId: cedar.commitmentId,
        figures: expect.arrayContaining([
          { indicatorId: cedar.outcomeId, placeCode: "09001", cells: 4 },
          { indicatorId: cedar.systemId, placeCode: "09001", cells: 1 },
        ]),
      },
    ]);
    await end(made);
  });

  it("is as everybody's for a colleague, for the partnership, before its days, after them, and once it is ended", async () => {
    const made = await agree();
    const others = [
      await report({ id: newId("per") }),
      await report({ organisationId: cedar.backboneId }),
      await report({ now: "2026-05-31T12:00:00.000Z" }),
      await report({ now: "2026-07-01T00:00:00.000Z" }),
    ];
    await end(made);
    others.push(await report());
    for (const one of others) {
      expect(valuesOf(one, "housing")).toEqual([null, null]);
      expect(one.methods.some(({ id }) => id.startsWith("dua_"))).toBe(false);
    }
    expect(await readsOf(made)).toEqual([]);
  });

  it("names no agreement that opens nothing of it", async () => {
    const made = await agree({ placeCodes: ["09003"] });
    const read = await report();
    expect(valuesOf(read, "housing")).toEqual([null, null]);
    expect(read.methods.some(({ id }) => id === made.id)).toBe(false);
    expect(await readsOf(made)).toEqual([]);
    await end(made);
  });

  it("follows the agreement as it is changed: its party moves out, its last day comes", async () => {
    const made = await agree();
    const patch = { through: "2026-06-09", reason: "Shortened" };
    const call = { agreementId: made.id, patch, ifMatch: 1, author: author(), now: NOW };
    expect((await changeDataUseAgreement({ table }, call)).ok).toBe(true);
    expect(valuesOf(await report(), "housing")).toEqual([null, null]);
    const again = { ...call, patch: { through: "2026-06-30", reason: "Prolonged" }, ifMatch: 2 };
    expect((await changeDataUseAgreement({ table }, again)).ok).toBe(true);
    expect(valuesOf(await report(), "housing")).toEqual([536, 4]);
    const parties = [{ organisationId: cedar.funderId, principalIds: [newId("per")] }];
    const replaced = { ...call, patch: { parties, reason: "Handed over" }, ifMatch: 3 };
    expect((await changeDataUseAgreement({ table }, replaced)).ok).toBe(true);
    expect(valuesOf(await report(), "housing")).toEqual([null, null]);
  });

  it("is read in three rounds, and logged in a fourth only where something was opened", async () => {
    const alone = countingRounds(table);
    await report({ on: alone.table });
    expect(alone.rounds()).toBe(3);
    const made = await agree();
    const counted = countingRounds(table);
    await report({ on: counted.table });
    expect(counted.rounds()).toBe(4);
    await end(made);
  });

  it("is not the only one: progress is of what one may see, and logged as such", async () => {
    const made = await agree();
    const progress = async (id: string) => {
      const { partnershipId, funderId: organisationId } = cedar;
      const principal = aPrincipal({ organisationId, id });
      const options = { minimum: 1, above: 0.5 };
      const read = await readProgress(table, { partnershipId, principal, options, now: NOW });
      if (!read.ok) throw new Error(read.problem.detail);
      return PartnershipProgressSchema().parse(read.value);
    };
    const verdicts = ({ gaps }: PartnershipProgress) =>
      Object.fromEntries(gaps.items.map(({ dimensionKey, verdict }) => [dimensionKey, verdict]));
    const named = await progress(OFFICER);
    expect(verdicts(named)).toEqual({ camp: "protected", housing: "nothing-to-compare" });
    expect(named).toMatchObject({ protected: true, dataUseAgreements: [{ id: made.id, version: 1 }] });
    const other = await progress(newId("per"));
    expect(verdicts(other)).toEqual({ camp: "protected", housing: "protected" });
    expect(other).not.toHaveProperty("dataUseAgreements");
    expect(await readsOf(made)).toMatchObject([
      { shownIn: "progress", figures: [{ indicatorId: cedar.outcomeId, cells: 4 }] },
    ]);
    await end(made);
  });

  it("is refused where it cannot be logged", async () => {
    const made = await agree();
    const client = new Proxy(table.client, {
      get: (target, name) =>
        name === "send"
          ? (command: { constructor: { name: string } }) =>
              command.constructor.name === "PutItemCommand"
                ? Promise.reject(new Error("The log is full"))
                : target.send(command as never)
          : Reflect.get(target, name),
    });
    await expect(report({ on: { ...table, client } })).rejects.toThrow("is logged first");
    await end(made);
  });
});
