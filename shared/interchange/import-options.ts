import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import { type ColumnMapping, ColumnMappingSchema } from "./column-mapping.ts";

export const IMPORT_KINDS = ["360giving", "observations-csv"] as const;
export const IMPORT_MODES = ["add", "replace"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/**
 * What a CSV of observations is read with. `indicatorId` where every figure is of one indicator; `indicatorIds`, one for each
 * series of a wide mapping and in its order, where a row holds figures of several.
 */
export const CsvOptionsSchema = lazy(() =>
  z
    .strictObject({
      indicatorId: idSchema("ind").optional(),
      indicatorIds: z.array(idSchema("ind")).min(1).max(200).optional(),
      mapping: ColumnMappingSchema(),
      /** Why figures that are recorded already are replaced; without it, a row that would replace one is rejected. */
      reason: z.string().trim().min(1).max(1000).optional(),
      source: z.string().trim().min(1).max(300),
      /**
       * "add" leaves alone what the file does not hold. "replace" withdraws what was recorded from the same source for the
       * file's indicators and periods and is not in it any more: such a figure gets status x in a new revision.
       */
      mode: z.enum(IMPORT_MODES).default("add"),
      /** Small figures are hidden in the file already. */
      protectedAtSource: z.boolean().default(false),
    })
    .superRefine((options, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      const { indicatorId, indicatorIds, mapping } = options;
      if ((indicatorId === undefined) === (indicatorIds === undefined))
        refuse("indicatorId", "Give either indicatorId or indicatorIds.");
      if (indicatorIds === undefined) return;
      const series = mapping.format === "wide" ? mapping.series.length : 1;
      if (indicatorIds.length !== series)
        refuse("indicatorIds", `Give one for each series of the mapping: ${series}.`);
    })
    .meta({ id: "ObservationImportOptions" }),
);
export type CsvOptions = z.infer<ReturnType<typeof CsvOptionsSchema>>;

const common = {
  fileName: z.string().trim().min(1).max(200).optional(),
  /** Nothing is recorded where any record would be rejected. */
  strict: z.boolean().default(false),
  /** The file is checked and answered as recording would, and nothing is recorded until the import is applied. */
  dryRun: z.boolean().default(false),
};

/** An import as it is asked for; the file follows by the upload address in the answer. */
export const NewImportSchema = lazy(() =>
  z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("360giving"), ...common }),
      z.strictObject({ kind: z.literal("observations-csv"), ...common, options: CsvOptionsSchema() }),
    ])
    .refine(({ strict, dryRun }) => !(strict && dryRun), {
      path: ["strict"],
      message: "A dry run records nothing until you apply it, knowing what it found: leave out strict.",
    })
    .superRefine((input, context) => {
      if (input.kind !== "observations-csv" || input.dryRun || !lacksReason(input.options)) return;
      context.addIssue({ code: "custom", path: ["options", "reason"], message: NO_REASON });
    })
    .meta({ id: "NewImport", examples: [{ kind: "360giving", fileName: "grants-2026.json" }] }),
);
export type NewImport = z.infer<ReturnType<typeof NewImportSchema>>;

/** What is said where an import would withdraw figures and does not say why. */
export const NO_REASON = "Say why figures are withdrawn that the file does not hold any more.";

/** Whether an import would withdraw figures without saying why. */
export function lacksReason({ mode, reason }: Pick<CsvOptions, "mode" | "reason">): boolean {
  return mode === "replace" && reason === undefined;
}

/** Every indicator that a CSV's figures are of, once each. */
export function indicatorsOf(options: Pick<CsvOptions, "indicatorId" | "indicatorIds">): string[] {
  const { indicatorId, indicatorIds = [] } = options;
  return [...new Set(indicatorId === undefined ? indicatorIds : [indicatorId])];
}

/** What an import needs to know of an indicator: whose it is, and in what it is measured. */
export type IndicatorFacts = {
  readonly ownerId: string;
  readonly unit: string;
  readonly ratePer?: number | undefined;
};

/** Where a mapping reads its figures in another unit than an indicator is measured in; a proportion is read as a percentage. */
export function unitFaults(mapping: ColumnMapping, indicators: readonly IndicatorFacts[]): ProblemPlace[] {
  const unit = mapping.unit === "proportion" ? "percent" : mapping.unit;
  const other = indicators.find((indicator) => indicator.unit !== unit);
  if (other)
    return [{ pointer: "/options/mapping/unit", detail: `The indicator is measured in "${other.unit}".` }];
  const per = indicators.find((indicator) => unit === "rate" && indicator.ratePer !== mapping.per);
  if (per)
    return [{ pointer: "/options/mapping/per", detail: `The indicator's rate is per ${per.ratePer}.` }];
  return [];
}
