import type { Context } from "hono";

/** The version of a thing that an address asks for; undefined for its latest. */
export function versionAsked(c: Context): number | undefined {
  const text = c.req.query("version") ?? "";
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
}
