import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { approve, askForApproval, reopen } from "../../../shared/reporting/submissions/approve-submission.ts";
import {
  DueReportsQuerySchema,
  DueReportsSchema,
  readDueReports,
} from "../../../shared/reporting/submissions/due-reports.ts";
import { HandedReportSchema } from "../../../shared/reporting/submissions/handed-report.ts";
import {
  listSubmissions,
  previewReport,
  readSubmission,
  readSubmissionHistory,
} from "../../../shared/reporting/submissions/read-submissions.ts";
import {
  HandInSchema,
  NewReportSubmissionSchema,
  ReopeningSchema,
  ReportRefSchema,
  ReportSubmissionPatchSchema,
} from "../../../shared/reporting/submissions/submission.ts";
import {
  HandedInSchema,
  handedInView,
  SubmissionSummarySchema,
  SubmissionViewSchema,
} from "../../../shared/reporting/submissions/submission-view.ts";
import { submitSubmission } from "../../../shared/reporting/submissions/submit-submission.ts";
import {
  changeSubmission,
  createSubmission,
} from "../../../shared/reporting/submissions/write-submission.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, type RouteInput, route } from "../route.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const SubmissionParamsSchema = lazy(() => z.strictObject({ submissionId: idSchema("rps") }));
const PreviewQuerySchema = lazy(() =>
  ReportRefSchema().extend({ requirementNumber: z.coerce.number().int().positive() }),
);
const ListSchema = lazy(() => listedSchema(SubmissionSummarySchema()).meta({ id: "ReportSubmissionList" }));

const tag = "Report once";
const list = "/partnerships/{partnershipId}/report-submissions";
const path = "/report-submissions/{submissionId}";
const one = { description: "Where the submission stands", schema: SubmissionViewSchema };

type Input = Omit<RouteInput<typeof SubmissionParamsSchema, undefined, undefined>, "body">;

/** What every step hands to its use case; the route has made sure of the version. */
function moving({ params, principal, author, now, ifMatch = 0, idempotency }: Input) {
  return { ...params, principal, author, now, ifMatch, idempotency };
}

/** A submission as it stands after a step that was taken, or why it was not. */
async function standing(done: Result<unknown>, input: Input, deps: ApiDeps): Promise<Result<Reply>> {
  if (!done.ok) return done;
  const { principal, params } = input;
  return replyWith(await readSubmission(deps, { ...params, principal }), (body) => ({
    status: 200,
    body,
    version: body.version,
  }));
}

const step = {
  tag,
  action: "requirement:submit",
  params: SubmissionParamsSchema,
  requiresVersion: true,
  responses: { 200: one },
} as const;

