import * as z from "zod";
import { changeIndicator } from "../../../shared/measurement/change-indicator.ts";
import { createIndicator } from "../../../shared/measurement/create-indicator.ts";
import { type IndicatorView, IndicatorViewSchema } from "../../../shared/measurement/indicator.ts";
import { IndicatorPatchSchema } from "../../../shared/measurement/indicator-patch.ts";
import { IndicatorBodySchema } from "../../../shared/measurement/new-indicator.ts";
import {
  listIndicators,
  readIndicator,
  readIndicatorHistory,
} from "../../../shared/measurement/read-indicator.ts";
import {
  IndicatorSchemesSchema,
  readIndicatorSchemes,
} from "../../../shared/measurement/read-indicator-schemes.ts";
import {
  IndicatorVersionSchema,
  listVersions,
  readIndicatorAsOf,
  readVersion,
} from "../../../shared/measurement/read-versions.ts";
import { SeriesBreaksBodySchema, setSeriesBreaks } from "../../../shared/measurement/set-series-breaks.ts";
import { setTargets } from "../../../shared/measurement/set-targets.ts";
import { TargetsBodySchema } from "../../../shared/measurement/target.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ChangeSchema } from "../../../shared/platform/read-history.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, type RouteInput, route } from "../route.ts";

export const IndicatorParamsSchema = lazy(() => z.strictObject({ indicatorId: idSchema("ind") }));
const VersionParamsSchema = lazy(() =>
  IndicatorParamsSchema().extend({ version: z.coerce.number().int().positive().max(1_000_000) }),
);
const AsOfSchema = lazy(() => z.strictObject({ asOf: z.iso.datetime({ offset: true }).optional() }));
const PartnershipParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));
const ListSchema = lazy(() => listedSchema(IndicatorViewSchema()).meta({ id: "IndicatorList" }));
const VersionListSchema = lazy(() =>
  listedSchema(IndicatorVersionSchema()).meta({ id: "IndicatorVersionList" }),
);
const HistorySchema = lazy(() => listedSchema(ChangeSchema()).meta({ id: "IndicatorHistory" }));

const tag = "Indicators";
const one = (description: string) => ({ description, schema: IndicatorViewSchema });

function shown(status: 200 | 201, indicator: IndicatorView): Reply {
  const location = status === 201 ? { location: `/v1/indicators/${indicator.id}` } : {};
  return { status, body: indicator, version: indicator.version, ...location };
}

type Changing = Pick<
  RouteInput<typeof IndicatorParamsSchema, undefined, undefined>,
  "params" | "author" | "now" | "ifMatch"
>;

/** What every change of an indicator hands to its use case; the route has made sure of the version. */
function changing({ params, author, now, ifMatch = 0 }: Changing) {
  return { indicatorId: params.indicatorId, author, now, ifMatch };
}

