import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { eraseSection } from "../../../shared/reporting/submissions/erase-section.ts";
import { HandedReportSchema } from "../../../shared/reporting/submissions/handed-report.ts";
import {
  readHandedReport,
  readSubmissionHistory,
  showSection,
} from "../../../shared/reporting/submissions/read-submissions.ts";
import {
  SectionContentSchema,
  SectionErasureSchema,
  type SectionView,
  SectionViewSchema,
} from "../../../shared/reporting/submissions/section.ts";
import { writeSection } from "../../../shared/reporting/submissions/write-section.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";

const ParamsSchema = lazy(() =>
  z.strictObject({ submissionId: idSchema("rps"), sectionKey: z.string().min(1).max(60) }),
);
const RequirementSchema = lazy(() =>
  z.strictObject({ commitmentId: idSchema("cmt"), requirementNumber: z.coerce.number().int().positive() }),
);

const tag = "Report once";
const section = "/report-submissions/{submissionId}/sections/{sectionKey}";
const one = { description: "The section; the ETag is its own version", schema: SectionViewSchema };

const shown = (body: SectionView): Reply => ({ status: 200, body, version: body.version });

export const reportSectionRoutes: readonly Route[] = [
  route({
    method: "get",
    path: section,
    operationId: "readReportSection",
    tag,
    summary: "One section of a submission with what is written in it",
    action: "commitment:read",
    params: ParamsSchema,
    responses: { 200: one },
    handle: async ({ params: { submissionId, sectionKey: key }, principal }, { table }) =>
      replyWith(await showSection(table, { submissionId, key, principal }), shown),
  }),
  route({
    method: "put",
    path: section,
    operationId: "writeReportSection",
    tag,
    summary: "Write one section of a draft, over the version that you read",
    description:
      'The first time over version "0". Others write other sections meanwhile. Where somebody else wrote this one, the refusal holds both ' +
      "texts: `current` and `yours`.",
    action: "requirement:submit",
    params: ParamsSchema,
    body: SectionContentSchema,
    requiresVersion: true,
    responses: { 200: one },
    handle: async (input, deps) => {
      const { params, principal, author, now, ifMatch = 0, body: content } = input;
      const { submissionId, sectionKey: key } = params;
      const call = { submissionId, key, principal, author, now, ifMatch, content };
      return replyWith(await writeSection(deps, call), shown);
    },
  }),
  route({
    method: "post",
    path: `${section}/erasure`,
    operationId: "eraseReportSection",
    tag,
    summary: "Erase what is written in a section, frozen versions included, for a reason",
    description: "What was handed in keeps the digests of its words, so that its hash verifies still.",
    action: "requirement:submit",
    params: ParamsSchema,
    body: SectionErasureSchema,
    responses: { 200: one },
    handle: async ({ params, principal, author, now, body, idempotency }, deps) => {
      const { submissionId, sectionKey: key } = params;
      const call = { submissionId, key, principal, author, now, idempotency, ...body };
      return replyWith(await eraseSection(deps, call), shown);
    },
  }),
  route({
    method: "get",
    path: `${section}/history`,
    operationId: "readReportSectionHistory",
    tag,
    summary: "Who wrote a section, when; of the words it holds digests",
    action: "history:read",
    params: ParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params: { submissionId, sectionKey: key }, query: page, principal }, deps) =>
      listReply(await readSubmissionHistory(deps, { submissionId, key, principal, page })),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/requirements/{requirementNumber}/report",
    operationId: "readHandedReport",
    tag,
    summary: "What was handed in for a requirement: the sections that its template asks for, frozen",
    description:
      "For its funder, and for whoever owes it or keeps its partnership. Figures of its own period, money and documents of its own commitment.",
    action: "commitment:read",
    params: RequirementSchema,
    responses: { 200: { description: "The report", schema: HandedReportSchema } },
    handle: async ({ params, principal }, { table }) => {
      const asked = { id: params.commitmentId, number: params.requirementNumber, principal };
      return replyWith(await readHandedReport(table, asked), (body) => ({ status: 200, body }));
    },
  }),
];
