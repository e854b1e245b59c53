import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importAwards, ledgerPage } from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { pointersIn } from "../../support/client.ts";
import { aFunder } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import type { Answer } from "../../support/http-call.ts";
import { aCommitmentBody, usd } from "../../support/programme.ts";
import { succeed } from "../../support/target.ts";
import { aTenant } from "../../support/tenants.ts";
import { aMember, type Member, NOW } from "./amendments-world.ts";

let engine: TestEngine;
let table: Table;
let organisationId: string;
let officer: Member;
let finance: Member;
let base: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

/** The last day that is closed, and the first that is open. */
const CLOSED = "2026-01-31";
const OPEN = "2026-02-01";

beforeEach(async () => {
  organisationId = await aTenant(table, "funder");
  officer = aMember(table, { organisationId, roles: ["administrator"] });
  finance = aMember(table, { organisationId, roles: ["administrator"] });
  const { id } = (await succeed(officer.api.post("/commitments", aCommitmentBody()))).body;
  base = `/commitments/${id}`;
});

const closeBooks = () =>
  succeed(finance.api.put("/funder-settings", { reason: "January is done", closedThroughOn: CLOSED }, 0));
const refusal = ({ status, body }: Answer) => [status, body.code];
const REFUSED = [409, "period_closed"];

const MONEY = { trancheNumber: 1, amount: usd("1000.00"), reason: "As both agreed" };
const { reason: _, ...PAYMENT } = MONEY;
const MET = { evidence: "Award letters", reason: "Seen in records" };
const AMENDMENT = { reasonCode: "recipient-request", reason: "As the recipient asked" };
const PROPOSALS = [
  { kind: "advance", trancheNumber: 3, amount: usd("1000.00") },
  { kind: "waiver", trancheNumber: 3 },
  { kind: "supplement", amount: usd("10.00"), added: [{ dueOn: "2028-01-15", amount: usd("10.00") }] },
  { kind: "reduction", amount: usd("10.00"), tranches: [{ number: 2, amount: usd("2999990.00") }] },
  { kind: "termination" },
];

