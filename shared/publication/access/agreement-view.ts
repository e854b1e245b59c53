import { DEFAULT_POLICY, type DisclosurePolicy, protectSummary } from "../../disclosure/index.ts";
import { ALL, dimensionKeyOf, type Summary, type SummaryTarget } from "../../measurement/index.ts";
import { covers, type DataUseAgreement, type OpenAgreement } from "./data-use-agreement.ts";
import type { ReadFigures, ReadUnder } from "./logged-read.ts";

/**
 * A summary as an agreement opens it: totals and the breakdowns that it names, whole breakdowns with a count below its minimum withheld,
 * and whatever an agreement with the figures' source holds back. Protected as a whole first: what it does not open is not told by what it does.
 */
export function viewUnder(summary: Summary, open: OpenAgreement, level: string): Summary {
  const seen = protectSummary(summary, { policy: policyOf(open, open.agreement.minimumCell), level }).summary;
  const sets = Object.entries(seen.sets).filter(([dimensionKey]) => opens(open.agreement, dimensionKey));
  return { ...seen, sets: Object.fromEntries(sets) };
}

/** A summary as somebody may see it for whom agreements are in force, and which of them opened how many cells of it. */
export type Opened = {
  readonly summary: Summary;
  readonly under: readonly { readonly open: OpenAgreement; readonly figures: ReadFigures }[];
};

/**
 * A summary as others than the owner see it, with what agreements in force open in it. Each breakdown is taken from the agreement that
 * hides least of it, or else stays protected as for everybody: an agreement opens figures and closes none. Where one breakdown alone is
 * shown, nothing else counts as opened.
 */
export function viewWithAgreements(
  summary: Summary,
  agreements: readonly OpenAgreement[],
  { level, dimensionKey }: { readonly level?: string; readonly dimensionKey?: string | undefined } = {},
): Opened {
  const options = level === undefined ? {} : { level };
  const shut = protectSummary(summary, options).summary;
  const { indicatorId, place, definition } = summary;
  const at = { indicatorId, placeCode: place.code };
  const covering = agreements
    .filter(({ agreement }) => covers(agreement, at))
    .sort((a, b) => a.agreement.minimumCell - b.agreement.minimumCell)
    .map((open) => ({
      open,
      seen: protectSummary(summary, { policy: policyOf(open, minimumBeside(open.agreement)), ...options })
        .summary,
    }));
  if (covering.length === 0) return { summary: shut, under: [] };
  const opener = (dimensionKey: string) => covering.find(({ open }) => opens(open.agreement, dimensionKey));
  const sets = Object.entries(shut.sets).map(
    ([key, protectedSets]) => [key, opener(key)?.seen.sets[key] ?? protectedSets] as const,
  );
  const targets = (definition?.targets ?? []).map((target, index): SummaryTarget => {
    const seen = opener(dimensionKeyOf(target.dimensions))?.seen ?? shut;
    return seen.definition?.targets[index] ?? target;
  });
  const shown = { ...shut, sets: Object.fromEntries(sets) };
  return {
    summary: shut.definition ? { ...shown, definition: { ...shut.definition, targets } } : shown,
    under: covering.flatMap(({ open, seen }) => {
      const keys = Object.keys(seen.sets).filter(
        (key) => (dimensionKey ?? key) === key && opener(key)?.open === open,
      );
      const opened = keys.map((key) => [key, seen.sets[key] ?? {}] as const);
      const cells = shownCells({ sets: Object.fromEntries(opened) });
      return keys.length === 0 ? [] : [{ open, figures: { ...at, cells } }];
    }),
  };
}

/** What each agreement in force opens of some summaries, in the order of the agreements; those that open nothing are left out. */
export function openedOf(summaries: readonly Summary[], agreements: readonly OpenAgreement[]): ReadUnder[] {
  if (agreements.length === 0) return [];
  const opened = summaries.map((summary) => viewWithAgreements(summary, agreements));
  return byAgreement(opened, agreements);
}

/** The same of summaries that are seen with the agreements already. */
export function byAgreement(opened: readonly Opened[], agreements: readonly OpenAgreement[]): ReadUnder[] {
  const all = opened.flatMap(({ under }) => under);
  return agreements.flatMap((open) => {
    const figures = all.filter((one) => one.open === open).map((one) => one.figures);
    return figures.length === 0 ? [] : [{ open, figures }];
  });
}

/** The count below which a whole breakdown is withheld in what an agreement opens beside figures that are protected for everybody. */
export function minimumBeside({ minimumCell }: Pick<DataUseAgreement, "minimumCell">): number {
  return Math.min(minimumCell, DEFAULT_POLICY.minimumCell);
}

/** How many cells show a figure. */
export function shownCells({ sets }: Pick<Summary, "sets">): number {
  const cells = Object.values(sets)
    .flatMap((periods) => Object.values(periods))
    .flatMap((set) => Object.values(set.cells));
  return cells.filter(({ value, numerator, denominator }) => (value ?? numerator ?? denominator) !== null)
    .length;
}

function opens({ dimensionKeys }: Pick<DataUseAgreement, "dimensionKeys">, dimensionKey: string): boolean {
  return dimensionKey === ALL || dimensionKeys.includes(dimensionKey);
}

/** The agreement as a policy of disclosure. */
function policyOf({ agreement, version }: OpenAgreement, minimumCell: number): DisclosurePolicy {
  return { id: agreement.id, version, minimumCell };
}
