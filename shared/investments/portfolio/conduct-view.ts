import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { minorDigits, money, SignedMoneySchema, sumMinor } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { lastDayOfYear } from "../accounting/years.ts";
import { openMonths, sumOf } from "./forecast-view.ts";
import { countOf, medianOf, percentileOf } from "./histogram.ts";
import { shareOf } from "./share-of.ts";
import { type Cell, type ConductSums, fromDueKey } from "./stored-sums.ts";
import { total } from "./sums.ts";

const percentShape = () => ({ value: z.number().nullable(), unit: z.literal("percent"), n: z.int() });

/** How the funder conducts itself, whatever the currency. `n`: how many commitments or tranches a measure is of. */
export const ConductViewSchema = lazy(() =>
  z
    .strictObject({
      commitmentLength: z.strictObject({
        median: z.number().nullable(),
        unit: z.literal("months"),
        n: z.int(),
      }),
      daysToPay: z.strictObject({
        median: z.number().nullable(),
        percentile90: z.number().nullable(),
        unit: z.literal("days"),
        n: z.int(),
        untimed: z.int(),
      }),
      paidOnTime: z.strictObject(percentShape()),
      amended: z.strictObject(percentShape()),
    })
    .meta({
      id: "PortfolioConduct",
      description:
        "Of commitments that bind. daysToPay: tranches paid in full, from the day the condition was met or waived, or they fell due where there was none; early counts 0, above 730 counts 730; untimed ones stand under a payment rule or have no recorded day. paidOnTime: paid by the day they fell due, or that of the condition where it was later. amended: commitments with an approved amendment.",
    }),
);

/** How the funder conducts itself in one currency. */
export const MoneyConductViewSchema = lazy(() =>
  z
    .strictObject({
      unrestricted: z.strictObject({
        ...percentShape(),
        unrestricted: SignedMoneySchema(),
        of: SignedMoneySchema(),
        unsaid: SignedMoneySchema(),
      }),
      reportsPerMillion: z.strictObject({
        value: z.number().nullable(),
        unit: z.literal("reports per million committed"),
        n: z.int(),
        reports: z.int(),
      }),
      paidOfPlanned: z.strictObject({
        ...percentShape(),
        through: DateSchema().optional(),
        planned: SignedMoneySchema(),
        paid: SignedMoneySchema(),
      }),
    })
    .meta({
      id: "PortfolioMoneyConduct",
      description:
        "Of commitments that bind. unrestricted: share of what is committed where the restriction is recorded; unsaid is committed where it is not. paidOfPlanned: what is paid of the tranches that fell due in fiscal years that are over, the last one through that day; released parts left out.",
    }),
);

/** The conduct that is of no currency, from what each currency comes to. */
export function conductView(merged: readonly Cell[]): z.infer<ReturnType<typeof ConductViewSchema>> {
  const conduct = total(merged.map((cell) => cell.conduct ?? {})) as Partial<ConductSums>;
  const { months = {}, days = {}, commitments = 0 } = conduct;
  const timed = countOf(days);
  return {
    commitmentLength: { median: medianOf(months), unit: "months", n: countOf(months) },
    daysToPay: {
      median: medianOf(days),
      percentile90: percentileOf(days, 90),
      unit: "days",
      n: timed,
      untimed: conduct.untimed ?? 0,
    },
    paidOnTime: { value: shareOf(conduct.onTime ?? 0, timed), unit: "percent", n: timed },
    amended: { value: shareOf(conduct.amended ?? 0, commitments), unit: "percent", n: commitments },
  };
}

/** The conduct in one currency, from all that it comes to. */
export function moneyConductView(
  merged: Cell,
  at: { readonly currency: string; readonly today: string },
): z.infer<ReturnType<typeof MoneyConductViewSchema>> {
  return {
    unrestricted: unrestricted(merged, at.currency),
    reportsPerMillion: reportsPerMillion(merged, at.currency),
    paidOfPlanned: paidOfPlanned(merged, at),
  };
}

function unrestricted({ conduct = {} }: Cell, currency: string) {
  const { unsaid = 0, none = 0 } = conduct.restrictedMinor ?? {};
  const said = committedIn(conduct) - unsaid;
  return {
    value: shareOf(none, said),
    unit: "percent" as const,
    n: conduct.restrictionSaid ?? 0,
    unrestricted: money(none, currency),
    of: money(said, currency),
    unsaid: money(unsaid, currency),
  };
}

function reportsPerMillion({ conduct = {} }: Cell, currency: string) {
  const { reports = 0, commitments = 0 } = conduct;
  const scale = 1_000_000n * 10n ** BigInt(minorDigits(currency) ?? 2);
  return {
    value: shareOf(reports, committedIn(conduct), { scale }),
    unit: "reports per million committed" as const,
    n: commitments,
    reports,
  };
}

/** What is committed of all that binds: every part of it has a restriction, or none that is recorded. */
function committedIn({ restrictedMinor = {} }: Partial<ConductSums>): number {
  return sumMinor(Object.values(restrictedMinor));
}

function paidOfPlanned({ due = {} }: Cell, { currency, today }: { currency: string; today: string }) {
  const years = Object.entries(due).map(([key, sums]) => ({ ...fromDueKey(key), sums }));
  const over = years
    .map((year) => ({ ...year, lastOn: lastDayOfYear(year.fiscalYear, year.startMonth) }))
    .filter(({ lastOn, sums }) => lastOn < today && sums.tranches !== undefined);
  const planned = sumMinor(over.map(({ sums }) => (sums.budgetMinor ?? 0) - (sums.releasedMinor ?? 0)));
  const open = over.flatMap(({ sums, fiscalYear }) => openMonths(sums, fiscalYear));
  const paid = planned - sumOf(open, "unconditionalMinor") - sumOf(open, "conditionalMinor");
  const through = over
    .map(({ lastOn }) => lastOn)
    .sort()
    .at(-1);
  return {
    value: shareOf(paid, planned),
    unit: "percent" as const,
    n: over.reduce((sum, { sums }) => sum + (sums.tranches ?? 0), 0),
    ...(through === undefined ? {} : { through }),
    planned: money(planned, currency),
    paid: money(paid, currency),
  };
}
