import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { requestOrigin } from "../request.ts";

/** The mark that a form of this session carries: only pages made for the session know it, so no other site can send its forms. */
export function formToken(secret: string, session: string): string {
  return createHmac("sha256", secret).update(`form\0${session}`).digest("base64url");
}

/** Whether a mark is that of the session; compared in a time that tells nothing. */
export function isFormToken(secret: string, session: string, given: string | undefined): boolean {
  const expected = Buffer.from(formToken(secret, session));
  const sent = Buffer.from(given ?? "");
  return expected.length === sent.length && timingSafeEqual(expected, sent);
}

/**
 * Whether a request to write may come from a page of this site, by what the browser itself says: `Sec-Fetch-Site`, else `Origin`. Pages
 * send no referrer, for which browsers make `Origin` "null"; then, and where neither is sent, the mark in the form decides.
 */
export function isFromHere(c: Context): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = c.req.header("origin");
  return origin === undefined || origin === "null" || origin === requestOrigin(c);
}
