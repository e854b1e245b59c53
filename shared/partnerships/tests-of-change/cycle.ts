import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import { type Patch, patchSchema } from "../patch.ts";
import { checkNotAhead } from "../record-kind.ts";

/** Planned; under way, with its prediction frozen; studied; and closed by a decision. */
const CYCLE_STATES = ["planned", "started", "studied", "decided"] as const;
const DECISIONS = ["adopt", "adapt", "abandon"] as const;
const COMPARISONS = ["as-predicted", "better", "worse", "in-part", "cannot-tell"] as const;

const CycleMeasureSchema = lazy(() =>
  z
    .strictObject({
      statement: z.string().trim().min(1).max(300),
      indicatorId: idSchema("ind").optional(),
    })
    .meta({ id: "CycleMeasure" }),
);

/** What is planned of a cycle: it can be changed until it starts. */
export const CyclePlanSchema = lazy(() =>
  z
    .strictObject({
      objective: z.string().trim().min(1).max(1000),
      questions: z.string().trim().min(1).max(1000).optional(),
      prediction: z.string().trim().min(1).max(1000),
      measures: z.array(CycleMeasureSchema()).min(1).max(10),
      scale: z
        .string()
        .trim()
        .min(1)
        .max(300)
        .meta({ description: "With how many: two families, one school, all of them." }),
      plan: z.string().trim().min(1).max(2000).meta({ description: "Who does what, when and where." }),
      plannedFor: DateSchema().optional(),
    })
    .meta({
      id: "NewCycle",
      examples: [
        {
          objective: "Reach families before the court date",
          prediction: "Of ten families who are called within two days, six come to the clinic.",
          measures: [{ statement: "Families who came, of those who were called" }],
          scale: "Ten families of one school",
          plan: "The counsellor calls each family on Tuesday; the clinic is open on Thursday.",
        },
      ],
    }),
);
export type CyclePlan = z.infer<ReturnType<typeof CyclePlanSchema>>;

export const CyclePatchSchema = lazy(
  (): z.ZodType<Patch> => patchSchema(CyclePlanSchema(), { id: "CyclePatch" }),
);

export const StartSchema = lazy(() =>
  z.strictObject({ on: DateSchema() }).meta({ id: "CycleStart", examples: [{ on: "2023-03-07" }] }),
);

/** What happened, and how it compares with what was predicted. */
export const FindingSchema = lazy(() =>
  z
    .strictObject({
      on: DateSchema(),
      happened: z.string().trim().min(1).max(3000),
      asPlanned: z.boolean().meta({ description: "Whether it was carried out as planned." }),
      comparison: z.enum(COMPARISONS).meta({ description: "With the prediction." }),
      learned: z.string().trim().min(1).max(2000),
      observations: z
        .array(z.string().max(400))
        .max(10)
        .optional()
        .meta({ description: "The revisions of observations it rests on, as series and reports cite them." }),
    })
    .meta({
      id: "CycleFinding",
      examples: [
        {
          on: "2023-03-10",
          happened: "Ten were called, four came; three said that the bus stops running at six.",
          asPlanned: true,
          comparison: "worse",
          learned: "The clinic has to be where the families are.",
        },
      ],
    }),
);
export type Finding = z.infer<ReturnType<typeof FindingSchema>>;

/** What is done with what was learned, and what followed. */
export const DecisionSchema = lazy(() =>
  z
    .strictObject({
      on: DateSchema(),
      decision: z.enum(DECISIONS),
      why: z.string().trim().min(1).max(2000),
      followed: z.string().trim().min(1).max(2000).optional(),
    })
    .meta({
      id: "CycleDecision",
      examples: [
        {
          on: "2023-03-10",
          decision: "adapt",
          why: "Those who came were helped.",
          followed: "The next cycle opens the clinic in the school.",
        },
      ],
    }),
);
export type Decision = z.infer<ReturnType<typeof DecisionSchema>>;

/** A cycle as it is stored and shown. */
export const CycleSchema = lazy(() =>
  CyclePlanSchema()
    .extend({
      number: z.int().positive().meta({ description: "Its step of the ramp." }),
      state: z.enum(CYCLE_STATES),
      startedOn: DateSchema().optional(),
      finding: FindingSchema().optional(),
      decision: DecisionSchema().optional(),
    })
    .meta({ id: "Cycle", description: "One cycle of plan, do, study, act." }),
);
export type Cycle = z.infer<ReturnType<typeof CycleSchema>>;

/** A cycle under way: from now on its plan, and above all its prediction, stays as it is. */
export function startCycle(cycle: Cycle, on: string, now: string): Result<Cycle> {
  if (cycle.state !== "planned")
    return fail({ code: "conflict", detail: `The cycle started on ${cycle.startedOn}.` });
  const isPast = checkNotAhead(on, now, "/on");
  return isPast.ok ? ok({ ...cycle, state: "started", startedOn: on }) : isPast;
}

/** A cycle with what happened; corrected as long as nothing was decided on it. */
export function studyCycle(cycle: Cycle, finding: Finding, now: string): Result<Cycle> {
  if (cycle.state === "planned")
    return fail({ code: "conflict", detail: "Nothing has happened yet: start the cycle first." });
  if (cycle.decision)
    return fail({ code: "conflict", detail: `It was decided to ${cycle.decision.decision} on this.` });
  if (cycle.startedOn !== undefined && finding.on < cycle.startedOn)
    return fail(invalidAt("/on", `The cycle started on ${cycle.startedOn}.`));
  const isPast = checkNotAhead(finding.on, now, "/on");
  return isPast.ok ? ok({ ...cycle, state: "studied", finding }) : isPast;
}

/** A cycle closed by a decision: adopt, adapt or abandon. */
export function decideCycle(cycle: Cycle, decision: Decision, now: string): Result<Cycle> {
  if (!cycle.finding)
    return fail({
      code: "conflict",
      detail: "Say first what happened, and how it compares with the prediction.",
    });
  if (cycle.decision)
    return fail({ code: "conflict", detail: `It was decided on ${cycle.decision.on} already.` });
  if (decision.on < cycle.finding.on) return fail(invalidAt("/on", "It was not studied yet."));
  const isPast = checkNotAhead(decision.on, now, "/on");
  return isPast.ok ? ok({ ...cycle, state: "decided", decision }) : isPast;
}

/** Why the plan of a cycle cannot be changed any more; undefined while it can. */
export function frozenSince(cycle: Cycle): string | undefined {
  if (cycle.state === "planned") return undefined;
  return `Its prediction is frozen since the cycle started on ${cycle.startedOn}: plan the next cycle instead.`;
}
