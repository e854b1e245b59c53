import { staleVersion } from "../../identity/stale-version.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { Choices } from "./choices.ts";
import { releaseFault } from "./create-scorecard.ts";
import { ownScorecard, scorecardView } from "./read-scorecards.ts";
import { type LoadedScorecard, saveScorecard } from "./scorecard.store.ts";
import {
  DEEDS,
  mayDo,
  type Scorecard,
  type ScorecardDeed,
  type ScorecardView,
  WORKING,
} from "./scorecard.ts";

export type ScorecardCall = {
  readonly scorecardId: string;
  readonly author: Author;
  readonly ifMatch: number;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** Has a scorecard that is not published composed again, of other choices or of the same. Three rounds. */
export async function recompose(
  table: Table,
  call: ScorecardCall & { readonly choices?: Choices | undefined },
): Promise<Result<ScorecardView>> {
  const loaded = await ready(table, call, "compose");
  if (!loaded.ok) return loaded;
  const { scorecard, ownerId } = loaded.value;
  const choices = call.choices ?? scorecard.choices;
  const at = { partnershipId: scorecard.partnershipId, ownerId, pointer: "/choices/releaseId" };
  const astray = await releaseFault(table, choices, at);
  if (astray) return fail(astray);
  const { draft: _draft, refusal: _refusal, ...kept } = scorecard;
  return save(table, call, { loaded: loaded.value, next: { ...kept, choices }, deed: "compose" });
}

/** Has a scorecard published as it was looked at, under the next number of its partnership. Two rounds. */
export async function publishScorecardDraft(
  table: Table,
  call: ScorecardCall,
): Promise<Result<ScorecardView>> {
  const loaded = await ready(table, call, "publish");
  if (!loaded.ok) return loaded;
  const { scorecard } = loaded.value;
  const next = { ...scorecard, publishedAt: scorecard.publishedAt ?? call.now };
  return save(table, call, { loaded: loaded.value, next, deed: "publish" });
}

/** Puts a scorecard away that was not published. Two rounds. */
export async function discardScorecard(
  table: Table,
  call: ScorecardCall & { readonly reason: string },
): Promise<Result<ScorecardView>> {
  const loaded = await ready(table, call, "discard");
  if (!loaded.ok) return loaded;
  return save(table, call, {
    loaded: loaded.value,
    next: loaded.value.scorecard,
    deed: "discard",
    reason: call.reason,
  });
}

/** Has a published scorecard withdrawn: what it said is dropped; its number, title and hash stay, and the reason. Two rounds. */
export async function withdrawScorecardDraft(
  table: Table,
  call: ScorecardCall & { readonly reason: string },
): Promise<Result<ScorecardView>> {
  const loaded = await ready(table, call, "withdraw");
  if (!loaded.ok) return loaded;
  const { scorecard } = loaded.value;
  const withdrawal = scorecard.withdrawal ?? { at: call.now, reason: call.reason };
  const next = { ...scorecard, withdrawal };
  return save(table, call, { loaded: loaded.value, next, deed: "withdraw", reason: call.reason });
}

/** Work that has not moved for so long is not at work any more: longer than a step may take. */
const STOPPED_MS = 20 * 60_000;

/** A scorecard that a deed may be done to, in the version that was read. */
async function ready(
  table: Table,
  { scorecardId, author, ifMatch, now }: ScorecardCall,
  deed: ScorecardDeed,
): Promise<Result<LoadedScorecard>> {
  const loaded = await ownScorecard(table, { scorecardId, organisationId: author.organisationId });
  if (!loaded.ok) return loaded;
  const { scorecard, head } = loaded.value;
  if (head.version !== ifMatch) return fail(staleVersion(head.version));
  const { status } = scorecard;
  const hasStopped = Date.parse(now) - Date.parse(head.recordedAt) > STOPPED_MS;
  if (mayDo(deed, scorecard) || (hasStopped && status === DEEDS[deed].to && isWorking(status))) return loaded;
  const from = DEEDS[deed].from.join(" or ");
  return fail({
    code: "conflict",
    detail: `This scorecard is ${status}. Only one that is ${from} can be taken to ${DEEDS[deed].to}.`,
    extra: { state: status },
  });
}

function isWorking(status: string): boolean {
  return WORKING.some((one) => one === status);
}

async function save(
  table: Table,
  { author, now, idempotency }: ScorecardCall,
  made: {
    readonly loaded: LoadedScorecard;
    readonly next: Scorecard;
    readonly deed: ScorecardDeed;
    readonly reason?: string;
  },
): Promise<Result<ScorecardView>> {
  const { loaded, deed, reason } = made;
  const { cutOff: _cutOff, ...kept } = made.next;
  const next: Scorecard = { ...kept, status: DEEDS[deed].to, step: kept.step + 1, askedBy: author };
  const written = await saveScorecard(table, {
    ...{ previous: loaded, next, ownerId: loaded.ownerId, reason, now, idempotency },
    by: author,
    action: ACTIONS[deed],
  });
  return written.ok ? ok(scorecardView(next, written.value)) : written;
}

const ACTIONS: Readonly<Record<ScorecardDeed, string>> = {
  compose: "scorecard.composing-asked",
  publish: "scorecard.publishing-asked",
  discard: "scorecard.discarded",
  withdraw: "scorecard.withdrawal-asked",
};
