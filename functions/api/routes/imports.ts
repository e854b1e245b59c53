import * as z from "zod";
import { ApplicationSchema, applyImport } from "../../../shared/interchange/apply-import.ts";
import { createImport } from "../../../shared/interchange/create-import.ts";
import { type ImportJob, PHASES } from "../../../shared/interchange/import-job.ts";
import { NewImportSchema } from "../../../shared/interchange/import-options.ts";
import { ImportResultSchema, OUTCOMES } from "../../../shared/interchange/import-result.ts";
import { ImportViewSchema, importView } from "../../../shared/interchange/import-view.ts";
import { listImportResults, listImports, RESULT_ORDERS } from "../../../shared/interchange/read-import.ts";
import {
  cancelImport,
  type ImportCall,
  ownImport,
  reissueUpload,
  startImport,
} from "../../../shared/interchange/start-import.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { indicatorLookUp } from "../indicator-facts.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, type RouteInput, route } from "../route.ts";

const tag = "Imports";
const ParamsSchema = lazy(() => z.strictObject({ importId: idSchema("job") }));
const ImportPageSchema = lazy(() => listedSchema(ImportViewSchema()).meta({ id: "ImportPage" }));
const ResultPageSchema = lazy(() => listedSchema(ImportResultSchema()).meta({ id: "ImportResultPage" }));
const ResultQuerySchema = lazy(() =>
  PageQuerySchema().extend({
    outcome: z.enum(OUTCOMES).optional(),
    order: z.enum(RESULT_ORDERS).optional(),
    phase: z.enum(PHASES).optional(),
  }),
);

const shown = (job: ImportJob, status: 200 | 201 | 202 = 200): Reply => ({
  status,
  body: importView(job),
  version: job.version,
});

type Changing = Pick<
  RouteInput<typeof ParamsSchema, undefined, undefined>,
  "principal" | "params" | "now" | "idempotency"
>;

function callOf({ principal, params, now, idempotency }: Changing): ImportCall {
  const { organisationId } = principal;
  return { organisationId, ...params, now, ...(idempotency ? { idempotency } : {}) };
}

export const importRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/imports",
    operationId: "createImport",
    tag,
    summary: "Make an import, and get an address to put its file",
    description:
      "Figures come as CSV or XLSX: which, is found from the bytes of the file and shown as `file`; a file that is not what its name says fails, and says what it is. A template of the API that was filled in (`observations-template`) needs no mapping. Put the file at `upload.url` with the method and headers given, then start the import. Repeated with the same Idempotency-Key, the request answers the import without an address: ask for another one.",
    action: "import:write",
    body: NewImportSchema,
    responses: { 201: { description: "The import, with its upload address.", schema: ImportViewSchema } },
    handle: async ({ principal, body, now, idempotency }, deps) => {
      const made = await createImport(
        { ...deps, ...indicatorLookUp(deps.table) },
        { principal, input: body, now, ...(idempotency ? { idempotency } : {}) },
      );
      return replyWith(made, ({ job, upload }) => ({
        ...shown(job, 201),
        body: importView(job, upload),
        location: `/v1/imports/${job.id}`,
      }));
    },
  }),
  route({
    method: "get",
    path: "/imports",
    operationId: "listImports",
    tag,
    summary: "List the imports of your organisation",
    action: "import:read",
    query: PageQuerySchema,
    responses: { 200: { description: "A page of imports, newest first.", schema: ImportPageSchema } },
    handle: async ({ principal, query }, deps) => {
      const { organisationId } = principal;
      const listed = await listImports(deps, { organisationId, page: query });
      return listed.ok
        ? listReply({
            ...listed,
            value: { ...listed.value, items: listed.value.items.map((job) => importView(job)) },
          })
        : listed;
    },
  }),
  route({
    method: "get",
    path: "/imports/{importId}",
    operationId: "getImport",
    tag,
    summary: "Read an import and its progress",
    action: "import:read",
    params: ParamsSchema,
    responses: { 200: { description: "The import.", schema: ImportViewSchema } },
    handle: async ({ principal, params }, deps) => {
      const { organisationId } = principal;
      return replyWith(await ownImport(deps.table, { organisationId, ...params }), (job) => shown(job));
    },
  }),
  route({
    method: "get",
    path: "/imports/{importId}/results",
    operationId: "listImportResults",
    tag,
    summary: "What became of every grant or row",
    description:
      "In the order in which they were answered: grants as in the file; rows by the table they belong to, each with its line. With `order=severity` what is rejected comes first, then what needs a decision. `phase=check` gives what a dry run found once its file is recorded. A page may be short and still have a next one.",
    action: "import:read",
    params: ParamsSchema,
    query: ResultQuerySchema,
    responses: { 200: { description: "A page of results.", schema: ResultPageSchema } },
    handle: async ({ principal, params, query: { outcome, order, phase, ...page } }, deps) => {
      const { organisationId } = principal;
      const filter = { outcome, order, phase };
      return listReply(await listImportResults(deps, { organisationId, ...params, filter, page }));
    },
  }),
  route({
    method: "post",
    path: "/imports/{importId}/upload",
    operationId: "reissueImportUpload",
    tag,
    summary: "Get another address to put the file of an import",
    action: "import:write",
    params: ParamsSchema,
    responses: { 200: { description: "The import, with its upload address.", schema: ImportViewSchema } },
    handle: async (input, deps) =>
      replyWith(await reissueUpload(deps, callOf(input)), ({ job, upload }) => ({
        ...shown(job),
        body: importView(job, upload),
      })),
  }),
  route({
    method: "post",
    path: "/imports/{importId}/start",
    operationId: "startImport",
    tag,
    summary: "Start an import whose file was put",
    description:
      "Also takes up an import again that was cut off. Starting one that runs already changes nothing.",
    action: "import:write",
    params: ParamsSchema,
    responses: { 202: { description: "The import, which goes on by itself.", schema: ImportViewSchema } },
    handle: async (input, deps) =>
      replyWith(await startImport(deps, callOf(input)), (job) => shown(job, 202)),
  }),
  route({
    method: "post",
    path: "/imports/{importId}/apply",
    operationId: "applyImport",
    tag,
    summary: "Have the file of a dry run recorded",
    description:
      "The same bytes are recorded, in your name. What was recorded elsewhere since the dry run is answered as recording finds it. Applying one that is being recorded already changes nothing.",
    action: "import:write",
    params: ParamsSchema,
    body: ApplicationSchema,
    responses: { 202: { description: "The import, which goes on by itself.", schema: ImportViewSchema } },
    handle: async ({ principal, params, body, now, idempotency }, deps) => {
      const call = { principal, ...params, input: body, now, ...(idempotency ? { idempotency } : {}) };
      return replyWith(await applyImport(deps, call), (job) => shown(job, 202));
    },
  }),
  route({
    method: "post",
    path: "/imports/{importId}/cancel",
    operationId: "cancelImport",
    tag,
    summary: "Call an import off",
    description: "The step at work is finished; what was recorded stays recorded.",
    action: "import:write",
    params: ParamsSchema,
    responses: { 200: { description: "The import as it is now.", schema: ImportViewSchema } },
    handle: async (input, deps) => replyWith(await cancelImport(deps, callOf(input)), (job) => shown(job)),
  }),
];
