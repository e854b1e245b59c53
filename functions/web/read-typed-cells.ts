import type { ExpectedCell } from "../../shared/measurement/calendar/expected-cells.ts";
import { CellQuerySchema, readExpectedCells } from "../../shared/measurement/calendar/read-expected-cells.ts";
import { categoryKeyOf, dimensionKeyOf } from "../../shared/measurement/dimension.ts";
import type { Indicator } from "../../shared/measurement/indicator.ts";
import type { CellView } from "../../shared/measurement/observation.ts";
import { readIndicator } from "../../shared/measurement/read-indicator.ts";
import { readObservations } from "../../shared/measurement/read-observations.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import { addMonths, periodKey } from "../../shared/platform/time.ts";
import type { WebDeps } from "./deps.ts";

/** A cell to type figures in, and what is recorded of it. */
export type TypedCell = ExpectedCell & { readonly standing: CellView | undefined };

export type TypedCells = {
  readonly indicator: Indicator;
  readonly cells: readonly TypedCell[];
  /** The keys of all breakdowns that are expected of it, "all" among them. */
  readonly tables: readonly string[];
  /** Where its latest recorded figures come from. */
  readonly source: string | undefined;
};

/** How many months back periods are shown, so that a page holds some few of them. */
const MONTHS_BACK: Readonly<Partial<Record<Indicator["frequency"], number>>> = { monthly: 6, quarterly: 18 };
const YEARS_BACK = 48;
const MONTHS_AHEAD = 11;
/** Sets of one breakdown in one place within so many months: more than there can be. */
const MOST_SETS = 100;

type Asked = {
  readonly partnershipId: string;
  readonly indicatorId: string;
  readonly organisationId: string;
  readonly table: string;
  readonly now: string;
};

/**
 * The cells of one breakdown that are expected of an indicator in its own place, the latest period first, with what is recorded of each.
 * For its owner. Three rounds: the indicator; what is expected (two) beside what is recorded. Refused: `not_found` for others,
 * `invalid_request` where its figures come irregularly, so that nothing is expected.
 */
export async function readTypedCells(deps: WebDeps, asked: Asked): Promise<Result<TypedCells>> {
  const { partnershipId, indicatorId, organisationId, table, now } = asked;
  const indicator = await readIndicator(deps, { indicatorId, organisationId });
  if (!indicator.ok) return indicator;
  const { frequency, placeCode } = indicator.value;
  const today = now.slice(0, 10);
  const from = addMonths(today, -(MONTHS_BACK[frequency] ?? YEARS_BACK));
  const to = addMonths(today, frequency === "monthly" ? 1 : MONTHS_AHEAD);
  const query = CellQuerySchema().parse({ indicators: indicatorId, from, to });
  const [expected, recorded] = await Promise.all([
    readExpectedCells(deps.table, { partnershipId, organisationId, query }),
    readObservations(deps, {
      ...{ indicatorId, organisationId, now },
      filter: { from: addMonths(from, -12), place: placeCode, dimensions: table },
      page: { limit: MOST_SETS },
    }),
  ]);
  if (!expected.ok) return expected;
  if (!recorded.ok) return recorded;
  const standing = new Map(
    recorded.value.items.flatMap(({ period, cells }) =>
      cells.map((cell) => [`${periodKey(period)} ${categoryKeyOf(cell.dimensions)}`, cell] as const),
    ),
  );
  const cells = expected.value
    .filter(({ dimensions }) => dimensionKeyOf(dimensions) === table)
    .map((cell) => ({
      ...cell,
      standing: standing.get(`${periodKey(cell.period)} ${categoryKeyOf(cell.dimensions)}`),
    }))
    .sort((a, b) => (a.period.end < b.period.end ? 1 : a.period.end > b.period.end ? -1 : 0));
  const tables = [...new Set(expected.value.map(({ dimensions }) => dimensionKeyOf(dimensions)))];
  const source = recorded.value.items.findLast((set) => set.source !== undefined)?.source;
  return ok({ indicator: indicator.value, cells, tables, source });
}
