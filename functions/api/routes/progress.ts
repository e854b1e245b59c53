import * as z from "zod";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { PartnershipProgressSchema, ProgressQuerySchema } from "../../../shared/reporting/progress-view.ts";
import { readProgress } from "../../../shared/reporting/read-progress.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const ParamsSchema = lazy(() => z.strictObject({ partnershipId: idSchema("prt") }));

export const progressRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/partnerships/{partnershipId}/progress",
    operationId: "readProgress",
    tag: "Reports",
    summary:
      "How many core indicators of a partnership improve or are maintained, and how many of their gaps close",
    description:
      "What cannot be classed is listed with the reason and never counted in favour. A share needs `minimum` that can be classed, and is " +
      "reached where it is above `above`. For others than the partnership itself it is of the figures that they may see.",
    action: "report:read",
    params: ParamsSchema,
    query: ProgressQuerySchema,
    refuses: ["too_many_items"],
    responses: { 200: { description: "The roll-ups", schema: PartnershipProgressSchema } },
    handle: async ({ params, query: options, principal, now }, { table }) =>
      replyWith(await readProgress(table, { ...params, principal, options, now }), (body) => ({
        status: 200,
        body,
      })),
  }),
];
