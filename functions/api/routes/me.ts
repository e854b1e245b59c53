import { MeSchema, whoAmI } from "../../../shared/identity/who-am-i.ts";
import { replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

export const meRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/me",
    operationId: "getMe",
    tag: "People",
    summary: "Who you are here, and what you may do",
    action: "organisation:read",
    responses: { 200: { description: "You, as a person or an API key.", schema: MeSchema } },
    handle: async ({ principal }, deps) =>
      replyWith(await whoAmI(deps, principal), (me) => ({ status: 200, body: me })),
  }),
];
