import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { ChoicesSchema } from "./choices.ts";

/**
 * `composing`: what it will say is put together; `composed`: it can be looked at and published; `refused`: it cannot be composed or
 * published, and says why; `failed`: cut off by an error of ours; `publishing`, `published`; `withdrawing`, `withdrawn`; `discarded`
 * before it was published.
 */
export const SCORECARD_STATUSES = [
  "composing",
  "composed",
  "refused",
  "failed",
  "discarded",
  "publishing",
  "published",
  "withdrawing",
  "withdrawn",
] as const;
export type ScorecardStatus = (typeof SCORECARD_STATUSES)[number];

/** What a step of work is done in; the outbox calls for the step wherever one of these is written with a new one. */
export const WORKING = [
  "composing",
  "publishing",
  "withdrawing",
] as const satisfies readonly ScorecardStatus[];

/** A scorecard as it is stored. `step` counts the work asked for; the draft is named by the step that composed it. */
export const ScorecardSchema = lazy(() =>
  z.object({
    id: idSchema("sco"),
    partnershipId: idSchema("prt"),
    choices: ChoicesSchema(),
    status: z.enum(SCORECARD_STATUSES),
    step: z.int(),
    askedBy: z.object({ principalId: z.string(), organisationId: z.string() }),
    /** The step whose draft can be looked at, and the SHA-256 of that draft: what is published is what was looked at. */
    draft: z.object({ step: z.int(), hash: z.string() }).optional(),
    refusal: z.string().optional(),
    /** The work at hand was cut off; asked for again, it goes on. */
    cutOff: z.literal(true).optional(),
    publishedAt: z.iso.datetime().optional(),
    number: z.int().optional(),
    hash: z.string().optional(),
    withdrawal: z.object({ at: z.iso.datetime(), reason: z.string() }).optional(),
  }),
);
export type Scorecard = z.infer<ReturnType<typeof ScorecardSchema>>;

export const ScorecardViewSchema = lazy(() =>
  ScorecardSchema()
    .omit({ step: true, askedBy: true, draft: true })
    .extend({
      version: z.int(),
      address: z.string().optional().meta({ description: "Where everybody reads it, once it is published." }),
    })
    .meta({ id: "Scorecard" }),
);
export type ScorecardView = z.infer<ReturnType<typeof ScorecardViewSchema>>;

/** What a request of a person does to a scorecard, and in which states it may. */
export const DEEDS = {
  compose: { from: ["composed", "refused", "failed"], to: "composing" },
  publish: { from: ["composed"], to: "publishing" },
  discard: { from: ["composed", "refused", "failed"], to: "discarded" },
  withdraw: { from: ["published"], to: "withdrawing" },
} as const satisfies Record<string, { from: readonly ScorecardStatus[]; to: ScorecardStatus }>;
export type ScorecardDeed = keyof typeof DEEDS;

/** Whether a deed may be done to a scorecard as it stands; work that was cut off may be asked for again. */
export function mayDo(
  deed: ScorecardDeed,
  { status, cutOff }: Pick<Scorecard, "status" | "cutOff">,
): boolean {
  const from: readonly ScorecardStatus[] = DEEDS[deed].from;
  return from.includes(status) || (cutOff === true && status === DEEDS[deed].to);
}
