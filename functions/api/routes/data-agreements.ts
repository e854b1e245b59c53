import * as z from "zod";
import {
  type Agreement,
  AgreementPatchSchema,
  AgreementSchema,
  NewAgreementSchema,
} from "../../../shared/measurement/agreements/agreement.ts";
import {
  AgreementListSchema,
  listAgreements,
  readAgreement,
  readAgreementHistory,
} from "../../../shared/measurement/agreements/read-agreements.ts";
import { addAgreement, changeAgreement } from "../../../shared/measurement/agreements/write-agreement.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ParamsSchema = lazy(() => PartnershipSchema().extend({ agreementId: idSchema("agr") }));

const tag = "Data agreements";
const list = "/partnerships/{partnershipId}/data-agreements";
const path = `${list}/{agreementId}`;
const one = { description: "The agreement", schema: AgreementSchema };
const shown = (agreement: Agreement): Reply => ({
  status: 200,
  body: agreement,
  version: agreement.version,
});

export const dataAgreementRoutes: readonly Route[] = [
  route({
    method: "get",
    path: list,
    operationId: "listDataAgreements",
    tag,
    summary: "What your partnership agreed with its sources of data, and which of it ends within thirty days",
    action: "observation:read",
    params: PartnershipSchema,
    responses: { 200: { description: "All of them; at most 100", schema: AgreementListSchema } },
    handle: async ({ params, now, principal: { organisationId } }, deps) =>
      replyWith(await listAgreements(deps, { ...params, organisationId, now }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "post",
    path: list,
    operationId: "addDataAgreement",
    tag,
    summary: "Record what your partnership agreed with a source of data",
    description:
      "Figures name it by `agreementId` as they are recorded or imported: refused before its first day and after its last, and of " +
      "indicators and sources that it does not cover. Days are those of UTC.",
    action: "observation:lock",
    params: PartnershipSchema,
    body: NewAgreementSchema,
    responses: { 201: one },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const agreementId = deps.newId("agr");
      const location = `/v1/partnerships/${params.partnershipId}/data-agreements/${agreementId}`;
      const keyed = idempotency?.(201, location);
      const call = { ...params, agreementId, input: body, author, now, idempotency: keyed };
      return replyWith(await addAgreement(deps, call), (made) => ({ ...shown(made), status: 201, location }));
    },
  }),
  route({
    method: "get",
    path,
    operationId: "readDataAgreement",
    tag,
    summary: "One agreement with a source of data",
    action: "observation:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readAgreement(deps, { ...params, organisationId }), shown),
  }),
  route({
    method: "patch",
    path,
    operationId: "changeDataAgreement",
    tag,
    summary: "Change an agreement for a reason; an early end is its last day",
    description:
      "Whether figures may be published holds at once for all that is recorded under it. Its days and what it covers hold for what is recorded after.",
    action: "observation:lock",
    params: ParamsSchema,
    body: AgreementPatchSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async ({ params, body: patch, author, now, ifMatch = 0 }, deps) =>
      replyWith(await changeAgreement(deps, { ...params, patch, author, now, ifMatch }), shown),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/data-agreement-history",
    operationId: "readDataAgreementHistory",
    tag,
    summary: "Which agreements were recorded and changed: when, by whom, why",
    action: "history:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readAgreementHistory(deps, { ...params, organisationId, page })),
  }),
];
