import type { GapSection } from "../gap-section.ts";
import type { Headline } from "../indicator-section.ts";
import { decimal, formatFigure } from "./format.ts";
import { classMark, verdictWords } from "./words.ts";

/** What an indicator's figures say, as the title of its chart. */
export function findingOf(indicator: Headline): string {
  const { name, baseline, latest, change, progress, percentOfTargetedChange } = indicator;
  if (!latest) return `${name}: no figure is recorded yet`;
  if (latest.value === null) return `${name}: the latest figure is ${formatFigure(latest)}`;
  const now = `${formatFigure(latest)} in ${latest.label}`;
  if (!baseline || !change || change.value === null) return `${name}: ${now}`;
  const moved = change.value > 0 ? "rose" : change.value < 0 ? "fell" : "stayed";
  const way =
    change.value === 0
      ? `stayed at ${now}`
      : `${moved} from ${formatFigure(baseline)} in ${baseline.label} to ${now}`;
  const share = percentOfTargetedChange?.value;
  const progressed =
    share != null && progress.class === "improving" ? `, ${decimal(share, 0)}% of the targeted change` : "";
  return `${name} ${way}: ${classMark(progress.class).words}${progressed}`;
}

/** What a gap says: who is served how, by how much it differs, and where that went. */
export function gapFinding(gap: GapSection): string {
  const { servedBest, servedLeast, difference, since, periodLabel } = gap;
  if (!servedBest || !servedLeast || difference.value === null) return formatFigure(difference);
  const now = `${servedLeast.label} ${formatFigure(servedLeast.figure)}, ${servedBest.label} ${formatFigure(servedBest.figure)}: ${formatFigure(difference)} apart in ${periodLabel}`;
  const ratio = gap.ratio.value === null ? "" : `, a ratio of ${formatFigure(gap.ratio)}`;
  if (!since) return `${now}${ratio}.`;
  return `${now}${ratio}; ${formatFigure(since.difference)} in ${since.periodLabel}: ${verdictWords(since.verdict)}.`;
}

const POLARITY_WORDS = {
  higher: "Higher is better",
  lower: "Lower is better",
  neutral: "Neither way is better",
} as const;

/** Which way of an indicator is better. */
export function polarityWords(polarity: Headline["polarity"]): string {
  return POLARITY_WORDS[polarity];
}

const QUALITY_WORDS = { 1: "", 2: "limited issues of quality", 3: "do not act on this figure" } as const;

/** What is to be known of the quality of a figure; nothing where it is good, or nobody says. */
export function qualityWords(figure: { readonly quality?: 1 | 2 | 3 | undefined } | undefined): string {
  return figure?.quality === undefined ? "" : QUALITY_WORDS[figure.quality];
}

type Withheld = {
  readonly label: string;
  readonly periodLabel: string;
  readonly groups: readonly { readonly latest: { readonly withheldBy?: "agreement" | undefined } }[];
};

/** Why no figure of a breakdown is shown. */
export function withheldWords({ label, periodLabel, groups }: Withheld): string {
  const why = groups.some(({ latest }) => latest.withheldBy === "agreement")
    ? "held back, because its source does not allow it to be published."
    : "protected, because one of its counts is so small that it could identify a child.";
  return `By ${label}, ${periodLabel}: every figure of this breakdown is ${why}`;
}
