import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema } from "../../platform/money.ts";
import { CapacityKeySchema } from "../capacities/capacity-list.ts";
import { LabelsSchema } from "../label.ts";
import { PlaceCodeSchema } from "../place-code.ts";
import { REACHES } from "../reach.ts";

const EVIDENCE_KINDS = ["study", "evaluation", "observation", "test", "story", "testimony", "other"] as const;

const title = () => z.string().trim().min(1).max(200);
const text = (most: number) => z.string().trim().min(1).max(most);
const address = () => z.url({ protocol: /^https?$/ }).max(1000);

const GroupSchema = lazy(() => z.strictObject({ group: title(), how: text(3000) }));

/** What a lesson is found by. */
export const FacetsSchema = lazy(() =>
  z.strictObject({
    themes: LabelsSchema().max(10).optional(),
    populations: LabelsSchema().max(10).optional(),
    capacities: z.array(CapacityKeySchema()).max(7).optional(),
    placeCodes: z.array(PlaceCodeSchema()).max(10).optional(),
  }),
);
export type Facets = z.infer<ReturnType<typeof FacetsSchema>>;

/** What a lesson says: one version of it, which never changes. */
export const LessonContentSchema = lazy(() =>
  FacetsSchema().extend({
    title: title(),
    problem: text(5000),
    whatWasDone: text(20_000),
    aims: z
      .array(z.strictObject({ title: title(), description: text(3000).optional() }))
      .max(20)
      .optional(),
    workedFor: z.array(GroupSchema()).max(20).optional(),
    didNotWorkFor: z.array(GroupSchema()).max(20).optional(),
    conditions: text(5000).optional().meta({ description: "What has to be there for it to work." }),
    cost: z.strictObject({ description: text(3000), amount: MoneySchema().optional() }).optional(),
    partners: z
      .array(z.strictObject({ name: title(), role: text(1000) }))
      .max(30)
      .optional(),
    evidence: z
      .array(
        z.strictObject({ kind: z.enum(EVIDENCE_KINDS), statement: text(3000), url: address().optional() }),
      )
      .max(30)
      .optional(),
    materials: z
      .array(z.strictObject({ title: title(), url: address() }))
      .max(30)
      .optional(),
  }),
);
export type LessonContent = z.infer<ReturnType<typeof LessonContentSchema>>;

/** A lesson to be codified. `partnershipId` is where it was learned: one of your own. */
export const NewLessonSchema = lazy(() =>
  LessonContentSchema()
    .extend({
      partnershipId: idSchema("prt").optional(),
      visibility: z.enum(REACHES).meta({
        description:
          "own: your organisation; network: organisations that the same network lists; public: whoever signs in.",
      }),
    })
    .meta({
      id: "NewLesson",
      examples: [
        {
          title: "Tablets before lessons",
          visibility: "network",
          problem: "Lessons moved online, and four in ten children had nothing to open them with.",
          whatWasDone: "Tablets went out with school meals, and somebody rang every family within two days.",
          workedFor: [{ group: "Families with a telephone", how: "Nine in ten were online in a week." }],
          didNotWorkFor: [{ group: "Families in shelters", how: "There was no network to connect to." }],
          themes: ["digital divide"],
          capacities: ["practice-improvement-and-acceleration"],
        },
      ],
    }),
);
export type NewLesson = z.infer<ReturnType<typeof NewLessonSchema>>;

/** The next version of a lesson, whole, and why there is one. */
export const NewLessonVersionSchema = lazy(() =>
  LessonContentSchema().extend({ reason: ReasonSchema() }).meta({ id: "NewLessonVersion" }),
);
export type NewLessonVersion = z.infer<ReturnType<typeof NewLessonVersionSchema>>;

/** For whom a lesson is from now on. */
export const LessonVisibilitySchema = lazy(() =>
  z
    .strictObject({ visibility: z.enum(REACHES), reason: ReasonSchema() })
    .meta({ id: "LessonVisibilityChange" }),
);

export const LessonRetirementSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "LessonRetirement" }),
);

const OriginSchema = lazy(() =>
  z.strictObject({
    organisationId: idSchema("org"),
    partnershipId: idSchema("prt").optional(),
    partnershipName: z.string().optional(),
  }),
);

/** A lesson as its head is stored: what it is found by, as its latest version says, and for whom it is. */
export const LessonSchema = lazy(() =>
  FacetsSchema().extend({
    id: idSchema("lsn"),
    title: z.string(),
    origin: OriginSchema(),
    visibility: z.enum(REACHES),
    networkId: idSchema("org"),
    latest: z.int().positive(),
    createdAt: z.iso.datetime(),
    retired: z.strictObject({ at: z.iso.datetime(), reason: z.string() }).optional(),
  }),
);
export type Lesson = z.infer<ReturnType<typeof LessonSchema>>;

/** A lesson as a search shows it. */
export const LessonSummarySchema = lazy(() =>
  LessonSchema()
    .omit({ networkId: true })
    .extend({ version: z.int().positive(), recordedAt: z.iso.datetime() })
    .meta({ id: "LessonSummary" }),
);
export type LessonSummary = z.infer<ReturnType<typeof LessonSummarySchema>>;

/** How far a lesson has gone: who took it up in which month. Those who show it to nobody are not counted. */
export const SpreadSchema = lazy(() =>
  z
    .strictObject({
      months: z.array(z.strictObject({ month: z.string(), adopted: z.int(), total: z.int() })),
      adoptions: z.int(),
      isWhole: z
        .boolean()
        .meta({ description: "False where there are more adoptions than one reading holds." }),
    })
    .meta({ id: "LessonSpread" }),
);
export type Spread = z.infer<ReturnType<typeof SpreadSchema>>;

/** Days by month, each with how many and how many up to it. Months in which nobody did are left out. */
export function spreadOf(days: readonly string[], isWhole: boolean): Spread {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].sort();
  let total = 0;
  return {
    months: months.map((month) => {
      const adopted = days.filter((day) => day.startsWith(month)).length;
      total += adopted;
      return { month, adopted, total };
    }),
    adoptions: days.length,
    isWhole,
  };
}