describe("in a closed period", () => {
  it("no deed of a commitment books anything; the day after all of them do", async () => {
    const paid = await succeed(officer.api.post(`${base}/payments`, { ...PAYMENT, on: CLOSED }));
    await closeBooks();
    const deeds: readonly (readonly [path: string, body: object])[] = [
      ["/payments", PAYMENT],
      ["/refunds", { ...MONEY, amount: usd("100.00") }],
      ["/releases", MONEY],
      ["/expenditures", { amount: usd("10.00"), reference: "Accounts" }],
      [`/ledger/${paid.body.id}/reversal`, { reason: "The bank sent it back" }],
    ];
    for (const [path, body] of deeds) {
      const refused = await officer.api.post(base + path, { ...body, on: CLOSED });
      expect([path, ...refusal(refused), pointersIn(refused)]).toEqual([path, ...REFUSED, ["/on"]]);
    }
    for (const [path, body] of deeds.filter(([each]) => !each.endsWith("reversal")))
      await succeed(officer.api.post(base + path, { ...body, on: OPEN }));
    const forfeiture = { trancheNumber: 3, reason: "The match failed" };
    expect(refusal(await officer.api.post(`${base}/forfeitures`, { ...forfeiture, on: CLOSED }))).toEqual(
      REFUSED,
    );
    await succeed(officer.api.post(`${base}/forfeitures`, { ...forfeiture, on: OPEN }));
  });

  it("no condition is met, and the refusal names the day by its field", async () => {
    await closeBooks();
    const path = `${base}/tranches/3/condition-met`;
    const refused = await officer.api.post(path, { ...MET, metOn: CLOSED });
    expect(refused.body).toMatchObject({
      code: "period_closed",
      detail:
        "The books are closed through 2026-01-31. Say the first day since then on which it can be booked.",
      errors: [{ pointer: "/metOn", detail: "2026-01-31 lies in a closed period." }],
    });
    await succeed(officer.api.post(path, { ...MET, metOn: OPEN }));
  });

  it("nothing is agreed, be it new, begun elsewhere, or moved along its life", async () => {
    const approved = aCommitmentBody({ status: "approved", agreedOn: undefined, approvedOn: "2025-06-01" });
    const { id } = (await succeed(officer.api.post("/commitments", approved))).body;
    await closeBooks();
    const agreed = { status: "agreed", reason: "Both have signed" };
    expect(refusal(await officer.api.post(`/commitments/${id}/status`, { ...agreed, on: CLOSED }))).toEqual(
      REFUSED,
    );
    await succeed(officer.api.post(`/commitments/${id}/status`, { ...agreed, on: OPEN }));
    const fresh = await officer.api.post("/commitments", aCommitmentBody({ agreedOn: CLOSED }));
    expect([...refusal(fresh), pointersIn(fresh)]).toEqual([...REFUSED, ["/agreedOn"]]);
    const opening = { on: CLOSED, paid: usd("1.00") };
    const elsewhere = await officer.api.post(
      "/commitments",
      aCommitmentBody({ agreedOn: undefined, opening }),
    );
    expect([...refusal(elsewhere), pointersIn(elsewhere)]).toEqual([...REFUSED, ["/opening/on"]]);
  });

  it("no proposal takes effect that books something, made before the books were closed or after", async () => {
    await succeed(officer.api.post(`${base}/payments`, { ...PAYMENT, on: CLOSED }));
    const made: string[] = [];
    for (const proposal of PROPOSALS) {
      const body = { ...proposal, ...AMENDMENT, effectiveOn: CLOSED };
      made.push((await succeed(officer.api.post(`${base}/proposals`, body))).body.id);
    }
    await closeBooks();
    for (const id of made) {
      const refused = await finance.api.post(`${base}/proposals/${id}/approval`, {});
      expect(refused.body).toMatchObject({
        code: "period_closed",
        detail:
          "The books are closed through 2026-01-31. This takes effect on a day of that period: withdraw it, and propose it for a later day.",
      });
      expect(refused.body).not.toHaveProperty("errors");
    }
    for (const proposal of PROPOSALS) {
      const body = { ...proposal, ...AMENDMENT, effectiveOn: CLOSED };
      const refused = await officer.api.post(`${base}/proposals`, body);
      expect([...refusal(refused), pointersIn(refused)]).toEqual([...REFUSED, ["/effectiveOn"]]);
    }
  });

  it("no payment run pays, nor says that it would", async () => {
    await closeBooks();
    const items = [{ commitmentId: base.split("/").at(-1), trancheNumber: 1 }];
    for (const query of ["", "?dryRun=true"]) {
      const refused = await officer.api.post(`/payment-runs${query}`, { on: CLOSED, currency: "USD", items });
      expect([...refusal(refused), pointersIn(refused)]).toEqual([...REFUSED, ["/on"]]);
    }
  });

  it("no import books an award, or corrects the amount of one; what books nothing is corrected", async () => {
    const award = (overrides = {}) => ({
      externalId: { scheme: "360giving", value: `360G-invented-${newId("job")}` },
      title: "A grant to the reading league",
      amountMinor: 1_250_050,
      currency: "GBP",
      awardedOn: CLOSED,
      startOn: CLOSED,
      recipient: { name: "The Reading League" },
      disbursements: [],
      sourceHash: "one",
      source: '{"title":"A grant"}',
      flags: [],
      ...overrides,
    });
    const author = { principalId: officer.principal.id, organisationId };
    const run = async (one: ReturnType<typeof award>) =>
      (
        await importAwards(
          { table, newId },
          { awards: [one], funder: aFunder({ organisationId }), author, now: NOW },
        )
      )[0];
    const known = award();
    const first = await run(known);
    await closeBooks();
    expect(await run(award())).toMatchObject({
      outcome: "rejected",
      problem: {
        code: "period_closed",
        detail:
          "The books are closed through 2026-01-31, and this would be booked on 2026-01-31. Open them again to import it.",
      },
    });
    const open = { awardedOn: OPEN, startOn: OPEN };
    const paidBefore = award({ ...open, disbursements: [{ on: CLOSED, amountMinor: 1 }] });
    expect(await run(paidBefore)).toMatchObject({ outcome: "rejected", problem: { code: "period_closed" } });
    expect(await run(award(open))).toMatchObject({ outcome: "new" });
    const corrected = { ...known, sourceHash: "two", amountMinor: 1_000_000 };
    expect(await run(corrected)).toMatchObject({ outcome: "rejected", problem: { code: "period_closed" } });
    const retitled = { ...known, sourceHash: "three", title: "A grant to the reading league, corrected" };
    expect(await run(retitled)).toMatchObject({ outcome: "changed", commitmentId: first?.commitmentId });
    const { entries } = await ledgerPage(table, { id: String(first?.commitmentId), limit: 100 });
    expect(entries.map(({ kind }) => kind)).toEqual(["commitment", "recognition"]);
  });
});
