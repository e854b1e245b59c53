import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  changeRenewal,
  commitmentPk,
  importAwards,
  ledgerPage,
  loadCommitment,
  payTranche,
  readCommitmentAsOf,
  releaseTranche,
} from "../../../shared/investments/index.ts";
import { addEntry, NO_TOTALS } from "../../../shared/investments/totals.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import {
  aFunder,
  anAuthor,
  aPrincipal,
  FUNDER,
  NOW,
  recordCommitment,
  usd,
} from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";

let engine: TestEngine;
let table: Table;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

function call(id: string, now = NOW) {
  return { id, principal: aPrincipal(), author: anAuthor(), now };
}

function payment(id: string, amount: string, now = NOW) {
  const input = { trancheNumber: 1, on: "2026-03-01", amount: usd(amount) };
  return payTranche({ table, newId }, { ...call(id, now), entryId: newId("pay"), input });
}

async function faultsOf(id: string) {
  const items = await queryAll(table, { partition: commitmentPk(id) });
  const changes = items.filter((item) => item.sk.startsWith("H#")).map(toChange);
  return checkHistory(changes, items);
}

describe("a commitment on a real engine", () => {
  it("is read back with its tranches and totals, its history intact", async () => {
    const { state } = await recordCommitment(table);
    const loaded = await loadCommitment(table, state.commitment.id);
    expect(loaded?.state).toEqual(state);
    expect(await faultsOf(state.commitment.id)).toEqual([]);
  });

  it("keeps its totals equal to its ledger while twelve payments arrive at once", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    const paid = await Promise.all(Array.from({ length: 12 }, () => payment(id, "50000.00")));
    const accepted = paid.filter((each) => each.ok).length;
    // Nobody named a version, so nobody is asked for a new one.
    for (const each of paid)
      if (!each.ok) expect(each.problem.detail).toMatch(/left in the tranche|send it again\.$/);
    const loaded = await loadCommitment(table, id);
    const { entries } = await ledgerPage(table, { id, limit: 100 });
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThanOrEqual(8);
    expect(loaded?.state.commitment.totals).toEqual(entries.reduce(addEntry, NO_TOTALS));
    expect(loaded?.state.commitment.totals.paidMinor).toBe(accepted * 5_000_000);
    expect(await faultsOf(id)).toEqual([]);
  });

  it("answers not_found to another organisation, as if it did not exist", async () => {
    const { state } = await recordCommitment(table);
    const stranger = aPrincipal({ organisationId: "org_01JD0000000000000000000009" });
    const input = { trancheNumber: 1, on: "2026-03-01", amount: usd("1.00") };
    const move = { ...call(state.commitment.id), principal: stranger, entryId: newId("pay"), input };
    expect(await payTranche({ table, newId }, move)).toMatchObject({ problem: { code: "not_found" } });
  });

  it("is read as it was recorded before a payment", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    await payment(id, "100.00", "2026-03-02T12:00:00.000Z");
    const asked = { id, principal: aPrincipal(), now: "2026-04-01T00:00:00.000Z" };
    const before = await readCommitmentAsOf(table, { ...asked, asOf: "2026-03-01T13:00:00.000Z" });
    const since = await readCommitmentAsOf(table, { ...asked, asOf: "2026-03-03T00:00:00.000Z" });
    expect(before).toMatchObject({
      value: { version: 1, state: { commitment: { totals: { paidMinor: 0 } } } },
    });
    expect(since).toMatchObject({
      value: { version: 2, state: { commitment: { totals: { paidMinor: 10_000 } } } },
    });
    const unsettled = await readCommitmentAsOf(table, { ...asked, asOf: "2026-03-31T23:59:30.000Z" });
    expect(unsettled).toMatchObject({ problem: { code: "invalid_request" } });
  });

  it("shows where a stored item was altered behind its history", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    const [tranche] = await queryAll(table, { partition: commitmentPk(id), prefix: "C#TRANCHE#002" });
    if (!tranche) throw new Error("The tranche is not there.");
    await putIf(table, { ...tranche, amountMinor: 1 }, { expression: "attribute_exists(pk)" });
    expect(await faultsOf(id)).toEqual([
      { sk: "C#TRANCHE#002", detail: "It differs from what its history recorded." },
    ]);
  });

  it("shows where an entry of its ledger was altered, of which the history holds a digest only", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    await payment(id, "100.00");
    const entry = (await queryAll(table, { partition: commitmentPk(id), prefix: "L#" })).at(-1);
    if (!entry) throw new Error("The entry is not there.");
    await putIf(table, { ...entry, amountMinor: 1 }, { expression: "attribute_exists(pk)" });
    expect(await faultsOf(id)).toEqual([
      { sk: entry.sk, detail: "It differs from what its history recorded." },
    ]);
  });

  it("drops a tranche from what is due once nothing of it is open", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    const due = async () => {
      const partition = `ORG#${FUNDER}#DUE#2026-02`;
      const items = await queryAll(table, { index: "byOwner", partition });
      return items.filter((item) => item.pk === commitmentPk(id)).length;
    };
    expect(await due()).toBe(1);
    await payment(id, "300000.00");
    expect(await due()).toBe(1);
    const input = { trancheNumber: 1, on: "2026-03-01", amount: usd("100000.00"), reason: "not needed" };
    await releaseTranche({ table, newId }, { ...call(id), entryId: newId("pay"), input });
    expect(await due()).toBe(0);
  });
});

