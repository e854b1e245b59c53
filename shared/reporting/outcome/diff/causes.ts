import * as z from "zod";
import type { Summary } from "../../../measurement/index.ts";
import { lazy } from "../../../platform/lazy.ts";
import type { CommitmentAsRead } from "../../subject-facts.ts";
import type { OutcomeFacts } from "../outcome-facts.ts";
import type { SectionKey } from "../section-keys.ts";
import type { Difference } from "./leaves.ts";

/** `taken-back`: what it was made from is not there any more for who asks. `method-version`: figures are made otherwise. */
export const CAUSE_KINDS = [
  "new-data",
  "restatement",
  "payment",
  "amendment",
  "taken-back",
  "method-version",
] as const;

/** Why a report says something else: what was recorded between, of what, and, for whoever keeps it, by whom and why. */
export const CauseSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(CAUSE_KINDS),
      of: z.string().meta({
        description: "The id of the record or method, or the reference of the observation revision.",
      }),
      recordedAt: z.iso.datetime().optional(),
      version: z.int().optional().meta({ description: "The version or revision that was recorded." }),
      method: z
        .strictObject({ before: z.string().optional(), after: z.string().optional() })
        .optional()
        .meta({ description: "Of a method its versions; absent where there was none, or is none any more." }),
      action: z.string().optional(),
      by: z
        .strictObject({ principalId: z.string(), organisationId: z.string() })
        .optional()
        .meta({ description: "For the organisation that keeps the record." }),
      reason: z.string().optional().meta({ description: "For the organisation that keeps the record." }),
    })
    .meta({ id: "OutcomeReportCause" }),
);
export type Cause = z.infer<ReturnType<typeof CauseSchema>>;

/** A record whose version moved between two reports; `before` is 0 where it is new. */
export type MovedRecord = {
  readonly id: string;
  readonly ownerId: string;
  readonly before: number;
  readonly after: number;
};

/** A set of figures that was restated, or is new, between two reports. */
export type MovedSet = {
  readonly indicatorId: string;
  readonly ownerId: string;
  readonly dimensionKey: string;
  readonly ref: string;
  readonly before: number;
  readonly after: number;
};

/** A record that a report is made from, whose version it was, and whose it is. */
export type Versioned = { readonly id: string; readonly version: number; readonly ownerId: string };

/** The records that differ between what two reports of the same were made from. */
export function movedRecords(before: readonly Versioned[], after: readonly Versioned[]): MovedRecord[] {
  const then = new Map(before.map((one) => [one.id, one.version]));
  return after.flatMap(({ id, ownerId, version }) => {
    const was = then.get(id) ?? 0;
    return was < version ? [{ id, ownerId, before: was, after: version }] : [];
  });
}

/** What the report of a commitment, strategy, big bet or partnership is made from, but for sets of figures. */
export function recordsOf({ commitments, partnership, bet, summaries, practice }: OutcomeFacts): Versioned[] {
  const backboneId = partnership?.head.backboneId ?? "";
  const { tests, changes, statements, stories, lessons, assessments, capacities } = practice;
  const work = [tests, changes, statements, stories, lessons, assessments, capacities].flatMap(
    ({ items }): readonly { readonly id: string; readonly version: number }[] => items,
  );
  return [
    ...commitments.map(commitmentRecord),
    ...(partnership ? [{ id: partnership.head.id, version: partnership.version, ownerId: backboneId }] : []),
    ...(bet ? [{ id: bet.id, version: bet.version, ownerId: bet.convenor.organisationId }] : []),
    ...definitionRecords(summaries),
    ...work.map(({ id, version }) => ({ id, version, ownerId: backboneId })),
  ];
}

/** A commitment as a record that reports are made from. */
export function commitmentRecord({ state: { commitment }, version }: CommitmentAsRead): Versioned {
  return { id: commitment.id, version, ownerId: commitment.funder.organisationId };
}

/** The definitions of indicators as records that reports are made from. */
export function definitionRecords(summaries: readonly Summary[]): Versioned[] {
  return summaries.flatMap(({ indicatorId, ownerId, definition }) =>
    definition ? [{ id: indicatorId, version: definition.version, ownerId }] : [],
  );
}

/** The revisions of an indicator's sets of figures, by dimensions and period. */
type Revised = Pick<Summary, "indicatorId"> & {
  readonly sets: Readonly<Record<string, Readonly<Record<string, { readonly revision: number }>>>>;
};

/** The sets of figures that differ between the facts of two reports of the same. */
export function movedSets(before: readonly Revised[], after: readonly Summary[]): MovedSet[] {
  const then = new Map(before.map((summary) => [summary.indicatorId, summary]));
  return after.flatMap(({ indicatorId, ownerId, sets }) =>
    Object.entries(sets).flatMap(([dimensionKey, periods]) =>
      Object.entries(periods).flatMap(([periodKey, { revision, ref }]) => {
        const was = then.get(indicatorId)?.sets[dimensionKey]?.[periodKey]?.revision ?? 0;
        return was < revision
          ? [{ indicatorId, ownerId, dimensionKey, ref, before: was, after: revision }]
          : [];
      }),
    ),
  );
}

/** A cause with what it can be the cause of: things known by these names. */
export type Placed = { readonly cause: Cause; readonly about: readonly string[] };

/** Records that a section is made from, by the beginning of their ids; of most sections these are indicators and the partnership. */
const MADE_FROM: Partial<Record<SectionKey, RegExp>> = {
  money: /^(cmt|bet)_/,
  requirements: /^cmt_/,
  "line-of-sight": /^(prt|cmt)_/,
  gateways: /^(prt|asm)_/,
  capacities: /^cap_/,
};
const FROM_FIGURES = /^(ind|prt)_/;

/**
 * What was recorded between two reports of that in which a difference stands; of what stands in no single record, a sum or a count, all
 * that was recorded of what its section is made from. Of what stands in one indicator, nothing of another one.
 */
export function causesOf(at: Pick<Difference, "of" | "section">, placed: readonly Placed[]): Cause[] {
  const own = placed.filter(({ about }) => about.every((one) => at.of.includes(one)));
  if (own.length > 0) return own.map(({ cause }) => cause);
  const madeFrom = MADE_FROM[at.section] ?? FROM_FIGURES;
  const possible = placed.filter(({ about: [first = ""] }) => !isOfAnother(first, at.of));
  const made = possible.filter(({ about: [first = ""] }) => madeFrom.test(first));
  return (made.length > 0 ? made : possible).map(({ cause }) => cause);
}

function isOfAnother(id: string, of: readonly string[]): boolean {
  const isIndicator = (one: string) => one.startsWith("ind_");
  return isIndicator(id) && of.some(isIndicator) && !of.includes(id);
}
