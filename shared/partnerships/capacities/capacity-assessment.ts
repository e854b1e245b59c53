import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { CapacityKeySchema } from "./capacity-list.ts";

/** Who sees something of capacities beside the backbone: nobody, those the partnership is shared with, whoever signs in. */
export const CAPACITY_VISIBILITIES = ["partnership", "funders", "public"] as const;
export type CapacityVisibility = (typeof CAPACITY_VISIBILITIES)[number];

/** How many respondents there have to be before others see what they said together. */
export const FEWEST_SHOWN = 3;
export const MOST_RESPONSES = 100;
/** A scale of places in an order, 1 (not there yet) to 5 (at home in all we do): they are counted and ordered, never averaged. */
const HIGHEST = 5;

export const NewCapacityAssessmentSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200),
      heldOn: DateSchema(),
      visibility: z.enum(CAPACITY_VISIBILITIES),
    })
    .meta({
      id: "NewCapacityAssessment",
      examples: [{ title: "Spring self-assessment", heldOn: "2026-04-15", visibility: "partnership" }],
    }),
);
export type NewCapacityAssessment = z.infer<ReturnType<typeof NewCapacityAssessmentSchema>>;

/** What one respondent says. Who that is is said as a role. */
export const CapacityResponseSchema = lazy(() =>
  z
    .strictObject({
      role: z.string().trim().min(1).max(200),
      ratings: z
        .array(
          z.strictObject({
            capacity: CapacityKeySchema(),
            rating: z.int().min(1).max(HIGHEST),
            note: z.string().trim().min(1).max(2000).optional(),
          }),
        )
        .min(1)
        .max(7)
        .refine(
          (ratings) => new Set(ratings.map(({ capacity }) => capacity)).size === ratings.length,
          "Rate each capacity once.",
        ),
    })
    .meta({
      id: "CapacityResponse",
      examples: [{ role: "a parent on the leadership table", ratings: [{ capacity: "equity", rating: 3 }] }],
    }),
);
export type CapacityResponse = z.infer<ReturnType<typeof CapacityResponseSchema>>;

export const CapacityClosingSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "CapacityAssessmentClosing" }),
);
export const CapacityVisibilityChangeSchema = lazy(() =>
  z
    .strictObject({ visibility: z.enum(CAPACITY_VISIBILITIES), reason: ReasonSchema() })
    .meta({ id: "CapacityVisibilityChange" }),
);

const SpanSchema = lazy(() =>
  z
    .strictObject({
      capacity: z.string(),
      respondents: z.int(),
      counts: z.array(z.int()).meta({ description: "How many said 1, 2, 3, 4, 5." }),
      lowest: z.int(),
      median: z
        .int()
        .meta({ description: "The lower of two in the middle: a place in an order, no average." }),
      highest: z.int(),
    })
    .meta({ id: "CapacitySpan" }),
);
export type Span = z.infer<ReturnType<typeof SpanSchema>>;

/** An assessment of capacities as its head is stored: with what its respondents said together, without who said what. */
export const CapacityAssessmentSchema = lazy(() =>
  NewCapacityAssessmentSchema().extend({
    id: idSchema("cap"),
    partnershipId: idSchema("prt"),
    list: z.strictObject({ id: z.string(), version: z.string() }),
    status: z.enum(["open", "closed"]),
    responses: z.int(),
    spans: z.array(SpanSchema()),
    createdAt: z.iso.datetime(),
  }),
);
export type CapacityAssessment = z.infer<ReturnType<typeof CapacityAssessmentSchema>>;

const GivenSchema = lazy(() =>
  CapacityResponseSchema().extend({ number: z.int(), at: z.iso.datetime(), organisationId: idSchema("org") }),
);
export type Given = z.infer<ReturnType<typeof GivenSchema>>;

/** A response from what is stored of it. */
export function toGiven(text: string): Given {
  return GivenSchema().parse(JSON.parse(text));
}

/** An assessment as the API shows it: single responses to its backbone alone, and spans to others from three respondents on. */
export const CapacityAssessmentViewSchema = lazy(() =>
  CapacityAssessmentSchema()
    .extend({
      given: z.array(GivenSchema()).optional(),
      version: z.int().positive(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "CapacityAssessment" }),
);
export type CapacityAssessmentView = z.infer<ReturnType<typeof CapacityAssessmentViewSchema>>;

/** What respondents say together of each capacity that any of them rated, in the order of their keys. */
export function spansOf(responses: readonly CapacityResponse[]): Span[] {
  const all = responses.flatMap(({ ratings }) => ratings);
  return [...new Set(all.map(({ capacity }) => capacity))].sort().map((capacity) => {
    const values = all.filter((one) => one.capacity === capacity).map(({ rating }) => rating);
    return spanOf(
      capacity,
      values.sort((a, b) => a - b),
    );
  });
}

function spanOf(capacity: string, sorted: readonly number[]): Span {
  const counts = Array.from(
    { length: HIGHEST },
    (_, at) => sorted.filter((value) => value === at + 1).length,
  );
  const median = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  const [lowest = 0, highest = 0] = [sorted[0], sorted.at(-1)];
  return { capacity, respondents: sorted.length, counts, lowest, median, highest };
}

/** The spans that others than the backbone see: what too few said would tell who said it. */
export function shownSpans(spans: readonly Span[], isBackbone: boolean): Span[] {
  return spans.filter(({ respondents }) => isBackbone || respondents >= FEWEST_SHOWN);
}
