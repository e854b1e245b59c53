import type { Author } from "../../platform/history.ts";
import { type Table, TableBusy } from "../../platform/table.ts";
import type { Clock } from "../../platform/time.ts";
import {
  markNewerRelease,
  type ScorecardState,
  scorecardsOn,
  withdrawScorecard,
} from "../published/scorecards.store.ts";
import { loadScorecard, saveScorecard } from "./scorecard.store.ts";

type Deps = { readonly table: Table; readonly published: Table; readonly clock: Clock };

const ATTEMPTS = 8;

/**
 * Withdraws the scorecards that draw on a release which is withdrawn: their figures are its figures. Done again, it goes on where it was cut
 * off. No scorecard can be published on the release meanwhile: the table refuses that from the moment the release says it is withdrawn.
 */
export async function withdrawScorecardsOn(
  deps: Deps,
  release: { readonly id: string; readonly at: string; readonly reason: string; readonly by: Author },
): Promise<void> {
  const reason = `The release that it draws on was withdrawn: ${release.reason}`;
  for (const id of await scorecardsOn(deps.published, release.id)) {
    const state = await withdrawScorecard(deps.published, id, { withdrawnAt: release.at, reason });
    if (state) await sayWithdrawn(deps, state, { ...release, reason });
  }
}

/** Says in records what was done, over whatever is done to the scorecard at the same time. */
async function sayWithdrawn(
  { table, clock }: Deps,
  { id, number, hash }: ScorecardState,
  { at, reason, by }: { readonly at: string; readonly reason: string; readonly by: Author },
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const loaded = await loadScorecard(table, id);
    if (!loaded || loaded.scorecard.status === "withdrawn") return;
    const { cutOff: _cutOff, ...kept } = loaded.scorecard;
    const written = await saveScorecard(table, {
      previous: loaded,
      next: { ...kept, number, hash, status: "withdrawn", withdrawal: kept.withdrawal ?? { at, reason } },
      ownerId: loaded.ownerId,
      action: "scorecard.withdrawn-with-release",
      reason,
      by,
      now: clock(),
    });
    if (written.ok) return;
  }
  throw new TableBusy(`The scorecard ${id} kept changing.`);
}

/** Says of the scorecards that draw on a release that another one corrects it. Done again, it changes nothing. */
export async function markScorecardsOn(
  { published }: Pick<Deps, "published">,
  releaseId: string,
  correctedBy: string,
): Promise<void> {
  for (const id of await scorecardsOn(published, releaseId))
    await markNewerRelease(published, id, correctedBy);
}
