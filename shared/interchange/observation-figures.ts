import type { Unit } from "./column-mapping.ts";
import type { EmptyStatus, FigureCell } from "./csv-cells.ts";

export type FigureName = "numerator" | "denominator" | "value";
/** The mapped cells of one observation; a figure that is not mapped is absent. */
export type FigureCells = { readonly [name in FigureName]?: FigureCell | undefined };

/** The figures of one observation and its status. */
export type Figures = {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value?: number;
  readonly status: "ok" | EmptyStatus;
  /** The source hid one of these figures but printed others from which it may follow: never publish this as it is. */
  readonly sourceHidden?: true;
};

/** A remark about a figure; `figure` is the one to look at. */
export type FigureRemark = {
  readonly figure: FigureName;
  readonly rule: string;
  readonly detail: string;
  readonly severity: "rejects" | "finding";
};

export type FigureReading = {
  readonly figures: Figures | undefined;
  readonly remarks: readonly FigureRemark[];
};

const NAMES = ["numerator", "denominator", "value"] as const;

/**
 * Puts the cells of one observation together.
 *
 * The status is "ok" where the indicator's value is printed or follows (value; or numerator and denominator; for counts
 * the numerator), otherwise what the empty cells say, hidden before missing. A rate that the source hid is never worked
 * out from its counts: it stays "c", its counts are kept as data, and the observation is flagged. Figures stand beside
 * "ok", "c" and "u" only: where there is nothing to measure, the others say nothing.
 * Rejects: text, negative or fractional counts, numerator over denominator, shares outside 0–100 %.
 */
export function readFigures(cells: FigureCells, { unit, per }: { unit: Unit; per: number }): FigureReading {
  const numbers = {
    ...numberOf(cells, "numerator"),
    ...numberOf(cells, "denominator"),
    ...shareOf(cells, unit),
  };
  const remarks = [
    ...unreadable(cells),
    ...countRemarks(numbers, unit),
    ...shareRemarks(numbers, unit),
    ...consistency(cells, numbers, { unit, per }),
  ];
  if (remarks.some(({ severity }) => severity === "rejects")) return { figures: undefined, remarks };
  const hidden = hiddenFigure(cells);
  if (numbers.denominator === 0 && unit !== "count" && statusIn(cells.value) !== "c")
    return { figures: { status: "z" }, remarks: [...remarks, EMPTY_GROUP] };
  const status = statusOf(cells, numbers, unit);
  const figures = ["ok", "c", "u"].includes(status) ? { ...numbers, status } : { status };
  if (hidden === undefined) return { figures, remarks };
  return { figures: { ...figures, sourceHidden: true }, remarks: [...remarks, hiddenRemark(hidden)] };
}

/** There is no share of nobody, and a printed 0 % says nothing either. */
const EMPTY_GROUP: FigureRemark = {
  figure: "denominator",
  rule: "empty-group",
  detail: "The denominator is zero: nobody is in this group, so that it has no value.",
  severity: "finding",
};

type Numbers = { numerator?: number; denominator?: number; value?: number };

function numberOf(cells: FigureCells, name: FigureName): Numbers {
  const cell = cells[name];
  return cell?.state === "number" ? { [name]: cell.value } : {};
}

/** A proportion (0–1) becomes a percentage, unless the cell says by its sign that it is one already. */
function shareOf({ value }: FigureCells, unit: Unit): Numbers {
  if (value?.state !== "number") return {};
  return { value: unit === "proportion" && !value.percent ? hundredfold(value.value) : value.value };
}

/** 100 × a number without the noise of floating point: 0.57 is 57 and not 56.99999999999999. */
function hundredfold(value: number): number {
  return Number((value * 100).toFixed(6));
}

function unreadable(cells: FigureCells): FigureRemark[] {
  return NAMES.flatMap((figure) => {
    const cell = cells[figure];
    if (cell?.state !== "unreadable") return [];
    const detail = `"${cell.text}" is neither a number nor a token the mapping calls hidden or missing.`;
    return [rejects(figure, "not-a-number", detail)];
  });
}

