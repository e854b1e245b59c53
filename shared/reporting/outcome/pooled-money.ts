import * as z from "zod";
import {
  BigBetMoneySchema,
  type BigBetView,
  type CommitmentState,
  CurrencyPortfolioSchema,
  committedMinor,
  isPlanned,
  payableMinor,
} from "../../investments/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema, money, SignedMoneySchema, sumMinor } from "../../platform/money.ts";
import {
  type AllocationSection,
  AllocationSectionSchema,
  allocationSection,
  unallocatedMinor,
} from "../allocation-section.ts";
import { type MoneySection, MoneySectionSchema, moneySection } from "../money-section.ts";
import { reconcile } from "../reconciliation.ts";
import { type CommitmentAsRead, CommitmentFactsSchema, commitmentFacts } from "../subject-facts.ts";

const PooledSchema = lazy(() =>
  z.strictObject({
    currency: CurrencySchema(),
    commitments: z.int(),
    committed: SignedMoneySchema(),
    conditional: SignedMoneySchema(),
    unconditional: SignedMoneySchema(),
    payable: SignedMoneySchema(),
    paid: SignedMoneySchema(),
    refunded: SignedMoneySchema(),
    netPaid: SignedMoneySchema(),
    intended: SignedMoneySchema(),
    allocated: SignedMoneySchema().meta({ description: "To the strategies that the report is of." }),
  }),
);

const StrategyMoneySchema = lazy(() =>
  z.strictObject({
    strategyId: idSchema("str"),
    name: z.string().optional(),
    amounts: z.array(MoneySchema()).meta({ description: "An amount for each currency." }),
  }),
);

const CommitmentMoneySchema = lazy(() =>
  z.strictObject({
    commitment: CommitmentFactsSchema(),
    money: MoneySectionSchema(),
    allocations: AllocationSectionSchema(),
    reconciles: z.boolean().meta({ description: "Whether its parts give its wholes, to the minor unit." }),
  }),
);

const BetMoneySchema = lazy(() =>
  z.strictObject({
    target: MoneySchema(),
    leverageAspired: MoneySchema().optional(),
    money: BigBetMoneySchema().optional(),
    funders: z.array(
      z.strictObject({
        name: z.string(),
        phases: z.array(z.string()),
        added: z.array(SignedMoneySchema()).optional(),
      }),
    ),
  }),
);

/** The money of several commitments: each as it stands, and their sums, a currency each. */
export const PooledMoneySchema = lazy(() =>
  z
    .strictObject({
      currencies: z.array(PooledSchema()),
      byStrategy: z.array(StrategyMoneySchema()),
      commitments: z.array(CommitmentMoneySchema()),
      bigBet: BetMoneySchema().optional(),
      portfolio: z.array(CurrencyPortfolioSchema()).optional(),
    })
    .meta({
      id: "OutcomeReportMoney",
      description:
        "Currencies are never added to each other. Only commitments that you may read: sums of a big bet count all of its members.",
    }),
);
export type PooledMoney = z.infer<ReturnType<typeof PooledMoneySchema>>;

/** The strategies that a report is of, and what they are called where that may be told. */
export type Strategies = { readonly ids: ReadonlySet<string>; readonly names: ReadonlyMap<string, string> };

/** The money of commitments in the order of their ids, and what of it is allocated to strategies. */
export function pooledMoney(
  commitments: readonly CommitmentAsRead[],
  strategies: Strategies,
  bet: BigBetView | undefined,
): PooledMoney {
  const byCurrency = Map.groupBy(commitments, ({ state }) => state.commitment.currency);
  return {
    currencies: [...byCurrency]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, own]) => sumsOf(currency, own, strategies)),
    byStrategy: strategyMoney(commitments, strategies),
    commitments: commitments.map((facts) => commitmentMoney(facts, strategies.names)),
    ...(bet ? { bigBet: betMoney(bet) } : {}),
  };
}

function sumsOf(
  currency: string,
  own: readonly CommitmentAsRead[],
  strategies: Strategies,
): PooledMoney["currencies"][number] {
  const sum = (pick: (state: CommitmentState) => number) =>
    money(sumMinor(own.map(({ state }) => pick(state))), currency);
  const totals = (pick: (totals: CommitmentState["commitment"]["totals"]) => number) =>
    sum(({ commitment }) => pick(commitment.totals));
  return {
    currency,
    commitments: own.length,
    committed: totals(committedMinor),
    conditional: totals(({ conditionalMinor }) => conditionalMinor),
    unconditional: totals(({ unconditionalMinor }) => unconditionalMinor),
    payable: totals(payableMinor),
    paid: totals(({ paidMinor }) => paidMinor),
    refunded: totals(({ refundedMinor }) => refundedMinor),
    netPaid: totals(({ paidMinor, refundedMinor }) => paidMinor - refundedMinor),
    intended: sum(({ commitment: { status, amountMinor } }) => (isPlanned(status) ? amountMinor : 0)),
    allocated: sum(({ allocations }) =>
      sumMinor(
        allocations.flatMap(({ strategyId, amountMinor }) =>
          strategies.ids.has(strategyId) ? amountMinor : [],
        ),
      ),
    ),
  };
}

function commitmentMoney(facts: CommitmentAsRead, names: ReadonlyMap<string, string>) {
  const { state } = facts;
  const shown: { money: MoneySection; allocations: AllocationSection } = {
    money: moneySection(state),
    allocations: allocationSection(state, names),
  };
  const checks = reconcile(state, { unallocatedMinor: unallocatedMinor(state) });
  return { commitment: commitmentFacts(facts), ...shown, reconciles: checks.every(({ holds }) => holds) };
}

/** What is allocated to each strategy of the report, the strategies without money among them. */
export function strategyMoney(
  commitments: readonly CommitmentAsRead[],
  { ids, names }: Strategies,
): PooledMoney["byStrategy"] {
  const given = commitments.flatMap(({ state: { allocations, commitment } }) =>
    allocations.map(({ strategyId, amountMinor }) => ({
      strategyId,
      amountMinor,
      currency: commitment.currency,
    })),
  );
  const byStrategy = Map.groupBy(given, ({ strategyId }) => strategyId);
  return [...ids].sort().map((strategyId) => {
    const byCurrency = Map.groupBy(byStrategy.get(strategyId) ?? [], ({ currency }) => currency);
    const amounts = [...byCurrency]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, lines]) => money(sumMinor(lines.map(({ amountMinor }) => amountMinor)), currency));
    const name = names.get(strategyId);
    return { strategyId, ...(name === undefined ? {} : { name }), amounts };
  });
}

/** Of other funders the names, the phases and what all agreed to show: the organisations behind them are no part of a report. */
function betMoney({ target, leverageAspired, money: sums, funders }: BigBetView): PooledMoney["bigBet"] {
  return {
    target,
    ...(leverageAspired ? { leverageAspired } : {}),
    ...(sums ? { money: sums } : {}),
    funders: funders.map(({ name, phases, added }) => ({ name, phases, ...(added ? { added } : {}) })),
  };
}
