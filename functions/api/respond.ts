import type { Context } from "hono";
import { compressed } from "../../shared/platform/compressed.ts";
import { PROBLEMS, type Problem, problemDocument } from "../../shared/platform/problem.ts";
import { FORMATS, type Format, type Reply } from "./route.ts";

/** A problem document (RFC 9457) as the response of this request. */
export function problemResponse(c: Context, problem: Problem): Response {
  const [status] = PROBLEMS[problem.code];
  const document = problemDocument(problem, {
    instance: new URL(c.req.url).pathname,
    requestId: requestIdOf(c),
  });
  return new Response(JSON.stringify(document), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(status === 503 ? { "retry-after": "2" } : {}),
      ...(status === 401 ? { "www-authenticate": 'Bearer realm="throughline"' } : {}),
    },
  });
}

/** What a route answered as a response: ETag of its version, Location, and Link to the next page. */
export function replyResponse(c: Context, reply: Reply, format: Format): Response {
  const headers = new Headers({
    "cache-control": "no-store",
    vary: "accept, accept-encoding, authorization",
    ...reply.headers,
  });
  if (reply.version !== undefined) headers.set("etag", `"${reply.version}"`);
  if (reply.location !== undefined) headers.set("location", reply.location);
  if (reply.next !== undefined) headers.set("link", `<${nextAddress(c, reply.next)}>; rel="next"`);
  if (reply.status === 204) return new Response(null, { status: 204, headers });
  if (isHeld(c, reply)) return new Response(null, { status: 304, headers });
  const type = FORMATS[reply.format ?? format];
  const isJson = reply.bytes === undefined && reply.text === undefined;
  headers.set("content-type", reply.bytes ? type : isJson ? FORMATS.json : `${type}; charset=utf-8`);
  const body = reply.bytes ?? reply.text ?? JSON.stringify(reply.body);
  const sent = compressed(body, c.req.header("accept-encoding"));
  if (!sent) return problemResponse(c, TOO_LARGE);
  for (const [name, value] of Object.entries(sent.headers)) headers.set(name, value);
  return new Response(sent.body, { status: reply.status, headers });
}

/** Whether whoever asks holds these very bytes: replies that are tagged with their hash, as other tags name a version and no bytes. */
function isHeld(c: Context, { headers }: Reply): boolean {
  const tags = c.req.header("if-none-match")?.split(",") ?? [];
  const held = tags.map((tag) => tag.trim().replace(/^W\//, ""));
  return headers?.etag !== undefined && held.includes(headers.etag);
}

const TOO_LARGE: Problem = {
  code: "too_many_items",
  detail:
    "This answer is larger than one may be. Send Accept-Encoding: gzip, or ask for less of it: fewer sections, or one table.",
};

/** Whether the adapter is to send a body as it is. Taken for text, a CSV would lose its byte order mark. */
export function isSentAsBytes(contentType: string): boolean {
  return contentType === FORMATS.xlsx || contentType === FORMATS.pdf || contentType.startsWith(FORMATS.csv);
}

function nextAddress(c: Context, cursor: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set("cursor", cursor);
  return `${url.pathname}${url.search}`;
}

/** The id under which the gateway logged this request. */
export function requestIdOf(c: Context): string {
  const event = (c.env as { event?: { requestContext?: { requestId?: string } } } | undefined)?.event;
  return event?.requestContext?.requestId ?? "local";
}
