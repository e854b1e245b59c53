import { type Context, Hono } from "hono";
import { type Page, renderRefusal, troublePage } from "../../shared/pages/index.ts";
import { lazy } from "../../shared/platform/lazy.ts";
import type { Table } from "../../shared/platform/table.ts";
import { renderDocs } from "./docs-page.tsx";
import { renderOpen } from "./open-page.tsx";
import type { OpenApi } from "./openapi-types.ts";
import { latestPublished } from "./published.store.ts";

export type PublicDeps = {
  /** The releases table: all that this function may read. */
  readonly table: Table;
  /** The API's document, embedded when the function is bundled. */
  readonly document: OpenApi;
};

/** What everybody may read without signing in: how the API works, and what is published. */
export function createApp({ table, document }: PublicDeps): Hono {
  const app = new Hono();
  const docs = lazy(() => renderDocs(document));
  const json = lazy(() => JSON.stringify(document));
  app.use(async (c, next) => {
    await next();
    c.res.headers.set("strict-transport-security", "max-age=31536000");
  });
  app.get("/v1/openapi.json", (c) =>
    c.body(json(), 200, {
      "content-type": "application/json",
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
      "x-content-type-options": "nosniff",
    }),
  );
  app.get("/v1/docs", (c) => {
    const page = docs();
    return c.body(page.html, 200, { ...page.headers, "cache-control": "public, max-age=300" });
  });
  app.get("/open", async (c) => pageAnswer(c, renderOpen(await latestPublished(table)), 200));
  app.notFound((c) => pageAnswer(c, renderRefusal(NOTHING), 404));
  app.onError((error, c) => {
    const event = (c.env as { event?: { requestContext?: { requestId?: string } } } | undefined)?.event;
    const requestId = event?.requestContext?.requestId ?? "local";
    const { status, page } = troublePage(error, { requestId, path: c.req.path });
    return pageAnswer(c, page, status);
  });
  return app;
}

const NOTHING = {
  title: "There is nothing here",
  detail: "No publication has this address.",
  link: { address: "/open", text: "See what is published" },
};

function pageAnswer(c: Context, page: Page, status: 200 | 404 | 500 | 503 | 504): Response {
  return c.body(page.html, status, { ...page.headers });
}
