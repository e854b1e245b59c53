import type { LoadedRun } from "../../../../shared/investments/payment-runs/payment-run.store.ts";
import {
  NewPaymentRunSchema,
  type PaymentRun,
  PaymentRunSchema,
  type RunItem,
  RunItemSchema,
  type RunOutcome,
} from "../../../../shared/investments/payment-runs/payment-run.ts";
import { resultOf } from "../../../../shared/investments/payment-runs/work-through.ts";
import { FUNDER, NOW } from "../../../support/commitments.ts";

export const RUN = "run_01JD0000000000000000000001";
export const COMMITMENT = "cmt_01JD0000000000000000000001";

export function entryIdOf(number: number): string {
  return `pay_01JD00000000000000000000${String(number).padStart(2, "0")}`;
}

export function aRun(overrides: Partial<PaymentRun> = {}): PaymentRun {
  return PaymentRunSchema().parse({
    id: RUN,
    organisationId: FUNDER,
    on: "2026-03-01",
    currency: "USD",
    status: "open",
    itemCount: 1,
    createdAt: NOW,
    ...overrides,
  });
}

export function anItem(overrides: Partial<RunItem> = {}): RunItem {
  const number = overrides.number ?? 1;
  return RunItemSchema().parse({
    commitmentId: COMMITMENT,
    trancheNumber: number,
    number,
    entryId: entryIdOf(number),
    ...overrides,
  });
}

export function paid(number: number, amountMinor: number, more: object = {}): RunOutcome {
  const payee = { name: "Cedar County Promise" };
  return { number, status: "paid", payment: { amountMinor, payee, ...more } };
}

export function refused(number: number): RunOutcome {
  return { number, status: "refused", problem: { code: "payment_blocked", detail: "A report is overdue." } };
}

/** A finished run with one item for each outcome. */
export function aFinishedRun(outcomes: readonly RunOutcome[], run: Partial<PaymentRun> = {}): LoadedRun {
  return {
    run: aRun({ itemCount: outcomes.length, ...run, ...resultOf(outcomes) }),
    items: outcomes.map(({ number }) => anItem({ number })),
    outcomes,
    head: { version: 2, recordedAt: NOW, historyHash: "a".repeat(64) },
    stored: { pk: `RUN#${RUN}`, sk: "C#HEAD" },
  };
}

/** A run as a client sends it. */
export function sentRun(overrides: object = {}) {
  return NewPaymentRunSchema().safeParse({
    on: "2026-03-01",
    currency: "USD",
    items: [{ commitmentId: COMMITMENT, trancheNumber: 1 }],
    ...overrides,
  });
}
