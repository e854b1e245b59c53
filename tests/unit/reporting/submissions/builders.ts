import type { OwedReport, ReportSection } from "../../../../shared/investments/index.ts";
import type { Asked } from "../../../../shared/reporting/submissions/completeness.ts";
import type { VersionedSection } from "../../../../shared/reporting/submissions/section.ts";
import { aCommitment, aPrincipal } from "../../../support/commitments.ts";
import { aRequirement, GRANTEE } from "../../investments/requirements/builders.ts";

export const KEEPER = aPrincipal({ organisationId: GRANTEE, organisationKind: "partnership" });
export const HARBOR = `cmt_${"0".repeat(25)}1`;
export const LAKES = `cmt_${"0".repeat(25)}2`;

/** A section that is asked for. */
export function aSection(key: string, overrides: Partial<ReportSection> = {}): ReportSection {
  return { key, title: `About ${key}`, kind: "text", isRequired: true, ...overrides };
}

/** A requirement of a commitment with the sections that it asks for. */
export function asked(commitmentId: string, sections: readonly ReportSection[]): Asked {
  return { commitmentId, requirementNumber: 1, sections };
}

/** What is written in a section, in its first version. */
export function written(key: string, content: VersionedSection["content"], version = 1): VersionedSection {
  return { key, content, version, salt: `salt of ${key}`, writtenBy: ["per_a"] };
}

/** A report that the keeper owes, of an agreed commitment. */
export async function owed(
  commitmentId: string,
  overrides: Parameters<typeof aRequirement>[0] = {},
  ofCommitment: Record<string, unknown> = {},
): Promise<OwedReport> {
  const { commitment } = await aCommitment({ recipient: { organisationId: GRANTEE, name: "Cedar" } });
  return {
    commitment: { ...commitment, ...ofCommitment, id: commitmentId },
    requirement: aRequirement(overrides),
  };
}
