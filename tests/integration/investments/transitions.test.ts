import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyProposal, statusesFor } from "../../../shared/investments/amendments/apply-proposal.ts";
import { changeStatus, decideStatus } from "../../../shared/investments/change-status.ts";
import { loadCommitment, saveCommitment } from "../../../shared/investments/commitment.store.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentStatus,
  nextStatuses,
  statusesBefore,
} from "../../../shared/investments/commitment-status.ts";
import { ledgerPage } from "../../../shared/investments/ledger.store.ts";
import { decidePayment, payTranche } from "../../../shared/investments/pay-tranche.ts";
import { reverseEntry } from "../../../shared/investments/reverse-entry.ts";
import { NO_TOTALS } from "../../../shared/investments/totals.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import { aGround, anAuthor, aPrincipal, NOW, recordCommitment, usd } from "../../support/commitments.ts";
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

const call = (id: string) => ({ id, principal: aPrincipal(), author: anAuthor(), now: NOW });

/** A stored commitment whose head says a status, whatever led there. */
async function storedIn(status: CommitmentStatus) {
  const { state } = await recordCommitment(table);
  const { id } = state.commitment;
  const loaded = await loadCommitment(table, id);
  const head = loaded?.items.find((item) => item.sk === "C#HEAD");
  if (!head) throw new Error("The head is not there.");
  await putIf(table, { ...head, status }, { expression: "attribute_exists(pk)" });
  const stored = await loadCommitment(table, id);
  if (!stored) throw new Error("The commitment is not there.");
  return stored;
}

/** Nothing leads into draft; to suspend, to resume and to terminate takes an amendment. */
describe("the table itself", () => {
  const forbidden = COMMITMENT_STATUSES.flatMap((from) =>
    COMMITMENT_STATUSES.filter((to) => to !== from && !nextStatuses(from).includes(to)).map(
      (to) => [from, to] as const,
    ),
  ).filter(([, to]) => !["draft", "suspended", "terminated"].includes(to));

  it.each(forbidden)("refuses %s to %s, though a writer believes another status", async (from, to) => {
    const loaded = await storedIn(from);
    const [believed] = statusesBefore(to);
    if (!believed) throw new Error(`Nothing leads to ${to}.`);
    const { state } = loaded;
    // Believed to be settled, too, so that no other rule refuses before the table does.
    const mistaken = {
      ...state,
      tranches: [],
      commitment: { ...state.commitment, status: believed, totals: NO_TOTALS },
    };
    const decision = decideStatus(
      mistaken,
      { status: to, on: "2026-03-01", reason: "believed so" },
      aGround(),
    );
    if (!decision.ok) throw new Error(decision.problem.detail);
    const saved = await saveCommitment(table, { ...decision.value, loaded, by: anAuthor(), now: NOW });
    expect(saved).toMatchObject({ ok: false, problem: { code: "conflict", extra: { guarded: true } } });
    expect((await loadCommitment(table, state.commitment.id))?.state.commitment.status).toBe(from);
  });

  const AMENDED = [
    ["suspension", "suspended"],
    ["resumption", "active"],
    ["termination", "terminated"],
  ] as const;
  const notAmended = AMENDED.flatMap(([kind, to]) => {
    const before = statusesFor(kind);
    return COMMITMENT_STATUSES.filter((from) => !before.includes(from)).map(
      (from) => [kind, to, from] as const,
    );
  });

  it.each(notAmended)(
    "refuses a %s, which makes it %s, of one that is %s by then",
    async (kind, _to, from) => {
      const loaded = await storedIn(from);
      const { state } = loaded;
      const [status = from] = statusesFor(kind);
      const believed = { ...state, commitment: { ...state.commitment, status } };
      const amendment = { effectiveOn: "2026-03-01", reasonCode: "other", reason: "As both agreed" } as const;
      const made = { id: newId("prp"), proposedBy: "per_1", proposedAt: NOW, commitmentTitle: "A grant" };
      const outcome = applyProposal(believed, { kind, ...amendment, ...made }, aGround());
      if (!outcome.ok) throw new Error(outcome.problem.detail);
      const write = { ...outcome.value, action: `commitment.${kind}`, loaded, by: anAuthor(), now: NOW };
      const saved = await saveCommitment(table, write);
      expect(saved).toMatchObject({ ok: false, problem: { code: "conflict", extra: { guarded: true } } });
      expect((await loadCommitment(table, state.commitment.id))?.state.commitment.status).toBe(from);
    },
  );

  it("refuses a payment that was decided before a rival suspended the commitment", async () => {
    const loaded = await storedIn("suspended");
    const { state } = loaded;
    const mistaken = { ...state, commitment: { ...state.commitment, status: "active" as const } };
    const input = { trancheNumber: 1, on: "2026-03-01", amount: usd("1.00") };
    const decision = decidePayment(mistaken, input, aGround());
    if (!decision.ok) throw new Error(decision.problem.detail);
    const saved = await saveCommitment(table, { ...decision.value, loaded, by: anAuthor(), now: NOW });
    expect(saved).toMatchObject({ ok: false, problem: { code: "conflict", extra: { guarded: true } } });
  });

  it("refuses a payment on a day from which the head says it is blocked, though the writer saw no report", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    const head = (await loadCommitment(table, id))?.items.find((item) => item.sk === "C#HEAD");
    if (!head) throw new Error("The head is not there.");
    const blockedFromOn = "2026-03-01";
    await putIf(table, { ...head, blockedFromOn }, { expression: "attribute_exists(pk)" });
    const loaded = await loadCommitment(table, id);
    if (!loaded) throw new Error("The commitment is not there.");
    const save = async (now: string) => {
      const input = { trancheNumber: 1, on: "2026-02-01", amount: usd("1.00") };
      const decision = decidePayment(loaded.state, input, aGround({ now }));
      if (!decision.ok) throw new Error(decision.problem.detail);
      return saveCommitment(table, { ...decision.value, loaded, by: anAuthor(), now });
    };
    expect(await save("2026-03-01T12:00:00.000Z")).toMatchObject({ problem: { code: "conflict" } });
    expect(await save("2026-02-28T12:00:00.000Z")).toMatchObject({ ok: true });
  });
});

