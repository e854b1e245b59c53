import type { MoneyCall as Call } from "./money-addresses.ts";

/** What there is of a scorecard, by id. */
export type ScorecardIds = {
  readonly partnership: string;
  readonly release: string;
  readonly scorecard: string;
};

const reason = "Mischief";

/** A scorecard of a release, as it is sent to be made. */
export function aScorecardBody({ partnership, release }: Pick<ScorecardIds, "partnership" | "release">) {
  return {
    partnershipId: partnership,
    releaseId: release,
    title: { en: "Are our children better off?", es: "¿Están mejor nuestros niños?" },
  };
}

/** One request for every operation on scorecards that are named by these ids, right but for who asks. */
export function scorecardCalls(ids: ScorecardIds): readonly Call[] {
  const scorecard = `/scorecards/${ids.scorecard}`;
  return [
    ["POST", "/scorecards", aScorecardBody(ids)],
    ["GET", `/partnerships/${ids.partnership}/scorecards`],
    ["GET", scorecard],
    ["GET", `${scorecard}/preview`],
    ["POST", `${scorecard}/compose`, {}],
    ["POST", `${scorecard}/publish`],
    ["POST", `${scorecard}/withdraw`, { reason }],
    ["POST", `${scorecard}/discard`, { reason }],
    ["GET", `${scorecard}/history`],
  ];
}
