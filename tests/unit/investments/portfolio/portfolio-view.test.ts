import { beforeAll, describe, expect, it } from "vitest";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import { concentrationView } from "../../../../shared/investments/portfolio/concentration-view.ts";
import type { CurrencyTotals } from "../../../../shared/investments/portfolio/portfolio.store.ts";
import { portfolioView } from "../../../../shared/investments/portfolio/portfolio-view.ts";
import { convertedView } from "../../../../shared/investments/portfolio/reporting-currency.ts";
import { PortfolioQuerySchema } from "../../../../shared/investments/portfolio/show-portfolio.ts";
import { commonestName } from "../../../../shared/investments/portfolio/stored-sums.ts";
import { aCommitment, usd } from "../../../support/commitments.ts";
import { aCondition, aTranche, cellsOf, withHead } from "./builders.ts";

let agreed: CommitmentState;
beforeAll(async () => {
  agreed = await aCommitment();
});

const TODAY = "2026-09-10";
const totalsOf = (currency: string, ...states: readonly CommitmentState[]): CurrencyTotals => ({
  currency,
  cells: cellsOf(...states),
});

describe("a forecast", () => {
  const condition = aCondition();

  it("is sure, expected and best case by the fiscal year money falls due, what is overdue apart", () => {
    const tranches = [
      aTranche({ number: 1, dueOn: "2026-08-31", amountMinor: 500 }),
      aTranche({ number: 2, dueOn: "2026-09-01", amountMinor: 1_000 }),
      aTranche({ number: 3, dueOn: "2027-06-30", amountMinor: 2_000, condition, likelihoodPercent: 75 }),
      aTranche({ number: 4, dueOn: "2027-07-01", amountMinor: 4_000, condition }),
    ];
    const state = { ...agreed, tranches };
    const [view] = portfolioView({ totals: [totalsOf("USD", state)], today: TODAY }).currencies;
    expect(view?.forecast).toEqual({
      years: [
        {
          fiscalYear: 2027,
          tranches: 2,
          unconditional: usd("10.00"),
          conditional: usd("20.00"),
          expected: usd("25.00"),
          bestCase: usd("30.00"),
        },
        {
          fiscalYear: 2028,
          tranches: 1,
          unconditional: usd("0.00"),
          conditional: usd("40.00"),
          expected: usd("20.00"),
          bestCase: usd("40.00"),
        },
      ],
      total: {
        tranches: 3,
        unconditional: usd("10.00"),
        conditional: usd("60.00"),
        expected: usd("45.00"),
        bestCase: usd("70.00"),
      },
      overdue: {
        dueBefore: "2026-09-01",
        tranches: 1,
        unconditional: usd("5.00"),
        conditional: usd("0.00"),
        expected: usd("5.00"),
        bestCase: usd("5.00"),
      },
      assumedLikelihood: { percent: 50, tranches: 1 },
    });
  });

  it("has nothing of what is only intended", async () => {
    const intended = await aCommitment({ status: "intended", agreedOn: undefined });
    const [view] = portfolioView({ totals: [totalsOf("USD", intended)], today: TODAY }).currencies;
    expect(view?.total.intended).toEqual(usd("1000000.00"));
    expect(view?.forecast.years).toEqual([]);
    expect(view?.forecast.total.bestCase).toEqual(usd("0.00"));
  });
});

