import * as z from "zod";
import { ReasonSchema } from "../../../shared/identity/reason.ts";
import { ObservationRowSchema, ObservationSetSchema } from "../../../shared/measurement/observation.ts";
import { PlaceCodeSchema } from "../../../shared/measurement/place.ts";
import { openObservation, readObservations } from "../../../shared/measurement/read-observations.ts";
import { listRestatements, RestatementSchema } from "../../../shared/measurement/read-restatements.ts";
import { readSeries, SeriesSchema } from "../../../shared/measurement/read-series.ts";
import { readSeriesAsOf } from "../../../shared/measurement/read-series-as-of.ts";
import { RECORD_MODES, recordObservations } from "../../../shared/measurement/record-observations.ts";
import { RecordedSchema } from "../../../shared/measurement/row-answer.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { DateSchema } from "../../../shared/platform/time.ts";
import { seeAs } from "../../../shared/publication/access/see.ts";
import { protect } from "../protect.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { IndicatorParamsSchema } from "./indicators.ts";

/** Rows are accepted as they come and checked one by one, so that each is answered; the first form is what they should be. */
const RowSchema = lazy(() => z.union([ObservationRowSchema(), z.unknown()]));
const BulkSchema = lazy(() =>
  z
    .strictObject({
      mode: z.enum(RECORD_MODES).default("per-row"),
      reason: ReasonSchema().optional(),
      source: z.string().trim().min(1).max(300).optional(),
      protectedAtSource: z.boolean().optional(),
      agreementId: idSchema("agr").optional().meta({
        description:
          "The data agreement under which all rows came. What is recorded already comes under it too.",
      }),
      observations: z.array(RowSchema()).min(1).max(1000, "Send at most 1,000 rows a request."),
    })
    .meta({ id: "NewObservations" }),
);

const FilterSchema = lazy(() =>
  PageQuerySchema().extend({
    from: DateSchema().optional(),
    to: DateSchema().optional(),
    place: PlaceCodeSchema().optional(),
    dimensions: z.string().max(300).optional(),
    asOf: z.iso.datetime({ offset: true }).optional(),
  }),
);
const ListSchema = lazy(() => listedSchema(ObservationSetSchema()).meta({ id: "ObservationSetList" }));
const RefSchema = lazy(() => z.strictObject({ ref: z.string().max(400) }));
const SeriesQuerySchema = lazy(() =>
  z
    .strictObject({
      place: PlaceCodeSchema().optional(),
      asOf: z.iso.datetime({ offset: true }).optional(),
      cursor: z.string().min(1).max(2000).optional(),
    })
    .refine(({ asOf, cursor }) => cursor === undefined || asOf !== undefined, {
      path: ["cursor"],
      message: "Only a series as of an instant has pages.",
    }),
);
const RestatementQuerySchema = lazy(() =>
  PageQuerySchema().extend({
    category: z.string().min(1).max(300).optional().meta({
      description:
        'One cell of the set, by its categories in the order of their dimensions ("black+female"), or "all".',
    }),
  }),
);
const RestatementListSchema = lazy(() => listedSchema(RestatementSchema()).meta({ id: "RestatementList" }));

const tag = "Observations";

export const observationRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/observations",
    repeatable: true,
    operationId: "recordObservations",
    tag,
    summary: "Record up to 1,000 observations",
    description:
      "per-row: 200, and every row answered as recorded, revised, unchanged or rejected. all-or-nothing: 200, or a problem " +
      "that names every bad row and nothing recorded; at most 90 stored sets (one an indicator, period, place and set of " +
      "dimensions). Revising a recorded cell takes a reason. Safe to repeat: what is recorded already is unchanged.",
    action: "observation:write",
    body: BulkSchema,
    responses: { 200: { description: "What became of each row", schema: RecordedSchema } },
    handle: async ({ body, author, now, principal: { organisationId } }, deps) => {
      const { observations: rows, ...how } = body;
      const recorded = await recordObservations(deps, { rows, ...how, author, organisationId, now });
      return replyWith(recorded, (answer) => ({ status: 200, body: answer }));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/observations",
    operationId: "readObservations",
    tag,
    summary: "What is recorded for an indicator, in its latest revisions",
    description:
      "For its owner; others read the series. `from` and `to` are days between which periods lie, `dimensions` a set of " +
      'dimensions such as "race-ethnicity+sex" or "all". A page may have fewer sets than its limit and still have a next one.',
    action: "observation:read",
    params: IndicatorParamsSchema,
    query: FilterSchema,
    responses: { 200: { description: "A page by period, place and dimensions", schema: ListSchema } },
    handle: async ({ params, query, now, principal: { organisationId } }, deps) => {
      const { limit, cursor, ...filter } = query;
      const page = { limit, cursor };
      return listReply(await readObservations(deps, { ...params, organisationId, filter, page, now }));
    },
  }),
  route({
    method: "get",
    path: "/observations/{ref}",
    operationId: "openObservation",
    tag,
    summary: "One revision, by the reference that reports cite",
    action: "observation:read",
    params: RefSchema,
    responses: {
      200: { description: "Who recorded what, when and why; never changes", schema: ObservationSetSchema },
    },
    handle: async ({ params, principal: { organisationId } }, deps) => {
      const opened = await openObservation(deps, { ref: params.ref, organisationId });
      return replyWith(opened, (set) => ({ status: 200, body: set }));
    },
  }),
  route({
    method: "get",
    path: "/observations/{ref}/restatements",
    operationId: "listRestatements",
    tag,
    summary: "What became of the figures that a reference names: old, new, who and why",
    description:
      "Every revision of the set that the reference is one of, the latest first, with the cells it changed. For its owner. " +
      "A page of one cell may have fewer than its limit and still have a next one.",
    action: "observation:read",
    params: RefSchema,
    query: RestatementQuerySchema,
    responses: { 200: { description: "A page of revisions", schema: RestatementListSchema } },
    handle: async ({ params, query, principal: { organisationId } }, deps) => {
      const { category, ...page } = query;
      return listReply(await listRestatements(deps, { ...params, organisationId, category, page }));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/series",
    operationId: "readSeries",
    tag,
    summary: "All figures of an indicator in a place, a row a cell",
    description:
      "Organisations that the partnership is shared with read the protected series: a whole breakdown is withheld " +
      '(status "c") where any of its cells or complements is 1 to 9; whom a data use agreement names sees what it opens, and that is ' +
      "logged. With `asOf`, an instant at least a minute ago, as it was recorded by then, in pages of whole periods; others than the owner " +
      "see protected figures alone then, and none of a period of which they may not see all now.",
    action: "observation:read",
    params: IndicatorParamsSchema,
    query: SeriesQuerySchema,
    responses: { 200: { description: "The series", schema: SeriesSchema } },
    handle: async ({ params, query, now, principal }, { table, cursorSecret }) => {
      const { asOf, cursor, place: placeCode } = query;
      const asked = { ...params, organisationId: principal.organisationId, placeCode };
      const see = seeAs(table, { principal, now, shownIn: "series" });
      const series =
        asOf === undefined
          ? await readSeries({ table, see }, asked)
          : await readSeriesAsOf({ table, protect, cursorSecret }, { ...asked, asOf, cursor, now });
      return replyWith(series, (body) => ({
        status: 200,
        body,
        ...(body.next === undefined ? {} : { next: body.next }),
      }));
    },
  }),
];
