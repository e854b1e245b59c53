import { describe, expect, test } from "vitest";
import type { LoadedIndicator } from "../../../shared/measurement/indicator.store.ts";
import type { ObservationRowInput } from "../../../shared/measurement/observation.ts";
import { isIntact, nextRevision, type Provenance } from "../../../shared/measurement/observation-set.ts";
import { planRevision } from "../../../shared/measurement/plan-revision.ts";
import { categoryFaults } from "../../../shared/measurement/recordable.ts";
import { parseRows, sortRows } from "../../../shared/measurement/sort-rows.ts";
import { HEAD } from "../../../shared/platform/aggregate.ts";
import { anIndicator, aRow, aSet, IND, ORG, PER } from "./builders.ts";

const { ownerId, version, recordedAt, ...indicator } = anIndicator();
const LOADED: LoadedIndicator = {
  indicator,
  ownerId,
  head: { version, recordedAt, historyHash: "" },
  item: { pk: `IND#${IND}`, sk: HEAD },
};
const WHO: Provenance = {
  by: { principalId: PER, organisationId: ORG },
  now: "2026-11-23T11:00:00.000Z",
  protectedAtSource: false,
};
const black = { "race-ethnicity": "black" };
const white = { "race-ethnicity": "white" };

function sorted(rows: readonly unknown[], organisationId = ORG) {
  const { parsed, answers } = parseRows(rows);
  const result = sortRows(parsed, new Map([[IND, LOADED]]), organisationId);
  return { groups: result.groups, answers: [...answers, ...result.answers] };
}

function groupOf(rows: readonly Partial<ObservationRowInput>[]) {
  const [group] = sorted(rows.map(aRow)).groups;
  if (!group) throw new Error("These rows fall into no set.");
  return group;
}

describe("rows of a request", () => {
  test("are refused one by one, with a pointer into the request", () => {
    const { answers } = sorted([
      aRow(),
      { ...aRow(), colour: "red" },
      { ...aRow(), period: { start: "2025" } },
      7,
    ]);
    expect(answers.map((answer) => [answer.index, answer.errors?.map((error) => error.pointer)])).toEqual([
      [1, ["/observations/1/colour"]],
      [2, ["/observations/2/period/start", "/observations/2/period/end", "/observations/2/period/kind"]],
      [3, ["/observations/3"]],
    ]);
  });

  test("of a period that ends before it starts are refused", () => {
    const period = { start: "2025-07-01", end: "2025-06-30", kind: "custom" };
    expect(sorted([{ ...aRow(), period }]).answers[0]?.errors?.[0]?.pointer).toBe(
      "/observations/0/period/end",
    );
  });

  test("of another organisation's indicator are answered as if there were none", () => {
    expect(sorted([aRow()], "org_other").answers).toEqual([
      {
        index: 0,
        outcome: "rejected",
        errors: [{ pointer: "/observations/0/indicatorId", detail: "There is no such indicator." }],
      },
    ]);
  });

  test("that give a cell twice are refused from the second on", () => {
    const { answers, groups } = sorted([
      aRow({ dimensions: black }),
      aRow({ dimensions: black, numerator: 3 }),
    ]);
    expect(answers).toMatchObject([{ index: 1, outcome: "rejected", errors: [{ code: "duplicate" }] }]);
    expect(groups[0]?.rows).toHaveLength(1);
  });

  test("of one period, place and set of dimensions are stored together, in whatever order dimensions are given", () => {
    const { groups } = sorted([
      aRow({ dimensions: { sex: "female", ...black } }),
      aRow({ dimensions: { ...white, sex: "male" } }),
      aRow({ dimensions: black }),
      aRow(),
    ]);
    expect(
      groups.map(({ facts, rows }) => [facts.key.dimensionKey, rows.map((row) => row.category)]),
    ).toEqual([
      ["race-ethnicity+sex", ["black+female", "white+male"]],
      ["race-ethnicity", ["black"]],
      ["all", ["all"]],
    ]);
  });

  test("are about the indicator's own place unless they name another", () => {
    const { groups } = sorted([aRow(), aRow({ place: { code: "09003" } })]);
    expect(groups.map(({ facts }) => [facts.place.code, facts.ownPlace])).toEqual([
      ["09001", true],
      ["09003", false],
    ]);
  });
});

describe("rows of an indicator that names a category scheme", () => {
  const scheme = {
    ref: "ward@2",
    version: "2",
    categories: [
      { key: "north", label: "North" },
      { key: "south", label: "South" },
    ],
    wholes: [],
    crosswalks: [],
    sources: [],
  };
  const answersOf = (rows: readonly unknown[]) => {
    const indicators = new Map([[IND, { ...LOADED, schemes: new Map([["ward", scheme]]) }]]);
    return sortRows(parseRows(rows).parsed, indicators, ORG);
  };

  test("are refused at the cell where it does not have the category, with those it has", () => {
    const { groups, answers } = answersOf([
      aRow({ dimensions: { ward: "north" } }),
      aRow({ dimensions: { ward: "west", sex: "female" }, numerator: 1.5 }),
    ]);
    expect(groups.map(({ rows }) => rows.map(({ category }) => category))).toEqual([["north"]]);
    expect(answers).toEqual([
      {
        index: 1,
        outcome: "rejected",
        errors: [
          { pointer: "/observations/1/numerator", detail: "A count is a whole number." },
          {
            pointer: "/observations/1/dimensions/ward",
            code: "unknown_category",
            detail: 'ward@2 has no category "west". It has north, south.',
          },
        ],
      },
    ]);
  });

  test("take any category of a dimension for which it names none", () => {
    expect(answersOf([aRow({ dimensions: { grade: "whatever" } }), aRow()]).answers).toEqual([]);
  });

  test("are told the first forty of many categories", () => {
    const many = Array.from({ length: 42 }, (_, index) => ({ key: `w${index}`, label: "Ward" }));
    const schemes = new Map([["ward", { ...scheme, categories: many }]]);
    const [fault] = categoryFaults({ ward: "west" }, { schemes });
    expect(fault?.detail).toMatch(/It has w0, .*, w39, and 2 more\.$/);
  });
});

