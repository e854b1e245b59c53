import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { fiscalYearOf } from "../platform/time.ts";
import { committedMinor, type Totals } from "./totals.ts";

/** What moves in a month: net changes of what is committed, recognised (unconditional) and advanced; gross paid and refunded. */
export const FLOW_KINDS = ["committed", "recognised", "paid", "advanced", "refunded"] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** Flows by calendar month: { "2026-09": { paid: 5000 } }; what did not move is not there. */
export const FlowsSchema = lazy(() => z.record(z.string(), z.partialRecord(z.enum(FLOW_KINDS), z.int())));
export type Flows = Readonly<Record<string, Readonly<Partial<Record<FlowKind, number>>>>>;

/** Flows with one more entry: the difference that it made to the totals, in the month of its day. */
export function addFlow(flows: Flows, on: string, moved: { before: Totals; after: Totals }): Flows {
  const month = on.slice(0, 7);
  const held = flows[month] ?? {};
  const before = levels(moved.before);
  const after = levels(moved.after);
  const next = FLOW_KINDS.flatMap((kind) => {
    const minor = (held[kind] ?? 0) + after[kind] - before[kind];
    return minor === 0 ? [] : [[kind, minor] as const];
  });
  const { [month]: _, ...others } = flows;
  return next.length === 0 ? others : { ...others, [month]: Object.fromEntries(next) };
}

/** One kind of flow by month: { "2026-09": 5000 }. */
export function byMonth(flows: Flows, kind: FlowKind): Record<string, number> {
  return Object.fromEntries(
    Object.entries(flows).flatMap(([month, moved]) => {
      const minor = moved[kind];
      return minor === undefined ? [] : [[month, minor] as const];
    }),
  );
}

/** Sums by month ("2026-09") as sums by fiscal year; `startMonth` is 1 to 12. */
export function byYear(months: Readonly<Record<string, number>>, startMonth: number): Record<string, number> {
  const years: Record<string, number> = {};
  for (const [month, minor] of Object.entries(months)) {
    const year = String(fiscalYearOf(`${month}-01`, startMonth));
    years[year] = (years[year] ?? 0) + minor;
  }
  return years;
}

function levels(totals: Totals): Record<FlowKind, number> {
  return {
    committed: committedMinor(totals),
    recognised: totals.unconditionalMinor,
    paid: totals.paidMinor,
    advanced: totals.advancedMinor,
    refunded: totals.refundedMinor,
  };
}
