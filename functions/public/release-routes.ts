import type { Context, Hono } from "hono";
import { ok } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import {
  CITATION_FORMATS,
  type CitationFormat,
  citationAs,
} from "../../shared/publication/published/citation-formats.ts";
import { codebookCsv } from "../../shared/publication/published/codebook-table.ts";
import { dataPackageOf } from "../../shared/publication/published/data-package.ts";
import { DATA_TYPES, formatOf, PAGE_TYPES } from "./accept.ts";
import { jsonAnswer, originOf, pageAnswer, problemAnswer, refusalAnswer, textAnswer } from "./answer.ts";
import { explore } from "./explore.ts";
import { type Found, findReadable, findRelease, linksOf } from "./find-release.ts";
import {
  ExploreQuerySchema,
  FigureQuerySchema,
  NoQuerySchema,
  pageParametersOf,
  parametersOf,
} from "./parameters.ts";
import { readIndicator, readTotals } from "./read-figures.ts";
import { pages } from "./release-pages.ts";

/** A release as a page and as its manifest, its indicators as pages, its codebook, and its description as a data package. */
export function mountReleases(app: Hono, table: Table): void {
  app.get("/open/releases/:file", (c) => answerRelease(c, table));
  app.get("/open/releases/:id/indicators/:indicatorId", (c) => answerIndicator(c, table));
  app.get("/open/releases/:id/explore", (c) => answerExplorer(c, table));
  for (const format of CITATION_FORMATS)
    app.get(`/open/releases/:id/citation.${format}`, (c) => answerCitation(c, table, format));
  app.get("/open/releases/:id/codebook.csv", (c) =>
    answerWhole(c, table, (found) => {
      const text = codebookCsv(found.manifest);
      return textAnswer(c, {
        text,
        file: `${found.manifest.id}-codebook.csv`,
        type: `${DATA_TYPES.csv}; charset=utf-8; header=present`,
        links: linksOf(found),
      });
    }),
  );
  app.get("/open/releases/:id/package.json", (c) =>
    answerWhole(c, table, (found) =>
      jsonAnswer(c, dataPackageOf(found.manifest, originOf(c)), linksOf(found)),
    ),
  );
}

/** A release stays readable when it was withdrawn, all but its figures. */
async function answerRelease(c: Context, table: Table): Promise<Response> {
  const file = c.req.param("file") ?? "";
  const isJson = file.endsWith(".json");
  const format = isJson ? ok("json" as const) : formatOf(c, PAGE_TYPES);
  if (!format.ok) return problemAnswer(c, format.problem);
  const found = await findRelease(table, isJson ? file.slice(0, -".json".length) : file);
  if (!found.ok) return isJson ? problemAnswer(c, found.problem) : refusalAnswer(c, found.problem);
  const { manifest, state } = found.value;
  const links = linksOf(found.value);
  if (format.value === "json") return jsonAnswer(c, { ...manifest, state }, links);
  const totals = state.status === "withdrawn" ? ok(new Map()) : await readTotals(table, found.value);
  // Withdrawn while it was read: it is read again, as what it is now.
  if (!totals.ok) return answerRelease(c, table);
  const { renderRelease } = await pages();
  const page = renderRelease({ manifest, state, totals: totals.value, origin: originOf(c) });
  return pageAnswer(c, page, links);
}

/** The release that a page of its figures is of, with the way to it for a refusal; an answer where it is not there, or withdrawn. */
async function releaseOf(c: Context, table: Table) {
  const id = c.req.param("id") ?? "";
  const link = { address: `/open/releases/${id}`, text: "Go to the release" };
  const found = await findReadable(table, id);
  if (!found.ok) return refusalAnswer(c, found.problem, found.problem.code === "gone" ? { link } : {});
  return { found: found.value, link, links: linksOf(found.value) };
}

async function answerIndicator(c: Context, table: Table): Promise<Response> {
  const query = pageParametersOf(c, FigureQuerySchema());
  if (!query.ok) return refusalAnswer(c, query.problem);
  const release = await releaseOf(c, table);
  if (release instanceof Response) return release;
  const { found, link, links } = release;
  const asked = { indicatorId: c.req.param("indicatorId") ?? "", ...query.value };
  const figures = await readIndicator(table, found, asked);
  if (!figures.ok) return refusalAnswer(c, figures.problem, { link, links });
  const { manifest, state } = found;
  const { renderIndicator } = await pages();
  return pageAnswer(c, renderIndicator({ manifest, state, figures: figures.value }), links);
}

async function answerExplorer(c: Context, table: Table): Promise<Response> {
  const query = pageParametersOf(c, ExploreQuerySchema());
  if (!query.ok) return refusalAnswer(c, query.problem);
  const release = await releaseOf(c, table);
  if (release instanceof Response) return release;
  const { found, link, links } = release;
  const explored = await explore(table, found, query.value);
  if (!explored.ok) return refusalAnswer(c, explored.problem, { link, links });
  const { manifest, state } = found;
  const { renderExplorer } = await pages();
  return pageAnswer(
    c,
    renderExplorer({ manifest, state, explored: explored.value, origin: originOf(c) }),
    links,
  );
}

const CITATION_TYPES: Readonly<Record<CitationFormat, string>> = {
  bib: "application/x-bibtex; charset=utf-8",
  ris: "application/x-research-info-systems; charset=utf-8",
  json: "application/vnd.citationstyles.csl+json",
};

/** A release is cited whatever became of it: who has a copy of a withdrawn one has to name it. */
async function answerCitation(c: Context, table: Table, format: CitationFormat): Promise<Response> {
  const query = parametersOf(c, NoQuerySchema());
  if (!query.ok) return problemAnswer(c, query.problem);
  const found = await findRelease(table, c.req.param("id") ?? "");
  if (!found.ok) return problemAnswer(c, found.problem);
  const { manifest } = found.value;
  const text = citationAs(format, manifest, originOf(c));
  const file = `${manifest.id}-citation.${format}`;
  return textAnswer(c, { text, type: CITATION_TYPES[format], file, links: linksOf(found.value) });
}

async function answerWhole(c: Context, table: Table, answer: (found: Found) => Response): Promise<Response> {
  const query = parametersOf(c, NoQuerySchema());
  if (!query.ok) return problemAnswer(c, query.problem);
  const found = await findReadable(table, c.req.param("id") ?? "");
  return found.ok ? answer(found.value) : problemAnswer(c, found.problem);
}
