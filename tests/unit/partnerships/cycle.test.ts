import { describe, expect, test } from "vitest";
import {
  type Cycle,
  CycleSchema,
  decideCycle,
  frozenSince,
  startCycle,
  studyCycle,
} from "../../../shared/partnerships/tests-of-change/cycle.ts";

const NOW = "2026-03-02T09:00:00.000Z";
const FINDING = {
  on: "2023-03-10",
  happened: "Four came",
  asPlanned: true,
  comparison: "worse" as const,
  learned: "The bus stops running",
};
const DECISION = { on: "2023-03-11", decision: "adapt" as const, why: "Four were helped" };

function aCycle(overrides: Partial<Cycle> = {}): Cycle {
  return CycleSchema().parse({
    number: 1,
    state: "planned",
    objective: "Reach families",
    prediction: "Six of ten come",
    measures: [{ statement: "Families who came" }],
    scale: "Ten families",
    plan: "Call on Tuesday",
    ...overrides,
  });
}

function done<T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

describe("a cycle", () => {
  test("goes from its plan to its start, to what happened, to a decision, and nowhere else", () => {
    const planned = aCycle();
    expect(studyCycle(planned, FINDING, NOW).ok).toBe(false);
    expect(decideCycle(planned, DECISION, NOW).ok).toBe(false);
    const started = done(startCycle(planned, "2023-03-07", NOW));
    expect(startCycle(started, "2023-03-08", NOW).ok).toBe(false);
    expect(decideCycle(started, DECISION, NOW).ok).toBe(false);
    const studied = done(studyCycle(started, FINDING, NOW));
    expect(done(studyCycle(studied, { ...FINDING, learned: "More" }, NOW)).finding?.learned).toBe("More");
    const decided = done(decideCycle(studied, DECISION, NOW));
    expect(decided).toMatchObject({ state: "decided", decision: DECISION, prediction: planned.prediction });
    expect(studyCycle(decided, FINDING, NOW).ok).toBe(false);
    expect(decideCycle(decided, DECISION, NOW).ok).toBe(false);
  });

  test("is frozen from its start on", () => {
    expect(frozenSince(aCycle())).toBeUndefined();
    expect(frozenSince(done(startCycle(aCycle(), "2023-03-07", NOW)))).toContain("2023-03-07");
  });

  test("has its days in order, none of them to come", () => {
    expect(startCycle(aCycle(), "2026-04-01", NOW).ok).toBe(false);
    const started = done(startCycle(aCycle(), "2023-03-07", NOW));
    expect(studyCycle(started, { ...FINDING, on: "2023-03-06" }, NOW).ok).toBe(false);
    const studied = done(studyCycle(started, FINDING, NOW));
    expect(decideCycle(studied, { ...DECISION, on: "2023-03-09" }, NOW).ok).toBe(false);
    expect(decideCycle(studied, { ...DECISION, on: "2026-04-01" }, NOW).ok).toBe(false);
  });
});
