import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../../../shared/disclosure/policy.ts";
import { protectTable } from "../../../shared/disclosure/protect-breakdown.ts";
import { type ProtectableCell, worstStatus } from "../../../shared/disclosure/protectable.ts";
import { aCell, aPercentage, aSet, noFigure, PERCENT } from "./builders.ts";

type Cells = Record<string, ProtectableCell>;
const withheldOf = (race: Cells, all: ProtectableCell | undefined = undefined, measure = PERCENT) =>
  protectTable({ ...(all ? { all: aSet({ all }) } : {}), race: aSet(race) }, { measure }).withheld;

describe("a breakdown seen by others than its owner", () => {
  test("is shown where every count, every complement and the rest of the total are 0 or 10 and more", () => {
    expect(withheldOf({ a: aCell(150, 200), b: aCell(60, 100), c: aCell(0, 50) }, aCell(210, 350))).toEqual(
      [],
    );
  });

  test.each([
    ["numerator", aCell(9, 100)],
    ["denominator", aCell(0, 9)],
    ["complement", aCell(91, 100)],
  ])("is withheld as a whole where one %s is 1 to 9", (_, small) => {
    const race = aSet({ a: aCell(150, 200), b: small });
    const { table, withheld } = protectTable({ race }, { measure: PERCENT });
    expect(withheld).toEqual(["race"]);
    expect(Object.values(table.race?.cells ?? {})).toEqual([noFigure("c"), noFigure("c")]);
  });

  test("hides margins and bounds with the figures that they surround, and shows them with those it shows", () => {
    const sure = { lower: 70, upper: 80, confidenceLevel: 95 };
    const large = { ...aCell(150, 200), ...sure };
    const shown = protectTable({ race: aSet({ a: large }) }, { measure: PERCENT });
    expect(shown.table.race?.cells.a).toEqual(large);
    const small = { ...aCell(9, 100), margin: 5, confidenceLevel: 90 };
    const { table } = protectTable({ race: aSet({ a: large, b: small }) }, { measure: PERCENT });
    expect(Object.values(table.race?.cells ?? {})).toEqual([noFigure("c"), noFigure("c")]);
  });

  test.each([
    [1, true],
    [9, true],
    [10, false],
    [0, false],
  ])("with a cell of %d is withheld: %s", (count, withheld) => {
    expect(withheldOf({ a: aCell(150, 200), b: aCell(count, 100) }).length > 0).toBe(withheld);
  });

  test("is withheld where the total minus its cells tells a small group that is not listed", () => {
    const race = { a: aCell(150, 200), b: aCell(60, 100) };
    expect(withheldOf(race, aCell(216, 320))).toEqual(["race"]);
    expect(withheldOf(race, aCell(250, 305))).toEqual(["race"]);
    expect(withheldOf(race, aCell(235, 350))).toEqual([]);
    expect(withheldOf(race, aCell(255, 350))).toEqual(["race"]);
  });

  test("is withheld where the total tells the only cell that its source hides, however large", () => {
    const race = { a: aCell(150, 200), b: noFigure("c") };
    expect(withheldOf(race, aCell(230, 300))).toEqual(["race"]);
  });

  test("with two cells hidden at source is withheld only where what is left is small, or nothing", () => {
    const race = { a: aCell(150, 200), b: noFigure("c"), c: noFigure("c") };
    expect(withheldOf(race, aCell(230, 300))).toEqual([]);
    expect(withheldOf(race, aCell(155, 230))).toEqual(["race"]);
    expect(withheldOf(race, aCell(150, 230))).toEqual(["race"]);
  });

  test("by two dimensions is withheld where a breakdown by one of them tells a group that is not listed", () => {
    const sexes = aSet({ female: aCell(100, 200), male: aCell(110, 200) });
    const both = { "a+female": aCell(80, 150), "b+female": aCell(20, 50), "a+male": aCell(85, 155) };
    const rest = { "b+male": aCell(18, 38) };
    const all = aSet({ all: aCell(260, 500) });
    const withheld = (cells: Cells) =>
      protectTable({ all, sex: sexes, "race+sex": aSet(cells) }, { measure: PERCENT }).withheld;
    expect(withheld({ ...both, ...rest })).toEqual(["race+sex"]);
    expect(withheld(both)).toEqual([]);
  });

  test("with groups that overlap tells nothing by subtraction", () => {
    expect(withheldOf({ a: aCell(150, 200), b: aCell(60, 100) }, aCell(160, 250))).toEqual([]);
  });

  test("of percentages without counts is withheld, unless its source hides small figures itself", () => {
    const cells = { a: aPercentage(40), b: aPercentage(70) };
    expect(protectTable({ race: aSet(cells) }, { measure: PERCENT }).withheld).toEqual(["race"]);
    expect(protectTable({ race: aSet(cells, true) }, { measure: PERCENT }).withheld).toEqual([]);
  });

  test("is withheld for a numerator that follows from percentage and denominator, also of a public file", () => {
    const cells = { a: { ...aPercentage(4), denominator: 100 }, b: { ...aPercentage(50), denominator: 100 } };
    expect(protectTable({ race: aSet(cells, true) }, { measure: PERCENT }).withheld).toEqual(["race"]);
  });

  test("of dollars a pupil needs no counts where it is about a system, and does where it is about people", () => {
    const cells = { a: aPercentage(9100), b: aPercentage(12400) };
    const of = (aboutSystem: boolean) =>
      withheldOf(cells, undefined, { unit: "currency" as const, aboutSystem });
    expect(of(true)).toEqual([]);
    expect(of(false)).toEqual(["race"]);
  });

  test("goes with its total where that is small itself", () => {
    const table = { all: aSet({ all: aCell(5, 100) }), race: aSet({ a: aCell(0, 50), b: noFigure("x") }) };
    expect(protectTable(table, { measure: PERCENT }).withheld).toEqual(["all", "race"]);
  });

  test("does not show counts beside a rate that its source hides", () => {
    const hidden = { numerator: 30, denominator: 60, value: null, status: "c" as const };
    const race = aSet({ a: aCell(150, 200), b: hidden, c: noFigure("c") });
    const { table, withheld } = protectTable({ race }, { measure: PERCENT });
    expect(withheld).toEqual([]);
    expect(table.race?.cells.b).toEqual(noFigure("c"));
  });

  test("gives no small count to somebody who subtracts, whatever the figures", () => {
    const cell = fc
      .tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }))
      .map(([numerator, others]) => aCell(numerator, Math.max(numerator + others, 1)));
    const hidden = fc.constantFrom(noFigure("c"), noFigure("x"), noFigure("u"));
    const race = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d"),
      fc.oneof({ weight: 4, arbitrary: cell }, hidden),
      {
        minKeys: 1,
        noNullPrototype: true,
      },
    );
    fc.assert(
      fc.property(race, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (cells, n, rest) => {
        const sum = (field: "numerator" | "denominator") =>
          Object.values(cells).reduce(
            (total, one) => total + (one.numerator === null ? 0 : (one[field] ?? 0)),
            0,
          );
        const all = aCell(sum("numerator") + n, Math.max(sum("denominator") + n + rest, 1));
        const { table } = protectTable({ all: aSet({ all }), race: aSet(cells) }, { measure: PERCENT });
        expect(smallCounts(table.all?.cells.all, Object.values(table.race?.cells ?? {}))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("has its threshold from a policy", () => {
    const policy = { ...DEFAULT_POLICY, minimumCell: 5 };
    const table = { race: aSet({ a: aCell(150, 200), b: aCell(6, 100) }) };
    expect(protectTable(table, { measure: PERCENT, policy }).withheld).toEqual([]);
  });
});

/** What an attacker reads off or subtracts: every count from 1 to 9 among cells, complements, and total minus cells. */
function smallCounts(total: ProtectableCell | undefined, cells: readonly ProtectableCell[]): number[] {
  const counts = (cell: ProtectableCell) =>
    cell.numerator === null || cell.denominator === null
      ? []
      : [cell.numerator, cell.denominator, cell.denominator - cell.numerator];
  const shown = cells.map(counts).filter((known) => known.length > 0);
  const whole = total ? counts(total) : [];
  const rest = whole.map((count, kind) => shown.reduce((left, known) => left - (known[kind] ?? 0), count));
  const derived = shown.length > 0 ? rest : [];
  return [...shown.flat(), ...whole, ...derived].filter((count) => count > 0 && count < 10);
}

describe("what is derived from several figures", () => {
  test("has the gravest of their statuses", () => {
    expect(worstStatus(["ok", "ok"])).toBe("ok");
    expect(worstStatus(["ok", "x", "u"])).toBe("x");
    expect(worstStatus(["x", "c", "ok"])).toBe("c");
  });
});
