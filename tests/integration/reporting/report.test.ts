import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { reportRoutes } from "../../../functions/api/routes/reports.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { renderReport } from "../../../shared/pages/report.ts";
import { stopSharing } from "../../../shared/partnerships/stop-sharing.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { type Report, ReportSchema } from "../../../shared/reporting/index.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aRow, type Cedar, observe, recordCedarCounty, recordUnlinked } from "./cedar-county.ts";
import { countingRounds } from "./rounds.ts";

let engine: TestEngine;
let table: Table;
let cedar: Cedar;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  cedar = await recordCedarCounty(table);
  const groups = [
    aRow(cedar.outcomeId, 2024, [72, 180], { language: "english-learner" }),
    aRow(cedar.outcomeId, 2024, [468, 820], { language: "english-fluent" }),
    aRow(cedar.outcomeId, 2024, [4, 37], { housing: "without-housing" }),
    aRow(cedar.outcomeId, 2024, [536, 963], { housing: "housed" }),
  ];
  await observe(table, cedar, [
    aRow(cedar.systemId, 2021, [49, 100]),
    aRow(cedar.systemId, 2024, [60, 100]),
    aRow(cedar.outcomeId, 2021, [490, 1000]),
    aRow(cedar.outcomeId, 2024, [540, 1000]),
    ...groups,
  ]);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

function ask(organisationId: string, options: { accept?: string; on?: Table; commitmentId?: string } = {}) {
  const principal: Principal = {
    kind: "person",
    id: newId("per"),
    organisationId,
    organisationKind: "funder",
    roles: ["viewer"],
  };
  const deps = {
    table: options.on ?? table,
    ...NO_PAGES,
    renderReport,
    files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
    authenticate: async () => ok(principal),
    clock: systemClock,
    newId,
    cursorSecret: "a secret of this test",
  };
  const headers = { accept: options.accept ?? "application/json" };
  return createApp(deps, reportRoutes).request(
    `/v1/commitments/${options.commitmentId ?? cedar.commitmentId}/report`,
    { headers },
  );
}

async function read(organisationId: string, on?: Table): Promise<Report> {
  const response = await ask(organisationId, on ? { on } : {});
  return ReportSchema().parse(await response.json());
}

describe("GET /v1/commitments/{commitmentId}/report", () => {
  it("ties the money to the strategy, its systems indicator and its outcome", async () => {
    const report = await read(cedar.funderId);
    expect(report.money.committed).toEqual({ amount: "10000000.00", currency: "USD" });
    expect(report.allocations.unallocated).toEqual({
      amount: { amount: "6000000.00", currency: "USD" },
      share: "60.00",
    });
    expect(report.lineOfSight).toHaveLength(1);
    expect(report.lineOfSight[0]).toMatchObject({
      strategyName: "Every child reads by 8",
      amount: { amount: "4000000.00" },
      system: { name: "Reading coaches in schools", class: "improving" },
      outcome: { name: "Third graders reading", class: "improving" },
    });
    expect(report.reconciliation.every(({ holds }) => holds)).toBe(true);
  });

  it("cites a revision that the partnership can open, for each figure", async () => {
    const report = await read(cedar.funderId);
    const latest = report.indicators.find(({ id }) => id === cedar.outcomeId)?.latest;
    expect(latest?.from).toEqual([`${cedar.outcomeId}~2024-07-01_2025-06-30~09001~all~1`]);
  });

  it("withholds a breakdown with a small count from the partnership itself too: a report is one text for all", async () => {
    const [mine, theirs] = await Promise.all([read(cedar.funderId), read(cedar.backboneId)]);
    expect(mine.contentHash).toBe(theirs.contentHash);
    const outcome = mine.indicators.find(({ id }) => id === cedar.outcomeId);
    const housing = outcome?.breakdowns.find(({ dimensionKey }) => dimensionKey === "housing");
    expect(housing?.groups.map(({ latest }) => [latest.value, latest.status])).toEqual([
      [null, "c"],
      [null, "c"],
    ]);
  });

  it("answers 404 to anybody else, as for a commitment that does not exist", async () => {
    const response = await ask(newId("org"));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  });

  it("is a page, fit to print, where HTML is asked for", async () => {
    const response = await ask(cedar.funderId, { accept: "text/html" });
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).toContain("Third graders reading");
    expect(html).toContain("could identify a child");
  });
});

describe("the rounds of a report", () => {
  it("are three, however many observations there are", async () => {
    const before = countingRounds(table);
    await read(cedar.funderId, before.table);
    expect(before.rounds()).toBe(3);
    const years = Array.from({ length: 60 }, (_, index) => 1950 + index);
    const letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
    await observe(
      table,
      cedar,
      years.flatMap((year) =>
        letters.map((letter) => aRow(cedar.outcomeId, year, [60, 120], { quarter: letter })),
      ),
    );
    const after = countingRounds(table);
    await read(cedar.funderId, after.table);
    expect(after.rounds()).toBe(3);
    expect(after.readUnits()).toBeLessThan(before.readUnits() + 3);
  });

  it("read nothing of indicators that no funded strategy leads to", async () => {
    const before = countingRounds(table);
    const content = (await read(cedar.funderId, before.table)).contentHash;
    for (let index = 0; index < 4; index++) {
      const unneeded = { pk: `PRT#${cedar.partnershipId}`, sk: `S#${newId("ind")}`, type: "summary" };
      await transact(table, [{ put: { ...unneeded, data: Buffer.alloc(390_000, 7) } }]);
    }
    const after = countingRounds(table);
    expect((await read(cedar.funderId, after.table)).contentHash).toBe(content);
    expect(after.readUnits()).toBe(before.readUnits());
  });

  it("are one where the commitment is linked to no partnership", async () => {
    const { commitmentId } = await recordUnlinked(table, cedar.funderId);
    const counting = countingRounds(table);
    const response = await ask(cedar.funderId, { on: counting.table, commitmentId });
    expect(response.status).toBe(200);
    expect(counting.rounds()).toBe(1);
  });

  it("is of the money alone once the partnership is shared no more", async () => {
    await stopSharing(
      { table, newId },
      {
        partnershipId: cedar.partnershipId,
        author: { principalId: newId("per"), organisationId: cedar.backboneId },
        now: systemClock(),
        organisationId: cedar.funderId,
        reason: "The agreement ended.",
      },
    );
    const report = await read(cedar.funderId);
    expect(report.notes.map(({ code }) => code)).toEqual(["partnership-not-shared"]);
    expect(report.indicators).toEqual([]);
  });
});
