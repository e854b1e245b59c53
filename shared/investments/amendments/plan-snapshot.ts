import * as z from "zod";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { defined } from "../../platform/defined.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { AllocationViewSchema, allocationView } from "../allocation.ts";
import { type CommitmentState, RecipientSchema, RestrictionSchema } from "../commitment.ts";
import { COMMITMENT_STATUSES } from "../commitment-status.ts";
import { BudgetLineSchema, PartySchema } from "../commitment-terms.ts";
import { type Milestone, MilestoneFieldsSchema } from "../milestone.ts";
import { PaymentRuleSchema } from "../payment-rule.ts";
import { ConditionSchema, type Tranche } from "../tranche.ts";

const PlanShape = lazy(() => ({
  status: z.enum(COMMITMENT_STATUSES),
  title: z.string(),
  description: z.string().optional(),
  startOn: DateSchema(),
  endOn: DateSchema().optional(),
  amount: MoneySchema(),
  recipient: RecipientSchema(),
  fiscalSponsor: PartySchema().optional(),
  restriction: RestrictionSchema().optional(),
  budget: z.array(BudgetLineSchema()).optional(),
  tranches: z.array(
    z.strictObject({
      number: z.int(),
      dueOn: DateSchema(),
      label: z.string().optional(),
      amount: MoneySchema(),
      /** What of it is given up. */
      released: MoneySchema().optional(),
      condition: ConditionSchema().optional(),
      rule: PaymentRuleSchema().optional(),
      waivedOn: DateSchema().optional(),
    }),
  ),
  allocations: z.array(AllocationViewSchema()),
  milestones: z.array(z.strictObject({ number: z.int(), ...MilestoneFieldsSchema().shape })),
}));

/** What was agreed of a commitment: who, what for, until when, how much, on which days and under what; nothing of what happened. */
export const PlanSchema = lazy(() => z.strictObject(PlanShape()).meta({ id: "Plan" }));
export type Plan = z.infer<ReturnType<typeof PlanSchema>>;

/** The sections of a plan that an amendment changed. One that is not there on one side did not exist on it. */
export const PlanPartSchema = lazy(() => z.strictObject(PlanShape()).partial().meta({ id: "PlanPart" }));
export type PlanPart = z.infer<ReturnType<typeof PlanPartSchema>>;

/** The plan of a commitment as it stands. */
export function planOf(state: CommitmentState): Plan {
  const { commitment, tranches, allocations, milestones } = state;
  const { status, title, description, startOn, endOn, recipient, fiscalSponsor, restriction, budget } =
    commitment;
  const { amountMinor, currency } = commitment;
  return defined({
    status,
    title,
    description,
    startOn,
    endOn,
    amount: money(amountMinor, currency),
    recipient,
    fiscalSponsor,
    restriction,
    budget,
    tranches: tranches.map(plannedTranche),
    allocations: allocations.map((allocation) => allocationView(allocation, currency)),
    milestones: milestones.map(plannedMilestone),
  });
}

function plannedTranche(tranche: Tranche): Plan["tranches"][number] {
  const { number, dueOn, label, amountMinor, releasedMinor, currency, condition, rule, waivedOn } = tranche;
  const released = releasedMinor === 0 ? undefined : money(releasedMinor, currency);
  return defined({
    number,
    dueOn,
    label,
    amount: money(amountMinor, currency),
    released,
    condition,
    rule,
    waivedOn,
  });
}

function plannedMilestone({ number, title, description, dueOn }: Milestone): Plan["milestones"][number] {
  return defined({ number, title, description, dueOn });
}

/** What differs between two plans, section by section; undefined where nothing does. */
export function planDifference(
  before: Plan,
  after: Plan,
): { readonly before: PlanPart; readonly after: PlanPart } | undefined {
  const names = Object.keys(PlanSchema().shape) as (keyof Plan)[];
  const changed = names.filter((name) => canonicalJson([before[name]]) !== canonicalJson([after[name]]));
  if (changed.length === 0) return undefined;
  const only = (plan: Plan): PlanPart =>
    defined(Object.fromEntries(changed.map((name) => [name, plan[name]])));
  return { before: only(before), after: only(after) };
}
