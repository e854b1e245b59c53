import { describe, expect, test } from "vitest";
import type { Summary } from "../../../shared/measurement/index.ts";
import {
  shownCells,
  viewUnder,
  viewWithAgreements,
} from "../../../shared/publication/access/agreement-view.ts";
import type {
  DataUseAgreement,
  OpenAgreement,
} from "../../../shared/publication/access/data-use-agreement.ts";
import { anId } from "../partnerships/builders.ts";
import { aSummary, holdingBack, percentCell, valueCell } from "../reporting/builders.ts";

const ID = anId("ind", 1);
const YEAR = "2024-07-01_2025-06-30";
const period = { start: "2024-07-01", end: "2025-06-30", kind: "school-year" as const };
const baseline = (dimensions: Record<string, string>) => ({ dimensions, baseline: { period, value: 40 } });

const SUMMARY = aSummary(ID, {
  sets: {
    all: { 2024: { all: percentCell(270, 500) } },
    race: { 2024: { white: percentCell(266, 493), native: percentCell(4, 7) } },
    sex: { 2024: { female: percentCell(145, 250), male: percentCell(125, 250) } },
    grade: { 2024: { "grade-3": percentCell(262, 487), "grade-4": percentCell(8, 13) } },
    ward: { 2024: { north: valueCell(60) } },
  },
  definition: { targets: [baseline({}), baseline({ race: "native" }), baseline({ grade: "grade-4" })] },
});

function open(number: number, fields: Partial<DataUseAgreement> = {}): OpenAgreement {
  const agreement: DataUseAgreement = {
    id: anId("dua", number),
    partnershipId: anId("prt"),
    parties: [],
    dimensionKeys: ["race"],
    purpose: "Evaluation",
    from: "2026-07-01",
    through: "2027-06-30",
    minimumCell: 0,
    ...fields,
  };
  return { agreement, ownerId: anId("org", 1), version: number };
}
const cellsOf = ({ sets }: Pick<Summary, "sets">, key: string) =>
  Object.values(sets[key]?.[YEAR]?.cells ?? {}).map(({ numerator, value }) => numerator ?? value);
const baselines = ({ definition }: Summary) => definition?.targets.map((target) => target.baseline?.value);

describe("a summary under one agreement", () => {
  test("has totals and the breakdowns that it opens, and no others", () => {
    expect(Object.keys(viewUnder(SUMMARY, open(1), "core").sets)).toEqual(["all", "race"]);
    expect(Object.keys(viewUnder(SUMMARY, open(1, { dimensionKeys: [] }), "core").sets)).toEqual(["all"]);
  });

  test("hides nothing with a minimum of 0 or 1, a percentage without counts neither", () => {
    for (const minimumCell of [0, 1]) {
      const seen = viewUnder(SUMMARY, open(1, { minimumCell, dimensionKeys: ["race", "ward"] }), "core");
      expect(cellsOf(seen, "race")).toEqual([266, 4]);
      expect(cellsOf(seen, "ward")).toEqual([60]);
      expect(shownCells(seen)).toBe(4);
    }
  });

  test("has whole breakdowns with a count below its minimum withheld", () => {
    const keys = ["race", "grade"];
    const at = (minimumCell: number) =>
      viewUnder(SUMMARY, open(1, { minimumCell, dimensionKeys: keys }), "core");
    // 8 of 13: the complement is 5.
    expect(cellsOf(at(5), "grade")).toEqual([262, 8]);
    expect(cellsOf(at(6), "grade")).toEqual([null, null]);
    expect(cellsOf(at(5), "race")).toEqual([null, null]);
  });

  test("has what a source forbids to publish withheld whatever its minimum", () => {
    const seen = viewUnder(holdingBack(SUMMARY, "race"), open(1), "core");
    expect(cellsOf(seen, "race")).toEqual([null, null]);
    expect(shownCells(seen)).toBe(1);
  });
});

describe("a summary with agreements in force", () => {
  test("is protected as for everybody where none covers it", () => {
    for (const agreements of [
      [],
      [open(1, { indicatorIds: [anId("ind", 9)] })],
      [open(1, { placeCodes: ["elsewhere"] })],
    ]) {
      const { summary, under } = viewWithAgreements(SUMMARY, agreements);
      expect(under).toEqual([]);
      expect(["race", "sex", "grade", "ward"].map((key) => cellsOf(summary, key))).toEqual([
        [null, null],
        [145, 125],
        [null, null],
        [null],
      ]);
      expect(baselines(summary)).toEqual([40, null, null]);
    }
  });

  test("has what one opens, with its baselines, and the rest protected", () => {
    const one = open(1);
    const { summary, under } = viewWithAgreements(SUMMARY, [one]);
    expect(cellsOf(summary, "race")).toEqual([266, 4]);
    expect(cellsOf(summary, "grade")).toEqual([null, null]);
    expect(baselines(summary)).toEqual([40, 40, null]);
    expect(under).toEqual([{ open: one, figures: { indicatorId: ID, placeCode: "09001", cells: 3 } }]);
  });

  test("has each breakdown from the agreement that hides least of it, and names those that opened something", () => {
    const [strict, open2, other] = [
      open(1, { minimumCell: 5, dimensionKeys: ["race", "grade"] }),
      open(2),
      open(3, { minimumCell: 9, dimensionKeys: ["race"] }),
    ];
    const { summary, under } = viewWithAgreements(SUMMARY, [strict, other, open2]);
    expect(cellsOf(summary, "race")).toEqual([266, 4]);
    expect(cellsOf(summary, "grade")).toEqual([262, 8]);
    expect(under.map(({ open: { agreement }, figures }) => [agreement.id, figures.cells])).toEqual([
      [open2.agreement.id, 3],
      [strict.agreement.id, 2],
    ]);
  });

  test("has nothing less than everybody sees: an agreement opens and does not close", () => {
    const { summary } = viewWithAgreements(SUMMARY, [open(1, { minimumCell: 100, dimensionKeys: ["sex"] })]);
    expect(cellsOf(summary, "sex")).toEqual([145, 125]);
    expect(
      viewUnder(SUMMARY, open(1, { minimumCell: 200, dimensionKeys: ["sex"] }), "core").sets.sex,
    ).toMatchObject({
      [YEAR]: { cells: { female: { value: null, status: "c" } } },
    });
  });
});
