import * as z from "zod";
import { NetworkSchema } from "../../../shared/partnerships/network.ts";
import { readNetwork } from "../../../shared/partnerships/read-network.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listReply } from "../reply.ts";
import { type Route, route } from "../route.ts";

const word = () => z.string().trim().min(1).max(80).optional();
const QuerySchema = lazy(() =>
  z.strictObject({
    sector: word(),
    population: word(),
    limit: z.coerce.number().int().min(1).max(25).default(25),
    cursor: z.string().min(1).max(2000).optional(),
  }),
);

export const networkRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/network",
    operationId: "readNetwork",
    tag: "Partnerships",
    summary: "Several partnerships side by side: your own, then those that are shared with you",
    description:
      "Sharing is explicit: nobody is here for being of your network. Narrowed by sector or population, a page may be short and still have a next one.",
    action: "partnership:read",
    query: QuerySchema,
    responses: { 200: { description: "A page of at most 25, oldest first", schema: NetworkSchema } },
    handle: async ({ query, principal: { organisationId } }, deps) => {
      const { limit, cursor, ...filter } = query;
      return listReply(await readNetwork(deps, { ...filter, organisationId, page: { limit, cursor } }));
    },
  }),
];
