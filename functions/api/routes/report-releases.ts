import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { DifferencesSchema } from "../../../shared/reporting/releases/compare.ts";
import { diffRelease, ReleaseDiffSchema } from "../../../shared/reporting/releases/diff-release.ts";
import { makeReportRelease } from "../../../shared/reporting/releases/make-release.ts";
import {
  type Content,
  listReleases,
  listSeries,
  readContent,
  readDifferences,
  readRelease,
  readReleaseHistory,
} from "../../../shared/reporting/releases/read-releases.ts";
import { MEDIA_TYPES, ReleaseViewSchema } from "../../../shared/reporting/releases/release-view.ts";
import {
  addressOf,
  NewReportReleaseSchema,
  RELEASE_FORMATS,
  type ReleaseFormat,
} from "../../../shared/reporting/releases/report-release.ts";
import { withdrawReportRelease } from "../../../shared/reporting/releases/withdraw-release.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ releaseId: idSchema("rpr") }));
const ListQuerySchema = lazy(() =>
  PageQuerySchema().extend({
    subjectId: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .meta({ description: "Only those of this commitment, strategy, big bet or partnership." }),
  }),
);
const PageSchema = lazy(() => listedSchema(ReleaseViewSchema()).meta({ id: "ReportReleasePage" }));
const WithdrawalSchema = lazy(() =>
  z
    .strictObject({ reason: ReasonSchema() })
    .meta({ id: "ReportReleaseWithdrawal", examples: [{ reason: "A grantee sent wrong counts" }] }),
);
const BytesSchema = lazy(() =>
  z.object({}).loose().meta({
    id: "ReleasedReport",
    description: "`release`: what it says of itself. `report`: an OutcomeReport as it was on that day.",
  }),
);

const tag = "Report releases";
const action = "report:read" as const;
const path = "/report-releases/{releaseId}";
const one = { description: "The release", schema: ReleaseViewSchema };

/**
 * The very bytes, tagged with their hash. They never change, and are for whoever was handed them alone; but they can be withdrawn, so
 * whoever holds a copy asks each time whether it still stands.
 */
function contentReply(content: Result<Content>, format: ReleaseFormat, releaseId: string): Result<Reply> {
  return replyWith(content, ({ text, blob }) => ({
    status: 200,
    format,
    text,
    headers: {
      ...blob.headers,
      "cache-control": "private, no-cache",
      "content-disposition": `inline; filename="${releaseId}.${format}"`,
      etag: `"${blob.sha256}"`,
    },
  }));
}

const contentRoutes = RELEASE_FORMATS.map((format) =>
  route({
    method: "get",
    path: `${path}/content.${format}`,
    operationId: `readReportReleaseAs${format[0]?.toUpperCase()}${format.slice(1)}`,
    tag,
    summary: `The very bytes of a release as ${MEDIA_TYPES[format]}`,
    action,
    params: ParamsSchema,
    formats: [format],
    refuses: ["gone"],
    responses: { 200: { description: "The bytes; their SHA-256 is the ETag", schema: BytesSchema } },
    handle: async ({ params, principal, origin }, { table }) => {
      const content = await readContent(table, { ...params, principal, origin, format });
      return contentReply(content, format, params.releaseId);
    },
  }),
);

