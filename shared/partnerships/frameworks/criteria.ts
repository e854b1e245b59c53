import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CRITERION_KINDS, type Criterion } from "./framework.ts";

/** Something that was counted, or could not be: an outcome, or a gap of one. */
const CountedSchema = lazy(() =>
  z.strictObject({
    indicatorId: idSchema("ind"),
    name: z.string(),
    breakdown: z.string().optional(),
    says: z
      .string()
      .meta({ description: "The class of progress, or where the gap went; else why there is none." }),
  }),
);
type Counted = z.infer<ReturnType<typeof CountedSchema>>;

/** What was classed, how many of it in favour, and by name what could not be classed. */
type Counts = {
  readonly favourable: number;
  readonly counted: readonly Counted[];
  readonly unclassifiable: readonly Counted[];
};

/** What the figures of a partnership say of its core outcomes and their gaps, by the rules of those who own figures. */
export type OutcomeFacts = {
  readonly outcomes: Counts;
  readonly gaps: Counts;
  /** The rule set by which progress was classed. */
  readonly rules: string;
  /** False where not everything was read. */
  readonly isWhole: boolean;
};

/** How this room comes to them: handed in by whoever may read figures. */
export type ReadOutcomeFacts = (partnershipId: string) => Promise<OutcomeFacts>;

/** A criterion as it was computed: never instead of judgement, beside it. */
export const ComputedCriterionSchema = lazy(() =>
  z
    .strictObject({
      key: z.string(),
      kind: z.enum(CRITERION_KINDS),
      comparison: z.enum(["more-than", "at-least"]),
      percent: z.int(),
      minimumClassifiable: z.int(),
      favourable: z.int(),
      classifiable: z.int(),
      sharePercent: z.number().nullable().meta({ description: "Null where nothing can be classed." }),
      outcome: z.enum(["met", "not-met", "cannot-tell"]),
      counted: z.array(CountedSchema()),
      unclassifiable: z.array(CountedSchema()),
      rules: z.string(),
      isWhole: z.boolean(),
    })
    .meta({ id: "ComputedCriterion" }),
);
export type ComputedCriterion = z.infer<ReturnType<typeof ComputedCriterionSchema>>;
/**
 * Computes a criterion. What cannot be classed is named and counts neither way, so that missing figures never raise the share; with fewer
 * than `minimumClassifiable`, or not everything read, it cannot be told. Compared in integers.
 */
export function computeCriterion(criterion: Criterion, facts: OutcomeFacts): ComputedCriterion {
  const { gateway: _, ...asked } = criterion;
  const { counted, unclassifiable, favourable } =
    criterion.kind === "gaps-closing" ? facts.gaps : facts.outcomes;
  const classifiable = counted.length;
  const share = { favourable, classifiable };
  const canTell = facts.isWhole && classifiable >= criterion.minimumClassifiable;
  return {
    ...asked,
    ...share,
    sharePercent: classifiable === 0 ? null : Math.round((1000 * favourable) / classifiable) / 10,
    outcome: canTell ? (isMet(criterion, share) ? "met" : "not-met") : "cannot-tell",
    counted: [...counted],
    unclassifiable: [...unclassifiable],
    rules: facts.rules,
    isWhole: facts.isWhole,
  };
}

function isMet(
  { comparison, percent }: Criterion,
  { favourable, classifiable }: { favourable: number; classifiable: number },
): boolean {
  const [reached, wanted] = [100 * favourable, percent * classifiable];
  return comparison === "more-than" ? reached > wanted : reached >= wanted;
}
