import * as z from "zod";
import { OUTCOMES, OUTCOMES_VERSION, OutcomeSchema } from "../../../shared/measurement/catalogue/outcomes.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { ok } from "../../../shared/platform/result.ts";
import { type Route, route } from "../route.ts";

const CatalogueSchema = lazy(() =>
  z.strictObject({ version: z.string(), items: z.array(OutcomeSchema()) }).meta({ id: "OutcomeCatalogue" }),
);

export const outcomeRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/outcomes",
    operationId: "listOutcomes",
    tag: "Indicators",
    summary: "The seven cradle-to-career outcomes with their definitions",
    action: "indicator:read",
    responses: { 200: { description: "The catalogue, in cradle-to-career order", schema: CatalogueSchema } },
    handle: async () => ok({ status: 200, body: { version: OUTCOMES_VERSION, items: OUTCOMES } }),
  }),
];
