import { type Context, Hono } from "hono";
import { answerParts, troublePage, troubleProblem } from "../../shared/pages/index.ts";
import { lazy } from "../../shared/platform/lazy.ts";
import type { Table } from "../../shared/platform/table.ts";
import { refusalAnswer, requestIdOf } from "./answer.ts";
import { mountCells } from "./cells-routes.ts";
import { isData } from "./is-data.ts";
import { mountLists } from "./list-routes.ts";
import type { OpenApi } from "./openapi-types.ts";
import { mountReleases } from "./release-routes.ts";
import { mountScorecards } from "./scorecard-routes.ts";

export type PublicDeps = {
  /** The releases table: all that this function may read. */
  readonly table: Table;
  /** The API's document; loaded with the first request for it, since most are for something else. */
  readonly document: () => Promise<OpenApi>;
};

/** What everybody may read without signing in: how the API works, and what is published. */
export function createApp({ table, document }: PublicDeps): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.res.headers.set("strict-transport-security", "max-age=31536000");
  });
  answerParts(app);
  mountReference(app, document);
  mountLists(app, table);
  mountCells(app, table);
  mountReleases(app, table);
  mountScorecards(app, table);
  app.notFound((c) => refusalAnswer(c, { code: "not_found", detail: "No publication has this address." }));
  app.onError((error, c) => answerTrouble(c, error));
  return app;
}

/** The reference of the API, as a document and as a page. */
function mountReference(app: Hono, document: PublicDeps["document"]): void {
  const docs = lazy(async () => {
    const { renderDocs } = await import("./docs-page.tsx");
    return renderDocs(await document());
  });
  const json = lazy(async () => JSON.stringify(await document()));
  app.get("/v1/openapi.json", async (c) =>
    c.body(await json(), 200, {
      "content-type": "application/json",
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    }),
  );
  app.get("/v1/docs", async (c) => {
    const page = await docs();
    return c.body(page.html, 200, { ...page.headers, "cache-control": "public, max-age=300" });
  });
}

/** What nobody expected, as a page to who asked for one, else as a problem. */
function answerTrouble(c: Context, error: unknown): Response {
  const requestId = requestIdOf(c);
  const { status, page } = troublePage(error, { requestId, path: c.req.path });
  if (!isData(c.req.path)) return c.body(page.html, status, { ...page.headers });
  const { body, headers } = troubleProblem(status, { requestId, instance: c.req.path });
  return c.body(body, status, headers);
}
