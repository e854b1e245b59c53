import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import { type ColumnMapping, ColumnMappingSchema } from "./column-mapping.ts";

/** `observations` are in a CSV or XLSX file: which of them is found from its bytes. `observations-csv` is its earlier name. */
export const OBSERVATION_KINDS = ["observations", "observations-csv"] as const;
export const IMPORT_KINDS = ["360giving", ...OBSERVATION_KINDS, "observations-template"] as const;
export const IMPORT_MODES = ["add", "replace"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** From where figures come, for instance the file that is imported. */
export const SourceSchema = lazy(() => z.string().trim().min(1).max(300));

/**
 * Of what the figures of a file are: `indicatorId` where every figure is of one indicator; `indicatorIds`, one for each series of a
 * wide mapping and in its order, where a row holds figures of several.
 */
export function indicatorFields() {
  return {
    indicatorId: idSchema("ind").optional(),
    indicatorIds: z.array(idSchema("ind")).min(1).max(200).optional(),
  };
}

function optionFields() {
  return {
    ...indicatorFields(),
    /** Why figures that are recorded already are replaced; without it, a row that would replace one is rejected. */
    reason: z.string().trim().min(1).max(1000).optional(),
    /**
     * "add" leaves alone what the file does not hold. "replace" withdraws what was recorded from the same source for the
     * file's indicators and periods and is not in it any more: such a figure gets status x in a new revision.
     */
    mode: z.enum(IMPORT_MODES).default("add"),
    /** Small figures are hidden in the file already. */
    protectedAtSource: z.boolean().default(false),
    /** The data agreement under which the file came. */
    agreementId: idSchema("agr").optional(),
    sheet: z
      .union([z.string().trim().min(1).max(100), z.int().min(1).max(10_000)])
      .optional()
      .meta({
        description:
          "Of a workbook the sheet, by its name or by its place among those that are shown (from 1). Needed only where several of those hold data.",
      }),
  };
}

/** What a CSV or a sheet of observations is read with, as an import keeps it. */
export const CsvOptionsSchema = lazy(() =>
  z
    .strictObject({
      ...optionFields(),
      mapping: ColumnMappingSchema(),
      source: SourceSchema(),
      /** The saved mapping that was copied, and its version. */
      mappingFrom: z.object({ id: idSchema("map"), version: z.int() }).optional(),
    })
    .meta({ id: "ObservationImportOptions" }),
);
export type CsvOptions = z.infer<ReturnType<typeof CsvOptionsSchema>>;

/** What a template that was filled in is recorded with: it says itself what its figures are of. */
export const TemplateOptionsSchema = lazy(() =>
  z
    .strictObject({
      source: z.string().trim().min(1).max(300).default("Filled in a template"),
      reason: z.string().trim().min(1).max(1000).optional().meta({
        description:
          "Why figures that are recorded already are replaced; without it, a row that would replace one is rejected.",
      }),
      protectedAtSource: z.boolean().default(false),
      agreementId: idSchema("agr")
        .optional()
        .meta({ description: "The data agreement under which it came." }),
    })
    .meta({ id: "TemplateImportOptions" }),
);
export type TemplateOptions = z.infer<ReturnType<typeof TemplateOptionsSchema>>;

/** The same as it is asked for: with a mapping, or with a saved one, which also knows a source and perhaps the indicators. */
export const NewCsvOptionsSchema = lazy(() =>
  z
    .strictObject({
      ...optionFields(),
      mapping: ColumnMappingSchema().optional(),
      mappingId: idSchema("map").optional(),
      source: SourceSchema().optional(),
    })
    .superRefine((options, context) => {
      const { mapping, mappingId } = options;
      const both = { path: "mappingId", message: "Give a mapping or the id of a saved one, not both." };
      const faults = mappingId === undefined ? optionFaults(options) : mapping === undefined ? [] : [both];
      for (const { path, message } of faults) context.addIssue({ code: "custom", path: [path], message });
    })
    .meta({ id: "NewObservationImportOptions" }),
);
export type NewCsvOptions = z.infer<ReturnType<typeof NewCsvOptionsSchema>>;

type Fault = { readonly path: string; readonly message: string };
type Indicated = Pick<NewCsvOptions, "indicatorId" | "indicatorIds" | "mapping">;

/** What options lack or contradict, once no saved mapping can add to them. */
export function optionFaults(options: Indicated & Pick<NewCsvOptions, "source">): Fault[] {
  const { mapping, source } = options;
  return [
    ...(mapping ? [] : [{ path: "mapping", message: "Give a mapping, or the id of a saved one." }]),
    ...(source === undefined ? [{ path: "source", message: "Say from where the figures come." }] : []),
    ...indicatorFaults(options),
  ];
}

/** Where indicators are named twice or not at all, or not one for each series. */
export function indicatorFaults({ indicatorId, indicatorIds, mapping }: Indicated): Fault[] {
  if ((indicatorId === undefined) === (indicatorIds === undefined))
    return [{ path: "indicatorId", message: "Give either indicatorId or indicatorIds." }];
  const series = mapping?.format === "wide" ? mapping.series.length : 1;
  if (!mapping || indicatorIds === undefined || indicatorIds.length === series) return [];
  return [{ path: "indicatorIds", message: `Give one for each series of the mapping: ${series}.` }];
}

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
      z.strictObject({ kind: z.enum(OBSERVATION_KINDS), ...common, options: NewCsvOptionsSchema() }),
      z.strictObject({
        kind: z.literal("observations-template"),
        ...common,
        options: TemplateOptionsSchema().prefault({}),
      }),
    ])
    .refine(({ strict, dryRun }) => !(strict && dryRun), {
      path: ["strict"],
      message: "A dry run records nothing until you apply it, knowing what it found: leave out strict.",
    })
    .superRefine((input, context) => {
      if (input.kind === "360giving" || input.dryRun || !lacksReason(input.options)) return;
      context.addIssue({ code: "custom", path: ["options", "reason"], message: NO_REASON });
    })
    .meta({ id: "NewImport", examples: [{ kind: "360giving", fileName: "grants-2026.json" }] }),
);
export type NewImport = z.infer<ReturnType<typeof NewImportSchema>>;

/** What is said where an import would withdraw figures and does not say why. */
export const NO_REASON = "Say why figures are withdrawn that the file does not hold any more.";

/** Whether an import would withdraw figures without saying why. */
export function lacksReason({ mode, reason }: Partial<Pick<CsvOptions, "mode" | "reason">>): boolean {
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
  if (other) return [{ pointer: "/mapping/unit", detail: `The indicator is measured in "${other.unit}".` }];
  const per = indicators.find((indicator) => unit === "rate" && indicator.ratePer !== mapping.per);
  if (per) return [{ pointer: "/mapping/per", detail: `The indicator's rate is per ${per.ratePer}.` }];
  return [];
}
