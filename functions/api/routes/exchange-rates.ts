import * as z from "zod";
import { ratePk, ratesPage, toRate } from "../../../shared/investments/exchange-rates/exchange-rate.store.ts";
import {
  ExchangeRateSchema,
  ExchangeRatesAnswerSchema,
  NewExchangeRatesSchema,
} from "../../../shared/investments/exchange-rates/exchange-rate.ts";
import { recordRates } from "../../../shared/investments/exchange-rates/record-rates.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { CurrencySchema } from "../../../shared/platform/money.ts";
import { listedSchema, PageQuerySchema, pageOf } from "../../../shared/platform/page.ts";
import { ChangeListSchema, historyPage } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import { listReply } from "../reply.ts";
import { route } from "../route.ts";

const PairQuerySchema = lazy(() =>
  PageQuerySchema().extend({ from: CurrencySchema(), to: CurrencySchema() }),
);
const RateParamsSchema = lazy(() =>
  z.strictObject({ from: CurrencySchema(), to: CurrencySchema(), on: DateSchema() }),
);
const RateListSchema = lazy(() => listedSchema(ExchangeRateSchema()).meta({ id: "ExchangeRateList" }));

const tag = "Exchange rates";

export const exchangeRateRoutes = [
  route({
    method: "post",
    path: "/exchange-rates",
    repeatable: true,
    operationId: "recordExchangeRates",
    tag,
    summary: "Record up to 100 exchange rates of days",
    description:
      "Every rate is answered by itself: recorded, revised, unchanged or rejected. A rate that corrects a recorded one is a new revision and needs a reason.",
    action: "settings:write",
    body: NewExchangeRatesSchema,
    responses: { 200: { description: "What became of each rate", schema: ExchangeRatesAnswerSchema } },
    handle: async ({ body, principal, author, now }, deps) => {
      const { organisationId } = principal;
      const { rates, reason } = body;
      const answers = await recordRates(deps, { rates, reason, organisationId, author, now });
      return ok({ status: 200, body: { rates: answers } });
    },
  }),
  route({
    method: "get",
    path: "/exchange-rates",
    operationId: "listExchangeRates",
    tag,
    summary: "Your recorded rates of two currencies, the latest day first",
    action: "settings:read",
    query: PairQuerySchema,
    responses: { 200: { description: "A page", schema: RateListSchema } },
    handle: async ({ query: page, principal: { organisationId } }, deps) => {
      const { from, to } = page;
      const query = { list: "exchange-rates", organisationId, from, to };
      return listReply(
        await pageOf(deps.cursorSecret, { query, page }, async ({ limit, from: position }) => {
          const { items, next } = await ratesPage(deps.table, { organisationId, from, to, limit, position });
          return { items: items.map(toRate), ...(next ? { next } : {}) };
        }),
      );
    },
  }),
  route({
    method: "get",
    path: "/exchange-rates/{from}/{to}/{on}/changes",
    operationId: "listExchangeRateChanges",
    tag,
    summary: "Every revision of a rate: who, when, why, before and after",
    action: "history:read",
    params: RateParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) => {
      const query = { list: "exchange-rate-history", organisationId, ...params };
      return listReply(
        await pageOf(deps.cursorSecret, { query, page }, async (paging) => {
          const pk = ratePk({ organisationId, ...params });
          const { changes, next } = await historyPage(deps.table, { pk, ...paging });
          return { items: changes, ...(next ? { next } : {}) };
        }),
      );
    },
  }),
];