describe("a portfolio by year", () => {
  it("sets the budget that falls due against what was committed and paid in the year", () => {
    const flows = {
      "2026-01": { committed: 100_000_000, recognised: 100_000_000 },
      "2026-08": { paid: 700 },
    };
    const state = withHead(agreed, { flows });
    const [view] = portfolioView({ totals: [totalsOf("USD", state)], today: TODAY }).currencies;
    const nothing = usd("0.00");
    expect(view?.byFiscalYear).toEqual([
      {
        fiscalYear: 2026,
        budget: usd("400000.00"),
        committed: usd("1000000.00"),
        recognised: usd("1000000.00"),
        paid: nothing,
        refunded: nothing,
      },
      {
        fiscalYear: 2027,
        budget: usd("600000.00"),
        committed: nothing,
        recognised: nothing,
        paid: usd("7.00"),
        refunded: nothing,
      },
    ]);
    expect(view?.paidByFiscalYear).toEqual([{ fiscalYear: 2027, paid: usd("7.00") }]);
  });

  it("counts an advance as the asset it is: payable is unconditional less paid, advances added back", () => {
    const totals = {
      ...agreed.commitment.totals,
      unconditionalMinor: 1_000,
      conditionalMinor: 500,
      paidMinor: 700,
      advancedMinor: 200,
    };
    const [view] = portfolioView({
      totals: [totalsOf("USD", withHead(agreed, { totals }))],
      today: TODAY,
    }).currencies;
    expect(view?.total).toMatchObject({
      committed: usd("15.00"),
      payable: usd("5.00"),
      advanced: usd("2.00"),
    });
  });

  it("never adds currencies, and shows conduct that is of no currency once", () => {
    const view = portfolioView({
      totals: [totalsOf("USD", agreed), totalsOf("EUR", withHead(agreed, { currency: "EUR" }))],
      today: TODAY,
    });
    expect(view.currencies.map(({ currency, total }) => [currency, total.committed])).toEqual([
      ["EUR", { amount: "1000000.00", currency: "EUR" }],
      ["USD", usd("1000000.00")],
    ]);
    expect(view.conduct.commitmentLength).toEqual({ median: 24, unit: "months", n: 2 });
  });
});

describe("concentration", () => {
  it("is the sum of the squares of shares: one for a single recipient, a tenth for ten alike", () => {
    const of = (recipients: number, each: number) =>
      concentrationView(
        {
          recipients,
          committedMinor: recipients * each,
          squares: String(BigInt(each) ** 2n * BigInt(recipients)),
        },
        { currency: "USD", largest: [] },
      ).herfindahl;
    expect(of(1, 900_000_000_000_000)).toBe(1);
    expect(of(10, 123_456_789_012)).toBe(0.1);
    expect(of(3, 7)).toBe(0.3333);
  });

  it("names a recipient as most commitments do, the first in the alphabet where as many say otherwise", () => {
    expect(commonestName({ Zeta: 2, Alpha: 1 })).toBe("Zeta");
    expect(commonestName({ Zeta: 2, Alpha: 2 })).toBe("Alpha");
    expect(commonestName({})).toBeUndefined();
  });
});

describe("a portfolio in a reporting currency", () => {
  const rate = (from: string, value: string) => ({
    from,
    to: "USD",
    on: "2026-06-30",
    rate: value,
    source: "ECB reference rate",
    revision: 2,
    recordedAt: "2026-07-01T08:00:00.000Z",
  });
  const inCurrency = (currency: string, minor: number) =>
    totalsOf(
      currency,
      withHead(agreed, {
        currency,
        amountMinor: minor,
        totals: { ...agreed.commitment.totals, unconditionalMinor: minor },
      }),
    );

  it("converts each amount once and adds, says the rates it used and which it misses", () => {
    const view = convertedView([inCurrency("USD", 100), inCurrency("JPY", 1_000), inCurrency("EUR", 5)], {
      currency: "USD",
      on: "2026-07-15",
      rates: new Map([["JPY", rate("JPY", "0.00625")]]),
      filter: {},
    });
    expect(view).toMatchObject({
      currency: "USD",
      on: "2026-07-15",
      total: { commitments: 2, committed: usd("7.25"), budget: usd("7.25") },
      rates: [{ from: "JPY", rate: "0.00625", on: "2026-06-30", source: "ECB reference rate", revision: 2 }],
      missing: [{ from: "EUR", commitments: 1 }],
    });
  });

  it("adds no currency whose amounts no longer add up exactly at their rate, and says which", () => {
    const most = 90_000_000_000_000;
    const view = convertedView([inCurrency("USD", 100), inCurrency("EUR", most), inCurrency("JPY", most)], {
      currency: "USD",
      on: "2026-07-15",
      rates: new Map([
        ["EUR", rate("EUR", "99")],
        ["JPY", rate("JPY", "99")],
      ]),
      filter: {},
    });
    expect(view).toMatchObject({
      total: { commitments: 2, committed: usd("89100000000001.00") },
      missing: [{ from: "JPY", commitments: 1 }],
    });
  });

  it("takes the day of rates only with a currency", () => {
    expect(PortfolioQuerySchema().safeParse({ on: "2026-06-30" }).error?.issues[0]?.path).toEqual([
      "currency",
    ]);
    expect(PortfolioQuerySchema().safeParse({ on: "2026-06-30", currency: "USD" }).success).toBe(true);
  });
});
