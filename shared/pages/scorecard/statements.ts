import { differenceUnit } from "../../publication/published/derived.ts";
import {
  type CardCell,
  type CardDifference,
  type CardIndicator,
  countOf,
  type ScorecardContent,
} from "../../publication/published/scorecard-document.ts";
import type { Language } from "./languages.ts";
import { type Speech, speechOf } from "./speech.ts";
import type { WordKey } from "./words-en.ts";

type Counted = readonly (readonly [key: WordKey, of: readonly string[]])[];

const OUTCOMES: Counted = [
  ["count.better", ["met", "improving"]],
  ["count.same", ["no-detectable-change"]],
  ["count.worse", ["getting-worse"]],
  ["count.noTarget", ["no-target"]],
  ["count.cannotSay", ["too-few-points", "protected", "not-available"]],
];
const GAPS: Counted = [
  ["count.closing", ["closing-up"]],
  ["count.closingDown", ["closing-down"]],
  ["count.widening", ["widening"]],
  ["count.unchanged", ["unchanged"]],
  ["count.mixed", ["mixed"]],
  ["count.cannotSay", ["too-few-points", "protected", "not-available"]],
];

/** Whether children are better off, in a sentence: "Of 7 outcomes: 4 getting better, 2 with no clear change, 1 we cannot say yet." */
export function outcomesStatement({ outcomes }: Pick<ScorecardContent, "outcomes">, speech: Speech): string {
  const of = countOf(outcomes);
  if (of === 0) return speech.say("outcomes.none");
  return speech.sayCount("outcomes.of", of, {
    of: speech.number(of),
    list: parts(outcomes, OUTCOMES, speech),
  });
}

/** Whether it is fair, in a sentence: "Of 12 gaps: 5 closing, 7 we cannot say yet." How many close is said even where none does. */
export function gapsStatement({ gaps }: Pick<ScorecardContent, "gaps">, speech: Speech): string {
  const of = countOf(gaps);
  if (of === 0) return speech.say("gaps.none");
  return speech.sayCount("gaps.of", of, { of: speech.number(of), list: parts(gaps, GAPS, speech) });
}

/** The sentences that a scorecard begins with, in a language. */
export function statementsOf(content: ScorecardContent, language: Language): readonly string[] {
  const speech = speechOf(language);
  return [outcomesStatement(content, speech), gapsStatement(content, speech)];
}

/** What is counted, without what there is none of; the first one always. */
function parts(counts: Readonly<Record<string, number>>, counted: Counted, speech: Speech): string {
  const said = counted.flatMap(([key, of], index) => {
    const n = countOf(counts, of);
    return n > 0 || index === 0 ? [speech.say(key, { n: speech.number(n) })] : [];
  });
  return speech.list(said);
}

/** A published figure in words: its value, or why there is none, with the band where one stands for it. */
export function figureText(
  cell: Pick<CardCell, "value" | "status" | "band">,
  indicator: CardIndicator,
  speech: Speech,
): string {
  if (cell.value !== null) return speech.value(cell.value, indicator);
  const why = absenceText(cell.status, speech);
  if (!cell.band) return why;
  const band = bandText(cell.band, speech);
  return cell.status === "c" ? `${why}; ${band}` : band;
}

const ABSENCES: Readonly<Record<string, WordKey>> = {
  c: "hidden",
  x: "hidden.x",
  z: "hidden.z",
  u: "hidden.u",
  w: "hidden.w",
};

function absenceText(status: string, speech: Speech): string {
  return speech.say(ABSENCES[status] ?? "hidden.none");
}

/** Between which percentages a hidden rate is; the upper end is not in the band, unless it is 100. */
function bandText({ from, to }: { readonly from: number; readonly to: number }, speech: Speech): string {
  const values = { from: speech.number(from), to: speech.number(to) };
  if (from <= 0 && to >= 100) return speech.say("band.any");
  if (from <= 0) return speech.say("band.below", values);
  return speech.say(to >= 100 ? "band.above" : "band.between", values);
}

/** How a group compares with everybody, by which way is better: "9.0 points behind". */
export function gapText(gap: CardDifference | undefined, indicator: CardIndicator, speech: Speech): string {
  if (!gap) return "";
  if (gap.value === null)
    return gap.status === "c" ? speech.say("hidden.short") : absenceText(gap.status, speech);
  const { unit, ratePer, currency, polarity } = indicator;
  const measured = { unit: differenceUnit(unit), ratePer, currency };
  if (polarity === "neutral") return speech.value(gap.value, measured);
  if (gap.value === 0) return speech.say("gap.level");
  const amount = speech.value(Math.abs(gap.value), measured);
  const isBehind = polarity === "higher" ? gap.value < 0 : gap.value > 0;
  return speech.say(isBehind ? "gap.behind" : "gap.ahead", { amount });
}
