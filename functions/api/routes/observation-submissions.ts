import * as z from "zod";
import { RecordedSchema } from "../../../shared/measurement/row-answer.ts";
import { approveSubmission } from "../../../shared/measurement/submissions/approve-submission.ts";
import {
  listReturns,
  listSubmissions,
  listSubmittedRows,
  readSubmission,
  readSubmissionHistory,
} from "../../../shared/measurement/submissions/read-submissions.ts";
import {
  ReturnViewSchema,
  SubmissionReturnSchema,
  SubmissionRowsSchema,
  type SubmissionView,
  SubmissionViewSchema,
  SubmissionWithdrawalSchema,
  SubmittedRowSchema,
} from "../../../shared/measurement/submissions/submission.ts";
import {
  createSubmission,
  putSubmissionRows,
  returnSubmission,
  submitSubmission,
  withdrawSubmission,
} from "../../../shared/measurement/submissions/write-submission.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, type RouteInput, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ParamsSchema = lazy(() => z.strictObject({ submissionId: idSchema("sub") }));
const ListSchema = lazy(() => listedSchema(SubmissionViewSchema()).meta({ id: "ObservationSubmissionList" }));
const RowListSchema = lazy(() => listedSchema(SubmittedRowSchema()).meta({ id: "SubmittedRowList" }));
const ReturnListSchema = lazy(() =>
  listedSchema(ReturnViewSchema()).meta({ id: "ObservationSubmissionReturnList" }),
);
const ApprovedSchema = lazy(() =>
  z
    .object({ submission: SubmissionViewSchema(), recorded: RecordedSchema() })
    .meta({ id: "ApprovedSubmission" }),
);

const tag = "Observation submissions";
const list = "/partnerships/{partnershipId}/observation-submissions";
const path = "/observation-submissions/{submissionId}";
const addressOf = (id: string) => `/v1/observation-submissions/${id}`;
const one = { description: "Where the submission stands", schema: SubmissionViewSchema };

const shown = (submission: SubmissionView): Reply => ({
  status: 200,
  body: submission,
  version: submission.version,
});

/** What every step hands to its use case; the route has made sure of the version. */
function moving(input: Omit<RouteInput<typeof ParamsSchema, undefined, undefined>, "body">) {
  const { params, author, now, ifMatch = 0, principal, idempotency } = input;
  const keyed = idempotency?.(200, addressOf(params.submissionId));
  return { ...params, author, now, ifMatch, isPerson: principal.kind === "person", idempotency: keyed };
}

export const observationSubmissionRoutes: readonly Route[] = [
  route({
    method: "get",
    path: list,
    operationId: "listObservationSubmissions",
    tag,
    summary: "The submissions of your partnership, the latest first",
    action: "observation:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listSubmissions(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "post",
    path: list,
    operationId: "createObservationSubmission",
    tag,
    summary: "Write rows that a second person is to look at, as a draft",
    description:
      "At most 1,000 rows in 90 stored sets, checked like recording; nothing is recorded before the submission is approved. Where your partnership asks for review, this is the only way in.",
    action: "observation:write",
    params: PartnershipSchema,
    body: SubmissionRowsSchema,
    responses: { 201: one },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const submissionId = deps.newId("sub");
      const location = addressOf(submissionId);
      const keyed = idempotency?.(201, location);
      const call = { ...params, submissionId, input: body, author, now, idempotency: keyed };
      return replyWith(await createSubmission(deps, call), (made) => ({
        ...shown(made),
        status: 201,
        location,
      }));
    },
  }),
  route({
    method: "get",
    path,
    operationId: "readObservationSubmission",
    tag,
    summary: "Where a submission stands",
    action: "observation:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readSubmission(deps, { ...params, organisationId }), shown),
  }),
  route({
    method: "get",
    path: `${path}/rows`,
    operationId: "listSubmittedRows",
    tag,
    summary: "The rows of a submission, in their order",
    action: "observation:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: RowListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listSubmittedRows(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "put",
    path: `${path}/rows`,
    operationId: "putSubmittedRows",
    tag,
    summary: "Put other rows into a draft, or into a submission that was returned",
    action: "observation:write",
    params: ParamsSchema,
    body: SubmissionRowsSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async (input, deps) =>
      replyWith(await putSubmissionRows(deps, { ...moving(input), input: input.body }), shown),
  }),
  route({
    method: "post",
    path: `${path}/submission`,
    operationId: "submitObservationSubmission",
    tag,
    summary: "Hand a submission in, for a second person to look at",
    action: "observation:write",
    params: ParamsSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async (input, deps) => replyWith(await submitSubmission(deps, moving(input)), shown),
  }),
  route({
    method: "post",
    path: `${path}/return`,
    operationId: "returnObservationSubmission",
    tag,
    summary: "Return a submission with comments on its cells",
    description:
      "By a person other than who wrote its rows or handed it in. A comment names a row by its position.",
    action: "observation:review",
    params: ParamsSchema,
    body: SubmissionReturnSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async (input, deps) =>
      replyWith(await returnSubmission(deps, { ...moving(input), input: input.body }), shown),
  }),
  route({
    method: "post",
    path: `${path}/approval`,
    operationId: "approveObservationSubmission",
    tag,
    summary: "Approve a submission: its rows are recorded with it, or neither",
    description:
      "By a person other than who wrote its rows or handed it in. Refused where a cell got another value since (`cell_conflict`) or a period is locked; then the submission stays as it is.",
    action: "observation:review",
    params: ParamsSchema,
    requiresVersion: true,
    responses: {
      200: { description: "The submission, and what became of each row", schema: ApprovedSchema },
    },
    handle: async (input, deps) =>
      replyWith(await approveSubmission(deps, moving(input)), (body) => ({
        status: 200,
        body,
        version: body.submission.version,
      })),
  }),
  route({
    method: "post",
    path: `${path}/withdrawal`,
    operationId: "withdrawObservationSubmission",
    tag,
    summary: "Take a submission back for a reason, before it is approved",
    description:
      "By who wrote its rows or handed it in. Nothing can be done with it afterwards; its history stays.",
    action: "observation:write",
    params: ParamsSchema,
    body: SubmissionWithdrawalSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async (input, deps) =>
      replyWith(await withdrawSubmission(deps, { ...moving(input), ...input.body }), shown),
  }),
  route({
    method: "get",
    path: `${path}/returns`,
    operationId: "listObservationSubmissionReturns",
    tag,
    summary: "What was said whenever a submission was returned, the first return first",
    action: "observation:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ReturnListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listReturns(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: `${path}/history`,
    operationId: "readObservationSubmissionHistory",
    tag,
    summary: "What became of a submission: when, by whom",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readSubmissionHistory(deps, { ...params, organisationId, page })),
  }),
];
