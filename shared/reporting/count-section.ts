import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import type { IndicatorSection, ReportClass } from "./indicator-section.ts";

const CountsSchema = lazy(() =>
  z.strictObject({
    total: z.int(),
    met: z.int(),
    improving: z.int(),
    noDetectableChange: z.int(),
    gettingWorse: z.int(),
    cannotSay: z.int(),
    statement: z.string(),
  }),
);
export type Counts = z.infer<ReturnType<typeof CountsSchema>>;

/** How many indicators and gaps went where. Each indicator counts once, however many strategies lead to it. */
export const CountSectionSchema = lazy(() =>
  z
    .strictObject({
      outcomes: CountsSchema(),
      contributing: CountsSchema(),
      systems: CountsSchema(),
      gaps: z.strictObject({
        total: z.int(),
        closing: z.int(),
        closingDown: z.int(),
        widening: z.int(),
        unchanged: z.int(),
        mixed: z.int(),
        cannotSay: z.int(),
        statement: z.string(),
      }),
    })
    .meta({ id: "ReportCounts" }),
);
export type CountSection = z.infer<ReturnType<typeof CountSectionSchema>>;

/** Counts the indicators of a report; `indicators` holds each of them once. */
export function countSection(indicators: readonly IndicatorSection[]): CountSection {
  const of = (levels: readonly IndicatorSection["level"][], noun: string) =>
    countClasses(
      indicators.filter(({ level }) => levels.includes(level)).map(({ progress }) => progress.class),
      noun,
    );
  return {
    outcomes: of(["core"], "outcome"),
    contributing: of(["contributing"], "contributing indicator"),
    systems: of(["system", "adjacent"], "systems indicator"),
    gaps: countGaps(indicators),
  };
}

function countClasses(classes: readonly ReportClass[], noun: string): Counts {
  const count = (wanted: ReportClass) => classes.filter((one) => one === wanted).length;
  const counts = {
    total: classes.length,
    met: count("met"),
    improving: count("improving"),
    noDetectableChange: count("no-detectable-change"),
    gettingWorse: count("getting-worse"),
  };
  const { total, met, improving, noDetectableChange, gettingWorse } = counts;
  const cannotSay = total - met - improving - noDetectableChange - gettingWorse;
  const statement = sentence(total, noun, [
    [met, "at or beyond the target"],
    [improving, "improving"],
    [noDetectableChange, "no detectable change"],
    [gettingWorse, "getting worse"],
    [cannotSay, "we cannot say yet"],
  ]);
  return { ...counts, cannotSay, statement };
}

function countGaps(indicators: readonly IndicatorSection[]): CountSection["gaps"] {
  const verdicts = indicators.flatMap(({ gaps }) => gaps).map((gap) => gap.since?.verdict);
  const count = (wanted: string | undefined) => verdicts.filter((verdict) => verdict === wanted).length;
  const counts = {
    total: verdicts.length,
    closing: count("closing-up"),
    closingDown: count("closing-down"),
    widening: count("widening"),
    unchanged: count("unchanged"),
    mixed: count("mixed"),
    cannotSay: count(undefined),
  };
  const statement = sentence(counts.total, "gap", [
    [counts.closing, "closing"],
    [counts.closingDown, "smaller only because the group served best fell"],
    [counts.widening, "widening"],
    [counts.unchanged, "unchanged"],
    [counts.mixed, "mixed"],
    [counts.cannotSay, "we cannot say yet"],
  ]);
  return { ...counts, statement };
}

function sentence(total: number, noun: string, parts: readonly (readonly [number, string])[]): string {
  if (total === 0) return `No ${noun} is linked yet.`;
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `Of ${total} ${noun}${total === 1 ? "" : "s"}, ${said.join(", ")}.`;
}
