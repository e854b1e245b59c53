import { staleVersion } from "../../identity/stale-version.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { FunderSettings, FunderSettingsChange } from "./funder-settings.ts";
import { readFunderSettings, settingsPart, settingsPk } from "./settings.store.ts";

/** What a change of settings is called in the history, and the settings after it. */
export type SettingsDecision = {
  readonly action: "funder-settings.change" | "funder-settings.reopen";
  readonly reason: string;
  readonly next: FunderSettings;
};

/**
 * Whether settings may become others. Closed periods move forward; one that is opened again, in part or whole, needs a reason of
 * its own and is called so in the history. Refused with `validation_failed` at `/closedThroughOn` where that reason is missing, or
 * where the day is not over yet.
 */
export function decideSettings(
  present: FunderSettings,
  change: FunderSettingsChange,
  now: string,
): Result<SettingsDecision> {
  const { reason, reopenReason, ...next } = change;
  const { closedThroughOn } = next;
  if (closedThroughOn !== undefined && closedThroughOn >= now.slice(0, 10))
    return fail(invalidAt("/closedThroughOn", "Close a period once its last day is over."));
  const before = present.closedThroughOn;
  const reopens = before !== undefined && (closedThroughOn === undefined || closedThroughOn < before);
  if (!reopens) return ok({ action: "funder-settings.change", reason, next });
  if (reopenReason === undefined)
    return fail(
      invalidAt(
        "/closedThroughOn",
        `The books are closed through ${before}. Opening them again needs its own reason: give "reopenReason".`,
      ),
    );
  return ok({ action: "funder-settings.reopen", reason: `${reopenReason} (${reason})`, next });
}

/**
 * Puts a funder's settings as a whole, under the version that was read: 0 for the first. One GetItem and one transaction. Refused
 * with `version_conflict` where somebody else was faster, or as `decideSettings` says.
 */
export async function changeFunderSettings(
  deps: { readonly table: Table },
  input: {
    readonly organisationId: string;
    readonly change: FunderSettingsChange;
    readonly ifMatch: number;
    readonly author: Author;
    readonly now: string;
  },
): Promise<Result<{ settings: FunderSettings; version: number }>> {
  const { organisationId, ifMatch, author, now } = input;
  const present = await readFunderSettings(deps.table, organisationId);
  if (present.version !== ifMatch) return fail(staleVersion(present.version));
  const decision = decideSettings(present.settings, input.change, now);
  if (!decision.ok) return decision;
  const { action, reason, next } = decision.value;
  const { head } = present;
  const written = await writeAggregate(deps.table, {
    pk: settingsPk(organisationId),
    ownerId: organisationId,
    ...(head ? { previousHead: head } : {}),
    parts: [{ ...(head ? { before: head } : {}), after: settingsPart(next) }],
    action,
    reason,
    by: author,
    now,
  });
  if (written.ok) return ok({ settings: next, version: written.value.version });
  // Two that are both the first: to whoever is late it is a version they had not read.
  return written.problem.code === "already_exists" ? fail(staleVersion(1)) : written;
}
