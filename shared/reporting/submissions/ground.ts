import type { Principal } from "../../identity/principal.ts";
import {
  askedSections,
  findReports,
  findTemplateVersions,
  type OwedReport,
  owes,
  type ReportRef,
  type Requirement,
  seesRequirement,
  templateName,
} from "../../investments/index.ts";
import { findOwnSummaries } from "../../measurement/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { type Asked, byName } from "./completeness.ts";
import type { Written } from "./frozen.ts";
import { findSections, type LoadedSection } from "./section.store.ts";
import { type ReportSubmission, refName } from "./submission.ts";

/** Requirements as they stand, with the sections that each asks for, by name. */
export type Requirements = ReadonlyMap<string, OwedReport & { readonly asked: Asked }>;

/** Requirements by reference, as somebody may see them; what is not there for them is left out. Two rounds: reports, then templates. */
export async function readRequirements(
  table: Table,
  refs: readonly ReportRef[],
  principal: Principal,
): Promise<Requirements> {
  return withSections(table, seenBy(principal, await findReports(table, refs)));
}

/** A duty that went to another organisation takes its report along: whom it left sees no more of it. */
function seenBy(principal: Principal, found: readonly OwedReport[]): OwedReport[] {
  return found.filter(({ commitment, requirement }) => seesRequirement(commitment, requirement, principal));
}

/** Requirements that were read, with the sections that each asks for. One round, none where no template is named. */
export async function withSections(table: Table, found: readonly OwedReport[]): Promise<Requirements> {
  const versions = await findTemplateVersions(
    table,
    found.flatMap(({ requirement: { template } }) => template ?? []),
  );
  const all = found.map((owed) => {
    const { template, number } = owed.requirement;
    const version = template && versions.get(templateName(template));
    const ref = { commitmentId: owed.commitment.id, requirementNumber: number };
    return { ...owed, ...ref, asked: { ...ref, sections: askedSections(owed.requirement, version) } };
  });
  return byName(all);
}

/** Of some requirements, those that the partnership owes, as who keeps it may answer them: not one of another partnership. */
export function isOwedBy(owed: OwedReport, principal: Principal, partnershipId: string): boolean {
  const { partnershipId: linked } = owed.commitment;
  return owes(owed, principal) && (linked === undefined || linked === partnershipId);
}

/** What a submission answers, and what is written in it. */
export type Ground = {
  readonly requirements: Requirements;
  readonly sections: ReadonlyMap<string, LoadedSection>;
};

/** The same, with what is recorded of the indicators that it names. */
export type FullGround = Ground & { readonly written: Written };

/** What a submission answers, and what is written in it. Two rounds: requirements beside sections, then templates. */
export async function readGround(
  table: Table,
  submission: ReportSubmission,
  principal: Principal,
): Promise<Ground> {
  const { found, sections } = await readBoth(table, submission, principal);
  return { requirements: await withSections(table, found), sections };
}

/** Indicators that one submission may name: their summaries are read together. */
const MOST_INDICATORS = 200;

/**
 * All that a report is composed of. Two rounds: requirements beside sections, then templates beside summaries. Refused with
 * `too_many_items` where the sections name more than 200 indicators.
 */
export async function readFullGround(
  table: Table,
  submission: ReportSubmission,
  principal: Principal,
): Promise<Result<FullGround>> {
  const { found, sections } = await readBoth(table, submission, principal);
  const named = [...sections.values()].flatMap(({ content }) => content.figures ?? []);
  const indicatorIds = [...new Set(named.map(({ indicatorId }) => indicatorId))];
  if (indicatorIds.length > MOST_INDICATORS)
    return fail({
      code: "too_many_items",
      detail: `Its sections name ${indicatorIds.length} indicators, and a submission names ${MOST_INDICATORS}. Leave some out.`,
      extra: { limit: MOST_INDICATORS },
    });
  const { partnershipId } = submission;
  const [requirements, summaries] = await Promise.all([
    withSections(table, found),
    findOwnSummaries(table, partnershipId, indicatorIds),
  ]);
  const known = new Map(summaries.map((summary) => [summary.indicatorId, summary]));
  return ok({ requirements, sections, written: { partnershipId, sections, summaries: known } });
}

async function readBoth(table: Table, submission: ReportSubmission, principal: Principal) {
  const { id, answers, sectionKeys } = submission;
  const [found, sections] = await Promise.all([
    findReports(table, answers),
    findSections(table, id, sectionKeys),
  ]);
  return { found: seenBy(principal, found), sections };
}

/** Whether what a requirement holds now is an edition of a submission. */
export function holds(
  requirement: Pick<Requirement, "submission">,
  edition: { readonly submissionId: string; readonly edition: number },
): boolean {
  const report = requirement.submission?.report;
  return report?.submissionId === edition.submissionId && report.edition === edition.edition;
}

/** The contents of sections, by key. */
export function contentsOf(sections: Ground["sections"]) {
  return new Map([...sections].map(([key, { content }]) => [key, content]));
}

/** The requirement of a reference, or undefined. */
export function requirementOf(requirements: Requirements, ref: ReportRef) {
  return requirements.get(refName(ref));
}
