import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import {
  type DeedCall,
  discardRelease,
  planAgain,
  publishRelease,
  withdrawRelease,
} from "../../../shared/publication/releases/change-release.ts";
import { createRelease } from "../../../shared/publication/releases/create-release.ts";
import {
  listReleases,
  PreviewCellSchema,
  previewRelease,
  readRelease,
  readReleaseHistory,
} from "../../../shared/publication/releases/read-releases.ts";
import { NewReleaseSchema, ReleaseViewSchema } from "../../../shared/publication/releases/release.ts";
import { listReply, replyWith, shownAt } from "../reply.ts";
import { type Route, type RouteInput, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ releaseId: idSchema("rel") }));
const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ReleasePageSchema = lazy(() => listedSchema(ReleaseViewSchema()).meta({ id: "ReleasePage" }));
const PreviewQuerySchema = lazy(() =>
  z.strictObject({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
);
const PreviewPageSchema = lazy(() =>
  z
    .object({ items: z.array(PreviewCellSchema()), nextPage: z.int().optional() })
    .meta({ id: "ReleasePreviewPage" }),
);
const DeedReasonSchema = lazy(() =>
  z
    .strictObject({ reason: ReasonSchema() })
    .meta({ id: "ReleaseDeed", examples: [{ reason: "A district sent wrong counts" }] }),
);

const tag = "Releases";
const addressOf = (id: string) => `/v1/releases/${id}`;
const one = { description: "The release, as it stands", schema: ReleaseViewSchema };

const shown = shownAt(addressOf);

type Deed = Pick<
  RouteInput<typeof ParamsSchema, undefined, undefined>,
  "params" | "author" | "now" | "idempotency" | "ifMatch"
>;

function callOf({ params, author, now, idempotency, ifMatch = 0 }: Deed): DeedCall {
  const { releaseId } = params;
  return { releaseId, author, now, ifMatch, idempotency: idempotency?.(202, addressOf(releaseId)) };
}

export const releaseRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/releases",
    operationId: "createRelease",
    tag,
    summary: "Prepare a release of your partnership's figures",
    description:
      "Its figures are frozen as they are recorded now, and what has to be hidden is worked out: small counts, whatever they could be computed from, and what would tell them together with all that is out already. Read the release to see how far that has come; nothing is published before you ask for it.",
    action: "release:write",
    body: NewReleaseSchema,
    responses: { 201: one },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const releaseId = deps.newId("rel");
      const keyed = idempotency?.(201, addressOf(releaseId));
      const call = { releaseId, input: body, author, now, idempotency: keyed };
      return replyWith(await createRelease(deps.table, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/releases",
    operationId: "listReleases",
    tag,
    summary: "The releases of your partnership, in every state",
    action: "release:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of releases, newest first.", schema: ReleasePageSchema } },
    handle: async ({ principal: { organisationId }, params, query: page }, deps) =>
      listReply(await listReleases(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/releases/{releaseId}",
    operationId: "readRelease",
    tag,
    summary: "A release you prepare: its state, the progress of the work on it, and what hiding costs",
    action: "release:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readRelease(deps.table, { ...params, organisationId }), shown(200)),
  }),
  route({
    method: "get",
    path: "/releases/{releaseId}/preview",
    operationId: "previewRelease",
    tag,
    summary: "What a release will show and hide, figure by figure, beside your own figures",
    description:
      "For who keeps the partnership. `why` is for your eyes alone: what is published calls every hidden figure the same.",
    action: "release:read",
    params: ParamsSchema,
    query: PreviewQuerySchema,
    responses: {
      200: { description: "A page of some hundred figures, numbered from 1.", schema: PreviewPageSchema },
    },
    refuses: ["conflict"],
    handle: async ({ params, query: { page }, principal: { organisationId } }, deps) =>
      replyWith(await previewRelease(deps.table, { ...params, organisationId, page }), ({ items, next }) => ({
        status: 200,
        body: { items, ...(next === undefined ? {} : { nextPage: next }) },
      })),
  }),
  route({
    method: "post",
    path: "/releases/{releaseId}/plan",
    operationId: "planRelease",
    tag,
    summary: "Have a release planned anew, from the figures as they are recorded now",
    action: "release:write",
    params: ParamsSchema,
    requiresVersion: true,
    responses: { 202: one },
    refuses: ["conflict"],
    handle: async (input, deps) => replyWith(await planAgain(deps.table, callOf(input)), shown(202)),
  }),
  route({
    method: "post",
    path: "/releases/{releaseId}/publish",
    operationId: "publishRelease",
    tag,
    summary: "Publish a planned release to everybody, for ever",
    description:
      "It becomes the next numbered release of the partnership, at `/open/releases/{releaseId}`. Refused where something else was published or registered since it was planned: have it planned again. Asked for again after it was cut off, it goes on.",
    action: "release:publish",
    params: ParamsSchema,
    requiresVersion: true,
    responses: { 202: one },
    refuses: ["conflict"],
    handle: async (input, deps) => replyWith(await publishRelease(deps.table, callOf(input)), shown(202)),
  }),
  route({
    method: "post",
    path: "/releases/{releaseId}/withdraw",
    operationId: "withdrawRelease",
    tag,
    summary: "Withdraw a published release, for a reason",
    description:
      "Its figures are dropped; what it said of itself, the reason and its hash stay, so that a copy can still be checked. Later releases are protected as if it were still out, for whoever has a copy keeps it.",
    action: "release:publish",
    params: ParamsSchema,
    body: DeedReasonSchema,
    requiresVersion: true,
    responses: { 202: one },
    refuses: ["conflict"],
    handle: async (input, deps) => {
      const call = { ...callOf(input), ...input.body };
      return replyWith(await withdrawRelease(deps.table, call), shown(202));
    },
  }),
  route({
    method: "post",
    path: "/releases/{releaseId}/discard",
    operationId: "discardRelease",
    tag,
    summary: "Put a release away that was not published, for a reason",
    action: "release:write",
    params: ParamsSchema,
    body: DeedReasonSchema,
    requiresVersion: true,
    responses: { 200: one },
    refuses: ["conflict"],
    handle: async (input, deps) => {
      const call = { ...callOf(input), ...input.body };
      return replyWith(await discardRelease(deps.table, call), shown(200));
    },
  }),
  route({
    method: "get",
    path: "/releases/{releaseId}/history",
    operationId: "readReleaseHistory",
    tag,
    summary: "What was done to a release you prepare: when, by whom, why",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readReleaseHistory(deps, { ...params, organisationId, page })),
  }),
];
