import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addContribution,
  changeStatus,
  decideOnContribution,
  meetCondition,
  recordAchievement,
} from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { anAuthor, aPrincipal, MATCH_CONDITION, recordCommitment, usd } from "../../support/commitments.ts";
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

/** Eleven at night on 1 March in New York, where the funder is, and 2 March in UTC. */
const NIGHT = "2026-03-02T04:00:00.000Z";
const TODAY = "2026-03-01";
const TOMORROW = "2026-03-02";
const why = { evidence: "A letter", reason: "It was seen" };

async function aRunningCommitment() {
  const { state } = await recordCommitment(table, {
    milestones: [{ title: "A plan is adopted" }],
    tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }],
  });
  const call = { id: state.commitment.id, principal: aPrincipal(), author: anAuthor(), now: NIGHT };
  return { deps: { table, newId }, call };
}

type Running = Awaited<ReturnType<typeof aRunningCommitment>>;

const FACTS: [string, string, (running: Running, on: string) => Promise<unknown>][] = [
  [
    "a condition was met",
    "/metOn",
    ({ deps, call }, metOn) => meetCondition(deps, { ...call, trancheNumber: 1, input: { metOn, ...why } }),
  ],
  [
    "a milestone was achieved",
    "/achievedOn",
    ({ deps, call }, achievedOn) =>
      recordAchievement(deps, { ...call, milestoneNumber: 1, input: { achievedOn, ...why } }),
  ],
  [
    "a match was verified",
    "/on",
    async ({ deps, call }, on) => {
      const given = { contributor: { name: "The city" }, kind: "cash" as const, amount: usd("1.00") };
      await addContribution(deps, { ...call, input: { ...given, on: TODAY, reference: newId("doc") } });
      const input = { status: "verified" as const, on, ...why };
      return decideOnContribution(deps, { ...call, contributionNumber: 1, input });
    },
  ],
  [
    "a step was made",
    "/on",
    ({ deps, call }, on) =>
      changeStatus(deps, { ...call, change: { status: "active", on, reason: "It began" } }),
  ],
];

describe("what is recorded has happened", () => {
  it.each(FACTS)("so nobody records today that %s tomorrow", async (_what, pointer, record) => {
    const running = await aRunningCommitment();
    expect(await record(running, TOMORROW)).toMatchObject({
      ok: false,
      problem: {
        code: "validation_failed",
        detail: "2026-03-02 is still ahead: record it once it has come.",
        errors: [{ pointer }],
      },
    });
  });

  it.each(FACTS)(
    "and that %s today is recorded by the day where the funder is",
    async (_what, _at, record) => {
      expect(await record(await aRunningCommitment(), TODAY)).toMatchObject({ ok: true });
    },
  );
});
