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

/** All that a submission rests on. */
export type Ground = {
  readonly requirements: Requirements;
  readonly sections: ReadonlyMap<string, LoadedSection>;
  readonly written: Written;
};

/**
 * What a submission answers, what is written, and what is recorded of the indicators it names. Two rounds: requirements beside sections,
 * then templates beside summaries.
 */
export async function readGround(
  table: Table,
  submission: ReportSubmission,
  principal: Principal,
): Promise<Ground> {
  const { id, partnershipId, answers, sectionKeys } = submission;
  const [found, sections] = await Promise.all([
    findReports(table, answers),
    findSections(table, id, sectionKeys),
  ]);
  const indicatorIds = [...sections.values()].flatMap(
    ({ content }) => content.figures?.map((ref) => ref.indicatorId) ?? [],
  );
  const [requirements, summaries] = await Promise.all([
    withSections(table, seenBy(principal, found)),
    findOwnSummaries(table, partnershipId, [...new Set(indicatorIds)]),
  ]);
  const known = new Map(summaries.map((summary) => [summary.indicatorId, summary]));
  return { requirements, sections, written: { partnershipId, sections, summaries: known } };
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
