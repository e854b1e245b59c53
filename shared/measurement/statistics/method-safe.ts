import { ok, type Result } from "../../platform/result.ts";
import { type Period, periodKey } from "../../platform/time.ts";
import type { Cell } from "../observation.ts";
import { type Scale, valueFromCounts } from "../value.ts";
import { type Exact, exact, toNumber, total } from "./exact.ts";
import { type MethodChange, refuse, refuseUnsaid } from "./method-rules.ts";
import { relationOf, type Scope } from "./overlap.ts";

/** What arithmetic has to know of how the figures of an indicator are made. */
export type SeriesMethod = Scale & {
  /** Figures of different groups or places are added, pooled by numerator and denominator, or neither. */
  readonly aggregation: "sum" | "weighted" | "none";
  /** Following periods count what is new, what there is, or what came so far. Only what is new can be taken together. */
  readonly overTime: "flow" | "stock" | "cumulative";
  /** Dimensions in which one person can be in several categories. */
  readonly overlapping?: readonly string[];
};

/** By what a figure was made: two that differ in it are compared only if that is said. */
export type Basis = {
  readonly period: Pick<Period, "start" | "end">;
  readonly instrument?: string;
  /** Numerator, denominator and window, or the version of the definition that has them. */
  readonly definition?: string;
  /** The category scheme, with its version, of each dimension of the figure: { "race-ethnicity": "omb-1997" }. */
  readonly schemes?: Readonly<Record<string, string>>;
};

type Figures = Pick<Cell, "numerator" | "denominator" | "value" | "status">;

/** A figure with all that says whether it may be put together with others. `label` names it to people, and is unique. */
export type Part = Scope & Basis & { readonly label: string; readonly cell: Figures };

/** Where a series is broken: what lies before this day and what lies after it are not of one kind. */
export type SeriesBreak = { readonly at: string; readonly why: string };

export type SayOptions = {
  readonly breaks?: readonly SeriesBreak[];
  /** The changes that are said beside the result; only those can be gone across. */
  readonly said?: readonly MethodChange["rule"][];
};

export type Combined = {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value: number;
  /** What has to be said beside it. */
  readonly caveats: readonly MethodChange[];
};

/**
 * One figure of several: the sum, or the pooled rate, of parts of one indicator that have nobody in common. Refused, by the
 * name of the rule: a part without a figure, an indicator that does not add, percentages without counts, parts that overlap or
 * lie in one another, periods that count the same again, and parts made in different ways without saying so.
 */
export function combineParts(
  parts: readonly [Part, ...Part[]],
  method: SeriesMethod,
  options: SayOptions = {},
): Result<Combined> {
  const ordered = parts.toSorted((a, b) => (scopeKey(a) < scopeKey(b) ? -1 : 1));
  const missing = ordered.find(({ cell }) => cell.status !== "ok");
  if (missing) return refuse("no-missing-parts", `${missing.label} has no figure (${missing.cell.status}).`);
  const [first = parts[0], ...others] = ordered;
  if (others.length > 0 && method.aggregation === "none")
    return refuse("no-sum-of-non-summing", `${first.label} and ${others.length} more were to be added.`);
  const apart = checkApart(ordered, method);
  if (!apart.ok) return apart;
  const changes = others.flatMap((other, index) => changesBetween(ordered[index] ?? first, other, options));
  const once = new Map(changes.map((change) => [JSON.stringify(change), change]));
  const said = checkSaid([...once.values()], options);
  return said.ok ? addUp(ordered, method, said.value) : said;
}

/**
 * Whether two figures may be compared, and what has to be said beside the comparison. Refused where instrument, definition or
 * category scheme changed, or the series is broken in between, and that is not said.
 */
export function compareSafely(
  from: Basis,
  to: Basis,
  options: SayOptions = {},
): Result<readonly MethodChange[]> {
  return checkSaid(changesBetween(from, to, options), options);
}

/**
 * Whether what parts are of may be taken together at all, whatever their figures: nobody is in two of them, none lies in another,
 * comparison places are not among the partnership's own, and periods do not count the same again. Refused by the rule's name.
 */
