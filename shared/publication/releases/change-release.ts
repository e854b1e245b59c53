import { staleVersion } from "../../identity/stale-version.ts";
import { findHeldBack } from "../../measurement/index.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { beginWork } from "./create-release.ts";
import { ledgerWrites, loadLedger, MOST_RELEASES } from "./ledger.store.ts";
import { ownRelease, releaseView } from "./read-releases.ts";
import { type LoadedRelease, saveRelease, saveWork, type Work } from "./release.store.ts";
import { DEEDS, type Deed, mayDo, type Release, type ReleaseView } from "./release.ts";

export type DeedCall = {
  readonly releaseId: string;
  readonly author: Author;
  readonly ifMatch: number;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** Plans a release anew, from the figures as they stand now and with all that is out by now. Two rounds. */
export async function planAgain(table: Table, call: DeedCall): Promise<Result<ReleaseView>> {
  const loaded = await ready(table, call, "plan");
  if (!loaded.ok) return loaded;
  const {
    cells: _c,
    loss: _l,
    lossByDimension: _d,
    refusal: _r,
    heldBack: _h,
    agreementIds: _a,
    ledgerVersion: _v,
    planHash: _p,
    ...kept
  } = loaded.value.release;
  const next: Release = { ...kept, status: "planning", attempt: kept.attempt + 1 };
  return save(table, call, { loaded: loaded.value, next, deed: "plan", phase: "freeze" });
}

/**
 * Has a planned release published under the next number. Refused with `conflict` where something else was published or registered since
 * it was planned: what is out has grown; or where an agreement forbids it by now. Then it has to be planned again. Three rounds; the
 * last is one transaction with the ledger.
 */
export async function publishRelease(table: Table, call: DeedCall): Promise<Result<ReleaseView>> {
  const loaded = await ready(table, call, "publish");
  if (!loaded.ok) return resumed(table, call, "publishing", loaded);
  const { release, ownerId } = loaded.value;
  const [ledger, heldBack] = await Promise.all([
    loadLedger(table, release.partnershipId),
    findHeldBack(table, release.partnershipId),
  ]);
  if (ledger.version !== release.ledgerVersion) return fail(OVERTAKEN);
  if (release.agreementIds?.some((id) => heldBack.includes(id))) return fail(FORBIDDEN_SINCE);
  const { releases } = ledger.ledger;
  if (releases.length >= MOST_RELEASES)
    return fail({ code: "conflict", detail: `A partnership has at most ${MOST_RELEASES} releases.` });
  const number = releases.length + 1;
  const next: Release = { ...release, status: "publishing", number, publishedAt: call.now };
  const { writes } = ledgerWrites(ledger, {
    partnershipId: release.partnershipId,
    next: { ...ledger.ledger, releases: [...releases, { id: release.id, attempt: release.attempt }] },
    ownerId,
    action: "release-ledger.release-added",
    by: call.author,
    now: call.now,
  });
  const saved = await save(table, call, {
    loaded: loaded.value,
    next,
    deed: "publish",
    phase: "publish",
    writes,
  });
  return !saved.ok && saved.problem.extra?.failedOther === 0 ? fail(OVERTAKEN) : saved;
}

const OVERTAKEN = {
  code: "conflict",
  detail:
    "Since this was planned, another release was published or registered, and the two have to be looked at together. Have it planned again, then publish it.",
} as const;

const FORBIDDEN_SINCE = {
  code: "conflict",
  detail:
    "Since this was planned, an agreement with a source was changed and forbids to publish some of its figures. Have it planned again: they will be left out.",
} as const;

/** Puts a release away that was not published. */
export async function discardRelease(
  table: Table,
  call: DeedCall & { readonly reason: string },
): Promise<Result<ReleaseView>> {
  const loaded = await ready(table, call, "discard");
  if (!loaded.ok) return loaded;
  const next: Release = { ...loaded.value.release, status: "discarded" };
  return save(table, call, { loaded: loaded.value, next, deed: "discard", reason: call.reason });
}

/**
 * Has a published release withdrawn: its figures are dropped, what it said of itself and its hash stay. It goes on to count as out, for
 * whoever has a copy keeps it.
 */
export async function withdrawRelease(
  table: Table,
  call: DeedCall & { readonly reason: string },
): Promise<Result<ReleaseView>> {
  const loaded = await ready(table, call, "withdraw");
  if (!loaded.ok) return resumed(table, call, "withdrawing", loaded);
  const { reason, now } = call;
  const next: Release = { ...loaded.value.release, status: "withdrawing", withdrawal: { at: now, reason } };
  return save(table, call, { loaded: loaded.value, next, deed: "withdraw", phase: "withdraw", reason });
}

/** A release that a deed may be done to, in the version that was read. */
async function ready(
  table: Table,
  { releaseId, author, ifMatch, now }: DeedCall,
  deed: Deed,
): Promise<Result<LoadedRelease>> {
  const loaded = await ownRelease(table, { releaseId, organisationId: author.organisationId });
  if (!loaded.ok) return loaded;
  const { release, head, work } = loaded.value;
  if (head.version !== ifMatch) return fail(staleVersion(head.version));
  const isStuck = deed === "plan" && release.status === "planning" && hasStopped(work, now);
  if (mayDo(deed, release) || isStuck) return loaded;
  const from = DEEDS[deed].from.join(" or ");
  return fail({
    code: "conflict",
    detail: `This release is ${release.status}. Only one that is ${from} can be taken to ${DEEDS[deed].to}.`,
    extra: { state: release.status },
  });
}

/** Work that is not moved for so long is not at work any more: twenty minutes, longer than a step may take. */
const STOPPED_MS = 20 * 60_000;

/** Whether work was cut off: it says so, or it has not moved for longer than a step may take. */
function hasStopped(work: Work | undefined, now: string): boolean {
  if (work?.status === "failed") return true;
  return work?.status === "running" && Date.parse(now) - Date.parse(work.at) > STOPPED_MS;
}

/** Takes work up again that was cut off while a release was being published or withdrawn. */
async function resumed(
  table: Table,
  { releaseId, author, now }: DeedCall,
  status: Release["status"],
  refused: Result<LoadedRelease>,
): Promise<Result<ReleaseView>> {
  if (refused.ok) throw new Error("Only what was refused is taken up again.");
  const loaded = await ownRelease(table, { releaseId, organisationId: author.organisationId });
  if (!loaded.ok || loaded.value.release.status !== status) return refused;
  const stopped = loaded.value.work;
  if (!stopped || !hasStopped(stopped, now)) return refused;
  const work: Work = { ...stopped, status: "running", step: stopped.step + 1, at: now };
  if (!(await saveWork(table, work, loaded.value))) return refused;
  return ok(releaseView({ ...loaded.value, work }));
}

async function save(
  table: Table,
  { author, now, idempotency }: DeedCall,
  made: {
    readonly loaded: LoadedRelease;
    readonly next: Release;
    readonly deed: Deed;
    readonly phase?: Work["phase"];
    readonly reason?: string;
    readonly writes?: ReturnType<typeof ledgerWrites>["writes"];
  },
): Promise<Result<ReleaseView>> {
  const { loaded, next, deed, phase, reason, writes } = made;
  const step = (loaded.work?.step ?? 0) + 1;
  const work = phase && beginWork(next, phase, { by: author, at: now, step });
  const written = await saveRelease(table, {
    previous: loaded,
    next,
    ownerId: loaded.ownerId,
    action: ACTIONS[deed],
    reason,
    by: author,
    now,
    idempotency,
    ...(work ? { work } : {}),
    ...(writes ? { others: writes } : {}),
  });
  return written.ok
    ? ok(releaseView({ release: next, head: written.value, work: work ?? loaded.work }))
    : written;
}

const ACTIONS: Readonly<Record<Deed, string>> = {
  plan: "release.planning-asked",
  publish: "release.publishing-asked",
  discard: "release.discarded",
  withdraw: "release.withdrawal-asked",
};