export const indicatorRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/partnerships/{partnershipId}/indicators",
    operationId: "createIndicator",
    tag,
    summary: "Add an indicator to your partnership",
    description:
      "Unit, rate base, currency and place are set once: what is recorded rests on them. With `catalogueId` what is left out is the " +
      "entry's; what is stated all the same is named in `catalogue.localVariation`.",
    action: "indicator:write",
    params: PartnershipParamsSchema,
    body: IndicatorBodySchema,
    responses: { 201: one("The indicator") },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const { partnershipId } = params;
      const made = await createIndicator(deps, { partnershipId, indicator: body, author, now, idempotency });
      return replyWith(made, (indicator) => shown(201, indicator));
    },
  }),
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/indicators",
    operationId: "listIndicators",
    tag,
    summary: "The indicators of a partnership",
    action: "indicator:read",
    params: PartnershipParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, in the order they were made", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listIndicators(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}",
    operationId: "readIndicator",
    tag,
    summary: "One indicator",
    description:
      "Baselines are shown to its owner only: others read them, protected, in the series and in reports. With `asOf`, an instant at " +
      "least a minute ago, as it stood then; the ETag is that of the version shown.",
    action: "indicator:read",
    params: IndicatorParamsSchema,
    query: AsOfSchema,
    responses: { 200: one("The indicator") },
    handle: async ({ params, query: { asOf }, now, principal: { organisationId } }, deps) => {
      const asked = { ...params, organisationId };
      const read =
        asOf === undefined ? readIndicator(deps, asked) : readIndicatorAsOf(deps, { ...asked, asOf, now });
      return replyWith(await read, (indicator) => shown(200, indicator));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/versions",
    operationId: "listIndicatorVersions",
    tag,
    summary: "The versions of an indicator, each as it stood",
    description:
      "Every change of a definition is a version. Figures name the one they were recorded under: `indicatorVersion`. Who changed it and why, and baselines, are its owner's.",
    action: "indicator:read",
    params: IndicatorParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page, oldest first", schema: VersionListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listVersions(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/versions/{version}",
    operationId: "readIndicatorVersion",
    tag,
    summary: "One version of an indicator; it never changes",
    action: "indicator:read",
    params: VersionParamsSchema,
    responses: { 200: { description: "The version", schema: IndicatorVersionSchema } },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readVersion(deps, { ...params, organisationId }), (body) => ({ status: 200, body })),
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/schemes",
    operationId: "readIndicatorSchemes",
    tag,
    summary: "The category schemes of an indicator's dimensions, in the versions that it names",
    action: "indicator:read",
    params: IndicatorParamsSchema,
    responses: { 200: { description: "By dimension", schema: IndicatorSchemesSchema } },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readIndicatorSchemes(deps, { ...params, organisationId }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "patch",
    path: "/indicators/{indicatorId}",
    operationId: "changeIndicator",
    tag,
    summary: "Say better what an indicator is, for a reason",
    description:
      "How figures add up (`aggregation`, `overTime`) stays once it is said and there are figures. Every change is a version.",
    action: "indicator:write",
    params: IndicatorParamsSchema,
    body: IndicatorPatchSchema,
    requiresVersion: true,
    responses: { 200: one("The indicator") },
    handle: async (input, deps) => {
      const changed = await changeIndicator(deps, { ...changing(input), patch: input.body });
      return replyWith(changed, (indicator) => shown(200, indicator));
    },
  }),
  route({
    method: "put",
    path: "/indicators/{indicatorId}/targets",
    operationId: "setTargets",
    tag,
    summary: "Set all baselines and targets of an indicator",
    description: "Where there are some already, say why they change.",
    action: "indicator:write",
    params: IndicatorParamsSchema,
    body: TargetsBodySchema,
    requiresVersion: true,
    responses: { 200: one("The indicator") },
    handle: async (input, deps) => {
      const set = await setTargets(deps, { ...changing(input), ...input.body });
      return replyWith(set, (indicator) => shown(200, indicator));
    },
  }),
  route({
    method: "put",
    path: "/indicators/{indicatorId}/series-breaks",
    operationId: "setSeriesBreaks",
    tag,
    summary: "Say from which days on figures are not of one kind with those before",
    description: "All breaks at once, for a reason: another instrument, category scheme or definition.",
    action: "indicator:write",
    params: IndicatorParamsSchema,
    body: SeriesBreaksBodySchema,
    requiresVersion: true,
    responses: { 200: one("The indicator") },
    handle: async (input, deps) => {
      const set = await setSeriesBreaks(deps, { ...changing(input), ...input.body });
      return replyWith(set, (indicator) => shown(200, indicator));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/history",
    operationId: "readIndicatorHistory",
    tag,
    summary: "What was changed on an indicator: when, by whom, why",
    description: "For its owner.",
    action: "history:read",
    params: IndicatorParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page of changes, oldest first", schema: HistorySchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await readIndicatorHistory(deps, { ...params, organisationId, page })),
  }),
];
