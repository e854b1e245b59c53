import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { ReasonSchema } from "../reason.ts";

/** What a section asks for: words, figures, money against a budget, or a file. */
export const SECTION_KINDS = ["text", "figures", "money", "file"] as const;

const MOST_SECTIONS = 60;

export const ReportSectionSchema = lazy(() =>
  z
    .strictObject({
      key: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Small letters, digits and single hyphens.")
        .max(60)
        .meta({ description: "What an answer names its section by, the same in every version." }),
      title: z.string().trim().min(1).max(200),
      guidance: z.string().trim().min(1).max(2000).optional(),
      kind: z.enum(SECTION_KINDS),
      isRequired: z.boolean().default(true),
    })
    .meta({ id: "ReportSection" }),
);
export type ReportSection = z.infer<ReturnType<typeof ReportSectionSchema>>;

const FieldsSchema = lazy(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    description: z.string().trim().min(1).max(2000).optional(),
    sections: z
      .array(ReportSectionSchema())
      .min(1)
      .max(MOST_SECTIONS)
      .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, "A key is given twice."),
  }),
);

/** A template as it is sent in; this becomes its first version. */
export const NewReportTemplateSchema = lazy(() => FieldsSchema().meta({ id: "NewReportTemplate" }));
export type NewReportTemplate = z.infer<ReturnType<typeof NewReportTemplateSchema>>;

/** The next version of a template as a whole, and why there is one. */
export const NewTemplateVersionSchema = lazy(() =>
  FieldsSchema().extend({ reason: ReasonSchema() }).meta({ id: "NewTemplateVersion" }),
);
export type NewTemplateVersion = z.infer<ReturnType<typeof NewTemplateVersionSchema>>;

/** One version of a template as it is stored: never changed. */
export const TemplateVersionSchema = lazy(() =>
  FieldsSchema().extend({ version: z.int().positive(), recordedAt: z.iso.datetime() }),
);
export type TemplateVersion = z.infer<ReturnType<typeof TemplateVersionSchema>>;

/** A template in a list: what its latest version is called. */
export const ReportTemplateSummarySchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("tpl"),
      name: z.string(),
      version: z.int().meta({ description: "The latest version." }),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "ReportTemplateSummary" }),
);
export type ReportTemplateSummary = z.infer<ReturnType<typeof ReportTemplateSummarySchema>>;

/** One version of a template as the API shows it. */
export const ReportTemplateViewSchema = lazy(() =>
  TemplateVersionSchema()
    .extend({ id: idSchema("tpl") })
    .meta({
      id: "ReportTemplate",
      description:
        "What a report is to hold, section by section. A requirement keeps the version it was made under.",
    }),
);
export type ReportTemplateView = z.infer<ReturnType<typeof ReportTemplateViewSchema>>;
