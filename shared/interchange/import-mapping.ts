import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { ColumnMappingSchema } from "./column-mapping.ts";
import { indicatorFaults, indicatorFields, SourceSchema } from "./import-options.ts";

/** How the files of one kind are read: kept once, and named by the imports that follow. */
export const NewImportMappingSchema = lazy(() =>
  z
    .strictObject({
      name: z.string().trim().min(1).max(200),
      description: z.string().trim().min(1).max(2000).optional(),
      mapping: ColumnMappingSchema(),
      /** From where the figures come; an import may say otherwise. */
      source: SourceSchema(),
      ...indicatorFields(),
    })
    .superRefine((input, context) => {
      const isNamed = input.indicatorId !== undefined || input.indicatorIds !== undefined;
      for (const { path, message } of isNamed ? indicatorFaults(input) : [])
        context.addIssue({ code: "custom", path: [path], message });
    })
    .meta({
      id: "NewImportMapping",
      examples: [
        {
          name: "Graduation, state files",
          mapping: {
            format: "long",
            place: { column: "District" },
            period: { column: "Year", style: "school-year" },
            dimensions: [{ dimension: "race-ethnicity", column: "Group" }],
            numerator: "Graduates",
            denominator: "Cohort",
          },
          source: "State department of education",
        },
      ],
    }),
);
export type NewImportMapping = z.infer<ReturnType<typeof NewImportMappingSchema>>;

/** A saved mapping as the API shows it. */
export const ImportMappingSchema = lazy(() =>
  z
    .object({
      id: idSchema("map"),
      version: z.int(),
      name: z.string(),
      description: z.string().optional(),
      mapping: ColumnMappingSchema(),
      source: z.string(),
      ...indicatorFields(),
      changedAt: z.iso.datetime(),
    })
    .meta({ id: "ImportMapping" }),
);
export type ImportMapping = z.infer<ReturnType<typeof ImportMappingSchema>>;
