import { addDays, addMonths, daysBetween, fiscalYearOf } from "../../platform/time.ts";

/** The time from one day to a later one: whole years by anniversary, and the days that remain. */
export function yearsAndDays(from: string, to: string): { readonly years: number; readonly days: number } {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const whole = addMonths(from, 12 * years) > to ? years - 1 : years;
  return { years: whole, days: daysBetween(addMonths(from, 12 * whole), to) };
}

/** The last day of a fiscal year, which is named by the calendar year it ends in; `startMonth` is 1 to 12. */
export function lastDayOfYear(fiscalYear: number, startMonth: number): string {
  const next = startMonth === 1 ? fiscalYear + 1 : fiscalYear;
  return addDays(`${next}-${String(startMonth).padStart(2, "0")}-01`, -1);
}

/** The fiscal years from that of one day to that of another, in order. */
export function fiscalYears(from: string, to: string, startMonth: number): number[] {
  const first = fiscalYearOf(from, startMonth);
  const count = Math.max(fiscalYearOf(to, startMonth) - first + 1, 1);
  return Array.from({ length: count }, (_, index) => first + index);
}
