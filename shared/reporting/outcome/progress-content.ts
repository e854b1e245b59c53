import * as z from "zod";
import { PROGRESS_RULES, type Summary } from "../../measurement/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CountSectionSchema, countSection } from "../count-section.ts";
import { type IndicatorSection, REPORT_CLASSES } from "../indicator-section.ts";
import { breaksOf, SignalsSchema, signalsOf } from "./signals.ts";

/** How many indicators and gaps went where, and of each indicator its class and what its series signals. */
export const ProgressContentSchema = lazy(() =>
  z
    .strictObject({
      counts: CountSectionSchema(),
      rules: z.string(),
      indicators: z.array(
        z.strictObject({
          id: idSchema("ind"),
          name: z.string(),
          level: z.string(),
          class: z.enum(REPORT_CLASSES),
          signals: SignalsSchema()
            .optional()
            .meta({ description: "Absent in reports that were made before signals were told." }),
        }),
      ),
    })
    .meta({ id: "OutcomeReportProgress" }),
);
export type ProgressContent = z.infer<ReturnType<typeof ProgressContentSchema>>;

/** The progress of the indicators of a report; summaries say where their series break. */
export function progressContent(
  indicators: readonly IndicatorSection[],
  summaries: readonly Summary[],
): ProgressContent {
  const breaks = breaksOf(summaries);
  return {
    counts: countSection(indicators),
    rules: PROGRESS_RULES,
    indicators: indicators.map((section) => ({
      id: section.id,
      name: section.name,
      level: section.level,
      class: section.progress.class,
      signals: signalsOf(section, breaks.get(section.id)),
    })),
  };
}
