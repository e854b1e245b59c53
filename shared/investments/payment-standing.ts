import * as z from "zod";
import type { Principal } from "../identity/principal.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, money, SignedMoneySchema, sumMinor } from "../platform/money.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { DateSchema, dayIn } from "../platform/time.ts";
import type { CommitmentState } from "./commitment.ts";
import { FindingSchema } from "./evaluate-rule.ts";
import { BLOCK_CODES, blocksOf } from "./payment-blocks.ts";
import { readCommitment } from "./read-commitment.ts";
import { NO_FACTS, type ReadRuleFacts, type RuleFacts } from "./rule-facts.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { readFunderSettings } from "./settings/settings.store.ts";
import { payableMinor } from "./totals.ts";
import { openMinor, TRANCHE_STATES, trancheState } from "./tranche.ts";

/** What may be paid of a commitment on a day, and what blocks the rest. */
export const PaymentStandingSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      on: DateSchema(),
      payable: SignedMoneySchema().meta({ description: "The liability: unconditional and not paid." }),
      payableNow: MoneySchema().meta({ description: "What is due by this day, and nothing blocks." }),
      tranches: z.array(
        z.strictObject({
          number: z.int(),
          dueOn: DateSchema(),
          open: MoneySchema(),
          state: z.enum(TRANCHE_STATES),
          isDue: z.boolean(),
          blockedBy: z.array(
            z.strictObject({
              code: z.enum(BLOCK_CODES),
              detail: z.string(),
              sinceOn: DateSchema().optional(),
              requirementNumber: z.int().optional(),
              finding: FindingSchema().optional(),
            }),
          ),
        }),
      ),
    })
    .meta({ id: "PaymentStanding" }),
);
export type PaymentStanding = z.infer<ReturnType<typeof PaymentStandingSchema>>;

/** What may be paid on a day: pure. A tranche before its day can be paid early, and does not count as payable now. */
export function paymentStanding(
  state: CommitmentState,
  at: { readonly day: string; readonly settings: FunderSettings; readonly facts: RuleFacts },
): PaymentStanding {
  const { commitment } = state;
  const { currency } = commitment;
  const tranches = state.tranches.map((tranche) => ({
    number: tranche.number,
    dueOn: tranche.dueOn,
    openMinor: Math.max(openMinor(tranche), 0),
    state: trancheState(tranche),
    isDue: tranche.dueOn <= at.day,
    blockedBy: openMinor(tranche) > 0 ? blocksOf(state, tranche, at) : [],
  }));
  const now = tranches.filter(({ isDue, blockedBy }) => isDue && blockedBy.length === 0);
  return {
    commitmentId: commitment.id,
    on: at.day,
    payable: money(payableMinor(commitment.totals), currency),
    payableNow: money(sumMinor(now.map((tranche) => tranche.openMinor)), currency),
    tranches: tranches.map(({ openMinor: open, ...rest }) => ({ ...rest, open: money(open, currency) })),
  };
}

/**
 * What may be paid of a commitment today, for who may read it. The commitment, then its funder's settings beside the facts that its
 * payment rules ask for: two rounds. Facts that the caller may not read count as not there.
 */
export async function readPaymentStanding(
  table: Table,
  asked: {
    readonly id: string;
    readonly principal: Principal;
    readonly now: string;
    readonly readFacts: ReadRuleFacts;
  },
): Promise<Result<PaymentStanding>> {
  const loaded = await readCommitment(table, asked.id, asked.principal);
  if (!loaded.ok) return loaded;
  const { state } = loaded.value;
  const { commitment, tranches } = state;
  const [{ settings }, facts] = await Promise.all([
    readFunderSettings(table, commitment.funder.organisationId),
    tranches.some(({ rule }) => rule) ? asked.readFacts(commitment, { tranches }) : NO_FACTS,
  ]);
  return ok(paymentStanding(state, { day: dayIn(commitment.timeZone, asked.now), settings, facts }));
}
