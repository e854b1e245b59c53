import { can } from "../../../shared/identity/permissions.ts";
import { ratesPage, toRate } from "../../../shared/investments/exchange-rates/exchange-rate.store.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { pageOf } from "../../../shared/platform/page.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderExchangeRates } from "../views/exchange-rates.tsx";

const RATES_A_PAGE = 50;

/** The recorded rates of two currencies, the latest day first; into the reporting currency unless another one is asked for. Two rounds. */
export async function exchangeRatesPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const { organisationId } = principal;
  const { settings } = await readFunderSettings(deps.table, organisationId);
  const from = currencyIn(c.req.query("from")) ?? "";
  const to = currencyIn(c.req.query("to")) ?? settings.reportingCurrency ?? "USD";
  const ask = {
    query: { list: "web-exchange-rates", organisationId, from, to },
    page: { limit: RATES_A_PAGE, cursor: c.req.query("cursor") },
  };
  const listed = await pageOf(deps.cursorSecret, ask, async ({ limit, from: position }) => {
    const page = await ratesPage(deps.table, { organisationId, from, to, limit, position });
    return { items: page.items.map(toRate), ...(page.next ? { next: page.next } : {}) };
  });
  if (!listed.ok) return listed;
  const mayWrite = can(principal, "settings:write");
  const maySeeHistory = can(principal, "history:read");
  return ok(renderExchangeRates({ rates: listed.value, from, to, mayWrite, maySeeHistory }, frame));
}

function currencyIn(text: string | undefined): string | undefined {
  return /^[A-Za-z]{3}$/.test(text ?? "") ? text?.toUpperCase() : undefined;
}
