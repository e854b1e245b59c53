import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import {
  type NewRequirements,
  NewRequirementsSchema,
} from "../../../../shared/investments/requirements/add-requirements.ts";
import {
  type Requirement,
  RequirementSchema,
} from "../../../../shared/investments/requirements/requirement.ts";
import { aCommitment } from "../../../support/commitments.ts";

export const GRANTEE = "org_01JD0000000000000000000007";

/** A yearly report as a client asks for it, blocking after 14 days of grace. */
export function newRequirements(overrides: Record<string, unknown> = {}): NewRequirements {
  return NewRequirementsSchema().parse({
    kind: "narrative",
    title: "Annual report",
    schedule: { frequency: "on-days", days: [{ dueOn: "2026-06-30" }] },
    graceDays: 14,
    isBlocking: true,
    responsible: { organisationId: GRANTEE, name: "Cedar County Promise" },
    ...overrides,
  });
}

/** A requirement as it is stored. */
export function aRequirement(overrides: Partial<Requirement> = {}): Requirement {
  return RequirementSchema().parse({
    number: 1,
    revision: 1,
    kind: "narrative",
    title: "Annual report",
    dueOn: "2026-06-30",
    firstDueOn: "2026-06-30",
    graceDays: 14,
    isBlocking: true,
    responsible: { organisationId: GRANTEE, name: "Cedar County Promise", role: "data-lead" },
    status: "open",
    ...overrides,
  });
}

/** An agreed commitment whose recipient owes these reports. */
export async function owing(
  requirements: readonly Requirement[],
  overrides: Record<string, unknown> = {},
): Promise<CommitmentState> {
  const recipient = { organisationId: GRANTEE, name: "Cedar County Promise" };
  return { ...(await aCommitment({ recipient, ...overrides })), requirements };
}