function countRemarks(numbers: Numbers, unit: Unit): FigureRemark[] {
  const { numerator, denominator } = numbers;
  if (unit === "currency" || unit === "index" || unit === "ratio") return [];
  const value = unit === "count" ? numbers.value : undefined;
  const counts: [FigureName, number | undefined][] = [
    ["numerator", numerator],
    ["denominator", denominator],
    ["value", value],
  ];
  const single = counts.flatMap(([figure, count]) => {
    if (count === undefined) return [];
    if (count < 0) return [rejects(figure, "negative-count", `A count cannot be ${count}.`)];
    return Number.isInteger(count)
      ? []
      : [rejects(figure, "fractional-count", `A count cannot be ${count}.`)];
  });
  const isShare = unit === "percent" || unit === "proportion";
  if (!isShare || numerator === undefined || denominator === undefined || numerator <= denominator)
    return single;
  return [
    ...single,
    rejects("numerator", "numerator-over-denominator", `${numerator} of ${denominator} is more than all.`),
  ];
}

function shareRemarks({ value }: Numbers, unit: Unit): FigureRemark[] {
  if (value === undefined || (unit !== "percent" && unit !== "proportion")) return [];
  if (value >= 0 && value <= 100 + 1e-9) return [];
  return [rejects("value", "share-out-of-range", `A share is between 0 and 100 %; this is ${value} %.`)];
}

/** Whether the printed value is the one its counts give, to the last digit printed (either way of rounding). */
function consistency(
  cells: FigureCells,
  numbers: Numbers,
  { unit, per }: { unit: Unit; per: number },
): FigureRemark[] {
  const { numerator, denominator, value } = numbers;
  const factor =
    unit === "rate"
      ? per
      : unit === "ratio"
        ? 1
        : unit === "percent" || unit === "proportion"
          ? 100
          : undefined;
  if (factor === undefined || numerator === undefined || !denominator || value === undefined) return [];
  const cell = cells.value?.state === "number" ? cells.value : undefined;
  const scale = unit === "proportion" && cell?.percent !== true ? 100 : 1;
  const tolerance = (scale * 0.5) / 10 ** (cell?.decimals ?? 0) + 1e-9;
  const computed = (numerator / denominator) * factor;
  if (Math.abs(computed - value) <= tolerance) return [];
  const detail = `${numerator} of ${denominator} is ${Number(computed.toFixed(4))}, but ${value} is printed.`;
  return [{ figure: "value", rule: "value-differs-from-counts", detail, severity: "finding" }];
}

function statusOf(
  cells: FigureCells,
  { numerator, denominator, value }: Numbers,
  unit: Unit,
): Figures["status"] {
  const follows = numerator !== undefined && (denominator !== undefined || unit === "count");
  if (value !== undefined || (follows && statusIn(cells.value) !== "c")) return "ok";
  const empty = NAMES.flatMap((name) => statusIn(cells[name]) ?? []);
  return empty.includes("c") ? "c" : (empty[0] ?? "x");
}

/** The figure that is hidden although figures it could follow from are printed. */
function hiddenFigure(cells: FigureCells): FigureName | undefined {
  const isHidden = (name: FigureName) => statusIn(cells[name]) === "c";
  const counts = [cells.numerator, cells.denominator].filter((cell) => cell !== undefined);
  const countsPrinted = cells.numerator !== undefined && counts.every(({ state }) => state === "number");
  if (isHidden("value") && countsPrinted) return "value";
  if (cells.value?.state !== "number") return undefined;
  return isHidden("numerator") ? "numerator" : isHidden("denominator") ? "denominator" : undefined;
}

function statusIn(cell: FigureCell | undefined): EmptyStatus | undefined {
  return cell?.state === "empty" ? cell.status : undefined;
}

function hiddenRemark(figure: FigureName): FigureRemark {
  const rule = figure === "value" ? "source-hid-the-rate" : "source-hid-the-count";
  const detail =
    "The source hid this figure and printed others from which it may follow. Treat the row as confidential.";
  return { figure, rule, detail, severity: "finding" };
}

function rejects(figure: FigureName, rule: string, detail: string): FigureRemark {
  return { figure, rule, detail, severity: "rejects" };
}
