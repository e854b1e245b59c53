import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema, SignedMoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { INDIRECT_BASES } from "../commitment-terms.ts";
import { RateSchema } from "../settings/funder-settings.ts";
import { ATOMS } from "./atoms.ts";
import { MATURITIES } from "./maturity.ts";
import { ROLL_FORWARD_LINES } from "./roll-forward.ts";
import { VIEW_NAMES } from "./views.ts";

const Amount = SignedMoneySchema;

/** What an atom is called where it is a line. */
export const LineSchema = lazy(() =>
  z.strictObject({ name: z.enum(ATOMS), amount: Amount() }).meta({
    id: "MoneyLine",
    description:
      "conditional: promised under an open condition. payable: owed at face value and not paid. paidOnPromise: paid of what was owed. advanced: paid before its condition was met. refundedOfPaid, refundedOfAdvance: what came back of either. released: given up before it was paid. spent: reported by the recipient. discount: of what is payable, not unwound yet. matchVerified: verified contributions of others. scheduledOtherwise: scheduled in another year than it was committed in.",
  }),
);

export const ViewSchema = lazy(() =>
  z.strictObject({ name: z.enum(VIEW_NAMES), total: Amount(), lines: z.array(LineSchema()) }).meta({
    id: "MoneyView",
    description:
      "A view of a commitment's money; its lines sum to its total. plan: what is scheduled. agreed: what was ever promised. accrual: the funder's expense, what became unconditional at present value and unwound since, less what came back of it. payable: the liability at its carrying amount. cash, cash-net: paid, advances included, gross and without what came back. expenditure: as the recipient reported. match: verified contributions of others.",
  }),
);

/** A view with what moved of it in each fiscal year. */
const YearlyViewSchema = lazy(() =>
  ViewSchema().extend({
    byFiscalYear: z.array(z.strictObject({ fiscalYear: z.int(), amount: Amount() })),
  }),
);

const AmortisationRowSchema = lazy(() =>
  z.strictObject({
    endOn: DateSchema(),
    opening: Amount(),
    accretion: Amount(),
    due: Amount(),
    closing: Amount(),
  }),
);

/** How the discount of one recognition unwinds, were it paid as it falls due. */
const AmortisationSchema = lazy(() =>
  z.strictObject({
    entryId: z.string(),
    on: DateSchema(),
    rate: RateSchema(),
    faceValue: Amount(),
    presentValue: Amount(),
    byFiscalYear: z.array(AmortisationRowSchema()),
    byTwelveMonths: z.array(AmortisationRowSchema()),
  }),
);

const FallingSchema = lazy(() => z.strictObject({ payable: Amount(), conditional: Amount() }));

const MaturitySchema = lazy(() =>
  z
    .strictObject({
      maturities: z.record(z.enum(MATURITIES), FallingSchema()),
      byFiscalYear: z.array(FallingSchema().extend({ fiscalYear: z.int() })),
      unscheduled: Amount(),
      discount: Amount(),
      carrying: Amount(),
    })
    .meta({
      description:
        "When the payable falls due, at face value, and beside it what is promised under an open condition, which is disclosed and never booked. The maturities and what is in no schedule sum to the payable; less its discount that is the carrying amount.",
    }),
);

const RollForwardSchema = lazy(() =>
  z
    .strictObject({
      fiscalYear: z.int(),
      start: DateSchema(),
      end: DateSchema(),
      opening: Amount(),
      lines: z.record(z.enum(ROLL_FORWARD_LINES), Amount()),
      closing: Amount(),
      discount: z.strictObject({ opening: Amount(), added: Amount(), unwound: Amount(), closing: Amount() }),
    })
    .meta({
      description:
        "How the payable moved in a fiscal year, as far as it has come: opening and all lines are closing, at face value. The discount on it apart: opening + added - unwound = closing. What was booked before the year is its opening.",
    }),
);

const MatchSchema = lazy(() =>
  z.strictObject({
    required: Amount(),
    raised: Amount(),
    verified: Amount(),
    short: Amount(),
    aspirational: MoneySchema().optional(),
  }),
);

const IndirectSchema = lazy(() =>
  z.strictObject({
    /** The de minimis rate and the cap of a subaward for an award of its day (2 CFR 200.414(f), 200.1). */
    reference: z.strictObject({ deMinimisPercent: z.string(), subawardCap: MoneySchema() }),
    unknown: z.enum(["no-rate-yet", "subaward-cap-in-another-currency"]).optional(),
    ratePercent: z.string().optional(),
    base: z.enum(INDIRECT_BASES).optional(),
    baseAmount: Amount().optional(),
    indirectCost: Amount().optional(),
    lines: z
      .array(
        z.strictObject({
          category: z.string(),
          label: z.string().optional(),
          amount: Amount(),
          inBase: Amount(),
        }),
      )
      .optional(),
  }),
);

const FIGURES = ["a", "b", "c", "d", "e", "g", "h", "i", "j", "k"] as const;

/** The totals of the views in the funder's reporting currency, or why there are none. */
const ReportingSchema = lazy(() =>
  z
    .strictObject({
      currency: CurrencySchema(),
      unknown: z.enum(["no-rate-yet", "too-large"]).optional(),
      rate: z.string().optional(),
      on: DateSchema().optional(),
      source: z.string().optional(),
      totals: z.record(z.enum(VIEW_NAMES), Amount()).optional(),
    })
    .meta({
      description:
        "For the funder alone, where the commitment is in another currency: the totals of the views at the latest recorded rate on or before the day. `unknown` says why there are none: no rate of these two currencies is recorded for that day or one before it, or the amounts would be too large to be exact.",
    }),
);

/** The accounts of a commitment. */
export const AccountingSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      version: z.int(),
      currency: CurrencySchema(),
      asOf: DateSchema(),
      fiscalYearStartMonth: z.int(),
      views: z.array(YearlyViewSchema()),
      payout: z.strictObject({
        taxYearStartMonth: z.int(),
        years: z.array(z.strictObject({ taxYear: z.int(), paid: Amount(), recovered: Amount() })),
      }),
      amortisations: z.array(AmortisationSchema()),
      rollForward: RollForwardSchema(),
      maturity: MaturitySchema(),
      match: MatchSchema(),
      indirect: IndirectSchema().optional(),
      granteeReport: z.record(z.enum(FIGURES), Amount()).meta({
        description:
          "The lines of a federal financial report (SF-425) that the record has figures for. a: cash received. b: cash spent. c = a - b. d: awarded. e: spent of it. g: spent and obligated, as far as it is known. h = d - g. i: match required. j: match verified. k = i - j.",
      }),
      reporting: ReportingSchema().optional(),
    })
    .meta({ id: "CommitmentAccounting" }),
);
export type Accounting = z.infer<ReturnType<typeof AccountingSchema>>;

/** How one view becomes another: from + the sum of the lines = to. */
export const ReconciliationSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      asOf: DateSchema(),
      fiscalYear: z.int().optional(),
      from: ViewSchema(),
      to: ViewSchema(),
      difference: Amount(),
      lines: z.array(LineSchema()),
    })
    .meta({ id: "ViewReconciliation" }),
);
