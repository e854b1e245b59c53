import * as z from "zod";
import { PlaceCodeSchema } from "../../../shared/measurement/place.ts";
import {
  CombinedSchema,
  combinePlaces,
  MOST_COMBINED,
} from "../../../shared/measurement/places/combine-places.ts";
import {
  type Places,
  PlacesBodySchema,
  PlacesSchema,
} from "../../../shared/measurement/places/place-list.ts";
import { PlaceTotalsSchema } from "../../../shared/measurement/places/place-totals.ts";
import { BesideSchema, readBeside } from "../../../shared/measurement/places/read-beside.ts";
import { readPlaceTotals } from "../../../shared/measurement/places/read-place-totals.ts";
import { readPlaces, readPlacesHistory } from "../../../shared/measurement/places/read-places.ts";
import { putPlaces } from "../../../shared/measurement/places/write-places.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeListSchema } from "../../../shared/platform/read-history.ts";
import { seeAs } from "../../../shared/publication/access/see.ts";
import { protect } from "../protect.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";
import { IndicatorParamsSchema } from "./indicators.ts";

const PartnershipSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const AsOfSchema = lazy(() => z.strictObject({ asOf: z.iso.datetime({ offset: true }).optional() }));
const TotalsQuerySchema = lazy(() => AsOfSchema().extend({ place: PlaceCodeSchema() }));
const CombinedQuerySchema = lazy(() =>
  AsOfSchema().extend({
    places: z
      .string()
      .transform((text) => text.split("|"))
      .pipe(z.array(PlaceCodeSchema()).min(2, "Name two places or more.").max(MOST_COMBINED))
      .meta({ description: "The codes of the places, with | between them." }),
  }),
);

const tag = "Places";
const path = "/partnerships/{partnershipId}/places";
const listed = { description: "The places", schema: PlacesSchema };
const shown = (places: Places): Reply => ({ status: 200, body: places, version: places.version });

export const placeRoutes: readonly Route[] = [
  route({
    method: "get",
    path,
    operationId: "readPlaces",
    tag,
    summary: "The places of a partnership, and how they lie in one another",
    description: "With `asOf`, an instant at least a minute ago, as they were said by then.",
    action: "indicator:read",
    params: PartnershipSchema,
    query: AsOfSchema,
    responses: { 200: listed },
    handle: async ({ params, query: { asOf }, now, principal: { organisationId } }, deps) =>
      replyWith(await readPlaces(deps, { ...params, organisationId, asOf, now }), shown),
  }),
  route({
    method: "put",
    path,
    operationId: "putPlaces",
    tag,
    summary: "Say all places of your partnership at once, for a reason",
    description: 'Send If-Match "0" for the first time. What was said before stays in the history.',
    action: "indicator:write",
    params: PartnershipSchema,
    body: PlacesBodySchema,
    requiresVersion: true,
    refuses: ["too_many_items"],
    responses: { 200: listed },
    handle: async ({ params, body, author, now, ifMatch = 0 }, deps) =>
      replyWith(await putPlaces(deps, { ...params, ...body, ifMatch, author, now }), shown),
  }),
  route({
    method: "get",
    path: `${path}/history`,
    operationId: "readPlacesHistory",
    tag,
    summary: "When the places of your partnership were said anew, by whom and why",
    action: "history:read",
    params: PartnershipSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: ChangeListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readPlacesHistory(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/place-totals",
    operationId: "readPlaceTotals",
    tag,
    summary: "Whether the counts of the children of a place are those of the place",
    description:
      "Period by period, children of one kind together. What is missing or hidden is named, and never makes a failure. For its owner.",
    action: "observation:read",
    params: IndicatorParamsSchema,
    query: TotalsQuerySchema,
    refuses: ["too_many_items"],
    responses: { 200: { description: "The checks", schema: PlaceTotalsSchema } },
    handle: async ({ params, query, now, principal }, { table }) => {
      const asked = { ...params, ...query, organisationId: principal.organisationId, now };
      const see = seeAs(table, { principal, now, shownIn: "places" });
      return replyWith(await readPlaceTotals({ table, protect, see }, asked), (body) => ({
        status: 200,
        body,
      }));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/combined-figures",
    operationId: "combinePlaces",
    tag,
    summary: "One figure of several places that have nobody in common",
    description:
      "Refused, by the name of the rule, where a place lies in another, where that is not known, where a comparison place is among " +
      "the partnership's own, or where figures do not add. The figure of a parent is asked, never made of its children.",
    action: "observation:read",
    params: IndicatorParamsSchema,
    query: CombinedQuerySchema,
    refuses: ["method_refused", "too_many_items"],
    responses: { 200: { description: "Period by period", schema: CombinedSchema } },
    handle: async ({ params, query, now, principal }, { table }) => {
      const asked = { ...params, ...query, organisationId: principal.organisationId, now };
      const see = seeAs(table, { principal, now, shownIn: "places" });
      return replyWith(await combinePlaces({ table, protect, see }, asked), (body) => ({
        status: 200,
        body,
      }));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/beside",
    operationId: "readSeriesBeside",
    tag,
    summary: "The series of an indicator beside those of the partnership's comparison places",
    action: "observation:read",
    params: IndicatorParamsSchema,
    query: AsOfSchema,
    refuses: ["too_many_items"],
    responses: { 200: { description: "Side by side", schema: BesideSchema } },
    handle: async ({ params, query, now, principal }, { table }) => {
      const asked = { ...params, ...query, organisationId: principal.organisationId, now };
      const see = seeAs(table, { principal, now, shownIn: "places" });
      return replyWith(await readBeside({ table, protect, see }, asked), (body) => ({ status: 200, body }));
    },
  }),
];
