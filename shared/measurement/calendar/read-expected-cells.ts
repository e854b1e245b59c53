import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addMonths, DateSchema } from "../../platform/time.ts";
import { accessTo, findIndicators, indicatorsPage, type LoadedIndicator } from "../indicator.store.ts";
import { PlaceCodeSchema } from "../place.ts";
import { resolveSchemes } from "../schemes/resolve-schemes.ts";
import { findOwnSummaries } from "../summary.store.ts";
import { type CellChoice, type ExpectedCell, expectedCells, tableNamed } from "./expected-cells.ts";

/** The most cells at once: about as many rows as a person fills in. */
const MOST_CELLS = 5_000;
const MOST_INDICATORS = 50;
const MOST_MONTHS = 60;

/** A list in one parameter, its parts between commas. */
function listed<T extends z.ZodType<unknown, string>>(part: T, most: number) {
  return z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .pipe(z.array(part).min(1).max(most));
}

const SpanSchema = lazy(() =>
  z
    .string()
    .regex(
      /^\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}$/,
      "Write a period as its two days, like 2024-07-01_2025-06-30.",
    )
    .transform((text) => ({ start: text.slice(0, 10), end: text.slice(11) }))
    .pipe(
      z
        .strictObject({ start: DateSchema(), end: DateSchema() })
        .refine(({ start, end }) => start <= end, "The period ends before it starts."),
    ),
);

/** Which cells are meant, as an address says it. */
export const CellQuerySchema = lazy(() =>
  z
    .strictObject({
      indicators: listed(idSchema("ind"), MOST_INDICATORS)
        .optional()
        .meta({
          description: `Ids between commas; all of the partnership, at most ${MOST_INDICATORS}, unless said.`,
        }),
      from: DateSchema().optional().meta({ description: "Periods that end from this day on." }),
      to: DateSchema()
        .optional()
        .meta({ description: "Periods that end until this day, at most five years later." }),
      periods: listed(SpanSchema(), 60).optional().meta({
        description:
          "Instead of `from` and `to`, periods by their two days: `2024-08-26_2024-12-20`, between commas.",
      }),
      places: listed(PlaceCodeSchema(), 1000).optional().meta({
        description: "Codes of places between commas; each indicator's own, unless said.",
      }),
      tables: listed(z.string().min(1).max(300).transform(tableNamed), 100).optional().meta({
        description:
          '"all", "race-ethnicity", "race-ethnicity+sex", between commas; all that are expected, unless said.',
      }),
      only: z.literal("missing").optional().meta({
        description: "Without cells that are recorded already in the indicator's own place.",
      }),
    })
    .superRefine(({ from, to, periods }, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (periods !== undefined && (from !== undefined || to !== undefined))
        refuse("periods", "Give either these, or from and to.");
      if (periods !== undefined) return;
      if (from === undefined) refuse("from", "Say of which periods: from and to, or periods.");
      if (to === undefined) refuse("to", "Say of which periods: from and to, or periods.");
      if (from !== undefined && to !== undefined && (to < from || to > addMonths(from, MOST_MONTHS)))
        refuse("to", "Choose a day from `from` on, at most five years later.");
    }),
);
export type CellQuery = z.infer<ReturnType<typeof CellQuerySchema>>;

type Asked = { readonly partnershipId: string; readonly organisationId: string; readonly query: CellQuery };

/**
 * The cells that a partnership expects, for its owner: in the order of indicators, periods, places and tables. Two rounds: its indicators
 * beside the look-up of whose it is; their summaries beside the schemes of its own that they name. Refused: `not_found` for others,
 * `invalid_request` where an indicator is not one of it, where nothing is expected, and where that is more than 5,000 cells.
 */
export async function readExpectedCells(table: Table, asked: Asked): Promise<Result<ExpectedCell[]>> {
  const { partnershipId, organisationId, query } = asked;
  const [access, indicators] = await Promise.all([
    accessTo(table, partnershipId, organisationId),
    indicatorsOf(table, partnershipId, query.indicators),
  ]);
  if (access !== "owner") return fail({ code: "not_found", detail: "There is no such partnership." });
  const unknown = (query.indicators ?? []).filter(
    (id) => !indicators.some(({ indicator }) => indicator.id === id),
  );
  if (unknown.length > 0)
    return refuse("indicators", `There is no such indicator in it: ${unknown.join(", ")}.`);
  const ids = indicators.map(({ indicator }) => indicator.id);
  const names = indicators.flatMap(({ indicator }) => Object.values(indicator.categorySchemes ?? {}));
  const [summaries, schemes] = await Promise.all([
    findOwnSummaries(table, partnershipId, ids),
    resolveSchemes(table, organisationId, names),
  ]);
  const choice: CellChoice = {
    ...query,
    ending:
      query.from !== undefined && query.to !== undefined ? { from: query.from, to: query.to } : undefined,
  };
  const cells: ExpectedCell[] = [];
  for (const { indicator, head } of indicators) {
    const summary = summaries.find((one) => one.indicatorId === indicator.id);
    for (const cell of expectedCells({ indicator, version: head.version, summary, schemes }, choice)) {
      if (cells.push(cell) > MOST_CELLS) return refuse(undefined, TOO_MANY);
    }
  }
  return cells.length > 0 ? ok(cells) : refuse(undefined, NOTHING);
}

const TOO_MANY = `That is more than ${MOST_CELLS} cells. Name fewer indicators, periods, places or tables.`;
const NOTHING =
  "Nothing is expected there: no period of these indicators ends in these days, or none has these tables. Name `periods` for figures that come by terms or irregularly.";

async function indicatorsOf(
  table: Table,
  partnershipId: string,
  ids: readonly string[] | undefined,
): Promise<LoadedIndicator[]> {
  if (ids === undefined)
    return (await indicatorsPage(table, { partnershipId, limit: MOST_INDICATORS })).items;
  const found = await findIndicators(table, ids);
  return [...new Set(ids)].flatMap((id) => {
    const loaded = found.get(id);
    return loaded?.indicator.partnershipId === partnershipId ? [loaded] : [];
  });
}

function refuse(parameter: string | undefined, detail: string): Result<never> {
  const errors = parameter === undefined ? {} : { errors: [{ parameter, detail }] };
  return fail({ code: "invalid_request", detail, ...errors });
}
