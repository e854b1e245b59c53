import { describe, expect, test } from "vitest";
import type { Cell } from "../../../shared/measurement/observation.ts";
import { planRevision } from "../../../shared/measurement/plan-revision.ts";
import { parseRows, sortRows } from "../../../shared/measurement/sort-rows.ts";
import { withStage } from "../../../shared/measurement/stage.ts";
import { HEAD } from "../../../shared/platform/aggregate.ts";
import { anIndicator, aRow, aSet, IND, ORG, PER } from "./builders.ts";

const ok = (value: number, more: Partial<Cell> = {}): Cell => ({ value, status: "ok", ...more });

describe("how settled a figure is", () => {
  test("is what its sender says, while nothing was there", () => {
    expect(withStage(undefined, ok(50, { stage: "final" }))).toEqual(ok(50, { stage: "final" }));
    expect(withStage({ status: "x" }, ok(50))).toEqual(ok(50));
  });

  test("becomes revised where the figure replaces another that was final, or of which nothing was said", () => {
    expect(withStage(ok(50, { stage: "final" }), ok(51, { stage: "final" }))).toEqual(
      ok(51, { stage: "revised" }),
    );
    expect(withStage(ok(50), ok(51))).toEqual(ok(51, { stage: "revised" }));
    expect(withStage(ok(50, { margin: 2, confidenceLevel: 90 }), ok(50))).toEqual(
      ok(50, { stage: "revised" }),
    );
  });

  test("goes from provisional to final without being revised", () => {
    expect(withStage(ok(50, { stage: "provisional" }), ok(51, { stage: "final" }))).toEqual(
      ok(51, { stage: "final" }),
    );
    expect(withStage(ok(50, { stage: "final" }), ok(51, { stage: "provisional" }))).toEqual(
      ok(51, { stage: "provisional" }),
    );
  });

  test("stays revised while the same figure is sent again, so that repeating changes nothing", () => {
    const revised = ok(51, { stage: "revised" });
    expect(withStage(revised, ok(51))).toEqual(revised);
    expect(withStage(revised, ok(51, { stage: "final" }))).toEqual(revised);
  });

  test("of a figure that is withdrawn is not told", () => {
    expect(withStage(ok(50), { status: "c" })).toEqual({ status: "c" });
  });
});

describe("a revision of a set", () => {
  const { ownerId, version, recordedAt, ...indicator } = anIndicator();
  const loaded = {
    indicator,
    ownerId,
    head: { version, recordedAt, historyHash: "" },
    item: { pk: `IND#${IND}`, sk: HEAD },
  };
  const who = {
    by: { principalId: PER, organisationId: ORG },
    now: "2026-11-23T11:00:00.000Z",
    protectedAtSource: false,
    reason: "The state restated the year",
  };
  const planOf = (numerator: number, latest = aSet()) => {
    const { parsed } = parseRows([aRow({ numerator })]);
    const [group] = sortRows(parsed, new Map([[IND, loaded]]), ORG).groups;
    if (!group) throw new Error("These rows fall into no set.");
    return planRevision(group, { read: latest, latest }, who);
  };

  test("marks the cell that it restates; the same row again is unchanged", () => {
    const first = planOf(60);
    expect(first.next?.cells).toEqual({
      all: { numerator: 60, denominator: 102, status: "ok", stage: "revised" },
    });
    const again = planOf(60, first.next);
    expect(again.next).toBeUndefined();
    expect(again.answers).toMatchObject([{ outcome: "unchanged" }]);
  });

  test("leaves cells that it does not change as they were", () => {
    expect(planOf(51).next).toBeUndefined();
  });
});