describe("importing awards", () => {
  const funder = aFunder();
  const award = (overrides = {}) => ({
    externalId: { scheme: "360giving", value: `360G-invented-${newId("job")}` },
    title: "A grant to the reading league",
    amountMinor: 1_250_050,
    currency: "GBP",
    awardedOn: "2024-05-01",
    startOn: "2024-05-01",
    recipient: { name: "The Reading League" },
    disbursements: [{ on: "2024-06-01", amountMinor: 1_000_000 }],
    sourceHash: "one",
    source: '{"title":"A grant"}',
    flags: [],
    ...overrides,
  });
  const run = (awards: ReturnType<typeof award>[]) =>
    importAwards({ table, newId }, { awards, funder, author: anAuthor(), now: NOW });

  it("records an award once, however often and however simultaneously it comes", async () => {
    const one = award();
    const outcomes = (await Promise.all([run([one]), run([one]), run([one])])).flat();
    expect(outcomes.map((each) => each.outcome).sort()).toEqual(["new", "unchanged", "unchanged"]);
    expect(new Set(outcomes.map((each) => each.commitmentId)).size).toBe(1);
    expect(await run([one])).toMatchObject([{ outcome: "unchanged" }]);
  });

  it("adjusts the ledger where a newer record names another amount, and keeps what was first agreed", async () => {
    const one = award();
    const [first] = await run([one]);
    const [second] = await run([{ ...one, amountMinor: 900_000, title: "Corrected", sourceHash: "two" }]);
    expect(second).toMatchObject({ outcome: "changed", commitmentId: first?.commitmentId });
    const id = String(first?.commitmentId);
    const loaded = await loadCommitment(table, id);
    expect(loaded?.state.commitment).toMatchObject({
      title: "Corrected",
      amountMinor: 900_000,
      totals: { firstAgreedMinor: 1_250_050, unconditionalMinor: 900_000, paidMinor: 1_000_000 },
    });
    const { entries } = await ledgerPage(table, { id, limit: 100 });
    expect(entries.reduce(addEntry, NO_TOTALS)).toEqual(loaded?.state.commitment.totals);
    expect(await faultsOf(id)).toEqual([]);
  });

  it("keeps a renewal that was brought into view here, with what it intends, through a corrected record", async () => {
    const one = award({ renewalNote: "To be renewed, subject to funds" });
    const id = String((await run([one]))[0]?.commitmentId);
    const renewal = { amount: { amount: "5000.00", currency: "GBP" }, note: "Likely" };
    const input = { renewal, reason: "The board spoke of it" };
    expect(await changeRenewal({ table, newId }, { ...call(id), input })).toMatchObject({ ok: true });
    await run([{ ...one, title: "Corrected", sourceHash: "two" }]);
    expect((await loadCommitment(table, id))?.state.commitment).toMatchObject({
      title: "Corrected",
      renewal: { amountMinor: 500_000, note: "Likely" },
      totals: { intendedMinor: 500_000 },
    });
    expect(await faultsOf(id)).toEqual([]);
  });
});
