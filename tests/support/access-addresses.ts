import type { MoneyCall as Call } from "./money-addresses.ts";

/** What there is beside releases, by id: a partnership's data use agreement, and what somebody asked it to publish. */
export type AccessIds = {
  readonly partnership: string;
  readonly indicator: string;
  readonly agreement: string;
  readonly request: string;
};

const reason = "Mischief";

/** An agreement that opens all to whom it names, in force for a year around now; a test overrides what it is about. */
export function anAgreementBody(
  parties: readonly { readonly organisationId: string; readonly principalIds: readonly string[] }[],
  overrides: Readonly<Record<string, unknown>> = {},
) {
  return {
    parties,
    dimensionKeys: ["race-ethnicity"],
    purpose: "Evaluation of the reading strategy",
    from: dayIn(-30),
    through: dayIn(30),
    minimumCell: 0,
    ...overrides,
  };
}

/** A day so many days from today, in UTC. */
export function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A request for figures in words. */
export function aRequestBody(partnershipId: string) {
  return {
    partnershipId,
    indicator: { words: "Kindergarten readiness" },
    purpose: "A study",
    contactRole: "Principal investigator",
  };
}

/** One request for every operation on what is named by these ids, right but for who asks. */
export function accessCalls(ids: AccessIds): readonly Call[] {
  const agreement = `/data-use-agreements/${ids.agreement}`;
  const request = `/release-requests/${ids.request}`;
  const party = { organisationId: `org_${"0".repeat(26)}`, principalIds: [`per_${"0".repeat(26)}`] };
  return [
    ["GET", `/partnerships/${ids.partnership}/data-use-agreements`],
    ["POST", `/partnerships/${ids.partnership}/data-use-agreements`, anAgreementBody([party])],
    ["GET", agreement],
    ["PATCH", agreement, { minimumCell: 5, reason }],
    ["GET", `${agreement}/series/${ids.indicator}`],
    ["GET", `${agreement}/reads`],
    ["GET", `${agreement}/history`],
    ["GET", `/partnerships/${ids.partnership}/release-requests`],
    ["GET", request],
    ["PATCH", request, { status: "declined", reason }],
    ["POST", `${request}/withdrawal`, { reason }],
  ];
}
