import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSolver } from "../../../shared/disclosure/release/open-solver.ts";
import { planRelease } from "../../../shared/disclosure/release/plan-release.ts";
import { publishedCell } from "../../../shared/disclosure/release/published-cell.ts";
import type { SourceCell } from "../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../shared/disclosure/release/release-policy.ts";
import {
  type ObservationInput,
  openObservationTable,
  readObservationRows,
} from "../../../shared/interchange/index.ts";
import { periodKey } from "../../../shared/platform/time.ts";
import { attackRows } from "../../support/release-attacker.ts";
import { graduationMapping } from "../connecticut-mappings.ts";

/** The folder of real files. They are read where they lie; none is part of the project. */
const folder = process.env.REAL_DATA ?? "";
const isAbsent = folder === "";
if (isAbsent) console.info("REAL_DATA is not set: releases of real figures are skipped.");
const SET = "education/ct-four-year-grad-rates-by-race-ethnicity";

/** Graduation by race in every district and the state, a year a file; figures whose rate the state hid keep their printed counts. */
function graduationOf(year: string): ObservationInput[] {
  const names = readdirSync(join(folder, SET)).filter(
    (name) => name.includes(`__${year}`) && /_race_grad(_ct)?\.csv$/.test(name),
  );
  return names.flatMap((name) => {
    const mapping = graduationMapping({ year, isState: name.endsWith("_ct.csv") });
    const table = openObservationTable(readFileSync(join(folder, SET, name)), mapping);
    if (!table.ok) throw new Error(`${name}: ${table.problem.detail}`);
    return [...readObservationRows(table.value)].flatMap(({ observations }) => observations);
  });
}

function sourceOf(seen: ObservationInput): SourceCell {
  const {
    numerator = null,
    denominator = null,
    value = null,
    status = "ok",
    dimensions = {},
    place,
    sourceHidden,
  } = seen;
  const names = Object.keys(dimensions).sort();
  return {
    indicatorId: "graduation",
    periodKey: periodKey(seen.period),
    placeCode: place?.code ?? "CT",
    dimensionKey: names.join("+") || "all",
    category: names.map((name) => dimensions[name]).join("+") || "all",
    measure: { unit: "percent", aboutSystem: false },
    protectedAtSource: true,
    cell: { numerator, denominator, value: sourceHidden ? null : value, status: sourceHidden ? "c" : status },
  };
}

describe.skipIf(isAbsent)(
  `a release of real figures${isAbsent ? " (skipped: REAL_DATA is not set)" : ""}`,
  () => {
    it("protects every rate that the state hid beside counts that tell it, in each of nine years", async () => {
      const highs = await openSolver();
      const years = Array.from({ length: 9 }, (_, at) => `${2010 + at}-${11 + at}`);
      let [told, cells, shown] = [0, 0, 0];
      for (const year of years) {
        const seen = graduationOf(year);
        const sources = seen.map(sourceOf);
        const places = new Map(
          sources.filter(({ placeCode }) => placeCode !== "CT").map(({ placeCode }) => [placeCode, "CT"]),
        );
        const plan = planRelease(highs, {
          cells: sources,
          places,
          policy: DEFAULT_RELEASE_POLICY,
          earlier: [],
        });
        expect({ year, exposed: plan.exposed }).toEqual({ year, exposed: [] });
        const rows = sources.map((source, at) =>
          publishedCell(source, plan.cells[at] ?? { hiding: "all", isPrimary: true }, DEFAULT_RELEASE_POLICY),
        );
        const isTold = seen.map(({ sourceHidden }) => sourceHidden === true);
        told += isTold.filter(Boolean).length;
        cells += rows.length;
        shown += rows.filter(({ numerator }) => numerator !== null).length;
        for (const [at, row] of rows.entries()) {
          if (isTold[at]) expect(row).toMatchObject({ numerator: null, value: null });
          const { numerator, denominator } = row;
          if (numerator === null || denominator === null || denominator === 0) continue;
          expect(Math.min(numerator, denominator - numerator)).toBeGreaterThanOrEqual(10);
        }
        if (year !== "2018-19") continue;
        const asked = new Set(rows.filter((_, at) => isTold[at]));
        const beliefs = attackRows(rows, {
          parents: places,
          asked: (row) => asked.has(row as (typeof rows)[number]),
        });
        expect(beliefs.length).toBeGreaterThanOrEqual(asked.size);
        expect(beliefs.filter(({ least, most }) => most - least < 10)).toEqual([]);
      }
      console.info(`${shown} of ${cells} cells published`);
      expect(told).toBe(453);
    }, 600_000);
  },
);
