import { type Context, Hono } from "hono";
import { type Page, renderRefusal, troublePage } from "../../shared/pages/index.ts";
import type { Table } from "../../shared/platform/table.ts";
import { renderDocs } from "./docs-page.tsx";
import { renderOpen } from "./open-page.tsx";
import document from "./openapi.json" with { type: "json" };
import type { ApiDocument } from "./openapi-reading.ts";
import { findPublished } from "./published.store.ts";

/** The document changes with a deployment only. */
const FOR_FIVE_MINUTES = "public, max-age=300";

/** What is for everyone, without signing in. It reads the table of releases and can reach no other. */
export function createApp(deps: { readonly table: Table }): Hono {
  const app = new Hono();
  app.get("/v1/openapi.json", (c) => c.json(document, 200, { "cache-control": FOR_FIVE_MINUTES }));
  app.get("/v1/docs", (c) => answer(c, renderDocs(document as unknown as ApiDocument)));
  app.get("/open", async (c) => answer(c, renderOpen(await findPublished(deps.table))));
  app.notFound((c) => answer(c, renderRefusal(NOT_FOUND), 404));
  app.onError((error, c) => {
    const { status, page } = troublePage(error, { requestId: requestIdOf(c), path: c.req.path });
    return answer(c, page, status);
  });
  return app;
}

const NOT_FOUND = {
  title: "There is nothing here",
  detail: "Nothing is published at this address.",
  link: { address: "/open", text: "See what is published" },
};

function answer(c: Context, page: Page, status: 200 | 404 | 500 | 503 | 504 = 200): Response {
  return c.body(page.html, status, { ...page.headers });
}

function requestIdOf(c: Context): string {
  const event = (c.env as { event?: { requestContext?: { requestId?: string } } } | undefined)?.event;
  return event?.requestContext?.requestId ?? "local";
}
