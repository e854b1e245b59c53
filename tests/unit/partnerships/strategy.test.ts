import { describe, expect, test } from "vitest";
import {
  applyStrategyPatch,
  checkStrategy,
  StrategyFieldsSchema,
  StrategyPatchSchema,
} from "../../../shared/partnerships/strategy.ts";
import { aStrategy } from "./builders.ts";

const REASON = "Agreed in the March meeting";

describe("dates and status of a strategy", () => {
  test.each([
    [
      "ends before it starts",
      { status: "ended", startedOn: "2025-09-01", endedOn: "2025-08-31" },
      "/endedOn",
    ],
    ["has ended on no day", { status: "ended" }, "/endedOn"],
    ["is active after its last day", { status: "active", endedOn: "2025-08-31" }, "/status"],
  ] as const)("a strategy that %s is refused at that field", (_what, change, pointer) => {
    const refused = checkStrategy({ ...aStrategy(), ...change });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer }] },
    });
  });

  test("a strategy may end on the day it started", () => {
    const strategy = aStrategy({ status: "ended", startedOn: "2025-09-01", endedOn: "2025-09-01" });
    expect(checkStrategy(strategy)).toEqual({ ok: true, value: strategy });
  });
});

describe("a patch of a strategy", () => {
  test("changes what it names, takes away what it says null to, and keeps the rest", () => {
    const strategy = aStrategy({ description: "Home visits", sectors: ["health"] });
    const patched = applyStrategyPatch(strategy, { reason: REASON, name: "Navigators", description: null });
    const { description: _, ...rest } = strategy;
    expect(patched).toEqual({ ok: true, value: { ...rest, name: "Navigators" } });
  });

  test("to end a strategy asks for its last day", () => {
    expect(applyStrategyPatch(aStrategy(), { reason: REASON, status: "ended" }).ok).toBe(false);
    const ended = applyStrategyPatch(aStrategy(), {
      reason: REASON,
      status: "ended",
      endedOn: "2026-06-30",
    });
    expect(ended).toMatchObject({ ok: true, value: { status: "ended", endedOn: "2026-06-30" } });
  });

  test("a strategy taken up again has no last day", () => {
    const ended = aStrategy({ status: "ended", endedOn: "2026-06-30" });
    const again = applyStrategyPatch(ended, { reason: REASON, status: "active", endedOn: null });
    expect(again).toEqual({ ok: true, value: aStrategy() });
  });

  test.each([
    ["without a reason", { name: "Navigators" }],
    ["that changes nothing", { reason: REASON }],
    ["of a field there is not", { reason: REASON, budget: 5 }],
    ["that takes the name away", { reason: REASON, name: null }],
    ["that names a sector twice", { reason: REASON, sectors: ["health", "health"] }],
  ])("a patch %s is refused", (_what, patch) => {
    expect(StrategyPatchSchema().safeParse(patch).success).toBe(false);
  });
});

test("a new strategy is active unless it says otherwise, and must say whether it is universal or targeted", () => {
  expect(StrategyFieldsSchema().parse({ name: "Tutors", kind: "universal" }).status).toBe("active");
  expect(StrategyFieldsSchema().safeParse({ name: "Tutors" }).success).toBe(false);
});
