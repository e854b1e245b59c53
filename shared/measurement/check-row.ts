import { defined } from "../platform/defined.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { Cell, ObservationRow } from "./observation.ts";
import {
  halfUnit,
  type Uncertainty,
  uncertaintyFaults,
  uncertaintyOf,
  uncertaintyWithoutFigure,
} from "./uncertainty.ts";
import { round6, type Scale, valueFromCounts } from "./value.ts";

/** A row as a cell, with what was rounded on the way; or everything that is wrong with it. Pointers are within the row. */
export type CheckedRow =
  | { readonly ok: true; readonly cell: Cell; readonly adjusted: readonly ProblemPlace[] }
  | { readonly ok: false; readonly errors: readonly ProblemPlace[] };

const FIGURES = ["numerator", "denominator", "value"] as const;
const NUMBERS = [...FIGURES, "margin", "lower", "upper"] as const;
type Figures = { -readonly [name in (typeof NUMBERS)[number]]?: number | undefined };

/**
 * Checks one row against what its indicator is measured in. Figures are read to six decimals, and said to be where that
 * changed them. A value that its counts give already is not kept beside them; it must agree with them within rounding. What is
 * said of a figure's uncertainty is checked once the figure is sound.
 */
export function checkRow(row: ObservationRow, scale: Scale): CheckedRow {
  const { figures, adjusted } = withoutNoise(row);
  const { status, stage, quality, source, method, note, collectedOn, confidenceLevel } = row;
  const given = { ...figures, confidenceLevel };
  const errors = status === "ok" ? figureFaults(given, scale) : absenceFaults(status, given);
  if (errors.length > 0) return { ok: false, errors };
  const kept = status === "ok" ? keptFigures(figures, scale) : countsOf(figures);
  const said = { status, stage, quality, source, method, note, collectedOn };
  return { ok: true, cell: defined({ ...kept, ...uncertaintyOf(given), ...said }), adjusted };
}

function withoutNoise(row: ObservationRow): { figures: Figures; adjusted: ProblemPlace[] } {
  const figures: Figures = {};
  const adjusted: ProblemPlace[] = [];
  for (const name of NUMBERS) {
    const given = row[name];
    if (given === undefined) continue;
    const rounded = round6(given);
    figures[name] = rounded;
    if (rounded !== given)
      adjusted.push({ pointer: `/${name}`, code: "rounded", detail: `${given} was read as ${rounded}.` });
  }
  return { figures, adjusted };
}

/** Where there is no figure, none may be given; counts may stand beside a rate that the source hid or doubts. */
function absenceFaults(status: string, given: Figures & Uncertainty): ProblemPlace[] {
  const refused = status === "c" || status === "u" ? (["value"] as const) : FIGURES;
  const figures = refused
    .filter((name) => given[name] !== undefined)
    .map((name) => ({ pointer: `/${name}`, detail: `A cell of status "${status}" has no ${name}.` }));
  return [...figures, ...uncertaintyWithoutFigure(given, status)];
}

function figureFaults(given: Figures & Uncertainty, scale: Scale): ProblemPlace[] {
  const faults = [...countFaults(given, scale), ...rangeFaults(given, scale)];
  if (faults.length > 0) return faults;
  const disagreement = agreementFaults(given, scale);
  const value = valueFromCounts(given, scale) ?? given.value;
  return disagreement.length > 0 || value === undefined ? disagreement : uncertaintyFaults(given, value);
}

function countFaults({ numerator, denominator }: Figures, { unit }: Scale): ProblemPlace[] {
  const faults: ProblemPlace[] = [];
  const whole = unit === "percent" || unit === "count" || unit === "rate";
  if (whole && numerator !== undefined && !Number.isSafeInteger(numerator))
    faults.push({ pointer: "/numerator", detail: "A count is a whole number." });
  if (whole && denominator !== undefined && !Number.isSafeInteger(denominator))
    faults.push({ pointer: "/denominator", detail: "A count is a whole number." });
  if (denominator === 0)
    faults.push({
      pointer: "/denominator",
      detail: 'There is nothing to divide by: send status "z" without figures.',
    });
  if (unit === "percent" && numerator !== undefined && denominator !== undefined && numerator > denominator)
    faults.push({
      pointer: "/numerator",
      detail: `The numerator, ${numerator}, is larger than the denominator, ${denominator}.`,
    });
  return faults;
}

function rangeFaults({ value }: Figures, { unit }: Scale): ProblemPlace[] {
  if (value === undefined) return [];
  if (unit === "percent" && (value < 0 || value > 100))
    return [{ pointer: "/value", detail: `A percentage lies between 0 and 100, not at ${value}.` }];
  if ((unit === "rate" || unit === "ratio" || unit === "count") && value < 0)
    return [{ pointer: "/value", detail: `A ${unit} is not below zero.` }];
  if (unit === "count" && !Number.isSafeInteger(value))
    return [{ pointer: "/value", detail: "A count is a whole number." }];
  return [];
}

function agreementFaults(figures: Figures, scale: Scale): ProblemPlace[] {
  const computed = valueFromCounts(figures, scale);
  const { value } = figures;
  if (computed === undefined && value === undefined) {
    const needed =
      scale.unit === "count" ? "a numerator or a value" : "a value, or a numerator and a denominator";
    return [{ pointer: "", detail: `Give ${needed}; or a status that says why there is none.` }];
  }
  if (computed === undefined || value === undefined) return [];
  if (Math.abs(value - computed) <= tolerance(value, scale) + 1e-9) return [];
  return [{ pointer: "/value", detail: `The counts give ${computed}, not ${value}.` }];
}

/**
 * How far a printed value may lie from its counts: half a unit of the last decimal it shows, and 0.05 more for percentages
 * and rates, which sources compute from weighted or unrounded counts. Nothing for a count.
 */
function tolerance(value: number, { unit }: Scale): number {
  if (unit === "count") return 0;
  const half = halfUnit(value);
  return unit === "percent" || unit === "rate" ? half + 0.05 : half;
}

function keptFigures(figures: Figures, scale: Scale): Figures {
  const { numerator, denominator, value } = figures;
  if (scale.unit === "count") return { numerator: numerator ?? value, denominator };
  return { ...countsOf(figures), value: valueFromCounts(figures, scale) === undefined ? value : undefined };
}

function countsOf({ numerator, denominator }: Figures): Figures {
  return { numerator, denominator };
}
