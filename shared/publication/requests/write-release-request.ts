import { staleVersion } from "../../identity/stale-version.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { pause, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { isAskedOf, noSuchRequest, toView } from "./read-release-requests.ts";
import {
  countOf,
  countOneMore,
  findRequest,
  type LoadedRequest,
  releasePublished,
  saveRequest,
} from "./release-request.store.ts";
import {
  MOST_A_DAY,
  type NewReleaseRequest,
  type ReleaseRequest,
  type ReleaseRequestView,
  type RequestDecision,
} from "./release-request.ts";

type Deps = { readonly table: Table };
type RequestCall = {
  readonly requestId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};
type RequestMove = RequestCall & { readonly ifMatch: number };

/** How often one more is counted anew where others of the organisation ask at the same time. */
const ATTEMPTS = 8;

/**
 * Queues a request for figures that are not released. Nothing that it names is looked at, so that its answer, and the time it takes, tell
 * nothing of what there is: it is taken all the same. Two rounds: how many the organisation made on the day (UTC), the transaction that
 * counts one more. Refused with `too_many_requests` above fifty a day.
 */
export async function askForRelease(
  deps: Deps,
  call: RequestCall & { readonly input: NewReleaseRequest },
): Promise<Result<ReleaseRequestView>> {
  const { requestId: id, input, author: by, now, idempotency } = call;
  const next: ReleaseRequest = { ...input, id, status: "open", askedAt: now, askedBy: by };
  const day = now.slice(0, 10);
  for (let attempt = 1; ; attempt++) {
    const before = await countOf(deps.table, by.organisationId, day);
    if (before >= MOST_A_DAY) return fail(tooMany(day));
    const others = [countOneMore(by.organisationId, day, before)];
    const action = "release-request.made";
    const written = await saveRequest(deps.table, { next, others, action, by, now, idempotency });
    if (written.ok) return ok(toView({ request: next, head: written.value }));
    if (written.problem.extra?.failedOther !== 0) return written;
    if (attempt === ATTEMPTS)
      return fail({ code: "busy", detail: "Others of you ask at this moment. Try again." });
    await pause(attempt);
  }
}

/** Answers a request with a release that is published, or declines it with a reason, by the owner of the partnership that is asked. */
export async function decideReleaseRequest(
  deps: Deps,
  call: RequestMove & { readonly decision: RequestDecision },
): Promise<Result<ReleaseRequestView>> {
  const { requestId, author, decision, now } = call;
  const found = await findRequest(deps.table, requestId);
  if (!found || !(await isAskedOf(deps.table, found, author.organisationId))) return fail(noSuchRequest());
  const next: ReleaseRequest = { ...found.request, ...decision, closedAt: now };
  if (decision.status === "declined")
    return close(deps.table, call, { found, next, reason: decision.reason });
  const others = [releasePublished(decision.releaseId, found.request.partnershipId)];
  const closed = await close(deps.table, call, { found, next, reason: decision.note, others });
  if (closed.ok || closed.problem.extra?.failedOther !== 0) return closed;
  return fail(invalidAt("/releaseId", "The partnership has published no such release, or withdrew it."));
}

/** Takes a request back for a reason, by the organisation that made it. */
export async function withdrawReleaseRequest(
  deps: Deps,
  call: RequestMove & { readonly reason: string },
): Promise<Result<ReleaseRequestView>> {
  const { requestId, author, reason, now } = call;
  const found = await findRequest(deps.table, requestId);
  if (found?.ownerId !== author.organisationId) return fail(noSuchRequest());
  const next: ReleaseRequest = { ...found.request, status: "withdrawn", reason, closedAt: now };
  return close(deps.table, call, { found, next, reason });
}

/** An open request is closed over the version that was read. Of two who do at once, one gets `version_conflict`. */
async function close(
  table: Table,
  { author: by, now, ifMatch, idempotency }: RequestMove,
  step: {
    readonly found: LoadedRequest;
    readonly next: ReleaseRequest;
    readonly reason: string | undefined;
    readonly others?: readonly Write[];
  },
): Promise<Result<ReleaseRequestView>> {
  const { found, next, reason, others = [] } = step;
  if (found.head.version !== ifMatch) return fail(staleVersion(found.head.version));
  const { status } = found.request;
  if (status !== "open")
    return fail({
      code: "conflict",
      detail: `The request is ${status} already. Whoever still needs figures asks anew.`,
      extra: { state: status },
    });
  const action = `release-request.${next.status}`;
  const write = { previous: found, next, others, action, reason, by, now, idempotency };
  const written = await saveRequest(table, write);
  return written.ok ? ok(toView({ request: next, head: written.value })) : written;
}

function tooMany(day: string) {
  const detail = `Your organisation made ${MOST_A_DAY} requests on ${day} (UTC), as many as are taken in a day. Ask again tomorrow.`;
  return { code: "too_many_requests", detail, extra: { limit: MOST_A_DAY } } as const;
}
