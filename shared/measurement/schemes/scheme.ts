import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { KebabSchema } from "../dimension.ts";
import { schemeFaults } from "./scheme-faults.ts";

const MOST_CATEGORIES = 200;

/**
 * How the people of a category are counted in another version: the same people; nearly the same (close); all of them within one
 * category that holds others too (into); over several that hold others or cannot be told apart (spread); or not at all (none).
 */
export const FITS = ["same", "close", "into", "spread", "none"] as const;

const CategorySchema = lazy(() =>
  z
    .strictObject({
      key: KebabSchema().meta({ description: "What observations write." }),
      label: z.string().trim().min(1).max(200),
      description: z.string().trim().min(1).max(1000).optional(),
    })
    .meta({ id: "SchemeCategory" }),
);

/** Categories that exclude one another and together hold everybody who is categorised. */
const WholeSchema = lazy(() =>
  z
    .strictObject({ label: z.string().trim().min(1).max(200), categories: z.array(KebabSchema()).min(2) })
    .meta({
      id: "SchemeWhole",
      description: "Categories that exclude one another and together make everybody who is categorised.",
    }),
);

const MappingSchema = lazy(() =>
  z
    .strictObject({
      category: KebabSchema(),
      fit: z.enum(FITS),
      to: z.array(KebabSchema()).default([]),
      loss: z.string().trim().min(1).max(500).optional().meta({
        description: 'What is lost or may be wrong; always there unless the fit is "same".',
      }),
    })
    .meta({ id: "CategoryMapping" }),
);
export type CategoryMapping = z.infer<ReturnType<typeof MappingSchema>>;

/** How a version lies to an earlier one: the earlier's categories in this one, and this one's in the earlier. */
const CrosswalkSchema = lazy(() =>
  z
    .strictObject({
      version: z.string().max(40).meta({ description: "The earlier version." }),
      forward: z.array(MappingSchema()).default([]),
      backward: z.array(MappingSchema()).default([]),
    })
    .meta({
      id: "Crosswalk",
      description:
        "Forward maps categories of the earlier version to this one, backward those of this one to the earlier. What is not said cannot be mapped.",
    }),
);

const ContentSchema = lazy(() =>
  z.strictObject({
    categories: z.array(CategorySchema()).min(1).max(MOST_CATEGORIES),
    wholes: z.array(WholeSchema()).max(20).default([]),
    crosswalks: z.array(CrosswalkSchema()).max(20).default([]),
    note: z.string().trim().min(1).max(2000).optional(),
    sources: z
      .array(z.url({ protocol: /^https?$/ }).max(1000))
      .max(20)
      .default([]),
  }),
);
export type SchemeContent = z.infer<ReturnType<typeof ContentSchema>>;

/** One version of a scheme: it never changes. */
export type SchemeVersion = SchemeContent & { readonly version: string };

const NameFields = lazy(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    dimension: KebabSchema().meta({ description: "The dimension that it is made for." }),
  }),
);

/** A scheme as it is sent in; its categories become version 1. */
export const NewSchemeSchema = lazy(() =>
  z
    .strictObject({ ...NameFields().shape, ...ContentSchema().shape })
    .superRefine(contentCheck)
    .meta({
      id: "NewCategoryScheme",
      examples: [
        {
          name: "Neighbourhoods of the county",
          dimension: "neighbourhood",
          categories: [
            { key: "riverside", label: "Riverside" },
            { key: "hill", label: "The Hill" },
          ],
          wholes: [{ label: "The county", categories: ["riverside", "hill"] }],
        },
      ],
    }),
);
export type NewScheme = z.infer<ReturnType<typeof NewSchemeSchema>>;

/** The next version of a scheme as a whole, and why there is one. */
export const NewSchemeVersionSchema = lazy(() =>
  ContentSchema()
    .extend({ reason: ReasonSchema() })
    .superRefine(contentCheck)
    .meta({ id: "NewSchemeVersion" }),
);
export type NewSchemeVersion = z.infer<ReturnType<typeof NewSchemeVersionSchema>>;

/** A version as it is stored. */
export const StoredVersionSchema = lazy(() =>
  ContentSchema().extend({ version: z.string(), recordedAt: z.iso.datetime() }),
);

/** A scheme in a list. */
export const SchemeSummarySchema = lazy(() =>
  z
    .strictObject({
      ...NameFields().shape,
      id: z.union([idSchema("sch"), KebabSchema()]),
      latestVersion: z.string(),
      ownerId: idSchema("org").optional().meta({ description: "Absent for a scheme of the product." }),
    })
    .meta({ id: "CategorySchemeSummary" }),
);
export type SchemeSummary = z.infer<ReturnType<typeof SchemeSummarySchema>>;

/** One version of a scheme as the API shows it. */
export const SchemeViewSchema = lazy(() =>
  SchemeSummarySchema()
    .extend({
      ...ContentSchema().shape,
      version: z.string(),
      versions: z.array(z.string()).meta({ description: "All there are, the oldest first." }),
      overlaps: z.array(z.tuple([z.string(), z.string()])).meta({
        description: "Pairs of categories in which one person can be in both: they are never added.",
      }),
      recordedAt: z.iso.datetime().optional(),
    })
    .meta({
      id: "CategoryScheme",
      description:
        "A version of a category scheme. Indicators name it, observations are recorded in its categories.",
    }),
);
export type SchemeView = z.infer<ReturnType<typeof SchemeViewSchema>>;

function contentCheck(content: SchemeContent, context: z.RefinementCtx): void {
  for (const { path, message } of schemeFaults(content))
    context.addIssue({ code: "custom", path: [...path], message });
}
