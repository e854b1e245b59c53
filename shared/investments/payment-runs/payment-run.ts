import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema, toMinor } from "../../platform/money.ts";
import type { Problem } from "../../platform/problem.ts";
import { DateSchema } from "../../platform/time.ts";

/** More payments than this do not surely fit into one request. */
export const MOST_ITEMS = 100;

const WhichSchema = lazy(() =>
  z.strictObject({ commitmentId: idSchema("cmt"), trancheNumber: z.int().min(1).max(999) }),
);

/** A payment run as it is sent in. An item without an amount pays what is approved of its tranche, or all that is open in it. */
export const NewPaymentRunSchema = lazy(() =>
  z
    .strictObject({
      on: DateSchema(),
      /** The day on which the bank shall move the money, where it is another one. */
      valueOn: DateSchema().optional(),
      currency: CurrencySchema(),
      items: z
        .array(WhichSchema().extend({ amount: MoneySchema().optional() }))
        .min(1)
        .max(MOST_ITEMS),
      note: z.string().trim().min(1).max(1000).optional(),
    })
    .superRefine(({ items, currency }, context) => {
      const seen = new Set<string>();
      items.forEach(({ commitmentId, trancheNumber, amount }, index) => {
        const say = (message: string, ...place: string[]) =>
          context.addIssue({ code: "custom", path: ["items", index, ...place], message });
        if (amount && amount.currency !== currency)
          say(`The run is in ${currency}; make another run for another currency.`, "amount", "currency");
        if (seen.has(`${commitmentId} ${trancheNumber}`)) say("This tranche stands in the run already.");
        seen.add(`${commitmentId} ${trancheNumber}`);
      });
    })
    .meta({
      id: "NewPaymentRun",
      examples: [
        {
          on: "2026-03-02",
          currency: "USD",
          items: [{ commitmentId: "cmt_01JD0000000000000000000001", trancheNumber: 2 }],
          note: "First run of March",
        },
      ],
    }),
);
export type NewPaymentRun = z.infer<ReturnType<typeof NewPaymentRunSchema>>;

/** One payment that a run is to make, with the id that its ledger entry will have. */
export const RunItemSchema = lazy(() =>
  WhichSchema().extend({
    number: z.int().positive(),
    amountMinor: z.int().positive().optional(),
    entryId: idSchema("pay"),
  }),
);
export type RunItem = z.infer<ReturnType<typeof RunItemSchema>>;

/** Who a payment goes to: the recipient's fiscal sponsor where there is one. */
export const PayeeSchema = lazy(() =>
  z.strictObject({ organisationId: idSchema("org").optional(), name: z.string() }).meta({ id: "Payee" }),
);

/** What a payment of a run says beside its ledger entry, as it stood when it was made. */
export const RunPaymentSchema = lazy(() =>
  z.strictObject({
    amountMinor: z.int().positive(),
    payee: PayeeSchema(),
    fundCode: z.string().optional(),
    accountingCodes: z.record(z.string(), z.string()).optional(),
  }),
);
export type RunPayment = z.infer<ReturnType<typeof RunPaymentSchema>>;

/** What became of an item, decided once: paid, or refused with the problem that names everything that blocks it. */
export const RunOutcomeSchema = lazy(() =>
  z.discriminatedUnion("status", [
    z.strictObject({ number: z.int(), status: z.literal("paid"), payment: RunPaymentSchema() }),
    z.strictObject({
      number: z.int(),
      status: z.literal("refused"),
      problem: z.custom<Problem>((value) => typeof value === "object" && value !== null && "code" in value),
    }),
  ]),
);
export type RunOutcome = z.infer<ReturnType<typeof RunOutcomeSchema>>;

export const RUN_STATUSES = ["open", "done", "done-with-refusals"] as const;

/** The head of a payment run. `result` is there once every item was decided; its hash covers all outcomes. */
export const PaymentRunSchema = lazy(() =>
  z.strictObject({
    id: idSchema("run"),
    organisationId: idSchema("org"),
    on: DateSchema(),
    valueOn: DateSchema().optional(),
    currency: CurrencySchema(),
    note: z.string().optional(),
    status: z.enum(RUN_STATUSES),
    itemCount: z.int().positive(),
    result: z
      .strictObject({ paid: z.int(), refused: z.int(), paidMinor: z.int(), outcomesHash: z.string() })
      .optional(),
    createdAt: z.iso.datetime(),
  }),
);
export type PaymentRun = z.infer<ReturnType<typeof PaymentRunSchema>>;

/** The items of a new run, numbered as they were sent. */
export function toItems(sent: NewPaymentRun["items"], newEntryId: () => string): RunItem[] {
  return sent.map(({ amount, ...which }, index) => ({
    ...which,
    number: index + 1,
    entryId: newEntryId(),
    ...(amount ? { amountMinor: toMinor(amount) } : {}),
  }));
}

/** The reference of a payment at the bank: the run and the number in it, 30 characters, as end-to-end references take 35. */
export function referenceOf(run: Pick<PaymentRun, "id">, { number }: Pick<RunItem, "number">): string {
  return `${run.id.slice("run_".length)}-${String(number).padStart(3, "0")}`;
}
