import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo, sharedAmong } from "../access.store.ts";
import {
  assessmentPk,
  assessmentsPage,
  findAssessment,
  type LoadedAssessment,
  toSummary,
} from "./assessment.store.ts";
import type { Assessment, AssessmentSummary, AssessmentView } from "./assessment.ts";
import { dossierOf, frameworkOf } from "./write-assessment.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly assessmentId: string; readonly organisationId: string };

/**
 * An assessment with its dossier: for its backbone; once handed in, for its reviewer and those whom its visibility reaches; else
 * `not_found`. What was handed in is read as it was frozen, whatever the framework says since. At most four rounds, of a draft.
 */
export async function readAssessment(table: Table, asked: Asked): Promise<Result<AssessmentView>> {
  const refused = fail({ code: "not_found", detail: "There is no such assessment." });
  const loaded = await findAssessment(table, asked.assessmentId);
  if (!loaded || !(await isSeen(table, loaded, asked.organisationId))) return refused;
  const summary = summaryFor(loaded, asked.organisationId);
  if (loaded.dossier) return ok({ ...summary, dossier: loaded.dossier });
  const framework = await frameworkOf(table, loaded);
  return framework.ok ? ok({ ...summary, dossier: dossierOf(loaded, framework.value) }) : framework;
}

/** A page of a partnership's assessments that one may see, the latest first; it may be short and have a next one. Two rounds. */
export async function listAssessments(
  deps: ReadDeps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<AssessmentSummary>>> {
  const { partnershipId, organisationId, page } = asked;
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  const query = { list: "assessments", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await assessmentsPage(deps.table, { of: { partnershipId }, ...paging });
    const seen = assessmentsSeen(items, { isBackbone: access.value === "backbone", organisationId });
    return { items: seen, ...(next ? { next } : {}) };
  });
}

type AssessmentAsRead = Pick<LoadedAssessment, "assessment" | "head" | "ownerId">;

/** Those of a partnership's assessments that one may see, as one may see them. */
export function assessmentsSeen(
  items: readonly AssessmentAsRead[],
  { isBackbone, organisationId }: { isBackbone: boolean; organisationId: string },
): AssessmentSummary[] {
  const seen = items.filter(({ assessment }) => isBackbone || isForReader(assessment, organisationId));
  return seen.map((one) => summaryFor(one, organisationId));
}

/**
 * A page of what was handed in to an organisation to review, the latest first, of partnerships that are still shared with it: so it may be
 * short and have a next one. Two rounds.
 */
export async function listReviews(
  deps: ReadDeps,
  asked: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<AssessmentSummary>>> {
  const { organisationId: reviewerId, page } = asked;
  const query = { list: "assessment-reviews", reviewerId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await assessmentsPage(deps.table, { of: { reviewerId }, ...paging });
    const partnershipIds = items.map(({ assessment }) => assessment.partnershipId);
    const shared = await sharedAmong(deps.table, partnershipIds, reviewerId);
    const seen = items.filter(({ assessment }) => shared.has(assessment.partnershipId));
    return { items: seen.map(toSummary), ...(next ? { next } : {}) };
  });
}

/** A page of an assessment's changes, oldest first, for its backbone. */
export async function listAssessmentHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { assessmentId, organisationId, page } = asked;
  const loaded = await findAssessment(deps.table, assessmentId);
  if (loaded?.ownerId !== organisationId)
    return fail({ code: "not_found", detail: "There is no such assessment." });
  const query = { list: "assessment-history", assessmentId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: assessmentPk(assessmentId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

async function isSeen(
  table: Table,
  { assessment, ownerId }: LoadedAssessment,
  organisationId: string,
): Promise<boolean> {
  if (ownerId === organisationId) return true;
  if (assessment.submittedAt === undefined) return false;
  if (assessment.visibility === "public") return true;
  if (!isForReader(assessment, organisationId)) return false;
  return (await accessTo(table, assessment.partnershipId, organisationId)).ok;
}

/** An assessment as somebody sees it: whom it was handed in to tells others who reads the partnership, and is no business of theirs. */
function summaryFor(loaded: AssessmentAsRead, organisationId: string): AssessmentSummary {
  const summary = toSummary(loaded);
  const { reviewerId, decisions, ...rest } = summary;
  if (loaded.ownerId === organisationId || reviewerId === organisationId) return summary;
  const said = decisions?.map(({ organisationId: _, ...decision }) => decision);
  return said ? { ...rest, decisions: said } : rest;
}

/** Whether an organisation that the partnership is shared with sees an assessment. */
function isForReader({ submittedAt, visibility, reviewerId }: Assessment, organisationId: string): boolean {
  return submittedAt !== undefined && (visibility !== "partnership" || reviewerId === organisationId);
}
