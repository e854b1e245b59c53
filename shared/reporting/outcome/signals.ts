import * as z from "zod";
import { chartOf, ruleSet, type Summary } from "../../measurement/index.ts";
import { lazy } from "../../platform/lazy.ts";
import type { IndicatorSection } from "../indicator-section.ts";

/** By which rules a report looks for signals: four of a run chart, which needs no limits. */
export const SIGNAL_RULES = "run-6-5@1";

/** Whether more than chance is at work in the figures of everybody, by a rule set; or that there are too few to say. */
export const SignalsSchema = lazy(() =>
  z
    .discriminatedUnion("state", [
      z.strictObject({
        state: z.literal("not-enough-points"),
        ruleSet: z.string(),
        points: z.int(),
        needed: z.int(),
      }),
      z.strictObject({
        state: z.literal("charted"),
        ruleSet: z.string(),
        points: z.int(),
        median: z.number(),
        signals: z.array(
          z.strictObject({
            rule: z.string(),
            towards: z.enum(["high", "low"]).optional(),
            firstDay: z.string(),
            lastDay: z.string(),
            count: z.int(),
          }),
        ),
      }),
    ])
    .meta({
      id: "OutcomeReportSignals",
      description:
        "Of the figures that may be shown, of one kind of period, since the last break of the series. Days are last days of periods.",
    }),
);
export type Signals = z.infer<ReturnType<typeof SignalsSchema>>;

/**
 * What the series of an indicator signals, from the figures that its report may show. Only periods of the kind of the latest are a series, and
 * nothing is compared across a break. Fewer points than the rules need are said to be too few, never that nothing changed.
 */
export function signalsOf(
  { series, polarity }: Pick<IndicatorSection, "series" | "polarity">,
  breaks: readonly string[] = [],
): Signals {
  const rules = ruleSet(SIGNAL_RULES);
  if (!rules) throw new Error(`There is no rule set ${SIGNAL_RULES}.`);
  const last = series.at(-1);
  const since = breaks.filter((day) => last !== undefined && day <= last.period.start).at(-1) ?? "";
  const points = new Map(
    series.flatMap(({ period, value }) =>
      value !== null && period.kind === last?.period.kind && period.start >= since
        ? [[period.end, { at: period.end, value }] as const]
        : [],
    ),
  );
  const of = { ruleSet: SIGNAL_RULES, points: points.size };
  const [segment] = chartOf([...points.values()], { ruleSet: rules, better: polarity }).segments;
  if (segment?.status !== "charted") return { state: "not-enough-points", ...of, needed: rules.leastPoints };
  const signals = segment.signals.map(({ rule, towards, from, to, count }) => ({
    rule,
    ...(towards === undefined ? {} : { towards }),
    firstDay: from,
    lastDay: to,
    count,
  }));
  return { state: "charted", ...of, median: segment.centre, signals };
}

/** The days from which the series of indicators begin anew, by indicator. */
export function breaksOf(summaries: readonly Summary[]): ReadonlyMap<string, readonly string[]> {
  return new Map(summaries.map(({ indicatorId, definition }) => [indicatorId, definition?.breaks ?? []]));
}
