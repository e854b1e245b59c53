import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { checkNotAhead, recordKind, VisibilityShape } from "../record-kind.ts";
import { idReference, idReferences } from "../reference.ts";

/** What becomes of what was asked. */
const ANSWERS = ["done", "will-do", "will-not-do", "explained"] as const;

const AnswerSchema = lazy(() =>
  z
    .strictObject({
      on: DateSchema(),
      answer: z.string().trim().min(1).max(3000),
      outcome: z.enum(ANSWERS),
      told: z
        .string()
        .trim()
        .min(1)
        .max(500)
        .optional()
        .meta({ description: "How those who asked were told." }),
      actionCommitmentIds: z.array(idSchema("acm")).max(10).optional(),
    })
    .meta({ id: "CommunityAnswer" }),
);

const AskFieldsSchema = lazy(() =>
  z
    .strictObject({
      question: z.string().trim().min(1).max(2000),
      askedBy: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .meta({ description: 'A group of people, never a person: "Parents of the Southside".' }),
      askedOn: DateSchema(),
      where: z.string().trim().min(1).max(200).optional(),
      meetingId: idSchema("mtg").optional(),
      strategyIds: z.array(idSchema("str")).max(10).optional(),
      indicatorIds: z.array(idSchema("ind")).max(10).optional(),
      answer: AnswerSchema().optional(),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewCommunityAsk",
      examples: [
        {
          question: "Why does the bus stop running at six when classes end at eight?",
          askedBy: "Parents of the Southside",
          askedOn: "2026-01-20",
          where: "Open evening",
        },
      ],
    }),
);
export type CommunityAsk = z.infer<ReturnType<typeof AskFieldsSchema>>;

/** What the community asked, and what it was answered; open until it was. */
export const ASKS = recordKind<CommunityAsk>({
  prefix: "ask",
  noun: "question of the community",
  plural: "asks",
  title: "CommunityAsk",
  fields: AskFieldsSchema,
  states: ["open", "answered"],
  listedBy: ({ answer, askedOn }) => `${answer ? "answered" : "open"}#${askedOn}`,
  references: ({ meetingId, strategyIds, indicatorIds, answer }) => [
    ...idReference(meetingId, "/meetingId"),
    ...idReferences(strategyIds, "/strategyIds"),
    ...idReferences(indicatorIds, "/indicatorIds"),
    ...idReferences(answer?.actionCommitmentIds, "/answer/actionCommitmentIds"),
  ],
  check: ({ askedOn, answer }, now) => {
    if (answer && answer.on < askedOn)
      return fail(invalidAt("/answer/on", "It was answered before it was asked."));
    const asked = checkNotAhead(askedOn, now, "/askedOn");
    return asked.ok ? checkNotAhead(answer?.on, now, "/answer/on") : asked;
  },
});