export function checkApart(
  parts: readonly Pick<Part, "label" | "period" | "place" | "dimensions">[],
  method: Pick<SeriesMethod, "overlapping" | "overTime">,
): Result<undefined> {
  for (const [index, a] of parts.entries())
    for (const b of parts.slice(index + 1)) {
      if ((a.place.comparison ?? false) !== (b.place.comparison ?? false))
        return refuse(
          "no-comparison-place-among-parts",
          `${a.label} and ${b.label} were to be taken together.`,
        );
      const relation = relationOf(a, b, method.overlapping ?? []);
      const pair = `${a.label} and ${b.label} were to be taken together.`;
      if (relation === "overlapping") return refuse("no-overlapping-parts", pair);
      if (relation !== "apart") return refuse("no-parent-among-parts", pair);
    }
  const periods = new Set(parts.map(({ period }) => periodKey(period)));
  if (periods.size > 1 && method.overTime !== "flow")
    return refuse("no-sum-over-time", `Figures of ${periods.size} periods were to be taken together.`);
  return ok(undefined);
}

function checkSaid(
  changes: readonly MethodChange[],
  { said = [] }: SayOptions,
): Result<readonly MethodChange[]> {
  const [unsaid, ...more] = changes.filter(({ rule }) => !said.includes(rule));
  return unsaid ? refuseUnsaid([unsaid, ...more]) : ok(changes);
}

function changesBetween(a: Basis, b: Basis, { breaks = [] }: SayOptions): MethodChange[] {
  const [from, to] = a.period.start <= b.period.start ? [a, b] : [b, a];
  const dimensions = Object.keys({ ...from.schemes, ...to.schemes }).sort();
  const changed = (
    rule: MethodChange["rule"],
    what: string,
    pair: readonly (string | undefined)[],
  ): MethodChange[] =>
    pair[0] === pair[1] ? [] : [{ rule, what, from: pair[0] ?? null, to: pair[1] ?? null }];
  return [
    ...changed("instrument-change", "The instrument", [from.instrument, to.instrument]),
    ...changed("definition-change", "The definition", [from.definition, to.definition]),
    ...dimensions.flatMap((name) =>
      changed("scheme-change", `The scheme of ${name}`, [from.schemes?.[name], to.schemes?.[name]]),
    ),
    ...breaks
      .filter(({ at }) => from.period.end < at && at <= to.period.end)
      .map(({ at, why }) => ({
        rule: "series-break" as const,
        what: `The series (broken at ${at}: ${why})`,
        from: periodKey(from.period),
        to: periodKey(to.period),
      })),
  ];
}

function addUp(
  parts: readonly Part[],
  method: SeriesMethod,
  caveats: readonly MethodChange[],
): Result<Combined> {
  const cells = parts.map(({ cell }) => cell);
  const [only] = parts;
  const numerators = cells.flatMap(({ numerator }) => exactly(numerator));
  const denominators = cells.flatMap(({ denominator }) => exactly(denominator));
  if (numerators.length === cells.length && denominators.length === cells.length) {
    const counts = { numerator: sumOf(numerators), denominator: sumOf(denominators) };
    const value = valueFromCounts(counts, method);
    if (value !== undefined) return ok({ ...counts, value, caveats });
  }
  const isAmount = method.unit === "count" || (method.unit === "currency" && denominators.length === 0);
  const amounts = cells.flatMap(({ numerator, value }) => exactly(numerator ?? value));
  if (isAmount && amounts.length === cells.length && (method.aggregation === "sum" || cells.length === 1))
    return ok({ value: sumOf(amounts), caveats });
  if (cells.length === 1 && only?.cell.value !== undefined) return ok({ value: only.cell.value, caveats });
  return refuse(
    "no-average-of-percentages",
    `Not all of ${parts.length} figures have a numerator and a denominator.`,
  );
}

function exactly(value: number | undefined): Exact[] {
  return value === undefined ? [] : [exact(value)];
}

function sumOf(values: readonly Exact[]): number {
  return toNumber(total(values));
}

function scopeKey({ period, label }: Part): string {
  return `${periodKey(period)} ${label}`;
}