describe("two writers at once", () => {
  it("move a commitment one step: one of them, and the other is told where it stands", async () => {
    for (let round = 0; round < 10; round++) {
      const { state } = await recordCommitment(table, { status: "approved", approvedOn: "2026-01-10" });
      const { id } = state.commitment;
      const to = (status: CommitmentStatus) =>
        changeStatus(
          { table, newId },
          { ...call(id), change: { status, on: "2026-03-01", reason: "decided" } },
        );
      const both = await Promise.all([to("agreed"), to("cancelled")]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      const loser = both.find((each) => !each.ok);
      expect(loser).toMatchObject({ problem: { code: "conflict" } });
    }
  });

  it("pay a tranche in full: exactly one of eight wins", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    const input = { trancheNumber: 1, on: "2026-03-01", amount: usd("400000.00") };
    const paid = await Promise.all(
      Array.from({ length: 8 }, () =>
        payTranche({ table, newId }, { ...call(id), entryId: newId("pay"), input }),
      ),
    );
    expect(paid.filter(({ ok }) => ok)).toHaveLength(1);
    const loaded = await loadCommitment(table, id);
    expect(loaded?.state.commitment.totals.paidMinor).toBe(40_000_000);
  });

  it("reverse an entry: once, however many try and however late", async () => {
    const { state } = await recordCommitment(table);
    const { id } = state.commitment;
    const input = { trancheNumber: 1, on: "2026-03-01", amount: usd("250.00") };
    const paid = await payTranche({ table, newId }, { ...call(id), entryId: newId("pay"), input });
    if (!paid.ok) throw new Error(paid.problem.detail);
    const reverse = () =>
      reverseEntry(
        { table, newId },
        {
          ...call(id),
          reversedId: paid.value.entry.id,
          entryId: newId("pay"),
          input: { on: "2026-03-02", reason: "Booked twice" },
        },
      );
    const undone = [...(await Promise.all([reverse(), reverse(), reverse()])), await reverse()];
    const won = undone.filter((each) => each.ok);
    expect(won).toHaveLength(1);
    const detail = `It was reversed already, by ${won[0]?.value.entry.id}.`;
    for (const lost of undone.filter((each) => !each.ok))
      expect(lost).toMatchObject({ problem: { code: "conflict", detail } });
    const { entries } = await ledgerPage(table, { id, limit: 100 });
    expect(entries.map(({ kind }) => kind)).toEqual(["commitment", "recognition", "payment", "reversal"]);
    expect((await loadCommitment(table, id))?.state.commitment.totals.paidMinor).toBe(0);
  });
});
