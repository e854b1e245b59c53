import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { lazy } from "../platform/lazy.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { type IndicatorChange, writeChange } from "./change-indicator.ts";
import { type IndicatorView, type SeriesBreak, SeriesBreakSchema } from "./indicator.ts";

/** All breaks of a series at once: of one kind at most one on a day. */
export const SeriesBreaksBodySchema = lazy(() =>
  z
    .strictObject({ seriesBreaks: z.array(SeriesBreakSchema()).max(50), reason: ReasonSchema() })
    .superRefine(({ seriesBreaks }, context) => {
      const named = seriesBreaks.map(({ startsOn, kind }) => `${startsOn} ${kind}`);
      for (const [index, name] of named.entries())
        if (named.indexOf(name) < index)
          context.addIssue({
            code: "custom",
            path: ["seriesBreaks", index],
            message: "This break is given twice.",
          });
    })
    .meta({ id: "SeriesBreaks" }),
);

/** Says from which days on figures are not of one kind with those before, for a reason: all breaks of the series at once. */
export function setSeriesBreaks(
  deps: { table: Table },
  input: IndicatorChange & { readonly seriesBreaks: readonly SeriesBreak[]; readonly reason: string },
): Promise<Result<IndicatorView>> {
  const { reason } = input;
  const order = (one: SeriesBreak) => `${one.startsOn} ${one.kind}`;
  const seriesBreaks = input.seriesBreaks.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return writeChange(deps, input, {
    action: "indicator.series-breaks-set",
    reason,
    next: ({ indicator }) => ok({ ...indicator, seriesBreaks }),
  });
}
