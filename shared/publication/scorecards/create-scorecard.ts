import { ownPartnership } from "../../measurement/index.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { loadRelease } from "../releases/release.store.ts";
import type { Choices, NewScorecard } from "./choices.ts";
import { scorecardView } from "./read-scorecards.ts";
import { saveScorecard } from "./scorecard.store.ts";
import type { Scorecard, ScorecardView } from "./scorecard.ts";

export type NewScorecardCall = {
  readonly scorecardId: string;
  readonly author: Author;
  readonly input: NewScorecard;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/**
 * Makes a scorecard of a partnership's published release, and has it composed; nothing is published before somebody asks for it. Refused
 * where the release is not the partnership's, or not published. Two rounds: the release, then one transaction.
 */
export async function createScorecard(table: Table, call: NewScorecardCall): Promise<Result<ScorecardView>> {
  const { scorecardId, input, author, now, idempotency } = call;
  const { partnershipId, ...choices } = input;
  const ownerId = author.organisationId;
  const astray = await releaseFault(table, choices, { partnershipId, ownerId, pointer: "/releaseId" });
  if (astray) return fail(astray);
  const scorecard: Scorecard = {
    ...{ id: scorecardId, partnershipId, choices, step: 1 },
    status: "composing",
    askedBy: author,
  };
  const written = await saveScorecard(table, {
    ...{ next: scorecard, ownerId, now, idempotency },
    by: author,
    action: "scorecard.created",
    others: [ownPartnership(partnershipId, ownerId)],
  });
  if (written.ok) return ok(scorecardView(scorecard, written.value));
  if (written.problem.extra?.failedOther === 0)
    return fail(invalidAt("/partnershipId", "There is no such partnership among those you keep."));
  return written;
}

/** Why a scorecard cannot draw on a release: it is not the partnership's, not published, or has other indicators. One BatchGet. */
export async function releaseFault(
  table: Table,
  { releaseId, indicators = [] }: Choices,
  at: { readonly partnershipId: string; readonly ownerId: string; readonly pointer: string },
): Promise<Problem | undefined> {
  const loaded = await loadRelease(table, releaseId);
  const isOwn = loaded?.ownerId === at.ownerId && loaded.release.partnershipId === at.partnershipId;
  if (!isOwn || loaded.release.status !== "published")
    return invalidAt(at.pointer, "The partnership has no such published release.");
  const known = new Set(loaded.release.selection.indicatorIds);
  const prefix = at.pointer.slice(0, -"/releaseId".length);
  const errors = indicators.flatMap(({ id }, index) =>
    known.has(id)
      ? []
      : [{ pointer: `${prefix}/indicators/${index}/id`, detail: "The release has no such indicator." }],
  );
  if (errors.length === 0) return undefined;
  return { code: "validation_failed", detail: "A scorecard shows indicators of its release.", errors };
}
