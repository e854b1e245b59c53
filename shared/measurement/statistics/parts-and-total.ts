import { ok, type Result } from "../../platform/result.ts";
import type { Unit } from "../indicator-words.ts";
import type { Cell } from "../observation.ts";
import { compare, distanceBetween, type Exact, exact, toNumber, total } from "./exact.ts";
import { refuse } from "./method-rules.ts";

type Figures = Pick<Cell, "numerator" | "denominator" | "value" | "status">;
type Labelled = { readonly label: string; readonly cell: Figures };
export const PART_FIELDS = ["numerator", "denominator", "value"] as const;
export type PartField = (typeof PART_FIELDS)[number];

/** One count of a total beside the sum of those of its parts that can be seen; `unseen` names the others. */
export type PartSum = {
  readonly field: PartField;
  readonly total: number;
  readonly parts: number;
  /** parts − total; zero where they are equal. */
  readonly difference: number;
  readonly verdict: "equal" | "below" | "exceeds";
  readonly unseen: readonly string[];
};

/**
 * Each of the counts that a total has, and its value where the unit is a count or an amount, beside the sum of its parts. `tolerance`
 * is how far a sum of rounded counts may be off. Percentages without counts give nothing to compare.
 */
export function partSums(
  parts: readonly Labelled[],
  whole: Labelled,
  options: { readonly unit: Unit; readonly tolerance?: number },
): PartSum[] {
  const isAmount = options.unit === "count" || options.unit === "currency";
  const fields = PART_FIELDS.filter(
    (field) => whole.cell[field] !== undefined && (field !== "value" || (isAmount && !hasCounts(whole.cell))),
  );
  return fields.map((field) => {
    const unseen = parts.filter(({ cell }) => cell.status !== "ok" || cell[field] === undefined);
    const seen = parts.flatMap(({ cell }): Exact[] =>
      cell.status === "ok" && cell[field] !== undefined ? [exact(cell[field])] : [],
    );
    const [sum, wanted] = [total(seen), exact(whole.cell[field] ?? 0)];
    const off = distanceBetween(sum, wanted);
    const isEqual = compare(off, exact(options.tolerance ?? 0)) <= 0;
    const isBelow = compare(sum, wanted) < 0;
    return {
      field,
      total: toNumber(wanted),
      parts: toNumber(sum),
      difference: isBelow ? -toNumber(off) : toNumber(off),
      verdict: isEqual ? "equal" : isBelow ? "below" : "exceeds",
      unseen: unseen.map(({ label }) => label).sort(),
    };
  });
}

/** What a check of parts found: which counts could be checked, and which parts could not be seen. */
export type PartsCheck = { readonly checked: readonly PartField[]; readonly hidden: readonly string[] };

/**
 * Whether parts that exclude each other make their total, as `partSums` compares them. Where parts are hidden, the others must not
 * exceed the total. Refused otherwise.
 */
export function checkParts(
  parts: readonly Labelled[],
  whole: Labelled,
  options: { readonly unit: Unit; readonly tolerance?: number },
): Result<PartsCheck> {
  const sums = partSums(parts, whole, options);
  const wrong = sums.find(
    ({ verdict, unseen }) => verdict === "exceeds" || (verdict === "below" && unseen.length === 0),
  );
  if (wrong)
    return refuse(
      "parts-make-the-total",
      `The ${wrong.field}s of ${parts.length} parts add up to ${wrong.parts}, ${whole.label} has ${wrong.total}: ${Math.abs(wrong.difference)} apart.`,
    );
  const hidden = [...new Set(sums.flatMap(({ unseen }) => unseen))].sort();
  return ok({ checked: sums.map(({ field }) => field), hidden });
}

function hasCounts({ numerator, denominator }: Figures): boolean {
  return numerator !== undefined || denominator !== undefined;
}
