import * as z from "zod";
import { ImportMappingSchema, NewImportMappingSchema } from "../../../shared/interchange/import-mapping.ts";
import {
  listImportMappings,
  readImportMapping,
  readImportMappingHistory,
} from "../../../shared/interchange/read-import-mappings.ts";
import { suggestMapping } from "../../../shared/interchange/suggest-mapping.ts";
import {
  changeImportMapping,
  createImportMapping,
  removeImportMapping,
} from "../../../shared/interchange/write-import-mapping.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { indicatorLookUp } from "../indicator-facts.ts";
import { listReply, replyWith, shownAt } from "../reply.ts";
import { type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ mappingId: idSchema("map") }));
const PageSchema = lazy(() => listedSchema(ImportMappingSchema()).meta({ id: "ImportMappingList" }));
const CellsSchema = lazy(() => z.array(z.string().max(1000)).max(500));
const SampleSchema = lazy(() =>
  z.strictObject({ titles: CellsSchema().min(1), rows: z.array(CellsSchema()).max(100).default([]) }).meta({
    id: "TableSample",
    examples: [{ titles: ["District", "Year", "Graduation Rate"], rows: [["Harbour", "2018-19", "80.0"]] }],
  }),
);
const SuggestionSchema = lazy(() =>
  z
    .object({
      mapping: z.record(z.string(), z.unknown()),
      notes: z.array(z.string()),
    })
    .meta({
      id: "MappingSuggestion",
      description: "The parts of a mapping that were recognised, and what is left to decide.",
    }),
);

const tag = "Imports";
const addressOf = (id: string) => `/v1/import-mappings/${id}`;
const one = { description: "The mapping, with its version", schema: ImportMappingSchema };

const shown = shownAt(addressOf);

export const importMappingRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/import-mappings",
    operationId: "listImportMappings",
    tag,
    summary: "Your organisation's saved mappings",
    action: "import:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: PageSchema } },
    handle: async ({ principal: { organisationId }, query: page }, deps) =>
      listReply(await listImportMappings(deps, { organisationId, page })),
  }),
  route({
    method: "post",
    path: "/import-mappings",
    operationId: "createImportMapping",
    tag,
    summary: "Save how the files of one kind are read",
    description:
      "An import names it by `options.mappingId` in the place of a mapping, and may say another source.",
    action: "import:write",
    body: NewImportMappingSchema,
    responses: { 201: one },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const id = deps.newId("map");
      const call = { id, input: body, author, now, idempotency: idempotency?.(201, addressOf(id)) };
      const known = { ...deps, ...indicatorLookUp(deps.table) };
      return replyWith(await createImportMapping(known, call), shown(201));
    },
  }),
  route({
    method: "post",
    path: "/import-mappings/suggestions",
    operationId: "suggestImportMapping",
    tag,
    summary: "Propose a mapping from the titles of a file and some of its rows",
    description:
      "Only what is recognised is proposed, and nothing is recorded. `notes` say what is left to decide.",
    action: "import:write",
    body: SampleSchema,
    repeatable: true,
    responses: { 200: { description: "A proposal for a person to correct", schema: SuggestionSchema } },
    handle: async ({ body: { titles, rows } }) => ok({ status: 200, body: suggestMapping(titles, rows) }),
  }),
  route({
    method: "get",
    path: "/import-mappings/{mappingId}",
    operationId: "readImportMapping",
    tag,
    summary: "A saved mapping",
    action: "import:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readImportMapping(deps.table, { id: params.mappingId, organisationId }), shown(200)),
  }),
  route({
    method: "put",
    path: "/import-mappings/{mappingId}",
    operationId: "changeImportMapping",
    tag,
    summary: "Put another mapping in the place of a saved one",
    description: "Imports that named it before keep the version that they named.",
    action: "import:write",
    params: ParamsSchema,
    body: NewImportMappingSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body, author, now, ifMatch = 0 }, deps) => {
      const call = { id: params.mappingId, input: body, author, now, ifMatch };
      const known = { ...deps, ...indicatorLookUp(deps.table) };
      return replyWith(await changeImportMapping(known, call), shown(200));
    },
  }),
  route({
    method: "delete",
    path: "/import-mappings/{mappingId}",
    operationId: "removeImportMapping",
    tag,
    summary: "Remove a saved mapping",
    description: "Imports that named it keep their copy.",
    action: "import:write",
    params: ParamsSchema,
    requiresVersion: true,
    responses: { 204: { description: "It is removed" } },
    handle: async ({ params, author, now, ifMatch = 0 }, deps) => {
      const call = { id: params.mappingId, author, now, ifMatch };
      return replyWith(await removeImportMapping(deps, call), () => ({ status: 204 }));
    },
  }),
  route({
    method: "get",
    path: "/import-mappings/{mappingId}/history",
    operationId: "readImportMappingHistory",
    tag,
    summary: "What was changed on a saved mapping: when, by whom",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readImportMappingHistory(deps, { id: params.mappingId, organisationId, page })),
  }),
];
