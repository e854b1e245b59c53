import { settledInstant } from "../platform/as-of.ts";
import { inParallel } from "../platform/in-parallel.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findHeldBack } from "./agreements/agreements.store.ts";
import { ALL } from "./dimension.ts";
import { findSetAsOf } from "./observation.store.ts";
import type { SetKey } from "./observation-ref.ts";
import type { Protect, Seen, SeriesDeps } from "./read-series.ts";
import { markHeldBack } from "./summary.store.ts";
import type { Summary, SummaryCell, SummarySet } from "./summary.ts";
import { mergeSet } from "./summary-merge.ts";

/** The most sets that one read takes as of an instant; a series has pages instead. */
export const MOST_SETS_AS_OF = 1_000;
const WIDTH = 25;

/** What a read may be asked for beside what it is of: how it was recorded by an instant at least a minute ago. */
export type AskedAsOf = { readonly asOf?: string | undefined; readonly now: string };

/** The instant that is asked for, undefined where it is the present. Refused where its past is not settled yet. */
export function instantOf({ asOf, now }: AskedAsOf): Result<string | undefined> {
  return asOf === undefined ? ok(undefined) : settledInstant(asOf, now);
}

/** Which summaries of a partnership are to be seen: by whom, and as of when. */
export type Sight = {
  readonly partnershipId: string;
  /** Reads them as they are stored. */
  readonly read: () => Promise<readonly Summary[]>;
  readonly access: "owner" | "shared";
  readonly levelOf: (summary: Summary) => string;
  /** A settled instant; left out for the present. */
  readonly instant: string | undefined;
  /** The only breakdown that is of interest: its set, and those that say what of it may be shown. Left out for all. */
  readonly dimensionKey?: string;
};

/**
 * Summaries of one partnership as somebody may see them, now or as they were recorded by an instant; those that had no figure then are
 * left out. Of the present, others than the owner see the protected ones with what is opened to the reader by name, which is asked for in
 * the round of the summaries. Of the past: a GetItem of what agreements hold back, then the sets, 25 at a time, each as `findSetAsOf` finds it. Refused
 * with `too_many_items` beyond a thousand sets.
 */
export async function seenSummaries(
  deps: SeriesDeps,
  { partnershipId, read, access, levelOf, instant, dimensionKey }: Sight,
): Promise<Result<Seen>> {
  const isOpen = access === "shared" && instant === undefined;
  const [stored, show] = await Promise.all([read(), isOpen ? deps.see(partnershipId) : undefined]);
  if (show) return show(stored, { levelOf, dimensionKey });
  if (instant === undefined || stored.length === 0) return ok({ summaries: stored });
  const wanted = stored.map((present) => ({ present, keys: setKeys(present, { dimensionKey }) }));
  const sets = wanted.reduce((sum, { keys }) => sum + keys.length, 0);
  const within = withinSets(sets);
  if (!within.ok) return within;
  const heldBack = await findHeldBack(deps.table, partnershipId);
  const seen: Summary[] = [];
  for (const { present, keys } of wanted) {
    const then = await summaryAsOf(deps.table, { keys, instant, heldBack });
    const options = { level: levelOf(present), protect: deps.protect };
    if (then) seen.push(access === "shared" ? fitForOthers({ then, present }, options) : then);
  }
  return ok({ summaries: seen });
}

/** Refuses to take more sets as of an instant than one read may. */
export function withinSets(sets: number): Result<undefined> {
  if (sets <= MOST_SETS_AS_OF) return ok(undefined);
  const detail = `This would take ${sets} sets of figures as of an instant, and ${MOST_SETS_AS_OF} are taken at once. Ask for less of it, or for a series.`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_SETS_AS_OF } });
}

/** The keys of the sets of a summary: of some periods, and of one breakdown with those that it is a part of. */
export function setKeys(
  { indicatorId, place, sets }: Summary,
  only: { readonly periods?: readonly string[]; readonly dimensionKey?: string | undefined } = {},
): SetKey[] {
  const names = only.dimensionKey?.split("+");
  const isOf = (key: string) => !names || key === ALL || key.split("+").every((name) => names.includes(name));
  return Object.entries(sets).flatMap(([dimensionKey, periods]) =>
    (only.periods ?? Object.keys(periods))
      .filter((periodKey) => isOf(dimensionKey) && periods[periodKey])
      .map((periodKey) => ({ indicatorId, periodKey, placeCode: place.code, dimensionKey })),
  );
}

/** What sets said by an instant, as a summary; undefined where none was recorded by then. */
export async function summaryAsOf(
  table: Table,
  asked: {
    readonly keys: readonly SetKey[];
    readonly instant: string;
    readonly heldBack: readonly string[];
  },
): Promise<Summary | undefined> {
  const sets = await inParallel(asked.keys, WIDTH, (key) => findSetAsOf(table, key, asked.instant));
  const merged = sets.reduce<Summary | undefined>(
    (summary, set) => (set ? mergeSet(summary, set) : summary),
    undefined,
  );
  return merged && markHeldBack(merged, asked.heldBack);
}

/**
 * What was recorded then, protected as today's figures are, and without the figures of periods of which others may not see all of them
 * now: a figure that was taken back stays taken back.
 */
export function fitForOthers(
  { then, present }: { readonly then: Summary; readonly present: Summary },
  { level, protect }: { readonly level: string; readonly protect: Protect },
): Summary {
  const now = protect(present, { level });
  const isTakenBack = (dimensionKey: string, periodKey: string, { cells }: SummarySet) =>
    Object.entries(cells).some(([category, { value }]) => {
      const shown = now.sets[dimensionKey]?.[periodKey]?.cells[category]?.value ?? null;
      return value !== null && shown === null;
    });
  const hidden = new Set(
    Object.entries(then.sets).flatMap(([dimensionKey, periods]) =>
      Object.entries(periods).flatMap(([key, set]) => (isTakenBack(dimensionKey, key, set) ? [key] : [])),
    ),
  );
  const sets = Object.entries(then.sets).map(([dimensionKey, periods]) => {
    const fit = Object.entries(periods).map(([key, set]) => [
      key,
      hidden.has(key) ? withoutFigures(set) : set,
    ]);
    return [dimensionKey, Object.fromEntries(fit)];
  });
  return protect({ ...then, sets: Object.fromEntries(sets) }, { level });
}

const WITHHELD: SummaryCell = { numerator: null, denominator: null, value: null, status: "c" };

function withoutFigures(set: SummarySet): SummarySet {
  return { ...set, cells: Object.fromEntries(Object.keys(set.cells).map((key) => [key, WITHHELD])) };
}
