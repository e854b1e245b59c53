import { staleVersion } from "../../identity/stale-version.ts";
import { findIndicators, ownPartnership } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { pause, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { noSuchPartnership, requireOwnPartnership } from "../own-partnership.ts";
import {
  type Ledger,
  type LoadedLedger,
  ledgerWrites,
  loadLedger,
  MOST_ELSEWHERE,
} from "../releases/ledger.store.ts";
import { loadElsewhere, saveElsewhere } from "./elsewhere.store.ts";
import type { Elsewhere, NewElsewhere } from "./elsewhere.ts";

type Call = { readonly author: Author; readonly now: string };
const ATTEMPTS = 5;

/**
 * Registers a release that others made of the same children: every release that is planned from then on is audited with it. Rounds:
 * partnership, indicators and ledger, then one transaction, again where a release was published meanwhile.
 */
export async function registerElsewhere(
  table: Table,
  call: Call & {
    readonly id: string;
    readonly partnershipId: string;
    readonly input: NewElsewhere;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<Result<Elsewhere>> {
  const { id, partnershipId, input, author, now, idempotency } = call;
  const { cells, title, publisher, publishedOn, url } = input;
  const own = await requireOwnPartnership(table, { partnershipId, organisationId: author.organisationId });
  if (!own.ok) return own;
  const errors = await indicatorFaults(table, call);
  if (errors.length > 0)
    return fail({ code: "validation_failed", detail: "Name indicators of the partnership.", errors });
  const facts = { id, partnershipId, title, publisher, publishedOn, cellCount: cells.length };
  return withLedger(table, { partnershipId, call }, (ledger, writes) => {
    if (ledger.elsewhere.length >= MOST_ELSEWHERE) {
      const detail = `A partnership registers at most ${MOST_ELSEWHERE} releases made elsewhere.`;
      return Promise.resolve(fail({ code: "conflict", detail }));
    }
    const entry = writes(
      { ...ledger, elsewhere: [...ledger.elsewhere, id] },
      "release-ledger.elsewhere-added",
    );
    return saveElsewhere(table, {
      next: { ...facts, ...defined({ url }) },
      cells,
      action: "release-elsewhere.registered",
      by: author,
      now,
      idempotency,
      others: [...entry, ownPartnership(partnershipId, author.organisationId)],
    });
  });
}

/** Takes back a registration that was a mistake, for a reason: releases planned from then on are not audited with it. */
export async function retractElsewhere(
  table: Table,
  call: Call & { readonly id: string; readonly ifMatch: number; readonly reason: string },
): Promise<Result<Elsewhere>> {
  const { id, author, ifMatch, reason, now } = call;
  const loaded = await loadElsewhere(table, id);
  if (loaded?.ownerId !== author.organisationId)
    return fail({ code: "not_found", detail: "There is no such registration among yours." });
  const { elsewhere } = loaded;
  if (elsewhere.version !== ifMatch) return fail(staleVersion(elsewhere.version));
  if (elsewhere.retracted) return fail({ code: "conflict", detail: "It was retracted before." });
  const { version: _version, recordedAt: _at, ...facts } = elsewhere;
  return withLedger(table, { partnershipId: facts.partnershipId, call }, (ledger, writes) =>
    saveElsewhere(table, {
      previous: loaded,
      next: { ...facts, retracted: { at: now, reason } },
      action: "release-elsewhere.retracted",
      reason,
      by: author,
      now,
      others: writes(
        { ...ledger, elsewhere: ledger.elsewhere.filter((one) => one !== id) },
        "release-ledger.elsewhere-retracted",
      ),
    }),
  );
}

/** Does something together with the ledger, again where somebody else changed that in between. */
async function withLedger(
  table: Table,
  { partnershipId, call }: { readonly partnershipId: string; readonly call: Call },
  write: (
    ledger: Ledger,
    writes: (next: Ledger, action: string) => readonly Write[],
  ) => Promise<Result<Elsewhere>>,
): Promise<Result<Elsewhere>> {
  const { author: by, now } = call;
  for (let attempt = 1; ; attempt++) {
    const loaded: LoadedLedger = await loadLedger(table, partnershipId);
    if (loaded.item && loaded.item.ownerId !== by.organisationId) return fail(noSuchPartnership());
    const written = await write(loaded.ledger, (next, action) => {
      const change = { partnershipId, next, ownerId: by.organisationId, action, by, now };
      return ledgerWrites(loaded, change).writes;
    });
    if (written.ok) return ok(written.value);
    const failed = written.problem.extra?.failedOther;
    if (typeof failed !== "number") return written;
    // The ledger's own writes come first: its head, and its change.
    if (failed > 1) return fail(noSuchPartnership());
    if (attempt === ATTEMPTS) return written;
    await pause(attempt);
  }
}

async function indicatorFaults(
  table: Table,
  { partnershipId, input, author }: { partnershipId: string; input: NewElsewhere; author: Author },
) {
  const found = await findIndicators(table, [...new Set(input.cells.map(({ indicatorId }) => indicatorId))]);
  return input.cells.flatMap(({ indicatorId }, at) => {
    const loaded = found.get(indicatorId);
    const isOwn =
      loaded?.ownerId === author.organisationId && loaded.indicator.partnershipId === partnershipId;
    const pointer = `/cells/${at}/indicatorId`;
    return isOwn ? [] : [{ pointer, detail: "The partnership has no such indicator." }];
  });
}
