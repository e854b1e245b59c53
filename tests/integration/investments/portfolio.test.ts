import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordRates } from "../../../shared/investments/exchange-rates/record-rates.ts";
import { commitmentPk, payTranche } from "../../../shared/investments/index.ts";
import { isPortfolio } from "../../../shared/investments/portfolio/move-sums.ts";
import { projectPortfolio } from "../../../shared/investments/portfolio/project-portfolio.ts";
import {
  type PortfolioQuery,
  PortfolioQuerySchema,
  PortfolioSchema,
  showPortfolio,
} from "../../../shared/investments/portfolio/show-portfolio.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { canonicalJson } from "../../../shared/platform/canonical-json.ts";
import { newId } from "../../../shared/platform/id.ts";
import { deleteItem, scanPages } from "../../../shared/platform/scan.ts";
import { getItem, type Item, type Table } from "../../../shared/platform/table.ts";
import { NOT_EXISTS, putIf } from "../../../shared/platform/transaction.ts";
import {
  anAuthor,
  aPrincipal,
  FUNDER,
  NOW,
  OTHER_STRATEGY,
  partnershipFacts,
  recordCommitment,
  STRATEGY,
  usd,
} from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { countingRounds } from "../reporting/rounds.ts";

let engine: TestEngine;
let table: Table;

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  const partnership = { ...headKey(partnershipFacts().pk), type: "partnership", version: 1 };
  await putIf(table, partnership, NOT_EXISTS);
});
afterAll(async () => {
  await engine.stop();
});

const PARTNERSHIP = partnershipFacts().partnershipId;
const TODAY = "2026-09-10";

async function headOf(id: string): Promise<Item> {
  const head = await getItem(table, headKey(commitmentPk(id)));
  if (!head) throw new Error("The commitment is not there.");
  return head;
}

async function recorded(overrides: Record<string, unknown> = {}): Promise<string> {
  return (await recordCommitment(table, overrides)).state.commitment.id;
}

async function pay(id: string, amount: string, trancheNumber = 1, on = "2026-08-01"): Promise<void> {
  const input = { trancheNumber, on, amount: usd(amount) };
  const call = { id, principal: aPrincipal(), author: anAuthor(), now: NOW };
  const paid = await payTranche({ table, newId }, { ...call, entryId: newId("pay"), input });
  if (!paid.ok) throw new Error(paid.problem.detail);
}

async function project(...heads: readonly Item[]): Promise<void> {
  const failed = await projectPortfolio(
    table,
    heads.map((after) => ({ after })),
  );
  if (failed[0]) throw failed[0].error;
}

async function show(query: Partial<PortfolioQuery> = {}, organisationId = FUNDER, on = table) {
  const principal = aPrincipal({ organisationId });
  const asked = { principal, query: { ...PortfolioQuerySchema().parse({}), ...query }, today: TODAY };
  const shown = await showPortfolio({ table: on, cursorSecret: "secret" }, asked);
  if (!shown.ok) throw new Error(shown.problem.detail);
  return PortfolioSchema().parse(shown.value);
}

async function readModel(): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of scanPages(table)) items.push(...page.filter(isPortfolio));
  return items.sort((a, b) => (a.sk < b.sk ? -1 : 1));
}

