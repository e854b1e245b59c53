import type { Context } from "hono";
import { type Page, renderRefusal, withPartLinks } from "../../shared/pages/index.ts";
import { PROBLEMS, type Problem, problemDocument } from "../../shared/platform/problem.ts";
import { textHash } from "../../shared/publication/published/chunks.ts";
import { readsPages } from "./accept.ts";

/** Another address and what it is to this one (RFC 8288). */
export type Link = { readonly rel: string; readonly href: string };

/** A minute: whatever is published can be withdrawn, and what was withdrawn is not to be read for long. */
const CACHE = "public, max-age=60";

const SHARED = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "etag, link",
  "x-content-type-options": "nosniff",
  vary: "accept",
};

type Text = {
  readonly text: string;
  readonly type: string;
  /** What a browser calls it where it keeps it. */
  readonly file?: string;
  readonly links?: readonly Link[];
};

/** A text, with the hash of its bytes as its ETag; 304 to who has it already. */
export function textAnswer(c: Context, { text, type, file, links = [] }: Text): Response {
  const name = file === undefined ? {} : { "content-disposition": `inline; filename="${file}"` };
  return tagged(c, { text, links, headers: { "content-type": type, ...name } });
}

/** A value as JSON. */
export function jsonAnswer(c: Context, value: unknown, links: readonly Link[] = []): Response {
  return textAnswer(c, { text: JSON.stringify(value), type: "application/json", links });
}

/** A page, with the headers without which it must not be sent, and the ways to its tables and charts as files. */
export function pageAnswer(c: Context, page: Page, links: readonly Link[] = []): Response {
  const text = withPartLinks(page.html, new URL(c.req.url).search);
  return tagged(c, { text, links, headers: page.headers });
}

/** The same of a page whose language may follow from the request: caches keep one a language. */
export function spokenAnswer(c: Context, page: Page, links: readonly Link[] = []): Response {
  return byLanguage(pageAnswer(c, page, links));
}

/** A page that says that there is nothing, or nothing any more, in the language of the request. Not kept by caches. */
export function spokenRefusal(page: Page, code: Problem["code"], links: readonly Link[] = []): Response {
  const [status] = PROBLEMS[code];
  const headers = { ...page.headers, ...SHARED, ...linkHeader(links) };
  return byLanguage(new Response(page.html, { status, headers }));
}

function byLanguage(answer: Response): Response {
  answer.headers.set("vary", `${SHARED.vary}, accept-language`);
  return answer;
}

type Tagged = {
  readonly text: string;
  readonly links: readonly Link[];
  readonly headers: Readonly<Record<string, string>>;
};

function tagged(c: Context, { text, links, headers }: Tagged): Response {
  const etag = `"${textHash(text)}"`;
  const answer = new Headers({ ...headers, ...SHARED, ...linkHeader(links), etag, "cache-control": CACHE });
  if (!isHeld(c.req.header("if-none-match"), etag))
    return new Response(text, { status: 200, headers: answer });
  answer.delete("content-type");
  return new Response(null, { status: 304, headers: answer });
}

/** Whether `If-None-Match` names this text (RFC 9110: weakly compared). */
function isHeld(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}

/** A refusal as a problem document (RFC 9457). */
export function problemAnswer(c: Context, problem: Problem, links: readonly Link[] = []): Response {
  const at = { instance: new URL(c.req.url).pathname, requestId: requestIdOf(c) };
  const headers = {
    ...SHARED,
    ...linkHeader(links),
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  };
  const [status] = PROBLEMS[problem.code];
  return new Response(JSON.stringify(problemDocument(problem, at)), { status, headers });
}

/** A refusal as a page, to who reads pages; else as a problem. `link`: where to go on. */
export function refusalAnswer(
  c: Context,
  problem: Problem,
  {
    link,
    links = [],
  }: { readonly link?: { address: string; text: string }; readonly links?: readonly Link[] } = {},
): Response {
  if (!readsPages(c)) return problemAnswer(c, problem, links);
  const [status, title] = PROBLEMS[problem.code];
  const go = link ?? { address: "/open", text: "See what is published" };
  const page = renderRefusal({ title, detail: problem.detail, link: go });
  return new Response(page.html, { status, headers: { ...page.headers, ...SHARED, ...linkHeader(links) } });
}

function linkHeader(links: readonly Link[]): Record<string, string> {
  if (links.length === 0) return {};
  return { link: links.map(({ rel, href }) => `<${href}>; rel="${rel}"`).join(", ") };
}

/** The id under which the gateway logged this request. */
export function requestIdOf(c: Context): string {
  const event = (c.env as { event?: { requestContext?: { requestId?: string } } } | undefined)?.event;
  return event?.requestContext?.requestId ?? "local";
}

/** Where this function is reached: "https://host". */
export function originOf(c: Context): string {
  return new URL(c.req.url).origin;
}
