import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema } from "../../platform/money.ts";
import { PageQuerySchema, pageOf } from "../../platform/page.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { DateSchema } from "../../platform/time.ts";
import { COMMITMENT_STATUSES } from "../commitment-status.ts";
import { rateOn } from "../exchange-rates/exchange-rate.store.ts";
import type { ExchangeRate } from "../exchange-rates/exchange-rate.ts";
import { MOST_RECIPIENTS } from "./concentration-view.ts";
import { ConductViewSchema } from "./conduct-view.ts";
import { GroupsViewSchema, groupsView } from "./groups-view.ts";
import {
  type CurrencyTotals,
  groupsPage,
  largestRecipients,
  type PlacedGroup,
  type PlacedRecipient,
  readPortfolio,
} from "./portfolio.store.ts";
import { DIMENSIONS } from "./portfolio-keys.ts";
import { CurrencyPortfolioSchema, portfolioView } from "./portfolio-view.ts";
import { ConvertedViewSchema, convertedView } from "./reporting-currency.ts";
import { isFiltering } from "./row-filter.ts";

/** What of a portfolio is asked for: against what, which rows, and converted into which currency at the rates of which day. */
export const PortfolioQuerySchema = lazy(() =>
  PageQuerySchema()
    .extend({
      by: z.enum(DIMENSIONS).optional(),
      status: z.enum(COMMITMENT_STATUSES).optional(),
      fiscalYear: z.coerce.number().int().min(1900).max(2200).optional(),
      currency: CurrencySchema().optional(),
      on: DateSchema().optional(),
    })
    .refine(({ on, currency }) => on === undefined || currency !== undefined, {
      path: ["currency"],
      message: "Name the currency to convert into at the rates of this day.",
    }),
);
export type PortfolioQuery = z.infer<ReturnType<typeof PortfolioQuerySchema>>;

/** A funder's portfolio on the wire: one entry a currency; currencies are added to each other only at rates, apart. */
export const PortfolioSchema = lazy(() =>
  z
    .strictObject({
      currencies: z.array(CurrencyPortfolioSchema()),
      conduct: ConductViewSchema(),
      by: GroupsViewSchema().optional(),
      converted: ConvertedViewSchema().optional(),
      next: z.string().optional().meta({ description: "The cursor of the next page of groups." }),
    })
    .meta({
      id: "Portfolio",
      description: "What a funder has committed, by the fiscal year of agreement and by status.",
    }),
);
export type Portfolio = z.infer<ReturnType<typeof PortfolioSchema>>;

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Ask = { readonly principal: Principal; readonly query: PortfolioQuery; readonly today: string };

/**
 * The portfolio of the caller's organisation. Two rounds, flat in commitments and payments: the totals beside a page of groups where
 * `by` asks for them; then, a currency each, the largest recipients and the rate, where one is asked for. Refused with
 * `invalid_cursor` only.
 */
export async function showPortfolio(deps: Deps, ask: Ask): Promise<Result<Portfolio>> {
  const { query, today } = ask;
  const { organisationId: funderId } = ask.principal;
  const { status, fiscalYear, currency, on = today } = query;
  const filter = { status, fiscalYear };
  const [totals, groups] = await Promise.all([readPortfolio(deps.table, funderId), readGroups(deps, ask)]);
  if (groups && !groups.ok) return groups;
  const currencies = totals.map((each) => each.currency);
  const [largest, rates] = await Promise.all([
    isFiltering(filter) ? undefined : readLargest(deps.table, funderId, totals),
    currency === undefined
      ? new Map<string, ExchangeRate>()
      : readRates(deps.table, { organisationId: funderId, to: currency, on }, currencies),
  ]);
  return ok({
    ...portfolioView({ totals, today, filter, ...(largest ? { largest } : {}) }),
    ...(query.by && groups ? { by: groupsView(query.by, groups.value.items, filter) } : {}),
    ...(currency === undefined ? {} : { converted: convertedView(totals, { currency, on, rates, filter }) }),
    ...(groups?.value.next === undefined ? {} : { next: groups.value.next }),
  });
}

function readGroups({ table, cursorSecret }: Deps, { principal, query }: Ask) {
  const { by: dimension, status, fiscalYear } = query;
  if (dimension === undefined) return undefined;
  const { organisationId: funderId } = principal;
  const bound = { list: "portfolio", organisationId: funderId, dimension, status, fiscalYear };
  return pageOf<PlacedGroup>(cursorSecret, { query: bound, page: query }, async (paging) => {
    const { groups, next } = await groupsPage(table, { funderId, dimension, ...paging });
    return { items: groups, ...(next ? { next } : {}) };
  });
}

async function readLargest(
  table: Table,
  funderId: string,
  totals: readonly CurrencyTotals[],
): Promise<ReadonlyMap<string, readonly PlacedRecipient[]>> {
  const concentrated = totals.filter(({ concentration }) => concentration !== undefined);
  const found = concentrated.map(async ({ currency }) => {
    const recipients = await largestRecipients(table, { funderId, currency, limit: MOST_RECIPIENTS });
    return [currency, recipients] as const;
  });
  return new Map(await Promise.all(found));
}

async function readRates(
  table: Table,
  into: { readonly organisationId: string; readonly to: string; readonly on: string },
  currencies: readonly string[],
): Promise<Map<string, ExchangeRate>> {
  const others = currencies.filter((from) => from !== into.to);
  const found = others.map(async (from) => [from, await rateOn(table, { ...into, from })] as const);
  const all = await Promise.all(found);
  return new Map(all.flatMap(([from, rate]) => (rate ? [[from, rate] as const] : [])));
}
