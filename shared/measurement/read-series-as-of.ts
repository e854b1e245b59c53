import { settledInstant } from "../platform/as-of.ts";
import { pageOf } from "../platform/page.ts";
import { ok, type Result } from "../platform/result.ts";
import { findHeldBack } from "./agreements/agreements.store.ts";
import { notesPage } from "./notes/note.store.ts";
import { noteView } from "./notes/note.ts";
import { visibleIndicator } from "./read-indicator.ts";
import {
  type AskedSeries,
  MOST_NOTES,
  type Series,
  type SeriesDeps,
  seriesHead,
  seriesKey,
  toRows,
} from "./read-series.ts";
import { viewAsOf } from "./read-versions.ts";
import { findSummary } from "./summary.store.ts";
import type { Summary } from "./summary.ts";
import { fitForOthers, setKeys, summaryAsOf } from "./summary-as-of.ts";

/** A page ends with the period in which it has read this many sets: a period is shown whole, for it is protected whole. */
const SETS_A_PAGE = 200;

/**
 * The series as it was recorded by an instant at least a minute ago: each set in the revision that was its latest then, the indicator
 * as it stood. Which sets there are is read from the summary of today, for none is ever taken away. Rounds: the head; the summary,
 * the indicator's changes, its notes; then the sets of a page, 25 at a time, each as `findSetAsOf` finds it.
 *
 * For others than the owner what was recorded then is protected as today's figures are, and of a period in which they may not see a
 * figure now they see none of then: a figure that was taken back stays taken back.
 */
export async function readSeriesAsOf(
  deps: Omit<SeriesDeps, "see"> & { readonly cursorSecret: string },
  input: AskedSeries & {
    readonly asOf: string;
    readonly cursor?: string | undefined;
    readonly now: string;
  },
): Promise<Result<Series>> {
  const { organisationId, placeCode, cursor } = input;
  const settled = settledInstant(input.asOf, input.now);
  if (!settled.ok) return settled;
  const asOf = settled.value;
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const { access, loaded } = found.value;
  const { id: indicatorId, level } = loaded.indicator;
  const [view, present, heldBack, noted] = await Promise.all([
    viewAsOf(deps.table, found.value, asOf),
    findSummary(deps.table, seriesKey(loaded.indicator, placeCode)),
    findHeldBack(deps.table, loaded.indicator.partnershipId),
    notesPage(deps.table, { indicatorId, access, limit: MOST_NOTES }),
  ]);
  if (!view.ok) return view;
  const query = { list: "series-as-of", indicatorId, organisationId, asOf, place: placeCode ?? "" };
  const page = await pageOf(
    deps.cursorSecret,
    { query, page: { limit: SETS_A_PAGE, cursor } },
    async (at) => {
      const after = typeof at.from?.period === "string" ? at.from.period : "";
      const { periods, isLast } = periodsAfter(present, after);
      const keys = present ? setKeys(present, { periods }) : [];
      const then = await summaryAsOf(deps.table, { keys, instant: asOf, heldBack });
      const shown =
        then && present && access === "shared"
          ? fitForOthers({ then, present }, { level, protect: deps.protect })
          : then;
      const last = periods.at(-1);
      return { items: shown ? toRows(shown) : [], ...(isLast || !last ? {} : { next: { period: last } }) };
    },
  );
  if (!page.ok) return page;
  return ok({
    ...seriesHead(view.value, placeCode, present),
    protected: access === "shared",
    rows: [...page.value.items],
    notes: noted.items.filter(({ at }) => at <= asOf).map((note) => noteView(note, access)),
    asOf,
    ...(page.value.next === undefined ? {} : { next: page.value.next }),
  });
}

function periodsAfter(summary: Summary | undefined, after: string): { periods: string[]; isLast: boolean } {
  const keys = Object.values(summary?.sets ?? {}).flatMap((periods) => Object.keys(periods));
  const counts = Map.groupBy(
    keys.filter((key) => key > after),
    (key) => key,
  );
  const periods: string[] = [];
  let sets = 0;
  for (const key of [...counts.keys()].sort()) {
    if (sets >= SETS_A_PAGE) return { periods, isLast: false };
    periods.push(key);
    sets += counts.get(key)?.length ?? 0;
  }
  return { periods, isLast: true };
}
