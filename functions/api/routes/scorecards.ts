import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { ScorecardContentSchema } from "../../../shared/publication/published/scorecard-document.ts";
import {
  discardScorecard,
  publishScorecardDraft,
  recompose,
  type ScorecardCall,
  withdrawScorecardDraft,
} from "../../../shared/publication/scorecards/change-scorecard.ts";
import { NewScorecardSchema, RecomposeSchema } from "../../../shared/publication/scorecards/choices.ts";
import { createScorecard } from "../../../shared/publication/scorecards/create-scorecard.ts";
import {
  listScorecards,
  previewScorecard,
  readScorecard,
  readScorecardHistory,
} from "../../../shared/publication/scorecards/read-scorecards.ts";
import { ScorecardViewSchema } from "../../../shared/publication/scorecards/scorecard.ts";
import { listReply, replyWith, shownAt } from "../reply.ts";
import { type Route, type RouteInput, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ scorecardId: idSchema("sco") }));
const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ListSchema = lazy(() => listedSchema(ScorecardViewSchema()).meta({ id: "ScorecardPage" }));
const PreviewQuerySchema = lazy(() =>
  z.strictObject({
    lang: z.enum(["en", "es"]).default("en").meta({ description: "The language of the page." }),
  }),
);
const ScorecardReasonSchema = lazy(() =>
  z
    .strictObject({ reason: ReasonSchema() })
    .meta({ id: "ScorecardDeed", examples: [{ reason: "The board wants other words" }] }),
);

const tag = "Scorecards";
const addressOf = (id: string) => `/v1/scorecards/${id}`;
const one = { description: "The scorecard, as it stands", schema: ScorecardViewSchema };

const shown = shownAt(addressOf);

type Deed = Pick<
  RouteInput<typeof ParamsSchema, undefined, undefined>,
  "params" | "author" | "now" | "idempotency" | "ifMatch"
>;

function callOf({ params, author, now, idempotency, ifMatch = 0 }: Deed): ScorecardCall {
  const { scorecardId } = params;
  return { scorecardId, author, now, ifMatch, idempotency: idempotency?.(202, addressOf(scorecardId)) };
}

export const scorecardRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/scorecards",
    operationId: "createScorecard",
    tag,
    summary: "Prepare a public scorecard of your partnership",
    description:
      "In English and Spanish: outcomes, gaps, systems indicators and changes, money by strategy, gateways. Every figure of people in it is one of a published release, or made of such figures; of the rest only what you choose. Read it to see when it is composed; nothing is published before you ask for it.",
    action: "release:write",
    body: NewScorecardSchema,
    responses: { 201: one },
    handle: async ({ body, author, now, idempotency }, deps) => {
      const scorecardId = deps.newId("sco");
      const keyed = idempotency?.(201, addressOf(scorecardId));
      const call = { scorecardId, input: body, author, now, idempotency: keyed };
      return replyWith(await createScorecard(deps.table, call), shown(201));
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/scorecards",
    operationId: "listScorecards",
    tag,
    summary: "The scorecards of your partnership, in every state",
    action: "release:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of scorecards, newest first.", schema: ListSchema } },
    handle: async ({ principal: { organisationId }, params, query: page }, deps) =>
      listReply(await listScorecards(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/scorecards/{scorecardId}",
    operationId: "readScorecard",
    tag,
    summary: "A scorecard you prepare: its state, and what it shows",
    action: "release:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readScorecard(deps.table, { ...params, organisationId }), shown(200)),
  }),
  route({
    method: "get",
    path: "/scorecards/{scorecardId}/preview",
    operationId: "previewScorecard",
    tag,
    summary: "What everybody will see of a scorecard",
    description: "`text/html` is the page itself, in the language of `lang`.",
    action: "release:read",
    params: ParamsSchema,
    query: PreviewQuerySchema,
    formats: ["json", "html"],
    responses: {
      200: { description: "The content, as it will be published.", schema: ScorecardContentSchema },
    },
    refuses: ["conflict"],
    handle: async ({ params, query: { lang }, principal: { organisationId }, format, origin }, deps) => {
      const content = await previewScorecard(deps.table, { ...params, organisationId });
      if (!content.ok) return content;
      if (format === "json") return ok({ status: 200, body: content.value });
      const { html, headers } = await deps.renderScorecard({
        content: content.value,
        language: lang,
        origin,
      });
      return ok({ status: 200, text: html, headers });
    },
  }),
  route({
    method: "post",
    path: "/scorecards/{scorecardId}/compose",
    operationId: "composeScorecard",
    tag,
    summary: "Have a scorecard composed again, of other choices or as records stand now",
    action: "release:write",
    params: ParamsSchema,
    body: RecomposeSchema,
    requiresVersion: true,
    responses: { 202: one },
    refuses: ["conflict"],
    handle: async (input, deps) =>
      replyWith(await recompose(deps.table, { ...callOf(input), ...input.body }), shown(202)),
  }),
  route({
    method: "post",
    path: "/scorecards/{scorecardId}/publish",
    operationId: "publishScorecard",
    tag,
    summary: "Publish a scorecard to everybody, as it was looked at",
    description:
      "It becomes the next numbered scorecard of the partnership, at `/open/partnerships/{partnershipId}/scorecards/{number}`, and the latest at `…/scorecard`. Refused where its release was withdrawn or corrected since. Asked for again after it was cut off, it goes on.",
    action: "release:publish",
    params: ParamsSchema,
    requiresVersion: true,
    responses: { 202: one },
    refuses: ["conflict"],
    handle: async (input, deps) =>
      replyWith(await publishScorecardDraft(deps.table, callOf(input)), shown(202)),
  }),
  route({
    method: "post",
    path: "/scorecards/{scorecardId}/withdraw",
    operationId: "withdrawScorecard",
    tag,
    summary: "Withdraw a published scorecard, for a reason",
    description:
      "What it said is dropped; its number, title and hash stay, and the reason. A scorecard whose release is withdrawn is withdrawn with it.",
    action: "release:publish",
    params: ParamsSchema,
    body: ScorecardReasonSchema,
    requiresVersion: true,
    responses: { 202: one },
    refuses: ["conflict"],
    handle: async (input, deps) =>
      replyWith(await withdrawScorecardDraft(deps.table, { ...callOf(input), ...input.body }), shown(202)),
  }),
  route({
    method: "post",
    path: "/scorecards/{scorecardId}/discard",
    operationId: "discardScorecard",
    tag,
    summary: "Put a scorecard away that was not published, for a reason",
    action: "release:write",
    params: ParamsSchema,
    body: ScorecardReasonSchema,
    requiresVersion: true,
    responses: { 200: one },
    refuses: ["conflict"],
    handle: async (input, deps) =>
      replyWith(await discardScorecard(deps.table, { ...callOf(input), ...input.body }), shown(200)),
  }),
  route({
    method: "get",
    path: "/scorecards/{scorecardId}/history",
    operationId: "readScorecardHistory",
    tag,
    summary: "What was done to a scorecard you prepare: when, by whom, why",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readScorecardHistory(deps, { ...params, organisationId, page })),
  }),
];
