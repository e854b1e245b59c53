import * as z from "zod";
import { protectSummary } from "../../disclosure/index.ts";
import {
  committedMinor,
  type OwedReport,
  paidWithin,
  ReportSectionSchema,
  SECTION_KINDS,
} from "../../investments/index.ts";
import type { Summary } from "../../measurement/index.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money, SignedMoneySchema } from "../../platform/money.ts";
import { type Period, PeriodSchema, periodKey } from "../../platform/time.ts";
import { FigureSchema, figureOf } from "../figure.ts";
import type { Asked } from "./completeness.ts";
import { contentFor, type FigureRef, type Section, type VersionedSection } from "./section.ts";
import { ReportRefSchema } from "./submission.ts";

/** A figure as it stood when it was frozen, protected as in every report; without `figure` where nothing was recorded in the period. */
const FrozenFigureSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind"),
      name: z.string().optional(),
      asked: PeriodSchema().optional().meta({ description: "The period that it was asked for of." }),
      figure: FigureSchema().optional(),
    })
    .meta({ id: "HandedReportFigure" }),
);
type FrozenFigure = z.infer<ReturnType<typeof FrozenFigureSchema>>;

export const FrozenSectionSchema = lazy(() =>
  z.strictObject({
    key: z.string(),
    title: z.string(),
    kind: z.enum(SECTION_KINDS),
    isRequired: ReportSectionSchema().shape.isRequired,
    digest: z.string().optional().meta({
      description: "SHA-256 over the canonical JSON of `words`; absent where nothing is written.",
    }),
    figures: z.array(FrozenFigureSchema()),
  }),
);

/** The money of one commitment as it was recorded, to the minor unit. */
const RecordedMoneySchema = lazy(() =>
  z
    .strictObject({
      committed: SignedMoneySchema(),
      paid: SignedMoneySchema(),
      spent: SignedMoneySchema().meta({ description: "As reported so far in the ledger." }),
      paidInPeriod: SignedMoneySchema().optional().meta({
        description: "Within the requirement's period, where that is whole months.",
      }),
    })
    .meta({ id: "HandedReportMoney" }),
);

/** What is handed in for one requirement, and hashed. Words are in it as digests: they can be erased, and the hash verifies still. */
export const FrozenBodySchema = lazy(() =>
  z.strictObject({
    partnershipId: idSchema("prt"),
    requirement: ReportRefSchema().extend({
      title: z.string(),
      period: PeriodSchema().optional(),
      template: z.strictObject({ id: idSchema("tpl"), version: z.int() }).optional(),
    }),
    sections: z.array(FrozenSectionSchema()),
    money: RecordedMoneySchema(),
  }),
);
export type FrozenBody = z.infer<ReturnType<typeof FrozenBodySchema>>;

/** What is frozen for one requirement: the body with its hash, and the versions of the sections in which the words are. */
export const FrozenReportSchema = lazy(() =>
  z.object({
    body: FrozenBodySchema(),
    contentHash: z.string(),
    pins: z.record(z.string(), z.int()),
    documentIds: z.array(z.string()),
  }),
);
export type FrozenReport = z.infer<ReturnType<typeof FrozenReportSchema>>;

/** What a report is composed of: what is written, and what is recorded of the indicators that it names. */
export type Written = {
  readonly partnershipId: string;
  readonly sections: ReadonlyMap<string, VersionedSection>;
  readonly summaries: ReadonlyMap<string, Summary>;
};

/**
 * What one requirement is answered with: of every section that it asks for the digest of its words and the figures of its own period, and
 * the money of its own commitment. Pure: equal facts give an equal hash, and nothing of another requirement goes in.
 */
export function freeze(owed: OwedReport, asked: Asked, written: Written): FrozenReport {
  const { commitmentId, requirementNumber } = asked;
  const { title, period, template } = owed.requirement;
  const sections = asked.sections.map((section) => {
    const { key, kind, isRequired } = section;
    const own = written.sections.get(key);
    const figures = own?.content.figures?.map((ref) => frozenFigure(ref, written, period)) ?? [];
    const digest = own ? { digest: contentHash(wordsOf(own, commitmentId)) } : {};
    return { key, title: section.title, kind, isRequired, ...digest, figures };
  });
  const body: FrozenBody = {
    partnershipId: written.partnershipId,
    requirement: {
      commitmentId,
      requirementNumber,
      title,
      ...(period ? { period } : {}),
      ...(template ? { template } : {}),
    },
    sections,
    money: recordedMoney(owed),
  };
  const own = asked.sections.flatMap(({ key }) => written.sections.get(key) ?? []);
  const documentIds = own.flatMap(({ content }) => contentFor(content, commitmentId).documentIds ?? []);
  return {
    body,
    contentHash: contentHash(body),
    pins: Object.fromEntries(own.map(({ key, version }) => [key, version])),
    documentIds: [...new Set(documentIds)],
  };
}

/** What of a section one commitment's funder reads, with the salt: its SHA-256 over canonical JSON is the digest in the body. */
export function wordsOf({ content, salt }: Pick<Section, "content" | "salt">, commitmentId: string) {
  return { ...contentFor(content, commitmentId), salt };
}

/** The schema of `wordsOf`. */
export const WordsSchema = lazy(() =>
  z
    .strictObject({
      text: z.string().optional(),
      money: z.array(z.strictObject({ label: z.string(), amount: MoneySchema() })).optional(),
      documentIds: z.array(idSchema("doc")).optional(),
      salt: z.string(),
    })
    .meta({ id: "HandedReportWords" }),
);

/** The figure of all that a reference names: of its period, or the latest that lies within the period of the requirement. */
function frozenFigure(ref: FigureRef, written: Written, period: Period | undefined): FrozenFigure {
  const { indicatorId } = ref;
  const asked = ref.period ?? period;
  const start = { indicatorId, ...(asked ? { asked } : {}) };
  const summary = written.summaries.get(indicatorId);
  if (!summary) return start;
  const { unit, ratePer, definition } = summary;
  const set = Object.values(protectSummary(summary).summary.sets.all ?? {})
    .filter((each) =>
      ref.period ? periodKey(each.period) === periodKey(ref.period) : lies(each.period, period),
    )
    .sort((a, b) => (periodEndFirst(a.period) < periodEndFirst(b.period) ? -1 : 1))
    .at(-1);
  const cell = set?.cells.all;
  const name = definition ? { name: definition.name } : {};
  if (!set || !cell) return { ...start, ...name };
  const currency = definition?.currency;
  const units = { unit, ...(ratePer === undefined ? {} : { ratePer }), ...(currency ? { currency } : {}) };
  return { ...start, ...name, figure: figureOf(cell, { period: set.period, unit: units, from: [set.ref] }) };
}

function lies(period: Period, within: Period | undefined): boolean {
  return within === undefined || (period.start >= within.start && period.end <= within.end);
}

function periodEndFirst({ start, end }: Period): string {
  return `${end} ${start}`;
}

function recordedMoney({ commitment, requirement }: OwedReport): FrozenBody["money"] {
  const { totals, flows, currency } = commitment;
  const paid = requirement.period && paidWithin(flows, requirement.period);
  return {
    committed: money(committedMinor(totals), currency),
    paid: money(totals.paidMinor, currency),
    spent: money(totals.spentMinor, currency),
    ...(paid === undefined ? {} : { paidInPeriod: money(paid, currency) }),
  };
}
