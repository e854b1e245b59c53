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
