import * as z from "zod";
import { readOrganisation } from "../../identity/organisation.store.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, listedSchema, PageQuerySchema, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Position, Table } from "../../platform/table.ts";
import { addMonths, DateSchema, dayIn } from "../../platform/time.ts";
import { accessTo, indicatorsPage } from "../indicator.store.ts";
import type { Indicator } from "../indicator.ts";
import { FREQUENCIES } from "../indicator-words.ts";
import { findOwnSummaries } from "../summary.store.ts";
import {
  byUrgency,
  type ExpectedFigure,
  ExpectedFigureSchema,
  expectedFigures,
  FIGURE_STATES,
} from "./expected-figure.ts";

/** A window of the calendar reaches so many months. */
const MOST_MONTHS = 60;
/** Indicators whose calendars are looked at together: their summaries are one BatchGet. */
const TOGETHER = 50;

export const CalendarQuerySchema = lazy(() =>
  PageQuerySchema()
    .extend({
      from: DateSchema()
        .optional()
        .meta({ description: "The first due day; a year before `on`, unless said." }),
      to: DateSchema().optional().meta({
        description: "The last due day, at most five years later; a year after `on`, unless said.",
      }),
      on: DateSchema().optional().meta({
        description:
          "The day as of which it is told what is late: today in your organisation's time zone, unless said.",
      }),
      state: z.enum(FIGURE_STATES).optional(),
    })
    .superRefine(({ from, to }, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (from === undefined || to === undefined) {
        if (from !== to) refuse(from === undefined ? "from" : "to", "Give both days, or neither.");
      } else if (to < from || to > addMonths(from, MOST_MONTHS))
        refuse("to", "Choose a day from `from` on, at most five years later.");
    }),
);
export type CalendarQuery = z.infer<ReturnType<typeof CalendarQuerySchema>>;

export const DataCalendarSchema = lazy(() =>
  listedSchema(ExpectedFigureSchema())
    .extend({
      on: DateSchema(),
      from: DateSchema(),
      to: DateSchema(),
      withoutCalendar: z
        .array(
          z.strictObject({ indicatorId: idSchema("ind"), name: z.string(), frequency: z.enum(FREQUENCIES) }),
        )
        .meta({
          description: "Indicators of this page whose frequency has no calendar: terms, irregular figures.",
        }),
    })
    .meta({ id: "DataCalendar" }),
);
export type DataCalendar = Listed<ExpectedFigure> &
  Pick<z.infer<ReturnType<typeof DataCalendarSchema>>, "on" | "from" | "to" | "withoutCalendar">;

export type CalendarCall = {
  readonly partnershipId: string;
  readonly organisationId: string;
  readonly query: CalendarQuery;
  readonly now: string;
};

type Deps = { readonly table: Table; readonly cursorSecret: string };

/**
 * What figures of a partnership are due between two days, and what has come: for its owner and for those it is shared with. Late ones
 * first, then what is due next, then what is there; ordered within fifty indicators, which is all of them in nearly every partnership,
 * and then within the next fifty. Two rounds, flat in the number of observations: a Query of indicators beside the look-ups of who asks
 * and what one may see, then one BatchGet of their summaries.
 */
export async function readDataCalendar(deps: Deps, call: CalendarCall): Promise<Result<DataCalendar>> {
  const { partnershipId, organisationId, query } = call;
  const { cursor, limit, ...filters } = query;
  const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
  const bound = { list: "data-calendar", partnershipId, organisationId, ...filters };
  const asked = windowOf(deps.table, call);
  const withoutCalendar: Indicator[] = [];
  const [access, window, listed] = await Promise.all([
    accessTo(deps.table, partnershipId, organisationId),
    asked,
    pageOf(deps.cursorSecret, { query: bound, page }, async (paging) => {
      const some = await someFigures(deps.table, { partnershipId, asked, at: paging.from ?? {} });
      withoutCalendar.push(...some.withoutCalendar);
      const wanted = some.figures.filter(({ state }) => query.state === undefined || state === query.state);
      return partOf(wanted.sort(byUrgency), { limit, at: paging.from ?? {}, next: some.next });
    }),
  ]);
  if (!access) return fail({ code: "not_found", detail: "There is no such partnership." });
  if (!listed.ok) return listed;
  const unscheduled = withoutCalendar.map(({ id, name, frequency }) => ({
    indicatorId: id,
    name,
    frequency,
  }));
  return ok({ ...listed.value, ...window, withoutCalendar: unscheduled });
}

type Window = { readonly on: string; readonly from: string; readonly to: string };

async function windowOf(table: Table, { organisationId, query, now }: CalendarCall): Promise<Window> {
  const zone = async () => (await readOrganisation(table, organisationId))?.facts.timeZone ?? "UTC";
  const on = query.on ?? dayIn(await zone(), now);
  return { on, from: query.from ?? addMonths(on, -12), to: query.to ?? addMonths(on, 12) };
}

/** Where a page begins: after which indicators, and after how many figures of the next fifty. */
type Place = { readonly indicators?: Position; readonly skip?: number };

async function someFigures(
  table: Table,
  { partnershipId, asked, at }: { partnershipId: string; asked: Promise<Window>; at: Place },
) {
  const [page, window] = await Promise.all([
    indicatorsPage(table, {
      partnershipId,
      limit: TOGETHER,
      ...(at.indicators ? { from: at.indicators } : {}),
    }),
    asked,
  ]);
  const indicators = page.items.map(({ indicator }) => indicator);
  const ids = indicators.map(({ id }) => id);
  const summaries = await findOwnSummaries(table, partnershipId, ids);
  const summaryOf = new Map(summaries.map((summary) => [summary.indicatorId, summary]));
  const figures: ExpectedFigure[] = [];
  const withoutCalendar: Indicator[] = [];
  for (const indicator of indicators) {
    const expected = expectedFigures(indicator, summaryOf.get(indicator.id), window);
    if (expected) figures.push(...expected);
    else withoutCalendar.push(indicator);
  }
  return { figures, withoutCalendar, next: page.next };
}

/** Some of the figures of fifty indicators, and where to go on: with the others of them, or with the next fifty. */
function partOf(
  figures: readonly ExpectedFigure[],
  { limit, at, next }: { limit: number; at: Place; next: Position | undefined },
) {
  const { indicators, skip = 0 } = at;
  const end = skip + limit;
  const items = figures.slice(skip, end);
  if (end < figures.length) return { items, next: { ...(indicators ? { indicators } : {}), skip: end } };
  return { items, ...(next ? { next: { indicators: next } } : {}) };
}
