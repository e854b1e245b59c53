import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { type IdPrefix, idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { ConditionEntrySchema } from "./collective-impact.ts";

const CONDITION_STATUSES = ["not-in-place", "emerging", "in-place", "at-risk"] as const;

/** What in the system may be shown as evidence. */
const EVIDENCE: readonly IdPrefix[] = [
  "str",
  "ind",
  "rst",
  "atv",
  "grp",
  "sea",
  "ask",
  "acm",
  "mtg",
  "std",
  "sys",
  "tst",
];

/** The id of something recorded of a partnership. */
export const EvidenceIdSchema = lazy(() =>
  z
    .union(EVIDENCE.map(idSchema), "Name something that is recorded of this partnership by its id.")
    .meta({ id: "EvidenceId", description: "The id of something recorded of the partnership." }),
);

/** What people judge of a condition, and on what that rests. */
export const JudgementFieldsSchema = lazy(() =>
  z
    .strictObject({
      status: z.enum(CONDITION_STATUSES),
      judgement: z.string().trim().min(1).max(3000),
      judgedOn: DateSchema(),
      judgedBy: z.string().trim().min(1).max(200).meta({ description: "A group or a role, never a person." }),
      evidenceIds: z.array(EvidenceIdSchema()).max(20).optional(),
      evidenceUrls: z
        .array(z.url({ protocol: /^https?$/ }).max(1000))
        .max(10)
        .optional(),
      reason: ReasonSchema()
        .optional()
        .meta({ description: "Needed where there is a judgement already: why it changes." }),
    })
    .meta({
      id: "NewConditionJudgement",
      examples: [
        {
          status: "emerging",
          judgement: "Thirty organisations use the same measures; the court's data are not shared yet.",
          judgedOn: "2026-02-12",
          judgedBy: "Leadership table",
        },
      ],
    }),
);
export type JudgementFields = z.infer<ReturnType<typeof JudgementFieldsSchema>>;

/** A judgement as it is stored: it keeps the version of the framework that it was made under. */
export const JudgementSchema = lazy(() =>
  JudgementFieldsSchema()
    .omit({ reason: true })
    .extend({ condition: z.string(), framework: z.string() })
    .meta({ id: "ConditionJudgement" }),
);
export type Judgement = z.infer<ReturnType<typeof JudgementSchema>>;

const FactSchema = lazy(() =>
  z
    .strictObject({
      code: z.string(),
      label: z.string(),
      value: z.number(),
      of: z.number().optional().meta({ description: "Of how many, where the value is a part of them." }),
    })
    .meta({ id: "ConditionFact", description: "Computed from what is recorded; it judges nothing." }),
);
export type Fact = z.infer<ReturnType<typeof FactSchema>>;

/** A condition with what was judged of it and what the records show, side by side: neither is made of the other. */
export const ConditionViewSchema = lazy(() =>
  ConditionEntrySchema()
    .extend({
      framework: z.string(),
      judgement: JudgementSchema().optional(),
      facts: z.array(FactSchema()),
    })
    .meta({ id: "CollectiveImpactCondition" }),
);
export type ConditionView = z.infer<ReturnType<typeof ConditionViewSchema>>;

export const ConditionListSchema = lazy(() =>
  z.strictObject({ items: z.array(ConditionViewSchema()) }).meta({ id: "CollectiveImpactConditionList" }),
);
