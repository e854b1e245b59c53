import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { PartnerSchema, partnerReferences } from "../partner.ts";
import { checkNotAhead, type Recorded, recordKind, VisibilityShape } from "../record-kind.ts";
import { idReference } from "../reference.ts";

const STATES = ["open", "kept", "missed", "withdrawn"] as const;
const OUTCOMES = ["kept", "missed", "withdrawn"] as const;

const FieldsSchema = lazy(() =>
  z
    .strictObject({
      what: z.string().trim().min(1).max(1000),
      organisation: PartnerSchema().meta({ description: "Who promised it." }),
      role: z.string().trim().min(1).max(200).optional().meta({ description: "Never a person." }),
      agreedOn: DateSchema(),
      dueOn: DateSchema(),
      groupId: idSchema("grp").optional(),
      strategyId: idSchema("str").optional(),
      askId: idSchema("ask")
        .optional()
        .meta({ description: "What the community asked, if it answers that." }),
      ...VisibilityShape(),
    })
    .meta({
      id: "NewActionCommitment",
      examples: [
        {
          what: "Send the week's eviction filings to the schools every Monday",
          organisation: { name: "County court" },
          role: "Clerk of the court",
          agreedOn: "2026-02-12",
          dueOn: "2026-03-31",
        },
      ],
    }),
);
type Fields = z.infer<ReturnType<typeof FieldsSchema>>;

/** How a promise ended. Why is asked where it was not kept. */
export const OutcomeSchema = lazy(() =>
  z
    .strictObject({
      outcome: z.enum(OUTCOMES),
      on: DateSchema(),
      why: z.string().trim().min(1).max(2000).optional(),
    })
    .refine(({ outcome, why }) => outcome === "kept" || why !== undefined, {
      path: ["why"],
      message: "Say why it was not kept.",
    })
    .meta({
      id: "ActionOutcome",
      examples: [{ outcome: "missed", on: "2026-04-01", why: "The agreement on data was not signed yet." }],
    }),
);
export type Outcome = z.infer<ReturnType<typeof OutcomeSchema>>;

const StateShape = lazy(() => ({
  state: z.enum(STATES),
  firstDueOn: DateSchema().meta({ description: "The day that was promised at first." }),
  settled: z.strictObject({ on: DateSchema(), why: z.string().optional() }).optional(),
}));
export type ActionCommitment = Fields & z.infer<z.ZodObject<ReturnType<typeof StateShape>>>;

/** Who does what by when: kept or missed, and why. The due day is a fact; moved, the first one stays beside it. */
export const ACTION_COMMITMENTS = recordKind<Fields, ActionCommitment>({
  prefix: "acm",
  noun: "action commitment",
  plural: "action-commitments",
  title: "ActionCommitment",
  fields: FieldsSchema,
  state: StateShape,
  begin: (fields) => ok({ ...fields, state: "open", firstDueOn: fields.dueOn }),
  states: STATES,
  ascending: true,
  listedBy: ({ state, dueOn }) => `${state}#${dueOn}`,
  references: ({ organisation, groupId, strategyId, askId }) => [
    ...partnerReferences(organisation, "/organisation"),
    ...idReference(groupId, "/groupId"),
    ...idReference(strategyId, "/strategyId"),
    ...idReference(askId, "/askId"),
  ],
  check: ({ agreedOn, dueOn, state }, now, before) => {
    if (dueOn < agreedOn) return fail(invalidAt("/dueOn", "It is due before it was agreed on."));
    if (state !== "open" && before && dueOn !== before.dueOn)
      return fail(invalidAt("/dueOn", `It was ${state}: a day is not moved afterwards. Reopen it first.`));
    return checkNotAhead(agreedOn, now, "/agreedOn");
  },
});

/** A promise with its outcome. Refused where it has one already, for a day to come, or for a miss before the due day is over. */
export function settle(
  promise: Recorded<ActionCommitment>,
  { outcome, on, why }: Outcome,
  now: string,
): Result<Recorded<ActionCommitment>> {
  if (promise.state !== "open")
    return fail({ code: "conflict", detail: `It is recorded as ${promise.state} already.` });
  const isPast = checkNotAhead(on, now, "/on");
  if (!isPast.ok) return isPast;
  if (on < promise.agreedOn) return fail(invalidAt("/on", "It was not agreed on yet."));
  if (outcome === "missed" && on <= promise.dueOn)
    return fail(invalidAt("/on", "Until its due day is over it can still be kept."));
  return ok({ ...promise, state: outcome, settled: { on, ...(why === undefined ? {} : { why }) } });
}

/** A promise whose outcome was recorded by mistake: open again. */
export function reopen(promise: Recorded<ActionCommitment>): Result<Recorded<ActionCommitment>> {
  const { settled, ...rest } = promise;
  if (!settled) return fail({ code: "conflict", detail: "It is open." });
  return ok({ ...rest, state: "open" });
}
