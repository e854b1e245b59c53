import {
  PROGRESS_RULES,
  type RollUp,
  rollUpGaps,
  rollUpProgress,
  type Summary,
} from "../measurement/index.ts";
import { defined } from "../platform/defined.ts";
import { type OpenAgreement, openedBy, openedOf, viewWithAgreements } from "../publication/access/index.ts";
import type { GapSection } from "./gap-section.ts";
import { type IndicatorSection, indicatorSection } from "./indicator-section.ts";
import type { PartnershipProgress, ProgressQuery } from "./progress-view.ts";

export type ProgressFacts = {
  readonly partnership: { readonly id: string; readonly name: string };
  /** Unprotected, as they are stored; all of a partnership's indicators in their own places. */
  readonly summaries: readonly Summary[];
  /** The codes of places that stand beside the partnership's own. */
  readonly comparisonCodes: ReadonlySet<string>;
  /** Whether it is for others than the partnership itself. */
  readonly isProtected: boolean;
  /** Where it is: the data use agreements in force for who reads it. */
  readonly agreements?: readonly OpenAgreement[];
  readonly options: ProgressQuery;
};

/** How a partnership's core indicators and their gaps stand, rolled up. Pure; in order of ids. */
export function composeProgress(facts: ProgressFacts): PartnershipProgress {
  const { partnership, isProtected, agreements = [], options } = facts;
  const { own, beside } = coreOf(facts);
  const sections = own.flatMap(
    (summary) =>
      indicatorSection(isProtected ? viewWithAgreements(summary, agreements).summary : summary) ?? [],
  );
  const opened = openedBy(isProtected ? openedOf(own, agreements) : []);
  return {
    partnershipId: partnership.id,
    name: partnership.name,
    protected: isProtected,
    ...defined({ dataUseAgreements: opened }),
    rules: PROGRESS_RULES,
    coreIndicators: indicatorsOf(sections, options),
    gaps: gapsOf(sections, options),
    leftOut: beside.map(({ indicatorId, definition }) => ({
      id: indicatorId,
      name: definition?.name ?? indicatorId,
      why: "comparison-place",
    })),
  };
}

/** The core indicators, in order of ids: those of the partnership's own places, and those that stand beside. */
export function coreOf({ summaries, comparisonCodes }: Pick<ProgressFacts, "summaries" | "comparisonCodes">) {
  const core = summaries
    .filter(({ definition }) => definition?.level === "core")
    .sort((a, b) => (a.indicatorId < b.indicatorId ? -1 : 1));
  const of = (isBeside: boolean) => core.filter(({ place }) => comparisonCodes.has(place.code) === isBeside);
  return { own: of(false), beside: of(true) };
}

function indicatorsOf(
  sections: readonly IndicatorSection[],
  options: ProgressQuery,
): PartnershipProgress["coreIndicators"] {
  const judged = sections.map(({ id, progress }) => ({ id, verdict: progress.class }));
  const items = sections.map(({ id, name, outcomeId, progress }) => ({
    id,
    name,
    ...(outcomeId === undefined ? {} : { outcomeId }),
    class: progress.class,
  }));
  const rollUp = rollUpProgress(judged, options);
  const words = { one: "core indicator", many: "core indicators", favour: "improving or maintained" };
  return { ...onWire(rollUp), statement: sentence(rollUp, words), items };
}

function gapsOf(sections: readonly IndicatorSection[], options: ProgressQuery): PartnershipProgress["gaps"] {
  const items = sections.flatMap(({ id: indicatorId, gaps }) =>
    gaps.map((gap) => ({
      id: `${indicatorId}~${gap.dimensionKey}`,
      indicatorId,
      dimensionKey: gap.dimensionKey,
      title: gap.title,
      verdict: verdictOf(gap),
    })),
  );
  const rollUp = rollUpGaps(items, options);
  const words = { one: "gap", many: "gaps", favour: "closing" };
  const disagreeing = [...rollUp.disagreeing];
  return { ...onWire(rollUp), statement: sentence(rollUp, words), disagreeing, items };
}

/** Where a gap went; else why that cannot be said: hidden, or nothing to compare it with. */
function verdictOf({ since, difference }: GapSection): string {
  if (since) return since.verdict;
  return difference.value === null ? "protected" : "nothing-to-compare";
}

function onWire({ byVerdict, unclassifiable, ...rest }: RollUp) {
  return { ...rest, byVerdict: { ...byVerdict }, unclassifiable: unclassifiable.map((one) => ({ ...one })) };
}

function sentence(
  { status, favourable, classifiable, unclassifiable, minimum }: RollUp,
  words: { readonly one: string; readonly many: string; readonly favour: string },
): string {
  const noun = classifiable === 1 ? words.one : words.many;
  const left = unclassifiable.length;
  const rest =
    left === 0 ? "" : ` ${left} cannot be classed and ${left === 1 ? "is" : "are"} not counted in favour.`;
  const counts = `Of ${classifiable} ${noun} that can be classed, ${favourable} ${favourable === 1 ? "is" : "are"} ${words.favour}.`;
  const few = status === "too-few" ? ` Fewer than ${minimum} can be classed: that is no share yet.` : "";
  return `${counts}${few}${rest}`;
}
