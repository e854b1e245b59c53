import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema } from "../../platform/money.ts";
import { PeriodSchema } from "../../platform/time.ts";

/** The longest text of a section in characters, some 1,500 words. Sixty of them still go into one answer. */
export const LONGEST_TEXT = 10_000;

/** All words of one section together, those for single funders included: they lie in one item. */
const MOST_WORDS = 40_000;

const TextSchema = lazy(() =>
  z.string().trim().min(1).max(LONGEST_TEXT, `At most ${LONGEST_TEXT} characters.`),
);

/** Other words for one commitment's funder, where a key that several templates share does not mean the same to all. */
const OwnTextSchema = lazy(() =>
  z.strictObject({ commitmentId: idSchema("cmt"), text: TextSchema() }).meta({ id: "ReportOwnText" }),
);
type OwnText = z.infer<ReturnType<typeof OwnTextSchema>>;

/** A figure by name: the indicator, and a period. Without one, each funder gets the latest within the period of its own requirement. */
const FigureRefSchema = lazy(() =>
  z
    .strictObject({ indicatorId: idSchema("ind"), period: PeriodSchema().optional() })
    .meta({ id: "ReportFigureReference" }),
);
export type FigureRef = z.infer<ReturnType<typeof FigureRefSchema>>;

/** Money stated of one commitment, which its funder alone is shown. */
const MoneyLineSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      label: z.string().trim().min(1).max(200),
      amount: MoneySchema(),
    })
    .meta({ id: "ReportMoneyLine" }),
);

/** A document that lies with one commitment, which its funder alone is shown. */
const AttachmentSchema = lazy(() =>
  z
    .strictObject({ commitmentId: idSchema("cmt"), documentId: idSchema("doc") })
    .meta({ id: "ReportAttachment" }),
);

/** What is written in a section, whole: what is left out is not there any more. */
export const SectionContentSchema = lazy(() =>
  z
    .strictObject({
      text: TextSchema().optional(),
      texts: z
        .array(OwnTextSchema())
        .min(1)
        .max(20)
        .refine((all) => new Set(all.map(({ commitmentId }) => commitmentId)).size === all.length, {
          message: "A commitment is named twice.",
        })
        .optional()
        .meta({ description: "In place of `text`, for the funders of these commitments." }),
      figures: z.array(FigureRefSchema()).min(1).max(30).optional(),
      money: z.array(MoneyLineSchema()).min(1).max(60).optional(),
      attachments: z.array(AttachmentSchema()).min(1).max(10).optional(),
    })
    .refine(({ text = "", texts = [] }) => lengthOf(text, texts) <= MOST_WORDS, {
      path: ["texts"],
      message: `At most ${MOST_WORDS} characters in all.`,
    })
    .meta({ id: "ReportSectionContent" }),
);
export type SectionContent = z.infer<ReturnType<typeof SectionContentSchema>>;

/** Why what is written in a section is erased. */
export const SectionErasureSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "ReportSectionErasure" }),
);

/** A section as it is stored: its content, the salt of its digests, and whose hand it is. */
export type Section = {
  readonly key: string;
  readonly content: SectionContent;
  readonly salt: string;
  readonly writtenBy: readonly string[];
};

function lengthOf(text: string, texts: readonly OwnText[]): number {
  return texts.reduce((sum, own) => sum + own.text.length, text.length);
}

/** A section with its version: how often it was written. */
export type VersionedSection = Section & { readonly version: number };

/** A section as its partnership sees it. Version 0: nothing is written yet. */
export const SectionViewSchema = lazy(() =>
  z
    .strictObject({
      key: z.string(),
      version: z
        .int()
        .nonnegative()
        .meta({ description: "What `If-Match` names when it is written; 0 at first." }),
      recordedAt: z.iso.datetime().optional(),
      writtenBy: z.string().optional(),
      content: SectionContentSchema(),
    })
    .meta({ id: "ReportSubmissionSection" }),
);
export type SectionView = z.infer<ReturnType<typeof SectionViewSchema>>;

/** What of a section is meant for one commitment: figures are for all, and its words unless it has its own; money and documents its own. */
export function contentFor(content: SectionContent, commitmentId: string) {
  const isOwn = (each: { readonly commitmentId: string }) => each.commitmentId === commitmentId;
  const text = content.texts?.find(isOwn)?.text ?? content.text;
  const money = content.money?.filter(isOwn) ?? [];
  const documents = content.attachments?.filter(isOwn) ?? [];
  return {
    ...(text === undefined ? {} : { text }),
    ...(money.length === 0 ? {} : { money: money.map(({ label, amount }) => ({ label, amount })) }),
    ...(documents.length === 0 ? {} : { documentIds: documents.map(({ documentId }) => documentId) }),
  };
}
