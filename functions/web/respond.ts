import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Page } from "../../shared/pages/index.ts";

/** A page as the answer of this request. */
export function pageResponse(c: Context, page: Page, status: ContentfulStatusCode = 200): Response {
  return c.body(page.html, status, { ...page.headers });
}
