import { describe, expect, test } from "vitest";
import {
  DESIGN_LISTS,
  LEVEL_LISTS,
  LEVER_LISTS,
  PHASE_LISTS,
} from "../../../shared/partnerships/systems-changes/levers.ts";
import {
  withoutLast,
  withPhase,
  withTransition,
} from "../../../shared/partnerships/systems-changes/move-change.ts";
import { entryOf, listRef } from "../../../shared/partnerships/systems-changes/reference-list.ts";
import {
  CHANGE_STATUSES,
  type ChangeStatus,
  SYSTEMS_CHANGES,
} from "../../../shared/partnerships/systems-changes/systems-change.ts";
import { anId, RECORDED_AT } from "./builders.ts";

const NOW = "2026-03-02T09:00:00.000Z";

function aChange(status: ChangeStatus = "proposed", lever = "policies") {
  return SYSTEMS_CHANGES.stored().parse({
    id: `sys_${"1".repeat(26)}`,
    partnershipId: anId("prt"),
    createdAt: RECORDED_AT,
    title: "Filings are sealed",
    lever: { list: "four-levers@2021", code: lever },
    level: { list: "system-levels@1", code: "state" },
    status,
    statusOn: "2023-01-17",
    transitions: [{ status, on: "2023-01-17" }],
    phases: [],
  });
}

describe("the status of a systems change", () => {
  const allowed: Record<ChangeStatus, readonly ChangeStatus[]> = {
    proposed: ["adopted", "implemented", "institutionalised", "reversed"],
    adopted: ["implemented", "institutionalised", "reversed"],
    implemented: ["institutionalised", "reversed"],
    institutionalised: ["reversed"],
    reversed: ["proposed", "adopted", "implemented"],
  };
  const cells = CHANGE_STATUSES.flatMap((from) => CHANGE_STATUSES.map((to) => [from, to] as const));

  test.each(cells)("from %s to %s moves only where the one leads to the other", (from, to) => {
    const moved = withTransition(aChange(from), { status: to, on: "2023-05-02" }, NOW);
    expect(moved.ok).toBe(allowed[from].includes(to));
  });

  test("moves on a day that is neither before the last one nor to come", () => {
    const on = (day: string) => withTransition(aChange(), { status: "adopted", on: day }, NOW);
    expect(on("2023-01-16")).toMatchObject({ problem: { errors: [{ pointer: "/on" }] } });
    expect(on("2026-03-05")).toMatchObject({ problem: { errors: [{ pointer: "/on" }] } });
    expect(on("2023-01-17")).toMatchObject({ value: { status: "adopted", statusOn: "2023-01-17" } });
  });

  test("goes back by one step where the last was a mistake, and never to nothing", () => {
    const moved = withTransition(aChange(), { status: "adopted", on: "2023-05-02" }, NOW);
    if (!moved.ok) throw new Error("It was not moved.");
    expect(withoutLast(moved.value)).toEqual({ ok: true, value: aChange() });
    expect(withoutLast(aChange())).toMatchObject({ problem: { code: "conflict" } });
  });
});

describe("the phases of policy work", () => {
  const phase = (code: string, on = "2023-02-20") => ({ list: "policy-phases@1", code, on });

  test("are passed by policies only, by days, and again", () => {
    const first = withPhase(aChange(), phase("advocacy"), NOW);
    if (!first.ok) throw new Error("The phase was refused.");
    const again = withPhase(first.value, phase("development", "2023-03-01"), NOW);
    expect(again).toMatchObject({ value: { phases: [{ code: "advocacy" }, { code: "development" }] } });
    expect(withPhase(first.value, phase("development", "2023-01-01"), NOW).ok).toBe(false);
    expect(withPhase(aChange(), phase("celebration"), NOW).ok).toBe(false);
    expect(withPhase(aChange("proposed", "practices"), phase("advocacy"), NOW)).toMatchObject({
      problem: { code: "conflict" },
    });
  });
});

describe("reference data", () => {
  const lists = [...LEVER_LISTS, ...LEVEL_LISTS, ...PHASE_LISTS, ...DESIGN_LISTS];

  test("has each list once, with a source, and each code once in it", () => {
    expect(new Set(lists.map(listRef)).size).toBe(lists.length);
    for (const { entries, source } of lists) {
      expect(source).not.toBe("");
      expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
    }
  });

  test("crosses every lever of one list to one of the other, or says that there is none; and back to itself", () => {
    for (const list of LEVER_LISTS)
      for (const { to, pairs } of list.crosswalks ?? []) {
        expect(pairs.map(({ from }) => from)).toEqual(list.entries.map(({ code }) => code));
        const back = LEVER_LISTS.find((each) => listRef(each) === to)?.crosswalks?.find(
          (each) => each.to === listRef(list),
        );
        for (const pair of pairs.filter((each) => each.to !== null)) {
          expect(entryOf(LEVER_LISTS, { list: to, code: pair.to ?? "" })).toBeDefined();
          expect(back?.pairs.find(({ from }) => from === pair.to)?.to).toBe(pair.from);
        }
      }
  });
});
