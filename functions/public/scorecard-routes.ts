import type { Context, Hono } from "hono";
import { lazy } from "../../shared/platform/lazy.ts";
import type { Problem } from "../../shared/platform/problem.ts";
import type { Table } from "../../shared/platform/table.ts";
import {
  documentOf,
  findScorecard,
  type PublishedScorecard,
} from "../../shared/publication/published/scorecards.store.ts";
import { type Link, originOf, problemAnswer, spokenAnswer, spokenRefusal, textAnswer } from "./answer.ts";
import { languageOf } from "./language.ts";

/** Their pages are loaded with the first one that is asked for. */
const pages = lazy(() => import("../../shared/pages/scorecard/index.ts"));

/** Scorecards: the latest of a partnership and each of them, as a page in two languages, as data, and as a card for other sites. */
export function mountScorecards(app: Hono, table: Table): void {
  const latest = "/open/partnerships/:id/scorecard";
  const each = "/open/partnerships/:id/scorecards";
  app.get(latest, (c) => answerPage(c, find(c, table)));
  app.get(`${latest}.json`, (c) => answerData(c, find(c, table)));
  app.get(`${latest}/embed`, (c) => answerCard(c, find(c, table)));
  app.get(`${each}/:number{\\d+}`, (c) => answerPage(c, find(c, table)));
  app.get(`${each}/:file{\\d+\\.json}`, (c) => answerData(c, find(c, table)));
  app.get(`${each}/:number{\\d+}/embed`, (c) => answerCard(c, find(c, table)));
}

type Finding = Promise<PublishedScorecard | undefined>;

/** The scorecard that an address names. One Query. */
async function find(c: Context, table: Table): Finding {
  const named = c.req.param("number") ?? c.req.param("file")?.slice(0, -".json".length);
  if (named !== undefined && !/^[1-9]\d{0,5}$/.test(named)) return undefined;
  return findScorecard(table, c.req.param("id") ?? "", named === undefined ? undefined : Number(named));
}

async function answerPage(c: Context, finding: Finding): Promise<Response> {
  const language = languageOf(c);
  const [found, { renderNoScorecard, renderScorecard, renderScorecardGone }] = await Promise.all([
    finding,
    pages(),
  ]);
  if (!found) return spokenRefusal(renderNoScorecard(language), "not_found");
  const { state, text } = found;
  const links = linksOf(found);
  if (text === undefined) return spokenRefusal(renderScorecardGone({ state, language }), "gone", links);
  const content = documentOf(text);
  return spokenAnswer(c, renderScorecard({ content, state, language, origin: originOf(c) }), links);
}

async function answerCard(c: Context, finding: Finding): Promise<Response> {
  const language = languageOf(c);
  const [found, { renderNoCard, renderScorecardCard }] = await Promise.all([finding, pages()]);
  if (!found) return spokenRefusal(renderNoCard(language), "not_found");
  const { state, text } = found;
  if (text === undefined) return spokenRefusal(renderNoCard(language), "gone");
  return spokenAnswer(c, renderScorecardCard({ content: documentOf(text), state, language }));
}

/** The very bytes that were published, whose hash is in the citation; in both languages. */
async function answerData(c: Context, finding: Finding): Promise<Response> {
  const found = await finding;
  if (!found) return problemAnswer(c, { code: "not_found", detail: "No scorecard has this address." });
  const links = linksOf(found);
  if (found.text === undefined) return problemAnswer(c, goneProblem(found), links);
  return textAnswer(c, { text: found.text, type: "application/json", links });
}

function goneProblem({ state }: PublishedScorecard): Problem {
  const { reason, withdrawnAt, revision: _revision, ...scorecard } = state;
  return {
    code: "gone",
    detail: `This scorecard was withdrawn: ${reason ?? "no reason is recorded"}. Its number and its hash stay, so that a copy can be checked.`,
    extra: { scorecard, withdrawnAt, reason },
  };
}

/** The scorecards that came before and after, and where this one stays. */
function linksOf({ state: { partnership, number, followedBy, newerRelease } }: PublishedScorecard): Link[] {
  const at = (wanted: number) => `/open/partnerships/${partnership.id}/scorecards/${wanted}`;
  return [
    { rel: "canonical", href: at(number) },
    ...(followedBy === undefined ? [] : [{ rel: "successor-version", href: at(followedBy) }]),
    ...(number > 1 ? [{ rel: "predecessor-version", href: at(number - 1) }] : []),
    ...(newerRelease === undefined ? [] : [{ rel: "related", href: `/open/releases/${newerRelease}` }]),
  ];
}
