import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { invalidAt, type ProblemPlace } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { KebabSchema } from "./dimension.ts";
import {
  type CatalogueOrigin,
  DefinitionFieldsSchema,
  definitionFaults,
  type NewIndicator,
  NewIndicatorSchema,
} from "./indicator.ts";

/** What an indicator needs that is not taken from an entry of the catalogue. */
const REQUIRED = [
  "name",
  "level",
  "polarity",
  "numeratorDefinition",
  "denominatorDefinition",
  "frequency",
  "source",
  "unit",
] as const;

/** An indicator as it is sent to be made: its whole definition, or an entry of the catalogue with what is stated over it. */
export const IndicatorBodySchema = lazy(() => {
  const fields = DefinitionFieldsSchema().shape;
  return z
    .strictObject({
      ...DefinitionFieldsSchema().partial().shape,
      placeCode: fields.placeCode,
      placeName: fields.placeName,
      catalogueId: KebabSchema().optional().meta({
        description:
          "An entry of the catalogue, which fills what is left out. What is stated all the same is kept as its local variation.",
      }),
      catalogueVersion: z.string().max(40).optional().meta({ description: "The latest, unless named." }),
    })
    .superRefine(
      (body, context) => {
        if (body.catalogueId !== undefined) return;
        const refused = new Set(context.issues.map(({ path }) => path?.[0]));
        if (refused.has("catalogueId")) return;
        const add = (field: string, message: string) => {
          if (!refused.has(field)) context.addIssue({ code: "custom", path: [field], message });
        };
        for (const field of REQUIRED.filter((name) => body[name] === undefined))
          add(field, "Give this, or a catalogueId that fills it.");
        if (body.catalogueVersion !== undefined) add("catalogueVersion", "Give this with catalogueId only.");
        for (const { field, message } of definitionFaults(body)) add(field, message);
      },
      // Also where a field by itself is refused: what is missing is said in the same answer.
      { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
    )
    .meta({
      id: "NewIndicator",
      anyOf: [{ required: ["catalogueId"] }, { required: REQUIRED }],
      examples: [
        {
          name: "Third graders reading at grade level",
          level: "core",
          outcomeId: "early-grade-reading",
          polarity: "higher",
          unit: "percent",
          numeratorDefinition: "Tested grade-3 students who met the state reading standard",
          denominatorDefinition: "Grade-3 students tested in reading",
          window: "Spring of the school year",
          frequency: "yearly",
          source: "State assessment results by district",
          placeCode: "09001",
          placeName: "Harbour County",
        },
        { catalogueId: "chronic-absence", placeCode: "09001", placeName: "Harbour County" },
      ],
    });
});
export type IndicatorBody = z.infer<ReturnType<typeof IndicatorBodySchema>>;

/**
 * The definition that a body comes to, and from which entry of the catalogue it was made. The catalogue is loaded only where an
 * entry is named. Refused at the fields that do not fit, and where there is no such entry.
 */
export async function definitionOf(
  body: IndicatorBody,
): Promise<Result<{ readonly definition: NewIndicator; readonly catalogue?: CatalogueOrigin }>> {
  const { catalogueId, catalogueVersion, ...stated } = body;
  if (catalogueId === undefined) return complete(stated);
  const { findEntry } = await import("./catalogue/catalogue.ts");
  const { originOf, overEntry } = await import("./catalogue/origin.ts");
  const entry = findEntry({ id: catalogueId, version: catalogueVersion });
  if (!entry)
    return fail(invalidAt("/catalogueId", "There is no such entry in the catalogue: see GET /v1/catalogue."));
  const made = complete(overEntry(entry, stated));
  return made.ok ? ok({ ...made.value, catalogue: originOf(entry, made.value.definition) }) : made;
}

function complete(fields: object): Result<{ definition: NewIndicator }> {
  const parsed = NewIndicatorSchema().safeParse(fields);
  if (parsed.success) return ok({ definition: parsed.data });
  const errors: ProblemPlace[] = parsed.error.issues.map(({ path, message }) => ({
    pointer: `/${path.join("/")}`,
    detail: message,
  }));
  return fail({ code: "validation_failed", detail: "The definition does not fit together.", errors });
}