describe("bringing commitments into the portfolio", () => {
  it("moves the sums once for a head that comes twice, late or out of order", async () => {
    const id = await recorded();
    const agreed = await headOf(id);
    await pay(id, "100.00");
    const paid = await headOf(id);
    const other = await headOf(await recorded({ status: "intended", agreedOn: undefined }));

    for (const batch of [[paid, agreed], [agreed], [other, paid, paid], [other], [agreed, other]])
      await project(...batch);
    await Promise.all([project(agreed), project(paid, other)]);

    const { currencies } = await show();
    expect(currencies).toHaveLength(1);
    expect(currencies[0]).toMatchObject({
      currency: "USD",
      total: {
        commitments: 2,
        committed: usd("1000000.00"),
        paid: usd("100.00"),
        intended: usd("1000000.00"),
      },
      rows: [
        { fiscalYear: 2026, status: "intended", committed: usd("0.00") },
        { fiscalYear: 2026, status: "active", committed: usd("1000000.00"), payable: usd("999900.00") },
      ],
      paidByFiscalYear: [{ fiscalYear: 2027, paid: usd("100.00") }],
    });
  });

  it("counts a commitment as it stands, whichever of its heads the stream brought", async () => {
    const id = await recorded();
    const first = await headOf(id);
    await pay(id, "250.50");
    await project(first);
    expect((await show()).currencies[0]?.total.paid).toEqual(usd("250.50"));
  });

  it("says the same to the byte, dropped and made again one by one in another order", async () => {
    const ids: string[] = [];
    for (const [index, placeCode] of ["a", "b", "a", "c"].entries())
      ids.push(
        await recorded({
          partnershipId: PARTNERSHIP,
          recipient: { name: `Recipient ${index % 2}` },
          place: { code: placeCode, name: `Place ${placeCode}${index}` },
          outcomeIds: ["early-grade-reading", "employment"].slice(index % 2),
          allocations: [{ strategyId: STRATEGY, sharePercent: "33.3333" }],
        }),
      );
    const heads = await Promise.all(ids.map(headOf));
    await project(...heads);
    await pay(ids[0] ?? "", "400000.00");
    await project(await headOf(ids[0] ?? ""));
    const before = await readModel();
    for (const item of before) await deleteItem(table, item);
    for (const head of heads.toReversed()) await project(head);
    expect(canonicalJson(await readModel())).toBe(canonicalJson(before));
    expect(before.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "portfolio-source",
        "portfolio-total",
        "portfolio-group",
        "portfolio-recipient",
        "portfolio-funding",
      ]),
    );
  });

  it("keeps many commitments right that rivals bring at once", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 24; index++)
      ids.push(await recorded({ recipient: { name: `Recipient ${index % 5}` }, title: `Grant ${index}` }));
    const heads = await Promise.all(ids.map(headOf));
    await Promise.all([
      project(...heads.slice(0, 14)),
      project(...heads.slice(10)),
      project(...heads.toReversed()),
    ]);
    const { currencies } = await show();
    expect(currencies[0]?.total).toMatchObject({ commitments: 24, committed: usd("24000000.00") });
    expect(currencies[0]?.concentration).toMatchObject({ recipients: 5, committed: usd("24000000.00") });
  });

  it("answers which commitment cannot be read, and counts the others", async () => {
    const head = await headOf(await recorded());
    const stray = { after: { ...head, pk: commitmentPk(newId("cmt")) } };
    const failed = await projectPortfolio(table, [stray, { after: head }]);
    expect(failed.map(({ change }) => change)).toEqual([stray]);
    expect((await show()).currencies[0]?.total.commitments).toBe(1);
  });
});

describe("a portfolio against one of strategy, outcome and place", () => {
  it("sums by strategy to the total, what is unallocated in a group of its own", async () => {
    await project(
      await headOf(
        await recorded({
          partnershipId: PARTNERSHIP,
          amount: usd("100.01"),
          tranches: [{ dueOn: "2026-07-01", amount: usd("100.01") }],
          allocations: [
            { strategyId: STRATEGY, amount: usd("33.34") },
            { strategyId: OTHER_STRATEGY, sharePercent: "33.3333" },
          ],
        }),
      ),
      await headOf(await recorded({ amount: usd("5.00"), tranches: undefined })),
    );
    const { by, currencies } = await show({ by: "strategy" });
    expect(by).toMatchObject({ dimension: "strategy", amountsSum: true, commitmentsSum: false });
    expect(by?.groups).toMatchObject([
      { currency: "USD", total: { commitments: 2, committed: usd("38.34") } },
      {
        strategyId: STRATEGY,
        partnershipId: PARTNERSHIP,
        total: { commitments: 1, committed: usd("33.34"), budget: usd("33.34") },
        rows: [{ fiscalYear: 2026, status: "agreed", committed: usd("33.34") }],
      },
      { strategyId: OTHER_STRATEGY, total: { committed: usd("33.33") } },
    ]);
    expect(by?.groups[0]).not.toHaveProperty("strategyId");
    expect(currencies[0]?.total.committed).toEqual(usd("105.01"));
  });

  it("counts a commitment in each of its outcomes, and says that these do not sum", async () => {
    await project(
      await headOf(await recorded({ outcomeIds: ["employment", "middle-grade-math"] })),
      await headOf(await recorded()),
    );
    const { by } = await show({ by: "outcome" });
    expect(by).toMatchObject({ amountsSum: false, commitmentsSum: false });
    expect(by?.groups.map(({ outcomeId, total }) => [outcomeId, total.committed.amount])).toEqual([
      [undefined, "1000000.00"],
      ["employment", "1000000.00"],
      ["middle-grade-math", "1000000.00"],
    ]);
  });

  it("sums by place under the name that most commitments give it", async () => {
    const place = (name: string) => ({ place: { code: "09#001", name } });
    await project(
      await headOf(await recorded(place("Harbour"))),
      await headOf(await recorded(place("Harbour County"))),
      await headOf(await recorded(place("Harbour County"))),
      await headOf(await recorded()),
    );
    const { by } = await show({ by: "place" });
    expect(by).toMatchObject({ amountsSum: true, commitmentsSum: true });
    expect(
      by?.groups.map(({ placeCode, placeName, total }) => [placeCode, placeName, total.commitments]),
    ).toEqual([
      [undefined, undefined, 1],
      ["09#001", "Harbour County", 3],
    ]);
  });

  it("gives groups a page at a time, and refuses a cursor of another question", async () => {
    for (const code of ["a", "b", "c"])
      await project(await headOf(await recorded({ place: { code, name: code } })));
    const first = await show({ by: "place", limit: 2 });
    expect(first.by?.groups.map(({ placeCode }) => placeCode)).toEqual(["a", "b"]);
    const second = await show({ by: "place", limit: 2, cursor: first.next });
    expect(second.by?.groups.map(({ placeCode }) => placeCode)).toEqual(["c"]);
    expect(second).not.toHaveProperty("next");
    await expect(show({ by: "outcome", cursor: first.next })).rejects.toThrow("same filters");
  });
});

