import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { NewAllocationSchema } from "../allocation.ts";
import { DescriptionFieldsSchema, RecipientSchema, RestrictionSchema } from "../commitment.ts";
import { BudgetLineSchema, PartySchema } from "../commitment-terms.ts";
import { MilestoneFieldsSchema } from "../milestone.ts";
import { PaymentRuleSchema } from "../payment-rule.ts";
import { ConditionSchema, NewTrancheSchema } from "../tranche.ts";

/** How many parts one amendment may touch: with their entries and all that lies beside they fit into one transaction of 100 writes. */
const MOST_TRANCHES = 30;
const MOST_OF_EACH = 20;

const numbered = () => ({ number: z.int().positive() });
const wordsSchema = () => z.string().trim().min(1).max(2000);

const dueDays = (most: number) =>
  z
    .array(z.strictObject({ ...numbered(), dueOn: DateSchema() }))
    .max(most)
    .optional();

/** Tranches with money open, each with another amount, another due day, or both. */
const reScheduled = () =>
  z
    .array(
      z.strictObject({ ...numbered(), amount: MoneySchema().optional(), dueOn: DateSchema().optional() }),
    )
    .max(MOST_TRANCHES)
    .optional();

const budget = () => z.array(BudgetLineSchema()).max(60).optional();

/** What a proposal of each kind may touch; what is not here it cannot reach (domain notes §8.7). */
export const payloadShapes = lazy(() => ({
  /** The end, later; due days of tranches with money open and of milestones still to come. Never amounts or scope. */
  extension: {
    endOn: DateSchema(),
    tranches: dueDays(2 * MOST_TRANCHES),
    milestones: dueDays(MOST_TRANCHES),
  },
  /** All allocations or the whole budget, as they shall be, at the same total. */
  reallocation: {
    allocations: z.array(NewAllocationSchema()).max(25).optional(),
    budget: budget(),
  },
  /** By how much it grows, and which tranches that is in: larger ones and new ones. */
  supplement: {
    amount: MoneySchema(),
    tranches: reScheduled(),
    added: z.array(NewTrancheSchema()).max(MOST_OF_EACH).optional(),
    budget: budget(),
  },
  /** By how much it shrinks, and which tranches get smaller by that. */
  reduction: { amount: MoneySchema(), tranches: reScheduled(), budget: budget() },
  /** The schedule at the same total. */
  rePlan: {
    tranches: reScheduled(),
    added: z.array(NewTrancheSchema()).max(MOST_OF_EACH).optional(),
  },
  /** What it is for, and what is to be reached; conditions and rules of tranches with money open. */
  reScope: {
    title: DescriptionFieldsSchema().shape.title.optional(),
    description: DescriptionFieldsSchema().shape.description,
    /** The text of its restriction. */
    purpose: wordsSchema().optional(),
    milestones: z
      .array(z.strictObject({ ...numbered(), ...MilestoneFieldsSchema().partial().shape }))
      .max(MOST_OF_EACH)
      .optional(),
    addedMilestones: z.array(MilestoneFieldsSchema()).max(MOST_OF_EACH).optional(),
    tranches: z
      .array(
        z.strictObject({
          ...numbered(),
          condition: ConditionSchema().optional(),
          rule: PaymentRuleSchema().optional(),
        }),
      )
      .max(MOST_OF_EACH)
      .optional(),
  },
  /** Who receives the money, through whom, and under which restriction. */
  payeeChange: {
    recipient: RecipientSchema().optional(),
    /** With null there is none any more. */
    fiscalSponsor: PartySchema().nullable().optional(),
    restriction: RestrictionSchema().optional(),
  },
  /** What of the money paid shall come back, and by when, in words; refunds themselves are recorded as they come. */
  suspension: { refundPlan: wordsSchema().optional() },
  termination: { refundPlan: wordsSchema().optional() },
  waiver: { trancheNumber: z.int().positive() },
  advance: { trancheNumber: z.int().positive(), amount: MoneySchema() },
}));
