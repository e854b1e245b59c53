import type { MoneyCall as Call } from "./money-addresses.ts";

/** What there is of releases, by id. */
export type ReleaseIds = {
  readonly partnership: string;
  readonly indicator: string;
  readonly policy: string;
  readonly release: string;
  readonly registration: string;
};

const reason = "Mischief";

/** A release of all that is recorded of an indicator. */
export function aReleaseBody({ partnership, indicator }: Pick<ReleaseIds, "partnership" | "indicator">) {
  const selection = { indicatorIds: [indicator] };
  return { partnershipId: partnership, title: "Kindergarten readiness by sex", selection };
}

/** What a state printed of an indicator's total in the school year 2024-25. */
export function anElsewhereBody(indicatorId: string) {
  const period = { start: "2024-07-01", end: "2025-06-30" };
  return {
    title: "Report card 2024-25",
    publisher: "Department of Education",
    publishedOn: "2025-12-01",
    cells: [{ indicatorId, period, placeCode: "harbour", denominator: 240 }],
  };
}

/** The rules of the product under another name. */
export const POLICY_RULES = {
  name: "As the product's",
  minimumCell: 10,
  minimumWidth: 10,
  reliabilityMinimum: 30,
  protectZero: true,
  rates: "ladder",
  complementary: "fewest-cells",
  keep: [],
};

/** One request for every operation on releases that are named by these ids, right but for who asks. */
export function releaseCalls(ids: ReleaseIds): readonly Call[] {
  const release = `/releases/${ids.release}`;
  const policy = `/disclosure-policies/${ids.policy}`;
  const elsewhere = `/partnerships/${ids.partnership}/releases-elsewhere`;
  return [
    ["POST", "/releases", aReleaseBody(ids)],
    ["GET", `/partnerships/${ids.partnership}/releases`],
    ["GET", release],
    ["GET", `${release}/preview`],
    ["POST", `${release}/plan`],
    ["POST", `${release}/publish`],
    ["POST", `${release}/withdraw`, { reason }],
    ["POST", `${release}/discard`, { reason }],
    ["GET", `${release}/history`],
    ["GET", policy],
    ["POST", `${policy}/versions`, { ...POLICY_RULES, reason }],
    ["GET", `${policy}/history`],
    ["GET", elsewhere],
    ["POST", elsewhere, anElsewhereBody(ids.indicator)],
    ["POST", `/releases-elsewhere/${ids.registration}/retraction`, { reason }],
  ];
}
