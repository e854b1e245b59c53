import * as z from "zod";
import {
  CapacityAssessmentViewSchema,
  CapacityClosingSchema,
  CapacityResponseSchema,
  CapacityVisibilityChangeSchema,
  NewCapacityAssessmentSchema,
} from "../../../shared/partnerships/capacities/capacity-assessment.ts";
import { CapacityChangeSchema } from "../../../shared/partnerships/capacities/capacity-change.ts";
import { readCapacityChange } from "../../../shared/partnerships/capacities/read-capacities.ts";
import {
  listCapacityAssessments,
  listCapacityHistory,
  readCapacityAssessment,
} from "../../../shared/partnerships/capacities/read-capacity-assessments.ts";
import {
  changeCapacityVisibility,
  closeCapacityAssessment,
  openCapacityAssessment,
  respondToCapacity,
} from "../../../shared/partnerships/capacities/write-capacity-assessment.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { PartnershipParamsSchema } from "./partnerships.ts";

const ParamsSchema = lazy(() => z.strictObject({ capacityAssessmentId: idSchema("cap") }));
const ListSchema = lazy(() =>
  listedSchema(CapacityAssessmentViewSchema()).meta({ id: "CapacityAssessmentList" }),
);
const DaysSchema = lazy(() => z.strictObject({ from: DateSchema(), to: DateSchema() }));

const tag = "Capacities";
const assessed = { description: "The assessment", schema: CapacityAssessmentViewSchema };
type Assessed = z.infer<ReturnType<typeof CapacityAssessmentViewSchema>>;
const shown = (assessment: Assessed) =>
  ({ status: 200, body: assessment, version: assessment.version }) as const;
const made = (assessment: Assessed) =>
  ({ ...shown(assessment), status: 201, location: `/v1/capacity-assessments/${assessment.id}` }) as const;
const one = "/capacity-assessments/{capacityAssessmentId}";

export const capacityRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/capacities",
    operationId: "readCapacityChange",
    tag,
    summary: "How a partnership's capacities changed between two days, beside what went into each",
    description: "As far as you may see assessments and supports. Neither is said to have caused the other.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: DaysSchema,
    responses: { 200: { description: "Every capacity of the list", schema: CapacityChangeSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) =>
      replyWith(await readCapacityChange(deps.table, { ...params, ...query, organisationId }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/capacity-assessments",
    operationId: "openCapacityAssessment",
    tag,
    summary: "Open an assessment of your partnership's capacities",
    description:
      "Candid by default: its visibility says who beside you sees what respondents said together, from three of them on. Single responses are yours alone.",
    action: "partnership:write",
    params: PartnershipParamsSchema,
    body: NewCapacityAssessmentSchema,
    responses: { 201: assessed },
    handle: async ({ params, body: input, author, now, idempotency }, deps) =>
      replyWith(await openCapacityAssessment(deps, { ...params, input, author, now, idempotency }), made),
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/capacity-assessments",
    operationId: "listCapacityAssessments",
    tag,
    summary: "Assessments of a partnership's capacities that you may see, the latest first",
    description: "A page may be short and still have a next one.",
    action: "partnership:read",
    params: PartnershipParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listCapacityAssessments(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: one,
    operationId: "readCapacityAssessment",
    tag,
    summary: "One assessment of capacities",
    action: "partnership:read",
    params: ParamsSchema,
    responses: { 200: assessed },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readCapacityAssessment(deps.table, { ...params, organisationId }), shown),
  }),
  route({
    method: "post",
    path: `${one}/responses`,
    operationId: "respondToCapacityAssessment",
    tag,
    summary: "Add what one respondent says of the capacities",
    description:
      "By the backbone, or by an organisation that may see the assessment and with which the partnership is shared.",
    action: "partnership:write",
    params: ParamsSchema,
    body: CapacityResponseSchema,
    responses: { 201: assessed },
    handle: async ({ params, body: response, author, now, idempotency }, deps) =>
      replyWith(await respondToCapacity(deps, { ...params, response, author, now, idempotency }), made),
  }),
  route({
    method: "post",
    path: `${one}/closing`,
    operationId: "closeCapacityAssessment",
    tag,
    summary: "Close an assessment: nobody answers any more",
    action: "partnership:write",
    params: ParamsSchema,
    body: CapacityClosingSchema,
    responses: { 200: assessed },
    handle: async ({ params, body: { reason }, author, now, idempotency }, deps) =>
      replyWith(await closeCapacityAssessment(deps, { ...params, reason, author, now, idempotency }), shown),
  }),
  route({
    method: "put",
    path: `${one}/visibility`,
    operationId: "changeCapacityVisibility",
    tag,
    summary: "Say who sees an assessment from now on",
    action: "partnership:write",
    params: ParamsSchema,
    body: CapacityVisibilityChangeSchema,
    requiresVersion: true,
    responses: { 200: assessed },
    handle: async ({ params, body, author, now, ifMatch }, deps) =>
      replyWith(await changeCapacityVisibility(deps, { ...params, ...body, author, now, ifMatch }), shown),
  }),
  route({
    method: "get",
    path: `${one}/history`,
    operationId: "listCapacityHistory",
    tag,
    summary: "Every change of your assessment; of single responses the digests alone",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listCapacityHistory(deps, { ...params, organisationId, page })),
  }),
];
