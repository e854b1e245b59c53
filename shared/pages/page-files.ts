import type { Context, Hono } from "hono";
import { PART_NAMES, type PartName } from "./part-links.ts";
import { SCRIPT, SCRIPT_ADDRESS } from "./script/built.ts";

/** The state of a table, which is the script's concern alone. */
const TABLE_STATE = /^t\d{1,3}$/;

/**
 * Makes every page of an application answer its parts as files: with `csv=2` in its address its second table, with `svg=1` its first chart,
 * exactly as they stand in it, under the same permission, since the page itself is made first. Pages know nothing of it: they are asked
 * without these parameters, and without the state of tables that the script keeps in their address.
 */
export function answerParts(app: Hono): void {
  app.use(async (c, next) => {
    const address = new URL(c.req.url);
    const part = askedPart(address.searchParams);
    const own = [...address.searchParams.keys()].filter((name) => !isOurs(name, part));
    if (c.req.method !== "GET" || own.length === address.searchParams.size) return next();
    for (const name of [...address.searchParams.keys()])
      if (isOurs(name, part)) address.searchParams.delete(name);
    const headers = new Headers(c.req.raw.headers);
    if (part !== undefined) for (const name of ["accept-encoding", "if-none-match"]) headers.delete(name);
    const page = await app.fetch(new Request(address, { headers }), c.env);
    c.res = part === undefined || !isPage(page) ? page : await partAnswer(page, part);
    return undefined;
  });
}

type Part = { readonly name: PartName; readonly which: number };

/** The part that is asked for, where it is asked for in the way that pages link it: other queries are the page's own. */
function askedPart(query: URLSearchParams): Part | undefined {
  const name = PART_NAMES.find((each) => /^[1-9]\d{0,3}$/.test(query.get(each) ?? ""));
  return name && { name, which: Number(query.get(name)) };
}

function isOurs(name: string, part: Part | undefined): boolean {
  return TABLE_STATE.test(name) || name === part?.name;
}

function isPage(response: Response): boolean {
  return response.status === 200 && (response.headers.get("content-type") ?? "").startsWith("text/html");
}

async function partAnswer(page: Response, { name, which }: Part): Promise<Response> {
  const headers = new Headers({
    "cache-control": page.headers.get("cache-control") ?? "no-store",
    vary: page.headers.get("vary") ?? "accept",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  // Most pages are asked for as pages.
  const { partOf } = await import("./page-parts.ts");
  const file = partOf(await page.text(), name, which);
  if (!file) {
    headers.set("content-type", "text/plain; charset=utf-8");
    headers.set("cache-control", "no-store");
    const what = name === "csv" ? "table" : "chart";
    return new Response(
      `This page has no ${what} with the number ${which}. Open the page, and follow the link beneath it.`,
      {
        status: 404,
        headers,
      },
    );
  }
  headers.set("content-type", file.type);
  headers.set("content-disposition", `attachment; filename="${file.name}"`);
  return new Response(file.text, { status: 200, headers });
}

/** Serves the one script of the site, at an address that changes with it. */
export function serveScript(app: Hono): void {
  app.get(SCRIPT_ADDRESS, (c: Context) =>
    c.body(SCRIPT, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    }),
  );
}
