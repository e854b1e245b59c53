import type { Author } from "../platform/history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findIndicator, type LoadedIndicator, saveIndicator, toView } from "./indicator.store.ts";
import type { Indicator, IndicatorView } from "./indicator.ts";
import { applyPatch, type IndicatorPatch } from "./indicator-patch.ts";

export type IndicatorChange = {
  readonly indicatorId: string;
  readonly ifMatch: number;
  readonly author: Author;
  readonly now: string;
};

/** Changes what an indicator says of itself, for a reason. Its unit, rate base, place and partnership stay. */
export function changeIndicator(
  deps: { table: Table },
  input: IndicatorChange & { readonly patch: IndicatorPatch },
): Promise<Result<IndicatorView>> {
  const { reason } = input.patch;
  return writeChange(deps, input, {
    action: "indicator.changed",
    reason,
    next: ({ indicator }) => applyPatch(indicator, input.patch),
  });
}

/** Reads an owner's indicator in the version it was asked to be changed in, and writes its next state. */
export async function writeChange(
  deps: { table: Table },
  input: IndicatorChange,
  change: { action: string; reason?: string | undefined; next: (loaded: LoadedIndicator) => Indicator },
): Promise<Result<IndicatorView>> {
  const previous = await findIndicator(deps.table, input.indicatorId);
  if (previous?.ownerId !== input.author.organisationId)
    return fail({ code: "not_found", detail: "There is no such indicator." });
  const currentVersion = previous.head.version;
  if (currentVersion !== input.ifMatch) {
    const detail =
      "Somebody changed this indicator since you read it. Read it again, then send your change anew.";
    return fail({ code: "version_conflict", detail, extra: { currentVersion } });
  }
  const next = change.next(previous);
  const { ownerId } = previous;
  const { author: by, now } = input;
  const written = await saveIndicator(deps.table, { ...change, previous, next, ownerId, by, now });
  return written.ok ? ok(toView({ indicator: next, ownerId, head: written.value })) : written;
}
