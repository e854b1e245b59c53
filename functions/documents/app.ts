import { Hono } from "hono";
import { appOfRoutes } from "../api/app.ts";
import { readSession } from "../web/cookies.ts";
import type { DocumentsDeps } from "./deps.ts";
import { documentRoutes } from "./routes.ts";

/**
 * Reports as files, to those to whom the API answers them as JSON: by the same credentials, or by the session of who is signed in to the
 * pages, so that a link on a page leads here. Everything here is read and nothing is changed, so another site's link can do no harm.
 */
export function createApp(deps: DocumentsDeps): Hono {
  const answers = appOfRoutes(deps, documentRoutes);
  const app = new Hono();
  app.all("*", (c) => {
    const session = readSession(c);
    if (c.req.header("authorization") !== undefined || session === undefined)
      return answers.fetch(c.req.raw, c.env);
    const headers = new Headers(c.req.raw.headers);
    headers.set("authorization", `Bearer ${session}`);
    return answers.fetch(new Request(c.req.raw, { headers }), c.env);
  });
  return app;
}