describe("who sees what of a portfolio", () => {
  it("shows a part where a status or a fiscal year is asked for, without the concentration of the whole", async () => {
    await project(
      await headOf(await recorded()),
      await headOf(
        await recorded({
          agreedOn: "2024-08-01",
          startOn: "2024-08-01",
          amount: usd("7.00"),
          tranches: undefined,
        }),
      ),
    );
    const part = await show({ fiscalYear: 2025, by: "place" });
    expect(part.currencies).toMatchObject([{ total: { commitments: 1, committed: usd("7.00") } }]);
    expect(part.currencies[0]).not.toHaveProperty("concentration");
    expect(part.by?.groups).toMatchObject([{ total: { commitments: 1, committed: usd("7.00") } }]);
    expect((await show({ status: "suspended", by: "place" })).currencies).toEqual([]);
    expect((await show()).currencies[0]?.concentration?.recipients).toBe(1);
  });

  it("shows another organisation nothing of it", async () => {
    await project(await headOf(await recorded()));
    const other = await show({ by: "strategy", currency: "EUR" }, "org_01JD0000000000000000000009");
    expect(other.currencies).toEqual([]);
    expect(other.by?.groups).toEqual([]);
    expect(other.converted?.rates).toEqual([]);
  });
});

describe("the rounds of a portfolio", () => {
  it("are two with groups, recipients and rates of several currencies, and one where a part is asked for", async () => {
    const eur = (amount: string) => ({ amount, currency: "EUR" });
    await project(
      await headOf(await recorded()),
      await headOf(await recorded({ amount: eur("50.00"), tranches: undefined })),
    );
    const rounds = async (query: Partial<PortfolioQuery>) => {
      const counted = countingRounds(table);
      await show(query, FUNDER, counted.table);
      return counted.rounds();
    };
    expect(await rounds({})).toBe(2);
    expect(await rounds({ by: "strategy", currency: "USD" })).toBe(2);
    expect(await rounds({ by: "place", status: "agreed" })).toBe(1);
  });
});

describe("a portfolio in a reporting currency", () => {
  it("is converted at the funder's own latest rate of the day, and says which one is missing", async () => {
    const euros = { amount: { amount: "50.00", currency: "EUR" }, tranches: undefined };
    const yen = { amount: { amount: "7000", currency: "JPY" }, tranches: undefined };
    for (const overrides of [{}, euros, yen]) await project(await headOf(await recorded(overrides)));
    const rate = (on: string, value: string) => ({ from: "EUR", to: "USD", on, rate: value, source: "ECB" });
    const rates = [rate("2026-05-29", "1.10"), rate("2026-06-29", "1.20"), rate("2026-07-01", "1.30")];
    await recordRates(
      { table },
      { organisationId: FUNDER, author: anAuthor(), now: `${TODAY}T12:00:00.000Z`, reason: undefined, rates },
    );
    const { converted, currencies } = await show({ currency: "USD", on: "2026-06-30" });
    expect(converted).toMatchObject({
      currency: "USD",
      on: "2026-06-30",
      total: { commitments: 2, committed: usd("1000060.00") },
      rates: [{ from: "EUR", rate: "1.20", on: "2026-06-29", source: "ECB", revision: 1 }],
      missing: [{ from: "JPY", commitments: 1 }],
    });
    expect(currencies.map(({ currency }) => currency)).toEqual(["EUR", "JPY", "USD"]);
    expect((await show({ currency: "USD" })).converted).toMatchObject({
      on: TODAY,
      rates: [{ rate: "1.30" }],
    });
  });
});

describe("recipients", () => {
  it("names the ten largest and forgets one that has nothing any more", async () => {
    for (let index = 1; index <= 12; index++)
      await project(
        await headOf(
          await recorded({
            recipient: { name: `Recipient ${index}` },
            amount: usd(`${index}.00`),
            tranches: undefined,
          }),
        ),
      );
    const { currencies } = await show();
    const concentration = currencies[0]?.concentration;
    // 1² + … + 12² = 650; (1 + … + 12)² = 6084
    expect(concentration).toMatchObject({ recipients: 12, committed: usd("78.00"), herfindahl: 0.1068 });
    expect(concentration?.largest.map(({ name }) => name)).toEqual(
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((index) => `Recipient ${index}`),
    );
    expect(concentration?.largest[0]).toMatchObject({ committed: usd("12.00"), sharePercent: 15.38 });
  });
});
