import * as z from "zod";
import { PlaceCodeSchema } from "../../../shared/measurement/index.ts";
import { contentHash } from "../../../shared/platform/canonical-json.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import {
  DataUseAgreementListSchema,
  DataUseAgreementPatchSchema,
  type DataUseAgreementView,
  DataUseAgreementViewSchema,
  NewDataUseAgreementSchema,
} from "../../../shared/publication/access/data-use-agreement.ts";
import { LoggedReadListSchema } from "../../../shared/publication/access/logged-read.ts";
import {
  listOpenedAgreements,
  listOwnAgreements,
  listReads,
  readDataUseAgreement,
  readDataUseHistory,
} from "../../../shared/publication/access/read-data-use-agreements.ts";
import {
  AgreementSeriesSchema,
  readSeriesUnder,
} from "../../../shared/publication/access/read-series-under.ts";
import {
  addDataUseAgreement,
  changeDataUseAgreement,
} from "../../../shared/publication/access/write-data-use-agreement.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ParamsSchema = lazy(() => z.strictObject({ agreementId: idSchema("dua") }));
const SeriesParamsSchema = lazy(() => ParamsSchema().extend({ indicatorId: idSchema("ind") }));
const SeriesQuerySchema = lazy(() => z.strictObject({ place: PlaceCodeSchema().optional() }));

const tag = "Data use agreements";
const list = "/partnerships/{partnershipId}/data-use-agreements";
const path = "/data-use-agreements/{agreementId}";
const one = { description: "The agreement", schema: DataUseAgreementViewSchema };
const page = { description: "A page, the latest first", schema: DataUseAgreementListSchema };
const shown = (agreement: DataUseAgreementView): Reply => ({
  status: 200,
  body: agreement,
  version: agreement.version,
});

export const dataUseAgreementRoutes: readonly Route[] = [
  route({
    method: "get",
    path: list,
    operationId: "listDataUseAgreements",
    tag,
    summary: "To whom your partnership opened figures, ended agreements too",
    action: "agreement:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: page },
    handle: async ({ params, query, now, principal: { organisationId } }, deps) =>
      listReply(await listOwnAgreements(deps, { ...params, organisationId, now, page: query })),
  }),
  route({
    method: "post",
    path: list,
    operationId: "addDataUseAgreement",
    tag,
    summary: "Open unsuppressed figures of your partnership to named people and keys of other organisations",
    description:
      "They read by it from its first day to its last (UTC), indicator by indicator and place by place, and each read is logged. " +
      "Figures whose source forbids publishing stay hidden. Name people by the ids that they find at `/v1/me`; an id that is nobody's opens nothing.",
    action: "agreement:write",
    params: PartnershipSchema,
    body: NewDataUseAgreementSchema,
    responses: { 201: one },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const agreementId = deps.newId("dua");
      const location = `/v1/data-use-agreements/${agreementId}`;
      const keyed = idempotency?.(201, location);
      const call = { ...params, agreementId, input: body, author, now, idempotency: keyed };
      const added = await addDataUseAgreement(deps, call);
      return replyWith(added, (made) => ({ ...shown(made), status: 201, location }));
    },
  }),
  route({
    method: "get",
    path: "/data-use-agreements",
    operationId: "listOpenedDataUseAgreements",
    tag,
    summary: "By which agreements figures are opened to your organisation, ended ones too",
    action: "agreement:read",
    query: PageQuerySchema,
    responses: { 200: page },
    handle: async ({ query, now, principal: { organisationId } }, deps) =>
      listReply(await listOpenedAgreements(deps, { organisationId, now, page: query })),
  }),
  route({
    method: "get",
    path,
    operationId: "readDataUseAgreement",
    tag,
    summary: "One data use agreement, for its partnership and for its parties",
    description: "A party sees its own people among the parties.",
    action: "agreement:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, now, principal: { organisationId } }, deps) =>
      replyWith(await readDataUseAgreement(deps, { ...params, organisationId, now }), shown),
  }),
  route({
    method: "patch",
    path,
    operationId: "changeDataUseAgreement",
    tag,
    summary: "Change a data use agreement for a reason, or end it",
    description:
      "Holds from the next read on. `ended` ends it at once and for good; another last day can be changed again.",
    action: "agreement:write",
    params: ParamsSchema,
    body: DataUseAgreementPatchSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body: patch, author, now, ifMatch = 0 }, deps) =>
      replyWith(await changeDataUseAgreement(deps, { ...params, patch, author, now, ifMatch }), shown),
  }),
  route({
    method: "get",
    path: `${path}/series/{indicatorId}`,
    operationId: "readSeriesUnderDataUseAgreement",
    tag,
    summary: "All figures of an indicator in a place that an agreement opens, a row a cell",
    description:
      "For the people and keys that it names, from its first day to its last. Of the indicator's own place unless another one is asked for. " +
      "The read is logged before it is answered: who, when, what, under which version; where that cannot be written, nothing is shown (503).",
    action: "observation:read",
    params: SeriesParamsSchema,
    query: SeriesQuerySchema,
    responses: { 200: { description: "The series", schema: AgreementSeriesSchema } },
    handle: async ({ params, query, now, principal: reader }, deps) => {
      const asked = { ...params, placeCode: query.place, reader, now };
      return replyWith(await readSeriesUnder(deps, asked), (body) => ({
        status: 200,
        body,
        headers: { "cache-control": "private, no-store", etag: `"${contentHash(body)}"` },
      }));
    },
  }),
  route({
    method: "get",
    path: `${path}/reads`,
    operationId: "listDataUseReads",
    tag,
    summary: "What was read under an agreement: who, when, how much, the latest first",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page for its partnership", schema: LoggedReadListSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) =>
      listReply(await listReads(deps, { ...params, organisationId, page: query })),
  }),
  route({
    method: "get",
    path: `${path}/history`,
    operationId: "readDataUseAgreementHistory",
    tag,
    summary: "What became of an agreement: when, by whom, why",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) =>
      listReply(await readDataUseHistory(deps, { ...params, organisationId, page: query })),
  }),
];
