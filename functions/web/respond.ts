import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Page } from "../../shared/pages/index.ts";
import { compressed } from "../../shared/platform/compressed.ts";

/** A page as the answer of this request; a large one packed, for who can unpack it. */
export function pageResponse(c: Context, page: Page, status: ContentfulStatusCode = 200): Response {
  return sentAs(c, page.html, page.headers, status) ?? c.body(page.html, status, { ...page.headers });
}

/** A body with its headers as the answer of this request; undefined where it is larger than an answer may be. */
export function sentAs(
  c: Context,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  status: ContentfulStatusCode = 200,
): Response | undefined {
  const sent = compressed(body, c.req.header("accept-encoding"));
  return sent && c.body(sent.body, status, { ...headers, ...sent.headers, vary: "accept-encoding" });
}
