import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { lazy } from "../../platform/lazy.ts";
import { money } from "../../platform/money.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { rateOn } from "../exchange-rates/exchange-rate.store.ts";
import { convertedMinor } from "../exchange-rates/exchange-rate.ts";
import type { Accounting, ReconciliationSchema } from "./accounting-schema.ts";
import { accountingView, fiscalYearIn, lineView, moneyView } from "./accounting-view.ts";
import { atomsOn, NO_ATOMS } from "./atoms.ts";
import { atomsByYear } from "./by-year.ts";
import { type CommitmentBook, readBook } from "./read-book.ts";
import { reconcile, VIEW_NAMES, viewOf } from "./views.ts";

const FiscalYearSchema = lazy(() => z.coerce.number().int().min(1900).max(2200));

/** Which fiscal year to roll forward: the present one, where none is named. */
export const AccountingQuerySchema = lazy(() =>
  z.strictObject({ fiscalYear: FiscalYearSchema().optional() }),
);

/** Which two views to reconcile, over all time or in one fiscal year. */
export const ReconciliationQuerySchema = lazy(() =>
  z.strictObject({
    from: z.enum(VIEW_NAMES),
    to: z.enum(VIEW_NAMES),
    fiscalYear: FiscalYearSchema().optional(),
  }),
);

type Ask = {
  readonly id: string;
  readonly principal: Principal;
  readonly now: string;
  readonly fiscalYear?: number | undefined;
};

/**
 * The accounts of a commitment: every view of its money by fiscal year, amortisation, roll-forward, maturity, match and indirect cost. In
 * the funder's reporting currency too, for the funder, where a rate is recorded; else it is said why not. Two rounds, three with a rate. Refused as
 * `readBook` does, and with `invalid_request` for a year that has not begun.
 */
export async function readAccounting(deps: { readonly table: Table }, ask: Ask): Promise<Result<Accounting>> {
  const read = await readBook(deps.table, ask);
  if (!read.ok) return read;
  const present = fiscalYearIn(read.value);
  const { fiscalYear = present } = ask;
  if (fiscalYear > present) {
    const detail = `Fiscal year ${fiscalYear} has not begun; the present one is ${present}.`;
    return fail({ code: "invalid_request", detail, errors: [{ parameter: "fiscalYear", detail }] });
  }
  const reporting = await inReportingCurrency(deps.table, read.value, ask.principal);
  return ok({ ...accountingView(read.value, fiscalYear), ...(reporting ? { reporting } : {}) });
}

async function inReportingCurrency(
  table: Table,
  { loaded, settings, asOf, book }: CommitmentBook,
  { organisationId }: Principal,
): Promise<Accounting["reporting"]> {
  const { currency, funder } = loaded.state.commitment;
  const to = settings.reportingCurrency;
  if (to === undefined || to === currency || organisationId !== funder.organisationId) return undefined;
  const found = await rateOn(table, { organisationId, from: currency, to, on: asOf });
  if (!found) return { currency: to, unknown: "no-rate-yet" };
  const { rate, on, source } = found;
  const atoms = atomsOn(book, asOf);
  const converted = VIEW_NAMES.map((name) => {
    const minor = convertedMinor(viewOf(name, atoms).totalMinor, { from: currency, to, rate });
    return [name, minor === undefined ? undefined : money(minor, to)] as const;
  });
  if (converted.some(([, amount]) => amount === undefined))
    return { currency: to, unknown: "too-large", rate, on, source };
  const totals = Object.fromEntries(converted) as NonNullable<Accounting["reporting"]>["totals"];
  return { currency: to, rate, on, source, totals };
}

/** The reconciliation of two views of a commitment's money, line by line. Two rounds; refused as `readBook` does. */
export async function readReconciliation(
  deps: { readonly table: Table },
  ask: Ask & Pick<z.infer<ReturnType<typeof ReconciliationQuerySchema>>, "from" | "to">,
): Promise<Result<z.infer<ReturnType<typeof ReconciliationSchema>>>> {
  const read = await readBook(deps.table, ask);
  if (!read.ok) return read;
  const { loaded, asOf } = read.value;
  const { from, to, fiscalYear } = ask;
  const { id, currency } = loaded.state.commitment;
  const amount = (minor: number) => money(minor, currency);
  const explained = reconcile(atomsIn(read.value, fiscalYear), { from, to });
  return ok({
    commitmentId: id,
    asOf,
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
    from: moneyView(explained.from, amount),
    to: moneyView(explained.to, amount),
    difference: amount(explained.differenceMinor),
    lines: explained.lines.map(lineView(amount)),
  });
}

/** What moved in a fiscal year, or everything up to now; a year in which nothing is booked or due is one of nothing. */
function atomsIn({ book, asOf, loaded }: CommitmentBook, fiscalYear: number | undefined) {
  if (fiscalYear === undefined) return atomsOn(book, asOf);
  const { fiscalYearStartMonth: startMonth } = loaded.state.commitment;
  const years = atomsByYear(book, { asOf, startMonth });
  return years.find((year) => year.fiscalYear === fiscalYear)?.moved ?? NO_ATOMS;
}
