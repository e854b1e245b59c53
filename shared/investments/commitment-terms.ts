import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";

/** A share in per cent as a decimal string: "12.5". */
export const PercentSchema = lazy(() =>
  z
    .string()
    .regex(
      /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/,
      'Write the share in per cent, from "0" to "100", like "12.5".',
    ),
);

const LabelSchema = lazy(() => z.string().trim().min(1).max(60));

/** An organisation by name, and by id where it is known here. */
export const PartySchema = lazy(() =>
  z.strictObject({ organisationId: idSchema("org").optional(), name: z.string().min(1).max(300) }),
);

/** What a share of match is of: the award, or the whole project (the award and the match together). */
export const MATCH_BASES = ["award", "project"] as const;

export const MatchTermsSchema = lazy(() =>
  z
    .strictObject({
      basis: z.enum(MATCH_BASES),
      sharePercent: PercentSchema(),
      /** What one hopes to unlock beyond it; said, and counted nowhere. */
      aspirational: MoneySchema().optional(),
    })
    .meta({ id: "MatchTerms" }),
);

/** What an indirect rate is applied to (2 CFR 200.1: modified total direct costs; or all direct costs, or salaries). */
export const INDIRECT_BASES = ["modified-total-direct", "total-direct", "salaries"] as const;

/** A regrant: money of this commitment that its recipient passes on. */
const RegrantSchema = lazy(() =>
  z.strictObject({
    recipient: PartySchema(),
    amount: MoneySchema(),
    on: DateSchema().optional(),
    note: z.string().min(1).max(1000).optional(),
  }),
);

export const BUDGET_CATEGORIES = [
  "salaries",
  "fringe",
  "travel",
  "materials",
  "services",
  "subaward",
  "equipment",
  "capital",
  "rent",
  "tuition",
  "participant-support",
  "patient-care",
  "indirect",
  "other",
] as const;

/** One line of the budget that was agreed. */
export const BudgetLineSchema = lazy(() =>
  z
    .strictObject({
      category: z.enum(BUDGET_CATEGORIES),
      label: z.string().min(1).max(200).optional(),
      amount: MoneySchema(),
    })
    .meta({ id: "BudgetLine" }),
);

/** The terms of an agreement that describe its use and its reporting; none of them moves money by itself. */
export const TermsSchema = lazy(() =>
  z.strictObject({
    accountingCodes: z.record(z.string().max(40), z.string().min(1).max(60)).optional(),
    fiscalSponsor: PartySchema().optional(),
    regrants: z.array(RegrantSchema()).max(50).optional(),
    sectors: z.array(LabelSchema()).max(20).optional(),
    place: z.strictObject({ code: z.string().min(1).max(100), name: z.string().min(1).max(200) }).optional(),
    /** Outcomes of the catalogue that it aims at. */
    outcomeIds: z
      .array(z.string().regex(/^[a-z0-9-]{1,60}$/))
      .max(10)
      .optional(),
    /** Indirect rate and base, each from a day on: the award keeps the one it was made under until a later one applies. */
    indirect: z
      .array(
        z.strictObject({ from: DateSchema(), ratePercent: PercentSchema(), base: z.enum(INDIRECT_BASES) }),
      )
      .max(20)
      .optional(),
    /** IRC 4945(h): where the recipient is no public charity or government. */
    expenditureResponsibility: z
      .strictObject({ isRequired: z.boolean(), inquiryOn: DateSchema().optional() })
      .optional(),
    match: MatchTermsSchema().optional(),
    budget: z.array(BudgetLineSchema()).max(60).optional(),
    /** The big bet it is part of; a design grant comes before a scale grant. */
    bigBet: z.strictObject({ id: idSchema("bet"), phase: z.enum(["design", "scale"]) }).optional(),
  }),
);
