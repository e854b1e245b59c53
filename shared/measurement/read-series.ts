import * as z from "zod";
import { defined } from "../platform/defined.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { PeriodSchema, periodKey } from "../platform/time.ts";
import { DimensionsSchema, toDimensions } from "./dimension.ts";
import type { Indicator } from "./indicator.ts";
import { UNITS } from "./indicator-words.ts";
import { notesPage } from "./notes/note.store.ts";
import { noteView, ObservationNoteViewSchema } from "./notes/note.ts";
import { CELL_STATUSES, QualitySchema } from "./observation.ts";
import { PlaceSchema } from "./place.ts";
import { type VisibleIndicator, visibleIndicator } from "./read-indicator.ts";
import { STAGES } from "./stage.ts";
import { findSummary, type SummaryKey } from "./summary.store.ts";
import type { Summary } from "./summary.ts";
import { UncertaintyFieldsSchema } from "./uncertainty.ts";

/** The data use agreements by which a reader sees more than others do; absent where there are none. */
export const OpenedBySchema = lazy(() =>
  z
    .array(z.object({ id: idSchema("dua"), version: z.int() }))
    .optional()
    .meta({
      description: "The data use agreements by which you see more than others do. Their logs have this read.",
    }),
);
export type OpenedBy = NonNullable<z.infer<ReturnType<typeof OpenedBySchema>>>;

export const SeriesSchema = lazy(() =>
  z
    .object({
      indicatorId: z.string(),
      indicatorVersion: z.int(),
      name: z.string(),
      place: PlaceSchema(),
      unit: z.enum(UNITS),
      ratePer: z.int().optional(),
      /** Whether this is the protected view: whole breakdowns with a small cell have status "c" and no figures. */
      protected: z.boolean(),
      dataUseAgreements: OpenedBySchema(),
      rows: z.array(
        z.object({
          period: PeriodSchema(),
          dimensions: DimensionsSchema(),
          numerator: z.number().nullable(),
          denominator: z.number().nullable(),
          value: z.number().nullable(),
          ...UncertaintyFieldsSchema().shape,
          status: z.enum(CELL_STATUSES),
          stage: z.enum(STAGES).optional(),
          quality: QualitySchema().optional(),
          withheldBy: z.literal("agreement").optional().meta({
            description: "Not published by agreement: its source allows it to be used, not to be published.",
          }),
          observation: z.string(),
        }),
      ),
      /** The latest of those that one may see, of all places; the list of notes has the others. */
      notes: z.array(ObservationNoteViewSchema()),
      asOf: z.iso.datetime().optional().meta({ description: "As what was recorded by this instant." }),
      next: z.string().optional().meta({
        description: "With asOf: the cursor of the periods that follow; absent on the last page.",
      }),
    })
    .meta({ id: "Series", description: "All figures of an indicator in one place, a row a cell." }),
);
export type Series = z.infer<ReturnType<typeof SeriesSchema>>;

/** How many notes come with a series. */
export const MOST_NOTES = 20;

/** How a summary is made fit for others than its owner; `level` is the indicator's. Given by whoever may import it. */
export type Protect = (summary: Summary, options: { level: string }) => Summary;

/** Summaries as one reader sees them, and what opened more of them than others see. */
export type Seen = { readonly summaries: readonly Summary[]; readonly openedBy?: OpenedBy };
/** Of which levels the indicators of summaries are, and which one breakdown of them is shown; left out for all. */
type SeeOptions = {
  readonly levelOf: (summary: Summary) => string;
  readonly dimensionKey?: string | undefined;
};
/**
 * How the summaries of a partnership are shown to one reader of another organisation. In two steps: what has to be known of the partnership
 * is asked for beside the summaries. Given by whoever may import what it takes.
 */
export type See = (
  partnershipId: string,
) => Promise<(summaries: readonly Summary[], options: SeeOptions) => Promise<Result<Seen>>>;

/** What a read stands on that shows one reader the present, … */
export type SightDeps = { readonly table: Table; readonly see: See };
/** … and one that may show the past too, protected as for everybody. */
export type SeriesDeps = SightDeps & { readonly protect: Protect };
export type AskedSeries = {
  readonly indicatorId: string;
  readonly organisationId: string;
  readonly placeCode?: string | undefined;
};

