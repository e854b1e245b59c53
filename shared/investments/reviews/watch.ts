import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Finding } from "../evaluate-rule.ts";
import { type Clause, ClauseSchema, isCombinator, type PaymentRule } from "../payment-rule.ts";

/** That a fulfilled payment rule of a tranche rested on a measured value: which revision, what it said, and for which clauses. */
export const WatchSchema = lazy(() =>
  z.object({
    commitmentId: idSchema("cmt"),
    /** The funder's organisation. */
    ownerId: idSchema("org"),
    trancheNumber: z.int().positive(),
    indicatorId: idSchema("ind"),
    /** The revision that the evaluation cites. */
    ref: z.string(),
    value: z.number(),
    clauses: z.array(ClauseSchema()),
  }),
);
export type Watch = z.infer<ReturnType<typeof WatchSchema>>;

export type MeasureClause = Extract<Clause, { kind: "measure" }>;

/** A measured value on which a rule rested, with the clauses that it fulfilled. */
export type RestedOn = Pick<Watch, "indicatorId" | "ref" | "value"> & {
  readonly clauses: readonly MeasureClause[];
};

/**
 * The measured values on which a fulfilled rule rested: those of its fulfilled clauses, as far as they carried it. A rule that is not
 * fulfilled rests on nothing, and neither does it on a part that is not.
 */
export function restedOn(rule: PaymentRule, finding: Finding): RestedOn[] {
  const rested = new Map<string, RestedOn>();
  for (const { clause, ref, value } of carrying(rule, finding)) {
    const clauses = [...(rested.get(ref)?.clauses ?? []), clause];
    rested.set(ref, { indicatorId: clause.indicatorId, ref, value, clauses });
  }
  return [...rested.values()];
}

type Carrying = { readonly clause: MeasureClause; readonly ref: string; readonly value: number };

function carrying(rule: PaymentRule, finding: Finding): Carrying[] {
  if (!finding.isMet) return [];
  if (isCombinator(rule))
    return rule.of.flatMap((part, index) => {
      const ofPart = finding.of?.[index];
      if (!ofPart) throw new Error("A finding does not have the parts of its rule.");
      return carrying(part, ofPart);
    });
  if (rule.kind !== "measure") return [];
  return (finding.evidence ?? []).map(({ ref, says }) => ({ clause: rule, ref, value: Number(says) }));
}
