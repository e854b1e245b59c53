import * as z from "zod";
import type { HeadFields } from "../../platform/aggregate.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { MoneySchema, money, sumMinor } from "../../platform/money.ts";
import type { Problem } from "../../platform/problem.ts";
import type { LoadedRun } from "./payment-run.store.ts";
import {
  PayeeSchema,
  type PaymentRun,
  PaymentRunSchema,
  type RunItem,
  type RunOutcome,
  type RunPayment,
  referenceOf,
} from "./payment-run.ts";

/** How many payments there are and what they come to: what a file of them has to add up to. */
const ControlSchema = lazy(() =>
  z.strictObject({ count: z.int(), sum: MoneySchema() }).meta({ id: "Control" }),
);
type Control = z.infer<ReturnType<typeof ControlSchema>>;

/** Why a payment, or the approval of one, was refused among many; `blockedBy` names everything that blocks it. */
export const PaymentRefusalSchema = lazy(() =>
  z.object({ code: z.string(), detail: z.string() }).catchall(z.unknown()).meta({ id: "PaymentRefusal" }),
);

const ItemViewSchema = lazy(() =>
  z
    .strictObject({
      number: z.int(),
      commitmentId: idSchema("cmt"),
      trancheNumber: z.int(),
      status: z.enum(["waiting", "paid", "refused"]),
      reference: z.string(),
      amount: MoneySchema().optional(),
      payee: PayeeSchema().optional(),
      entryId: idSchema("pay").optional(),
      reversedBy: idSchema("pay").optional(),
      problem: PaymentRefusalSchema().optional(),
    })
    .meta({ id: "PaymentRunItem" }),
);

/** A payment run as a list shows it. */
export const PaymentRunSummarySchema = lazy(() =>
  PaymentRunSchema()
    .omit({ organisationId: true, result: true })
    .extend({
      result: z.strictObject({ paid: z.int(), refused: z.int(), sum: MoneySchema() }).optional(),
      version: z.int().positive(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "PaymentRunSummary" }),
);
export type PaymentRunSummary = z.infer<ReturnType<typeof PaymentRunSummarySchema>>;

/** A payment run with all its items. `control` is what the bank's file adds up to: what was paid and not reversed since. */
export const PaymentRunViewSchema = lazy(() =>
  PaymentRunSummarySchema()
    .extend({ control: ControlSchema(), items: z.array(ItemViewSchema()) })
    .meta({ id: "PaymentRun" }),
);
export type PaymentRunView = z.infer<ReturnType<typeof PaymentRunViewSchema>>;

/** What a run would pay, and what blocks the rest; nothing is written. */
export const PaymentRunPreviewSchema = lazy(() =>
  z
    .strictObject({
      isDryRun: z.literal(true),
      control: ControlSchema(),
      items: z.array(
        ItemViewSchema()
          .omit({ reference: true, entryId: true, reversedBy: true })
          .extend({ status: z.enum(["payable", "refused"]) }),
      ),
    })
    .meta({ id: "PaymentRunPreview" }),
);
export type PaymentRunPreview = z.infer<ReturnType<typeof PaymentRunPreviewSchema>>;

/** The view of a run in a list. */
export function runSummary(run: PaymentRun, { version, recordedAt }: HeadFields): PaymentRunSummary {
  const { organisationId: _, result, ...rest } = run;
  const sum = money(result?.paidMinor ?? 0, run.currency);
  const shown = result ? { result: { paid: result.paid, refused: result.refused, sum } } : {};
  return { ...rest, ...shown, version, recordedAt };
}

/** The view of a run. `reversals` says which of its entries were reversed, and by which. */
export function runView(loaded: LoadedRun, reversals: ReadonlyMap<string, string>): PaymentRunView {
  const { run, items, outcomes, head } = loaded;
  const byNumber = new Map(outcomes.map((outcome) => [outcome.number, outcome]));
  const standing = paymentsOf(loaded).filter(({ item }) => !reversals.has(item.entryId));
  return {
    ...runSummary(run, head),
    control: controlOf(
      run.currency,
      standing.map(({ payment }) => payment.amountMinor),
    ),
    items: items.map((item) => itemView(run, item, { outcome: byNumber.get(item.number), reversals })),
  };
}

/** What was paid in a run, item by item. */
export function paymentsOf({
  items,
  outcomes,
}: Pick<LoadedRun, "items" | "outcomes">): { item: RunItem; payment: RunPayment }[] {
  const paid = new Map(
    outcomes.flatMap((outcome) =>
      outcome.status === "paid" ? [[outcome.number, outcome.payment] as const] : [],
    ),
  );
  return items.flatMap((item) => {
    const payment = paid.get(item.number);
    return payment ? [{ item, payment }] : [];
  });
}

/** Count and sum of payments of one currency. */
export function controlOf(currency: string, amountsMinor: readonly number[]): Control {
  return { count: amountsMinor.length, sum: money(sumMinor(amountsMinor), currency) };
}

/** A problem as an item shows it. */
export function refusalView({
  code,
  detail,
  errors,
  extra,
}: Problem): z.infer<ReturnType<typeof PaymentRefusalSchema>> {
  return { code, detail, ...(errors ? { errors } : {}), ...extra };
}

function itemView(
  run: PaymentRun,
  { amountMinor, entryId, ...which }: RunItem,
  known: { readonly outcome: RunOutcome | undefined; readonly reversals: ReadonlyMap<string, string> },
): PaymentRunView["items"][number] {
  const { outcome, reversals } = known;
  const asked = amountMinor === undefined ? {} : { amount: money(amountMinor, run.currency) };
  const base = { ...which, reference: referenceOf(run, which), ...asked };
  if (!outcome) return { ...base, status: "waiting" };
  if (outcome.status === "refused")
    return { ...base, status: "refused", problem: refusalView(outcome.problem) };
  const { payee, amountMinor: paidMinor } = outcome.payment;
  const reversedBy = reversals.get(entryId);
  return {
    ...base,
    status: "paid",
    amount: money(paidMinor, run.currency),
    payee,
    entryId,
    ...(reversedBy === undefined ? {} : { reversedBy }),
  };
}