/** A summary of an indicator in a place as the asking reader may see it, and who it is to the indicator. */
export async function visibleSummary(
  deps: SightDeps,
  input: AskedSeries,
): Promise<Result<VisibleIndicator & SeenSummary>> {
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const seen = await seenSummary(deps, found.value, input.placeCode);
  return seen.ok ? ok({ ...found.value, ...seen.value }) : seen;
}

type SeenSummary = { readonly summary?: Summary } & Pick<Seen, "openedBy">;

/** The stored summary as it is for its owner, and for others as they are shown it; empty where there is none. One round. */
async function seenSummary(
  { table, see }: SightDeps,
  { access, loaded }: VisibleIndicator,
  placeCode: string | undefined,
): Promise<Result<SeenSummary>> {
  const { partnershipId, level } = loaded.indicator;
  const [summary, show] = await Promise.all([
    findSummary(table, seriesKey(loaded.indicator, placeCode)),
    access === "shared" ? see(partnershipId) : undefined,
  ]);
  if (!summary) return ok({});
  if (!show) return ok({ summary });
  const seen = await show([summary], { levelOf: () => level });
  if (!seen.ok) return seen;
  const { summaries, openedBy } = seen.value;
  return ok(defined({ summary: summaries[0], openedBy }));
}

/**
 * The whole series of an indicator in a place, from its summary: everything for the owner, for an organisation that its partnership is
 * shared with the protected view, with what is opened to the reader by name. Two or three rounds, flat in the number of observations; one
 * more where something was opened. A figure shows a moment after it was recorded.
 */
export async function readSeries(deps: SightDeps, input: AskedSeries): Promise<Result<Series>> {
  const found = await visibleIndicator(deps.table, input);
  if (!found.ok) return found;
  const { access, loaded } = found.value;
  const { indicator, head } = loaded;
  const [seen, noted] = await Promise.all([
    seenSummary(deps, found.value, input.placeCode),
    notesPage(deps.table, { indicatorId: indicator.id, access, limit: MOST_NOTES }),
  ]);
  if (!seen.ok) return seen;
  const { summary, openedBy } = seen.value;
  return ok({
    ...seriesHead({ ...indicator, version: head.version }, input.placeCode, summary),
    protected: access === "shared",
    ...defined({ dataUseAgreements: openedBy }),
    rows: summary ? toRows(summary) : [],
    notes: noted.items.map((note) => noteView(note, access)),
  });
}

/** The key of the summary that holds a series: of the indicator's own place unless another one is asked for. */
export function seriesKey(
  { partnershipId, id: indicatorId, placeCode }: Indicator,
  asked: string | undefined,
): SummaryKey {
  return defined({ partnershipId, indicatorId, placeCode: asked === placeCode ? undefined : asked });
}

/** What a series says before its figures: of which indicator, as it stands or stood, and of which place. */
export function seriesHead(
  indicator: Indicator & { readonly version: number },
  asked: string | undefined,
  summary: Pick<Summary, "place"> | undefined,
): Omit<Series, "protected" | "dataUseAgreements" | "rows" | "notes"> {
  const { id: indicatorId, version: indicatorVersion, name, unit, ratePer } = indicator;
  const own = { code: indicator.placeCode, name: indicator.placeName };
  const isOther = asked !== undefined && asked !== own.code;
  const place = isOther ? (summary?.place ?? { code: asked }) : own;
  return { indicatorId, indicatorVersion, name, place, unit, ...defined({ ratePer }) };
}

/** Every cell as a row, by period, then dimensions, then categories. */
export function toRows(summary: Summary): Series["rows"] {
  const rows = Object.entries(summary.sets).flatMap(([dimensionKey, periods]) =>
    Object.values(periods).flatMap(({ period, ref: observation, cells }) =>
      Object.entries(cells).map(([category, cell]) => ({
        order: `${periodKey(period)} ${dimensionKey} ${category}`,
        row: { period, dimensions: { ...toDimensions(dimensionKey, category) }, ...cell, observation },
      })),
    ),
  );
  return rows.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ row }) => row);
}
