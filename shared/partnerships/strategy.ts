import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { merge } from "../platform/merge-patch.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { LabelsSchema } from "./label.ts";
import { PartnerSchema, partnerReferences } from "./partner.ts";
import { PlacesSchema } from "./place-code.ts";
import type { Reference } from "./reference.ts";

/** Universal: one goal and one way for everyone. Targeted: particular ways for groups in different situations. */
const STRATEGY_KINDS = ["universal", "targeted"] as const;
const STRATEGY_STATUSES = ["active", "paused", "ended"] as const;

/** What people describe a strategy by. */
export const StrategyFieldsSchema = lazy(() =>
  z
    .strictObject({
      name: z.string().trim().min(1).max(200),
      description: z.string().trim().min(1).max(10_000).optional(),
      kind: z.enum(STRATEGY_KINDS),
      sectors: LabelsSchema().optional(),
      populations: LabelsSchema().optional(),
      places: PlacesSchema().optional(),
      owner: PartnerSchema()
        .optional()
        .meta({ description: "The organisation that answers for the strategy." }),
      rationale: z.string().trim().min(1).max(3000).optional().meta({ description: "Why it was chosen." }),
      startedOn: DateSchema().optional(),
      endedOn: DateSchema().optional(),
      status: z.enum(STRATEGY_STATUSES).default("active"),
    })
    .meta({
      id: "NewStrategy",
      examples: [
        {
          name: "Family navigators in every clinic",
          kind: "targeted",
          sectors: ["health", "early childhood"],
          populations: ["families with children under five"],
          places: [{ code: "2502345-07", name: "Seventh ward" }],
          owner: { name: "Harbour Clinics" },
          startedOn: "2024-09-01",
        },
      ],
    }),
);
export type StrategyFields = z.infer<ReturnType<typeof StrategyFieldsSchema>>;

/** A strategy as it is stored. */
export const StrategySchema = lazy(() =>
  StrategyFieldsSchema()
    .extend({ id: idSchema("str"), createdAt: z.iso.datetime() })
    .meta({ id: "Strategy" }),
);
export type Strategy = z.infer<ReturnType<typeof StrategySchema>>;

/** A change of a strategy: what is named changes, `null` takes away what may be absent, the rest stays. */
export const StrategyPatchSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      name: z.string().trim().min(1).max(200).optional(),
      description: z.string().trim().min(1).max(10_000).nullish(),
      kind: z.enum(STRATEGY_KINDS).optional(),
      sectors: LabelsSchema().nullish(),
      populations: LabelsSchema().nullish(),
      places: PlacesSchema().nullish(),
      owner: PartnerSchema().nullish(),
      rationale: z.string().trim().min(1).max(3000).nullish(),
      startedOn: DateSchema().nullish(),
      endedOn: DateSchema().nullish(),
      status: z.enum(STRATEGY_STATUSES).optional(),
    })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta({
      id: "StrategyPatch",
      examples: [{ reason: "Funded by the county now", status: "ended", endedOn: "2026-06-30" }],
    }),
);
export type StrategyPatch = z.infer<ReturnType<typeof StrategyPatchSchema>>;

/** A strategy whose dates and status agree; or `validation_failed` at the field that does not. */
export function checkStrategy<T extends Pick<Strategy, "status" | "startedOn" | "endedOn">>(
  strategy: T,
): Result<T> {
  const { status, startedOn, endedOn } = strategy;
  if (startedOn !== undefined && endedOn !== undefined && endedOn < startedOn)
    return fail(invalidAt("/endedOn", "The strategy ends before it starts."));
  if (status === "ended" && endedOn === undefined)
    return fail(invalidAt("/endedOn", "Say on which day the strategy ended."));
  if (status !== "ended" && endedOn !== undefined)
    return fail(invalidAt("/status", "A strategy with a last day has ended."));
  return ok(strategy);
}

/** A strategy with a patch applied, if its dates and status then agree: `null` takes a field away, what is left out stays. */
export function applyStrategyPatch(strategy: Strategy, patch: StrategyPatch): Result<Strategy> {
  const { reason: _, ...changes } = patch;
  return checkStrategy(StrategySchema().parse(merge(strategy, changes)));
}

/** What a strategy names by id: the organisation that owns it. */
export function strategyReferences({ owner }: Pick<Strategy, "owner">): Reference[] {
  return partnerReferences(owner, "/owner");
}
