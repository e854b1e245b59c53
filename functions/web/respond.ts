import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Page, withPartLinks } from "../../shared/pages/index.ts";
import { compressed } from "../../shared/platform/compressed.ts";

/** A page as the answer of this request, with the ways to its tables and charts as files; a large one packed, for who can unpack it. */
export function pageResponse(c: Context, page: Page, status: ContentfulStatusCode = 200): Response {
  const isShown = status === 200 && c.req.method === "GET";
  const html = isShown ? withPartLinks(page.html, new URL(c.req.url).search) : page.html;
  return sentAs(c, html, page.headers, status) ?? c.body(html, status, { ...page.headers });
}

/** A body with its headers as the answer of this request; undefined where it is larger than an answer may be. */
export function sentAs(
  c: Context,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  status: ContentfulStatusCode = 200,
): Response | undefined {
  const sent = compressed(body, c.req.header("accept-encoding"));
  return (
    sent &&
    c.body(sent.body, status, { ...headers, ...sent.headers, vary: "accept-encoding, accept-language" })
  );
}
