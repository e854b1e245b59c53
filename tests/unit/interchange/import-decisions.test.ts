import { describe, expect, test } from "vitest";
import type { Finding } from "../../../shared/interchange/finding.ts";
import { asDecision, otherSource } from "../../../shared/interchange/import-decisions.ts";

const PLACE = { pointer: "/lines/2/Rate", cell: "E2" };
const STANDING = {
  was: { numerator: 80, denominator: 100, status: "ok" },
  becomes: { value: 81.5, status: "ok" },
  source: "State files",
};

const aFinding = (rule: string, overrides: Partial<Finding> = {}): Finding => ({
  ...PLACE,
  rule,
  detail: "As recording says it.",
  severity: "rejects",
  ...overrides,
});

describe("a decision", () => {
  test("on a figure that would change is taken by a reason", () => {
    const decision = asDecision(aFinding("reason_required"), STANDING);
    expect(decision).toMatchObject({ ...PLACE, severity: "decision", field: "/reason" });
    expect(decision.detail).toMatch(/^80 of 100 is recorded from "State files", and the file says 81.5\./);
  });

  test("says of what is hidden or entered by hand what it is", () => {
    const { source: _, ...byHand } = { ...STANDING, was: { status: "c" } };
    expect(asDecision(aFinding("reason_required"), byHand).detail).toMatch(
      /^status "c" is recorded without a source/,
    );
  });

  test("on a locked period names the lock as recording does", () => {
    const locked = aFinding("period_locked");
    expect(asDecision(locked, undefined)).toEqual({ ...locked, severity: "decision" });
  });

  test("on a parent is asked for where the mapping leaves it open only", () => {
    const open = aFinding("parent-place", { severity: "finding", field: "/options/mapping/place/parents" });
    expect(asDecision(open, undefined)).toMatchObject({ severity: "decision", field: open.field });
    const { field: _, ...mapped } = open;
    expect(asDecision(mapped, undefined)).toEqual(mapped);
  });

  test.each(["not-a-number", "review_required", "cell_conflict", "rounded"])(
    "is nothing that the import cannot be told: %s stays as it is",
    (rule) => {
      expect(asDecision(aFinding(rule), STANDING)).toEqual(aFinding(rule));
    },
  );

  test("on another source is asked for, on one's own is not", () => {
    expect(otherSource(PLACE, STANDING, "State files")).toEqual([]);
    const { source: _, ...byHand } = STANDING;
    for (const standing of [byHand, STANDING])
      expect(otherSource(PLACE, standing, "Another file")).toMatchObject([
        { ...PLACE, rule: "other-source", severity: "decision", field: "/options/mapping/where" },
      ]);
  });
});
