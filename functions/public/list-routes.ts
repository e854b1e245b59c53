import type { Context, Hono } from "hono";
import { invalidParameter } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import {
  type ListedRelease,
  positionOf,
  positionText,
  publishedPage,
} from "../../shared/publication/published/published.store.ts";
import { latestState } from "../../shared/publication/published/scorecards.store.ts";
import { jsonAnswer, pageAnswer, problemAnswer, refusalAnswer } from "./answer.ts";
import { FindQuerySchema, ListQuerySchema, pageParametersOf, parametersOf } from "./parameters.ts";
import { pages } from "./release-pages.ts";
import { withWords } from "./with-words.ts";

const PAGE = 50;

type ListQuery = ReturnType<ReturnType<typeof ListQuerySchema>["parse"]>;
type ListPage = { readonly items: readonly ListedRelease[]; readonly next?: string };

/** What is published: lists of releases, as pages and as JSON, and how a copy is checked. */
export function mountLists(app: Hono, table: Table): void {
  app.get("/open", async (c) => {
    const query = pageParametersOf(c, FindQuerySchema());
    const page = await listOf(table, query);
    if (!query.ok) return refusalAnswer(c, query.problem);
    if (!page.ok) return refusalAnswer(c, page.problem);
    const { next } = page.value;
    const { words = "" } = query.value;
    const items = withWords(page.value.items, words);
    const further = words === "" ? "" : `&words=${encodeURIComponent(words)}`;
    const { renderReleases } = await pages();
    return pageAnswer(
      c,
      renderReleases({ items, words, more: next && listAddress("/open", next) + further }),
    );
  });
  app.get("/open/releases", async (c) => {
    const page = await listOf(table, parametersOf(c, ListQuerySchema()));
    if (!page.ok) return problemAnswer(c, page.problem);
    const { next } = page.value;
    return jsonAnswer(c, page.value, next === undefined ? [] : [{ rel: "next", href: nextAddress(c, next) }]);
  });
  app.get("/open/partnerships/:id", async (c) => {
    const id = c.req.param("id");
    const [page, card] = await Promise.all([
      listOf(table, pageParametersOf(c, ListQuerySchema()), id),
      latestState(table, id),
    ]);
    if (!page.ok) return refusalAnswer(c, page.problem);
    const { items, next } = page.value;
    const [latest] = items;
    if (!latest) return refusalAnswer(c, { code: "not_found", detail: "No publication has this address." });
    const more = next && listAddress(`/open/partnerships/${id}`, next);
    const hasScorecard = card?.status === "published";
    const { renderReleases } = await pages();
    return pageAnswer(c, renderReleases({ items, more, partnership: latest.partnership, hasScorecard }));
  });
  app.get("/open/check", async (c) => pageAnswer(c, (await pages()).renderCheck()));
}

/** A page of the list that a request asks for. One Query. */
async function listOf(
  table: Table,
  query: Result<ListQuery>,
  ofPartnership?: string,
): Promise<Result<ListPage>> {
  if (!query.ok) return query;
  const { limit = PAGE, cursor } = query.value;
  const partnership = ofPartnership ?? query.value.partnership;
  const from = cursor === undefined ? undefined : positionOf(cursor, partnership);
  if (cursor !== undefined && !from)
    return fail(invalidParameter("cursor", "Use the cursor as it was given, or start again without one."));
  const whose = partnership === undefined ? {} : { partnershipId: partnership };
  // One more than is shown tells whether there is another page.
  const { items } = await publishedPage(table, { ...whose, limit: limit + 1, ...(from ? { from } : {}) });
  const shown = items.slice(0, limit);
  const last = items.length > limit ? shown.at(-1) : undefined;
  return ok({ items: shown, ...(last ? { next: positionText(last) } : {}) });
}

function nextAddress(c: Context, cursor: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set("cursor", cursor);
  return `${url.pathname}${url.search}`;
}

function listAddress(path: string, cursor: string): string {
  return `${path}?cursor=${encodeURIComponent(cursor)}`;
}
