import type { Principal } from "../../identity/principal.ts";
import { type ReportRef, readRequirement } from "../../investments/index.ts";
import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { freeze } from "./frozen.ts";
import { readFullGround, readGround, requirementOf } from "./ground.ts";
import { type HandedReport, handedReport } from "./handed-report.ts";
import { requireKept } from "./kept-partnership.ts";
import { findPinned, sectionPk, sectionView } from "./section.store.ts";
import type { SectionView } from "./section.ts";
import { findFrozen, submissionPk, submissionsPage } from "./submission.store.ts";
import { refName } from "./submission.ts";
import { type SubmissionView, submissionSummary, submissionView } from "./submission-view.ts";
import { readSection } from "./write-section.ts";
import { findOwn } from "./write-submission.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly submissionId: string; readonly principal: Principal };

/** A page of a partnership's report submissions for who keeps it, the latest first. Two rounds. */
export async function listSubmissions(
  deps: ReadDeps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ReturnType<typeof submissionSummary>>>> {
  const { partnershipId, organisationId, page } = asked;
  const kept = await requireKept(deps.table, { partnershipId, organisationId });
  if (!kept.ok) return kept;
  const query = { list: "report-submissions", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const found = await submissionsPage(deps.table, { partnershipId, ...paging });
    return { items: found.items.map(submissionSummary), ...(found.next ? { next: found.next } : {}) };
  });
}

/** A submission with where each requirement stands and what it lacks. Three rounds. */
export async function readSubmission(
  { table }: { readonly table: Table },
  { submissionId, principal }: Asked,
): Promise<Result<SubmissionView>> {
  const own = await findOwn(table, { submissionId, organisationId: principal.organisationId });
  if (!own.ok) return own;
  return ok(submissionView(own.value, await readGround(table, own.value.submission, principal)));
}

/** One section with what is written in it. Two rounds. */
export async function showSection(
  table: Table,
  asked: Asked & { readonly key: string },
): Promise<Result<SectionView>> {
  const read = await readSection(table, asked);
  return read.ok ? ok(sectionView(asked.key, read.value.section)) : read;
}

/** What one funder would read, were the submission handed in now. Three rounds. */
export async function previewReport(
  { table }: { readonly table: Table },
  { submissionId, principal, ...ref }: Asked & ReportRef,
): Promise<Result<HandedReport>> {
  const own = await findOwn(table, { submissionId, organisationId: principal.organisationId });
  if (!own.ok) return own;
  const { submission } = own.value;
  const answer = submission.answers.find((each) => refName(each) === refName(ref));
  const ground = await readFullGround(table, submission, principal);
  if (!ground.ok) return ground;
  const { requirements, sections, written } = ground.value;
  const owed = answer && requirementOf(requirements, answer);
  if (!owed) return fail({ code: "not_found", detail: "This submission does not answer such a report." });
  return ok(handedReport(freeze(owed, owed.asked, written), sections, { edition: answer.edition + 1 }));
}

/**
 * What was handed in last for one requirement, for whoever may see that requirement: its funder, whose duty it is, who keeps the
 * partnership. Three rounds: the commitment, what was frozen, the words. `not_found` where nothing came out of a submission.
 */
export async function readHandedReport(
  table: Table,
  asked: { readonly id: string; readonly number: number; readonly principal: Principal },
): Promise<Result<HandedReport>> {
  const read = await readRequirement(table, asked);
  if (!read.ok) return read;
  const { submission, submittedOn } = read.value.requirement;
  const report = submission?.report;
  const ref = { commitmentId: asked.id, requirementNumber: asked.number };
  const none = {
    code: "not_found",
    detail: "Nothing was handed in for this out of a report submission.",
  } as const;
  if (!report) return fail(none);
  const found = await findFrozen(table, report.submissionId, [{ ...ref, edition: report.edition }]);
  const frozen = found.get(refName(ref));
  if (!frozen) throw new Error(`What was handed in for ${refName(ref)} is not there.`);
  const sections = await findPinned(table, report.submissionId, frozen.pins);
  return ok(handedReport(frozen, sections, { edition: report.edition, submittedOn }));
}

/** A page of a submission's changes, or of one of its sections', oldest first: of words they hold digests. Two rounds. */
export async function readSubmissionHistory(
  deps: ReadDeps,
  asked: Asked & { readonly key?: string | undefined; readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { submissionId, principal, key, page } = asked;
  const own = await findOwn(deps.table, { submissionId, organisationId: principal.organisationId });
  if (!own.ok) return own;
  const pk = key === undefined ? submissionPk(submissionId) : sectionPk(submissionId, key);
  const query = { list: "report-submission-history", pk };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk, ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