export const reportSubmissionRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/due-reports",
    operationId: "listDueReports",
    tag,
    summary:
      "Which reports your partnership's funders await between two days, and what one submission would satisfy",
    description:
      "Of every commitment to the partnership: what is neither accepted nor waived, by day. At most 24 months, 500 reports a month; what " +
      "others than the partnership owe is listed of up to 100 linked commitments.",
    action: "commitment:read",
    params: PartnershipSchema,
    query: DueReportsQuerySchema,
    responses: { 200: { description: "All of them, by day", schema: DueReportsSchema } },
    handle: async ({ params, principal, query }, { table }) =>
      replyWith(await readDueReports(table, { ...params, principal, query }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "get",
    path: list,
    operationId: "listReportSubmissions",
    tag,
    summary: "The report submissions of a partnership that you keep, the latest first",
    action: "commitment:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listSubmissions(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "post",
    path: list,
    operationId: "createReportSubmission",
    tag,
    summary: "Begin one report that answers several requirements, of several funders",
    description: "A section that several templates ask for by the same key is written once.",
    action: "requirement:submit",
    params: PartnershipSchema,
    body: NewReportSubmissionSchema,
    refuses: ["too_many_items"],
    responses: { 201: one },
    handle: async ({ params, body, principal, author, now, idempotency }, deps) => {
      const submissionId = deps.newId("rps");
      const call = { ...params, submissionId, principal, author, now, idempotency, input: body };
      const made = await createSubmission(deps, call);
      if (!made.ok) return made;
      return replyWith(await readSubmission(deps, { submissionId, principal }), (view) => ({
        status: 201,
        body: view,
        version: view.version,
        location: `/v1/report-submissions/${submissionId}`,
      }));
    },
  }),
  route({
    method: "get",
    path,
    operationId: "readReportSubmission",
    tag,
    summary: "Where a submission stands with each funder, what each report lacks, and its sections",
    action: "commitment:read",
    params: SubmissionParamsSchema,
    responses: { 200: one },
    handle: async (input, deps) => standing({ ok: true, value: undefined }, input, deps),
  }),
  route({
    method: "patch",
    path,
    operationId: "changeReportSubmission",
    ...step,
    summary: "Name a draft, change which requirements it answers, or have it approved",
    body: ReportSubmissionPatchSchema,
    refuses: ["too_many_items"],
    handle: async (input, deps) =>
      standing(await changeSubmission(deps, { ...moving(input), patch: input.body }), input, deps),
  }),
  route({
    method: "get",
    path: `${path}/preview`,
    operationId: "previewReport",
    tag,
    summary: "What one funder would read, were the submission handed in now",
    action: "commitment:read",
    params: SubmissionParamsSchema,
    query: PreviewQuerySchema,
    refuses: ["too_many_items"],
    responses: { 200: { description: "The funder's view", schema: HandedReportSchema } },
    handle: async ({ params, query, principal }, deps) =>
      replyWith(await previewReport(deps, { ...params, ...query, principal }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "post",
    path: `${path}/approval-request`,
    operationId: "askForReportApproval",
    ...step,
    summary: "Ask for a draft's approval; nothing is written in it any more",
    handle: async (input, deps) => standing(await askForApproval(deps, moving(input)), input, deps),
  }),
  route({
    method: "post",
    path: `${path}/approval`,
    operationId: "approveReportSubmission",
    ...step,
    summary: "Approve a submission, as a second person",
    description: "By a person who neither asked for it nor wrote the latest words of any of its sections.",
    handle: async (input, deps) => standing(await approve(deps, moving(input)), input, deps),
  }),
  route({
    method: "post",
    path: `${path}/reopening`,
    operationId: "reopenReportSubmission",
    ...step,
    summary: "Take a submission back to be drafted, for a reason",
    description:
      "From approval, or once a funder returned its report or something could not be handed in. What others accepted stays as they accepted it.",
    body: ReopeningSchema,
    handle: async (input, deps) =>
      standing(await reopen(deps, { ...moving(input), ...input.body }), input, deps),
  }),
  route({
    method: "post",
    path: `${path}/submission`,
    operationId: "handInReportSubmission",
    ...step,
    summary:
      "Freeze a submission and hand it in for every requirement that is awaited, or for those you name",
    description:
      "Each requirement is handed in by itself. What was not (`waiting`, `refused`) is said, and sending this again goes on with what was frozen.",
    body: HandInSchema,
    refuses: ["second_person_required", "too_many_items"],
    responses: { 200: { description: "What became of each requirement", schema: HandedInSchema } },
    handle: async (input, deps) => {
      const handed = await submitSubmission(deps, { ...moving(input), input: input.body });
      if (!handed.ok) return handed;
      const { params, principal } = input;
      return replyWith(await readSubmission(deps, { ...params, principal }), (submission) => ({
        status: 200,
        body: { ...submission, handedIn: handed.value.map(handedInView) },
        version: submission.version,
      }));
    },
  }),
  route({
    method: "get",
    path: `${path}/history`,
    operationId: "readReportSubmissionHistory",
    tag,
    summary: "What became of a submission: when, by whom",
    action: "history:read",
    params: SubmissionParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal }, deps) =>
      listReply(await readSubmissionHistory(deps, { ...params, principal, page })),
  }),
];
