import type { Context } from "hono";
import { originOf } from "./origin.ts";

type Event = { readonly requestContext?: { readonly requestId?: string; readonly domainName?: string } };

function eventOf(c: Context): Event {
  return (c.env as { event?: Event } | undefined)?.event ?? {};
}

/** Where this site is reached in this request. */
export function requestOrigin(c: Context): string {
  const domainName = eventOf(c).requestContext?.domainName ?? new URL(c.req.url).hostname;
  return originOf({ host: c.req.header("host") ?? new URL(c.req.url).host, domainName });
}

/** The id under which the gateway logged this request. */
export function requestIdOf(c: Context): string {
  return eventOf(c).requestContext?.requestId ?? "local";
}
