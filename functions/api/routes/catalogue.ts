import * as z from "zod";
import {
  CatalogueEntrySchema,
  CatalogueSetSchema,
  OutcomeIdSchema,
} from "../../../shared/measurement/catalogue/entry.ts";
import { listCatalogue, readEntry } from "../../../shared/measurement/catalogue/read-catalogue.ts";
import { SETS } from "../../../shared/measurement/catalogue/sets.ts";
import { KebabSchema } from "../../../shared/measurement/dimension.ts";
import { LEVELS } from "../../../shared/measurement/indicator-words.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const FilterSchema = lazy(() =>
  PageQuerySchema().extend({
    level: z.enum(LEVELS).optional(),
    outcome: OutcomeIdSchema().optional(),
    set: z.enum(SETS.map(({ id }) => id)).optional(),
  }),
);
const ParamsSchema = lazy(() => z.strictObject({ entryId: KebabSchema() }));
const VersionQuerySchema = lazy(() => z.strictObject({ version: z.string().max(40).optional() }));
const ListSchema = lazy(() =>
  listedSchema(CatalogueEntrySchema())
    .extend({ sets: z.array(CatalogueSetSchema()) })
    .meta({ id: "CatalogueEntryList" }),
);

const tag = "Catalogue";

export const catalogueRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/catalogue",
    operationId: "listCatalogue",
    tag,
    summary: "Metrics with exact definitions, from which indicators can be made",
    description:
      "The metrics of the seven outcomes, signs of them, conditions of schools and beside them, and the predictors of the Urban " +
      "Institute. `outcome` finds what measures, foretells or shapes it. Make an indicator of one by naming its id as `catalogueId`.",
    action: "indicator:read",
    query: FilterSchema,
    responses: {
      200: {
        description: "All collections, and a page of entries in their latest versions",
        schema: ListSchema,
      },
    },
    handle: async ({ query: { limit, cursor, ...filter } }, deps) =>
      listReply(await listCatalogue(deps, { filter, page: { limit, cursor } })),
  }),
  route({
    method: "get",
    path: "/catalogue/{entryId}",
    operationId: "readCatalogueEntry",
    tag,
    summary: "One metric of the catalogue, its latest version unless another one is named",
    action: "indicator:read",
    params: ParamsSchema,
    query: VersionQuerySchema,
    responses: { 200: { description: "The metric; a version never changes", schema: CatalogueEntrySchema } },
    handle: async ({ params, query }) =>
      replyWith(readEntry({ id: params.entryId, ...query }), (body) => ({ status: 200, body })),
  }),
];