describe("the next revision of a set", () => {
  const first = aSet({ cells: { all: { numerator: 51, denominator: 102, status: "ok" } } });

  test("is not made where every value is the same as a number", () => {
    const plan = planRevision(
      groupOf([{ numerator: 51.0, denominator: 102.0 }]),
      { read: first, latest: first },
      WHO,
    );
    expect(plan.next).toBeUndefined();
    expect(plan.answers).toMatchObject([{ outcome: "unchanged", observation: expect.stringMatching(/~1$/) }]);
  });

  test("that changes a recorded cell takes a reason", () => {
    const group = groupOf([{ numerator: 60 }]);
    const state = { read: first, latest: first };
    expect(planRevision(group, state, WHO).answers).toMatchObject([
      { outcome: "rejected", errors: [{ code: "reason_required" }] },
    ]);
    const plan = planRevision(group, state, { ...WHO, reason: "The state restated the year" });
    expect(plan.answers).toMatchObject([{ outcome: "revised", observation: expect.stringMatching(/~2$/) }]);
    expect(plan.next).toMatchObject({
      revision: 2,
      reason: "The state restated the year",
      previousHash: first.hash,
    });
  });

  test("holds the whole table: what was there and what came", () => {
    const table = aSet({ dimensionKey: "race-ethnicity", cells: { black: { value: 40, status: "ok" } } });
    const plan = planRevision(groupOf([{ dimensions: white }]), { read: table, latest: table }, WHO);
    expect(Object.keys(plan.next?.cells ?? {})).toEqual(["black", "white"]);
  });

  test("merges over what somebody else recorded meanwhile, and refuses the same cell with both values", () => {
    const before = aSet({ dimensionKey: "race-ethnicity", cells: { black: { value: 40, status: "ok" } } });
    const theirs = nextRevision(before, before, { ...WHO, cells: { white: { value: 70, status: "ok" } } });
    const state = { read: before, latest: theirs };
    const disjoint = planRevision(groupOf([{ dimensions: { "race-ethnicity": "asian" } }]), state, WHO);
    expect(disjoint.next).toMatchObject({ revision: 3, previousHash: theirs.hash });
    expect(Object.keys(disjoint.next?.cells ?? {})).toEqual(["black", "white", "asian"]);
    const same = planRevision(groupOf([{ dimensions: white, value: 71 }]), state, { ...WHO, reason: "Ours" });
    expect(same.next).toBeUndefined();
    expect(same.answers).toMatchObject([
      {
        outcome: "rejected",
        errors: [{ code: "cell_conflict" }],
        conflict: { recorded: { value: 70 }, sent: { value: 71 } },
      },
    ]);
    const agreed = planRevision(groupOf([{ dimensions: white, value: 70 }]), state, WHO);
    expect(agreed.answers).toMatchObject([{ outcome: "unchanged" }]);
  });

  test("holds at most 2,000 cells", () => {
    const full = Array.from({ length: 1_999 }, (_, index) => [
      `c${index}`,
      { value: 1, status: "ok" as const },
    ]);
    const table = aSet({ dimensionKey: "race-ethnicity", cells: Object.fromEntries(full) });
    const plan = planRevision(
      groupOf([{ dimensions: white }, { dimensions: black }]),
      { read: table, latest: table },
      WHO,
    );
    expect(Object.keys(plan.next?.cells ?? {})).toHaveLength(2_000);
    expect(plan.answers).toContainEqual(
      expect.objectContaining({
        outcome: "rejected",
        errors: [expect.objectContaining({ code: "too_many_items" })],
      }),
    );
  });

  test("is never recorded before the one it follows, and no longer fits its hash when it is altered", () => {
    const next = nextRevision(first, groupOf([{}]).facts, {
      ...WHO,
      now: "2020-01-01T00:00:00.000Z",
      cells: {},
    });
    expect(next.recordedAt > first.recordedAt).toBe(true);
    expect(isIntact(next)).toBe(true);
    expect(isIntact({ ...next, cells: { all: { numerator: 52, denominator: 102, status: "ok" } } })).toBe(
      false,
    );
  });

  test("is protected at its source only while every revision was", () => {
    const open = aSet({ protectedAtSource: false });
    const closed = aSet({ protectedAtSource: true });
    const change = { ...WHO, protectedAtSource: true, cells: {} };
    expect(nextRevision(open, open, change).protectedAtSource).toBe(false);
    expect(nextRevision(closed, closed, change).protectedAtSource).toBe(true);
    expect(nextRevision(closed, closed, { ...change, protectedAtSource: false }).protectedAtSource).toBe(
      false,
    );
  });
});
