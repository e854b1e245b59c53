import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { DateSchema } from "../platform/time.ts";
import type { Note } from "./report.ts";

/** As of when a report is, and on which day what it says holds. */
export const WhenShape = lazy(() => ({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: "What was recorded by this instant, at least a minute ago." }),
  validOn: DateSchema().optional().meta({
    description:
      "What held on this day: figures of periods that were over, and work that had come so far. Money is as it was recorded.",
  }),
}));
export type When = { readonly asOf?: string | undefined; readonly validOn?: string | undefined };

/** What a reader should know of when a report is. */
export function whenNotes({ asOf, validOn }: When): Note[] {
  return [
    ...(asOf === undefined
      ? []
      : [{ code: "as-of", text: `This is what was recorded by ${asOf}, as far as it may be shown today.` }]),
    ...(validOn === undefined
      ? []
      : [
          {
            code: "valid-on",
            text: `Figures are of periods that were over by ${validOn}, and work is as it stood then. Money is as it was recorded.`,
          },
        ]),
  ];
}
