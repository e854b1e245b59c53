import { changesUntil, settledInstant } from "../platform/as-of.ts";
import { foldChanges } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { type Designation, visibleDesignations } from "./designation.ts";
import {
  fromParts,
  type LoadedPartnership,
  partnershipPk,
  readPartnership,
  requireOwn,
  requireReadable,
} from "./partnership.store.ts";
import { type LinkView, linkView, type PartnershipView, partnershipView } from "./partnership-view.ts";
import type { Share } from "./share.ts";
import type { Strategy } from "./strategy.ts";

type Deps = { readonly table: Table };
type Asked = { readonly partnershipId: string; readonly organisationId: string };
type Versioned<T> = { readonly value: T; readonly version: number };

/**
 * A partnership with its strategies and links, for those who may read it: one Query. With `asOf` as it was recorded at that
 * instant, for those who may read it *now*; that reads its history up to then, page by page.
 */
export async function showPartnership(
  deps: Deps,
  input: Asked & { readonly now: string; readonly asOf?: string | undefined },
): Promise<Result<PartnershipView>> {
  const readable = await loadReadable(deps, input);
  if (!readable.ok) return readable;
  const { asOf } = input;
  if (asOf === undefined) return ok(partnershipView(readable.value));
  const instant = settledInstant(asOf, input.now);
  if (!instant.ok) return instant;
  const past = await partnershipAsOf(deps.table, input.partnershipId, instant.value);
  if (!past)
    return fail({ code: "not_found", detail: "The partnership was not recorded yet at this instant." });
  return ok(partnershipView(past));
}

/**
 * A partnership as it was recorded by a settled instant, without stored items; undefined where it was not recorded yet. Who may read it is
 * for the caller to have decided. One Query per hundred changes up to then.
 */
export async function partnershipAsOf(
  table: Table,
  partnershipId: string,
  instant: string,
): Promise<LoadedPartnership | undefined> {
  const changes = await changesUntil(table, partnershipPk(partnershipId), instant);
  const last = changes.at(-1);
  const state = fromParts(foldChanges(changes));
  if (!state || !last) return undefined;
  return { ...state, version: last.version, recordedAt: last.recordedAt, items: [] };
}

/** One strategy of a partnership, for those who may read it. One Query. */
export async function showStrategy(
  deps: Deps,
  input: Asked & { readonly strategyId: string },
): Promise<Result<Versioned<Strategy>>> {
  const readable = await loadReadable(deps, input);
  if (!readable.ok) return readable;
  const value = readable.value.strategies.find(({ id }) => id === input.strategyId);
  if (!value) return fail({ code: "not_found", detail: "This partnership has no such strategy." });
  return ok({ value, version: readable.value.version });
}

/** One link of a partnership, for those who may read it. One Query. */
export async function showLink(
  deps: Deps,
  input: Asked & { readonly linkId: string },
): Promise<Result<Versioned<LinkView>>> {
  const readable = await loadReadable(deps, input);
  if (!readable.ok) return readable;
  const link = readable.value.links.find(({ id }) => id === input.linkId);
  if (!link) return fail({ code: "not_found", detail: "This partnership has no such link." });
  return ok({ value: linkView(link), version: readable.value.version });
}

/** With whom a partnership is shared, for its backbone alone. One Query; at most 200, so not paged. */
export async function showShares(deps: Deps, input: Asked): Promise<Result<Versioned<readonly Share[]>>> {
  const own = requireOwn(await readPartnership(deps.table, input.partnershipId), input);
  return own.ok ? ok({ value: own.value.shares, version: own.value.version }) : own;
}

/** What was decided about a partnership, for those who may read it, each what it may see. One Query; at most 50, so not paged. */
export async function showDesignations(
  deps: Deps,
  input: Asked,
): Promise<Result<Versioned<readonly Designation[]>>> {
  const readable = await loadReadable(deps, input);
  if (!readable.ok) return readable;
  return ok({ value: visibleDesignations(readable.value, input), version: readable.value.version });
}

/** One designation of a partnership, for those who may see it. One Query. */
export async function showDesignation(
  deps: Deps,
  input: Asked & { readonly number: number },
): Promise<Result<Versioned<Designation>>> {
  const shown = await showDesignations(deps, input);
  if (!shown.ok) return shown;
  const value = shown.value.value.find(({ number }) => number === input.number);
  if (!value) return fail({ code: "not_found", detail: "This partnership has no such designation." });
  return ok({ value, version: shown.value.version });
}

async function loadReadable(deps: Deps, input: Asked): Promise<Result<LoadedPartnership>> {
  return requireReadable(await readPartnership(deps.table, input.partnershipId), input);
}
