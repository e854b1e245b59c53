import { protectSummary } from "../../shared/disclosure/index.ts";
import { openReviews, type Restatement } from "../../shared/investments/reviews/open-reviews.ts";
import { findWatches } from "../../shared/investments/reviews/watch.store.ts";
import { findHeldBack } from "../../shared/measurement/agreements/agreements.store.ts";
import { ALL } from "../../shared/measurement/dimension.ts";
import { findIndicators } from "../../shared/measurement/indicator.store.ts";
import { findSet, SET_TYPE, toSet } from "../../shared/measurement/observation.store.ts";
import { parseRef, toRef } from "../../shared/measurement/observation-ref.ts";
import type { SetRecord } from "../../shared/measurement/observation-set.ts";
import { markHeldBack } from "../../shared/measurement/summary.store.ts";
import { mergeSet } from "../../shared/measurement/summary-merge.ts";
import type { NewId } from "../../shared/platform/id.ts";
import { getItem, type Key, type Table } from "../../shared/platform/table.ts";
import { periodLabel } from "../../shared/platform/time.ts";

type Deps = { readonly table: Table; readonly newId: NewId };

/**
 * Opens the reviews that a revision of figures calls for, and answers how many. Where nobody rested on an earlier revision, or the
 * value for everybody is as it was in the revision before, none. Asks what is stored and never what was told before, so that a
 * message may come twice, late or out of order. One GetItem and one Query; where somebody rested on it, one round more.
 */
export async function reviewRestated(deps: Deps, revision: Key, now: string): Promise<number> {
  const item = await getItem(deps.table, revision);
  if (item?.type !== SET_TYPE)
    throw new Error(`There is no revision of figures at ${revision.pk} ${revision.sk}.`);
  const set = toSet(item);
  if (set.key.dimensionKey !== ALL) return 0;
  const { indicatorId } = set.key;
  const all = await findWatches(deps.table, { indicatorId, set: refsOf(set) });
  const watches = all.filter(({ ref }) => (parseRef(ref)?.revision ?? set.revision) < set.revision);
  if (watches.length === 0) return 0;
  const restatement = await restatementIn(deps.table, set);
  return restatement ? openReviews(deps, restatement, { watches, now }) : 0;
}

/** What a revision changed, as others than the owner of the figures may see it; undefined where that is nothing. */
async function restatementIn(table: Table, set: SetRecord): Promise<Restatement | undefined> {
  const { key, revision, period, by, recordedAt, reason } = set;
  const [previous, indicators, heldBack] = await Promise.all([
    findSet(table, key, revision - 1),
    findIndicators(table, [key.indicatorId]),
    findHeldBack(table, set.partnershipId),
  ]);
  const indicator = indicators.get(key.indicatorId)?.indicator;
  if (!previous || !indicator)
    throw new Error(`The figures ${toRef(key, revision)} lack what goes before them.`);
  const options = { level: indicator.level, heldBack };
  const [before, now] = [shownValue(previous, options), shownValue(set, options)];
  if (before === now) return undefined;
  return {
    indicatorId: key.indicatorId,
    indicatorName: indicator.name,
    now: { ref: toRef(key, revision), value: now, periodEnd: period.end, label: periodLabel(period) },
    before: { ref: toRef(key, revision - 1), value: before },
    by,
    at: recordedAt,
    reason,
  };
}

/** The value for everybody, protected as payment rules and reports see it: that of a total depends on its own cell alone. */
function shownValue(
  set: SetRecord,
  { level, heldBack }: { readonly level: string; readonly heldBack: readonly string[] },
): number | null {
  const { summary } = protectSummary(markHeldBack(mergeSet(undefined, set), heldBack), { level });
  const cell = summary.sets[ALL]?.[set.key.periodKey]?.cells[ALL];
  return cell?.status === "ok" ? cell.value : null;
}

/** What the references of all revisions of a set begin with. */
function refsOf({ key }: SetRecord): string {
  return toRef(key, 0).slice(0, -1);
}
