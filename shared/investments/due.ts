import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema } from "../platform/money.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { addMonths, DateSchema } from "../platform/time.ts";
import { type DueTranche, duePage } from "./commitment.store.ts";
import { TRANCHE_STATES } from "./tranche.ts";

/** Months that one question about due dates may span: each is a Query, all sent side by side. */
const MOST_MONTHS = 24;
/** Tranches of one month that are read; a funder with more in a month asks for a shorter span. */
const MOST_A_MONTH = 500;

/** An open tranche that falls due between two days. */
export const DueSchema = lazy(() =>
  z
    .strictObject({
      commitmentId: idSchema("cmt"),
      trancheNumber: z.int(),
      dueOn: DateSchema(),
      label: z.string().optional(),
      open: MoneySchema(),
      state: z.enum(TRANCHE_STATES),
    })
    .meta({
      id: "Due",
      description: "An open tranche, and how much of it is neither paid nor released.",
    }),
);

/** The open tranches of a funder that fall due between two days, both included, by date. One round: a Query a month. */
export async function findDue(
  table: Table,
  asked: { organisationId: string; from: string; to: string },
): Promise<Result<DueTranche[]>> {
  const months = monthsBetween(asked.from, asked.to);
  if (asked.to < asked.from || months.length > MOST_MONTHS) {
    const detail = `Ask for at most ${MOST_MONTHS} months, the later day second.`;
    return fail({ code: "invalid_request", detail, errors: [{ parameter: "to", detail }] });
  }
  const { organisationId } = asked;
  const pages = await Promise.all(
    months.map((month) => duePage(table, { organisationId, month, limit: MOST_A_MONTH })),
  );
  if (pages.some((page) => page.next)) {
    const detail = `More than ${MOST_A_MONTH} tranches fall due in one month of this span. Ask for fewer days.`;
    return fail({ code: "invalid_request", detail, errors: [{ parameter: "to", detail }] });
  }
  const due = pages.flatMap((page) => page.due);
  return ok(due.filter(({ tranche }) => tranche.dueOn >= asked.from && tranche.dueOn <= asked.to));
}

/** The calendar months from one day's to another's: ["2026-11", "2026-12", "2027-01"]. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to && months.length <= MOST_MONTHS; day = addMonths(day, 1))
    months.push(day.slice(0, 7));
  return months;
}