export const reportReleaseRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/report-releases",
    operationId: "makeReportRelease",
    tag,
    summary: "Release a report: freeze it for ever, numbered, hashed and citable",
    description:
      "It is composed as you may read it now, and its JSON, CSV and HTML are stored as they are made now: nothing that changes later changes them. " +
      "Words of stories are not in it, only their digests. Numbers count within a series: what you release of one thing, in the manner of one " +
      "template. With `restates` it says that it restates an earlier one, why, and what it says otherwise. `audience`: organisations that may " +
      "read it too. Whatever in it is not your own they must be allowed to read.",
    action: "report:release",
    body: NewReportReleaseSchema,
    refuses: ["conflict", "too_many_items"],
    responses: { 201: one },
    handle: async ({ body, principal, author, now, idempotency, origin }, deps) => {
      const releaseId = deps.newId("rpr");
      const location = addressOf(releaseId);
      const keyed = idempotency?.(201, location);
      const call = { releaseId, principal, author, input: body, now, origin, idempotency: keyed };
      const made = await makeReportRelease(deps, call);
      if (!made.ok) return made;
      return replyWith(await readRelease(deps.table, { releaseId, principal, origin }), (view) => ({
        status: 201,
        body: view,
        version: view.version,
        location,
      }));
    },
  }),
  route({
    method: "get",
    path: "/report-releases",
    operationId: "listReportReleases",
    tag,
    summary: "The releases that you made or were handed, the latest first",
    action,
    query: ListQuerySchema,
    responses: { 200: { description: "A page", schema: PageSchema } },
    handle: async ({ principal, origin, query: { subjectId, ...page } }, deps) =>
      listReply(await listReleases(deps, { principal, origin, page, subjectId })),
  }),
  route({
    method: "get",
    path,
    operationId: "readReportRelease",
    tag,
    summary: "What a release says of itself: number, hashes, citation, and what became of it",
    description:
      "A release that was withdrawn answers 410 with all of this. To check a copy: `sha256sum` of it is the `sha256` of its format.",
    action,
    params: ParamsSchema,
    refuses: ["gone"],
    responses: { 200: one },
    handle: async ({ params, principal, origin }, { table }) =>
      replyWith(await readRelease(table, { ...params, principal, origin }), (body) => ({
        status: 200,
        body,
        version: body.version,
      })),
  }),
  route({
    method: "get",
    path: `${path}/content`,
    operationId: "readReportReleaseContent",
    tag,
    summary: "The very bytes of a release, in the format that you accept",
    action,
    params: ParamsSchema,
    formats: RELEASE_FORMATS,
    refuses: ["gone"],
    responses: { 200: { description: "The bytes; their SHA-256 is the ETag", schema: BytesSchema } },
    handle: async ({ params, principal, origin, format: accepted }, { table }) => {
      const format = RELEASE_FORMATS.find((each) => each === accepted) ?? "json";
      const content = await readContent(table, { ...params, principal, origin, format });
      return contentReply(content, format, params.releaseId);
    },
  }),
  ...contentRoutes,
  route({
    method: "get",
    path: `${path}/series`,
    operationId: "listReportReleaseSeries",
    tag,
    summary: "The earlier and later releases of the same series that you may read, the latest first",
    action,
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: PageSchema } },
    handle: async ({ params, principal, origin, query: page }, deps) =>
      listReply(await listSeries(deps, { ...params, principal, origin, page })),
  }),
  route({
    method: "get",
    path: `${path}/differences`,
    operationId: "readReportReleaseDifferences",
    tag,
    summary: "What a release says otherwise than the one that it restates, and the causes",
    description: "For those who were handed both. Gone where either was withdrawn.",
    action,
    params: ParamsSchema,
    refuses: ["gone"],
    responses: { 200: { description: "As it was found when it was made", schema: DifferencesSchema } },
    handle: async ({ params, principal, origin }, { table }) =>
      replyWith(await readDifferences(table, { ...params, principal, origin }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "get",
    path: `${path}/diff`,
    operationId: "diffReportRelease",
    tag,
    summary: "What the same report says otherwise today than your release of it, and why",
    description:
      "Read now by the query of the release. Every changed figure, amount and word once, with its causes: new data, a restatement, a payment, an " +
      "amendment, what was taken back, and methods whose versions moved, the disclosure policy among them.",
    action,
    params: ParamsSchema,
    refuses: ["gone", "too_many_items"],
    responses: { 200: { description: "What changed, and why", schema: ReleaseDiffSchema } },
    handle: async ({ params, principal, now, origin }, deps) =>
      replyWith(await diffRelease(deps, { ...params, principal, now, origin }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "post",
    path: `${path}/withdraw`,
    operationId: "withdrawReportRelease",
    tag,
    summary: "Withdraw a release, for a reason that everybody reads who asks for it",
    description:
      "Its bytes are dropped. What it said of itself, its citation, the reason and its hashes stay, so that a copy can still be checked.",
    action: "report:withdraw",
    params: ParamsSchema,
    body: WithdrawalSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body, principal, author, now, ifMatch = 0, idempotency, origin }, { table }) => {
      const keyed = idempotency?.(200, addressOf(params.releaseId));
      const who = { principal, author, now, origin };
      const call = { ...params, ...body, ...who, ifMatch, idempotency: keyed };
      return replyWith(await withdrawReportRelease(table, call), (view) => ({
        status: 200,
        body: view,
        version: view.version,
      }));
    },
  }),
  route({
    method: "get",
    path: `${path}/history`,
    operationId: "readReportReleaseHistory",
    tag,
    summary: "What became of a release of yours: when, by whom, why",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, principal, query: page }, deps) =>
      listReply(await readReleaseHistory(deps, { ...params, principal, page })),
  }),
];
