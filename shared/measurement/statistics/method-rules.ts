import { type Failure, fail } from "../../platform/result.ts";

/**
 * What arithmetic of a method forbids, and what to do instead. A refusal names the rule, so that a person can look it up and a
 * program can tell one from another.
 */
export const METHOD_RULES = {
  "no-missing-parts":
    "A sum needs all of its parts. Use the published total, or leave out what has no figure and say so in the name of the result.",
  "no-sum-of-non-summing":
    "Figures of this indicator are not added. Show them side by side, or use the figure that the source gives for all of them.",
  "no-average-of-percentages":
    "Percentages, rates and ratios are not averaged: groups differ in size. Give the numerators and denominators, and they are pooled.",
  "no-overlapping-parts":
    "The same people are in both parts. Add categories of one dimension that exclude each other.",
  "no-parent-among-parts":
    "One place lies in the other, or it is not known whether it does: a total is not a sibling. Say where each place lies, and add places of one level.",
  "no-comparison-place-among-parts":
    "A comparison place stands beside a partnership's own: it is never added to them. Show its figure beside theirs.",
  "no-sum-over-time":
    "Figures of following periods hold the same people or amounts again, because they count what there is or what came so far. Use the latest.",
  "instrument-change":
    "It was measured by another instrument: what differs may be the instrument. Say so beside the comparison.",
  "definition-change":
    "It was defined otherwise: what differs may be the definition. Say so beside the comparison.",
  "scheme-change":
    "People were put into categories of another scheme: what differs may be the scheme. Say so beside the comparison, or use a crosswalk.",
  "series-break":
    "The series is broken in between: before and after are not of one kind. Say so beside the comparison.",
  "parts-make-the-total":
    "The parts do not add up to their total. Look for a part that is missing, counted twice or of another period.",
} as const;
export type MethodRule = keyof typeof METHOD_RULES;

/** A change that a comparison goes across, and from what to what; null where it is not known. */
export type MethodChange = {
  readonly rule: Extract<
    MethodRule,
    "instrument-change" | "definition-change" | "scheme-change" | "series-break"
  >;
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** The refusal by one rule. `found` says what was met, as a sentence. */
export function refuse(rule: MethodRule, found: string): Failure {
  return fail({ code: "method_refused", detail: `${found} ${METHOD_RULES[rule]}`, extra: { rule } });
}

/** The refusal of a comparison that goes across changes which are not said; each is listed. */
export function refuseUnsaid(changes: readonly [MethodChange, ...MethodChange[]]): Failure {
  const [first] = changes;
  return fail({
    code: "method_refused",
    detail: `${sentence(first)} ${METHOD_RULES[first.rule]}`,
    errors: changes.map((change) => ({ code: change.rule, detail: sentence(change) })),
    extra: { rule: first.rule },
  });
}

function sentence({ what, from, to }: MethodChange): string {
  return `${what} went from ${from ?? "what is not known"} to ${to ?? "what is not known"}.`;
}
