import * as z from "zod";
import { AnalysisOptionsSchema, AnalysisSchema } from "../../../shared/measurement/analysis/analysis.ts";
import { readAnalysis } from "../../../shared/measurement/analysis/read-analysis.ts";
import { PlaceCodeSchema } from "../../../shared/measurement/place.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { seeAs } from "../../../shared/publication/access/see.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";
import { IndicatorParamsSchema } from "./indicators.ts";

const QuerySchema = lazy(() =>
  z.strictObject({ place: PlaceCodeSchema().optional(), ...AnalysisOptionsSchema().shape }),
);

export const analysisRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/indicators/{indicatorId}/analysis",
    operationId: "analyseIndicator",
    tag: "Observations",
    summary: "What a series says: change, progress, projection, signals, gaps and disparities",
    description:
      "Of every subgroup where it stands beside its baseline and target, whether it gets there if nothing changes, and what a run " +
      "or control chart signals; of every breakdown its gap and where that goes, its disparities, and every group against the " +
      "reference with the note on many comparisons. Each with the method it was found by. Nothing is compared across a break of " +
      "the series, and nothing is computed of what is withheld.",
    action: "observation:read",
    params: IndicatorParamsSchema,
    query: QuerySchema,
    responses: { 200: { description: "The analysis", schema: AnalysisSchema } },
    handle: async ({ params, query, now, principal }, { table }) => {
      const { place: placeCode, ...options } = query;
      const see = seeAs(table, { principal, now, shownIn: "analysis" });
      const asked = { ...params, organisationId: principal.organisationId, placeCode, options };
      const found = await readAnalysis({ table, see }, asked);
      return replyWith(found, (body) => ({ status: 200, body }));
    },
  }),
];
