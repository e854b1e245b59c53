import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { minorDigits, money, SignedMoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { isBinding } from "../commitment-status.ts";
import { fromDueKey, sumOf } from "./forecast-view.ts";
import { countOf, medianOf, percentileOf } from "./histogram.ts";
import { mergeCells } from "./merge-cells.ts";
import type { CurrencyTotals, PlacedCell } from "./portfolio.store.ts";
import { shareOf } from "./share-of.ts";
import type { Cell } from "./stored-sums.ts";

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
        dueBefore: DateSchema(),
        planned: SignedMoneySchema(),
        paid: SignedMoneySchema(),
      }),
    })
    .meta({
      id: "PortfolioMoneyConduct",
      description:
        "Of commitments that bind. unrestricted: share of what is committed where the restriction is recorded; unsaid is committed where it is not. paidOfPlanned: what is paid of the tranches that fell due before this month, released parts left out.",
    }),
);

/** The conduct that is of no currency, over all cells. */
export function conductView(
  totals: readonly Pick<CurrencyTotals, "cells">[],
): z.infer<ReturnType<typeof ConductViewSchema>> {
  const { conduct = {} } = mergeCells(totals.flatMap(({ cells }) => cells));
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

/** The conduct in one currency. */
export function moneyConductView(
  cells: readonly PlacedCell[],
  at: { readonly currency: string; readonly today: string },
): z.infer<ReturnType<typeof MoneyConductViewSchema>> {
  const merged = mergeCells(cells.filter(({ status }) => isBinding(status)));
  return {
    unrestricted: unrestricted(merged, at.currency),
    reportsPerMillion: reportsPerMillion(merged, at.currency),
    paidOfPlanned: paidOfPlanned(merged, at),
  };
}

function unrestricted({ conduct = {} }: Cell, currency: string) {
  const { restrictedMinor = {}, restrictionSaid = 0 } = conduct;
  const { unsaid = 0, none = 0 } = restrictedMinor;
  const said = Object.values(restrictedMinor).reduce((sum, minor) => sum + minor, -unsaid);
  return {
    value: shareOf(none, said),
    unit: "percent" as const,
    n: restrictionSaid,
    unrestricted: money(none, currency),
    of: money(said, currency),
    unsaid: money(unsaid, currency),
  };
}

function reportsPerMillion({ conduct = {}, figures = {} }: Cell, currency: string) {
  const { reports = 0, commitments = 0 } = conduct;
  const committed = (figures.conditionalMinor ?? 0) + (figures.unconditionalMinor ?? 0);
  const scale = 1_000_000n * 10n ** BigInt(minorDigits(currency) ?? 2);
  return {
    value: shareOf(reports, committed, { scale }),
    unit: "reports per million committed" as const,
    n: commitments,
    reports,
  };
}

function paidOfPlanned({ due = {} }: Cell, { currency, today }: { currency: string; today: string }) {
  const month = today.slice(0, 7);
  const fallen = Object.entries(due)
    .filter(([key]) => fromDueKey(key).month < month)
    .map(([, sums]) => ({ sums }));
  const planned = sumOf(fallen, "budgetMinor") - sumOf(fallen, "releasedMinor");
  const open = sumOf(fallen, "unconditionalMinor") + sumOf(fallen, "conditionalMinor");
  return {
    value: shareOf(planned - open, planned),
    unit: "percent" as const,
    n: sumOf(fallen, "tranches"),
    dueBefore: `${month}-01`,
    planned: money(planned, currency),
    paid: money(planned - open, currency),
  };
}
