import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { visibleIndicator } from "./read-indicator.ts";
import { overlapsOf } from "./schemes/overlaps.ts";
import { resolveSchemes } from "./schemes/resolve-schemes.ts";
import { SchemeViewSchema } from "./schemes/scheme.ts";

/** The category schemes that an indicator names, as far as a reader of its figures needs them. */
export const IndicatorSchemesSchema = lazy(() =>
  z
    .strictObject({
      items: z.array(
        SchemeViewSchema()
          .pick({
            version: true,
            categories: true,
            wholes: true,
            crosswalks: true,
            note: true,
            sources: true,
          })
          .extend({
            dimension: z.string(),
            scheme: z.string().meta({ description: "As the indicator names it." }),
            overlaps: SchemeViewSchema().shape.overlaps,
          }),
      ),
    })
    .meta({ id: "IndicatorSchemes" }),
);
export type IndicatorSchemes = z.infer<ReturnType<typeof IndicatorSchemesSchema>>;

/**
 * The scheme versions of an indicator's dimensions, for whoever may see it: an organisation's own schemes are told to those it
 * shares the figures with. One or two rounds beside the look-up of the indicator.
 */
export async function readIndicatorSchemes(
  deps: { readonly table: Table },
  asked: { readonly indicatorId: string; readonly organisationId: string },
): Promise<Result<IndicatorSchemes>> {
  const found = await visibleIndicator(deps.table, asked);
  if (!found.ok) return found;
  const { indicator, ownerId } = found.value.loaded;
  const named = Object.entries(indicator.categorySchemes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const versions = await resolveSchemes(
    deps.table,
    ownerId,
    named.map(([, name]) => name),
  );
  const items = named.flatMap(([dimension, scheme]) => {
    const version = versions.get(scheme);
    if (!version) return [];
    const { ref: _, ...content } = version;
    return [{ dimension, scheme, ...content, overlaps: overlapsOf(version) }];
  });
  return ok({ items });
}
