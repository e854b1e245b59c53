import * as z from "zod";
import {
  listStories,
  listStoryHistory,
  readStory,
} from "../../../shared/partnerships/stories/read-stories.ts";
import {
  ConsentChangeSchema,
  NewStorySchema,
  StoryPatchSchema,
  StoryViewSchema,
  StoryWithdrawalSchema,
} from "../../../shared/partnerships/stories/story.ts";
import {
  changeConsent,
  changeStory,
  tellStory,
  withdrawStory,
} from "../../../shared/partnerships/stories/write-story.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema } from "./partnerships.ts";

const StoryParamsSchema = lazy(() => z.strictObject({ storyId: idSchema("sto") }));
const StoryListSchema = lazy(() => listedSchema(StoryViewSchema()).meta({ id: "StoryList" }));
const ListQuerySchema = lazy(() =>
  PageQuerySchema().extend({
    theme: z.string().max(80).optional(),
    population: z.string().max(80).optional(),
    linkedTo: z.union([idSchema("str"), idSchema("ind"), idSchema("lsn")]).optional(),
  }),
);

const tag = "Stories";
const one = { description: "The story", schema: StoryViewSchema };
const body = (story: z.infer<ReturnType<typeof StoryViewSchema>>) =>
  ({ status: 200, body: story, version: story.version }) as const;

export const storyRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/stories",
    operationId: "tellStory",
    tag,
    summary: "Record a story with the consent of whoever told it",
    description:
      "Its words lie in one item that can be erased; everything else, the history included, holds a salted digest of them. They are never changed: another wording is another story.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: NewStorySchema,
    responses: { 201: one },
    handle: async ({ params, body: input, author, now, idempotency }, deps) =>
      replyWith(await tellStory(deps, { ...params, input, author, now, idempotency }), (story) => ({
        status: 201,
        body: story,
        version: story.version,
        location: `/v1/stories/${story.id}`,
      })),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/stories",
    operationId: "listStories",
    tag,
    summary: "The stories of a partnership that you may see, the latest first, without their words",
    description:
      "A story that was withdrawn, or whose consent ran out, stays as a tombstone with its digest. Narrowed by theme, population or what it is linked to, a page may be short and still have a next one.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: ListQuerySchema,
    responses: { 200: { description: "A page", schema: StoryListSchema } },
    handle: async ({ params, query, principal: { organisationId }, now }, deps) => {
      const { limit, cursor, ...filter } = query;
      const page = { limit, cursor };
      return listReply(await listStories(deps, { ...params, ...filter, organisationId, now, page }));
    },
  }),
  route({
    method: "get",
    path: "/stories/{storyId}",
    operationId: "readStory",
    tag,
    summary: "A story with its words, as long as the consent holds",
    description:
      "Answered with `cache-control: no-store`: never keep the words, ask again. Once it ended, a story has none, in no answer and for nobody; its digest still verifies what was published of it.",
    action: "partnership:read",
    params: StoryParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId }, now }, deps) =>
      replyWith(await readStory(deps.table, { ...params, organisationId, now }), body),
  }),
  route({
    method: "patch",
    path: "/stories/{storyId}",
    operationId: "changeStory",
    tag,
    summary: "Change what a story is about and linked to, for a reason; never its words",
    action: "partnership:write",
    params: StoryParamsSchema,
    body: StoryPatchSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body: patch, author, now, ifMatch }, deps) =>
      replyWith(await changeStory(deps, { ...params, patch, author, now, ifMatch }), body),
  }),
  route({
    method: "put",
    path: "/stories/{storyId}/consent",
    operationId: "changeStoryConsent",
    tag,
    summary: "Record that a consent reaches further, less far, or ends on another day",
    action: "partnership:write",
    params: StoryParamsSchema,
    body: ConsentChangeSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body: change, author, now, ifMatch }, deps) =>
      replyWith(await changeConsent(deps, { ...params, ...change, author, now, ifMatch }), body),
  }),
  route({
    method: "post",
    path: "/stories/{storyId}/withdrawal",
    operationId: "withdrawStory",
    tag,
    summary: "Withdraw a story for a reason: its words are erased",
    description: "What stays is a tombstone: what it was about, whose consent it had, and the digest.",
    action: "partnership:write",
    params: StoryParamsSchema,
    body: StoryWithdrawalSchema,
    responses: { 200: one },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) =>
      replyWith(await withdrawStory(deps, { ...params, reason, author, now, idempotency }), body),
  }),
  route({
    method: "get",
    path: "/stories/{storyId}/history",
    operationId: "listStoryHistory",
    tag,
    summary: "Every change of a story, for its backbone; of its words the digests alone",
    action: "history:read",
    params: StoryParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listStoryHistory(deps, { ...params, organisationId, page })),
  }),
];
