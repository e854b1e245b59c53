import { fail, ok, type Result } from "../platform/result.ts";
import type { Position } from "../platform/table.ts";
import { addMonths } from "../platform/time.ts";

/** Months that one question about due days may span: each is a Query, all sent side by side. */
const MOST_MONTHS = 24;
/** Items of one month that are read; who has more in a month asks for a shorter span. */
const MOST_A_MONTH = 500;

type MonthPage<T> = { readonly items: readonly T[]; readonly next?: Position };

/**
 * What falls due between two days, both included, of a list that is kept by month and sorted by day. One round: a Query a month.
 * Refused with `invalid_request` where that is more than one question may ask for.
 * @param read a page of one month ("2026-09"), of at most so many items
 */
export async function readByMonth<T>(
  span: { readonly from: string; readonly to: string },
  dueOn: (item: T) => string,
  read: (month: string, limit: number) => Promise<MonthPage<T>>,
): Promise<Result<T[]>> {
  const { from, to } = span;
  const months = monthsBetween(from, to);
  if (to < from || months.length > MOST_MONTHS)
    return refused(`Ask for at most ${MOST_MONTHS} months, the later day second.`);
  const pages = await Promise.all(months.map((month) => read(month, MOST_A_MONTH)));
  if (pages.some((page) => page.next))
    return refused(`More than ${MOST_A_MONTH} fall due in one month of this span. Ask for fewer days.`);
  const items = pages.flatMap((page) => page.items);
  return ok(items.filter((item) => dueOn(item) >= from && dueOn(item) <= to));
}

function refused(detail: string): Result<never> {
  return fail({ code: "invalid_request", detail, errors: [{ parameter: "to", detail }] });
}

/** The calendar months from one day's to another's: ["2026-11", "2026-12", "2027-01"]. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to && months.length <= MOST_MONTHS; day = addMonths(day, 1))
    months.push(day.slice(0, 7));
  return months;
}
