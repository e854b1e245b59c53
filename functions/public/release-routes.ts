import type { Context, Hono } from "hono";
import { renderIndicator, renderRelease } from "../../shared/pages/releases.ts";
import { ok } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import { codebookCsv } from "../../shared/publication/published/codebook-table.ts";
import { dataPackageOf } from "../../shared/publication/published/data-package.ts";
import { DATA_TYPES, formatOf, PAGE_TYPES } from "./accept.ts";
import { jsonAnswer, originOf, pageAnswer, problemAnswer, refusalAnswer, textAnswer } from "./answer.ts";
import { type Found, findReadable, findRelease, linksOf } from "./find-release.ts";
import { FigureQuerySchema, NoQuerySchema, pageParametersOf, parametersOf } from "./parameters.ts";
import { readIndicator, readTotals } from "./read-figures.ts";

/** A release as a page and as its manifest, its indicators as pages, its codebook, and its description as a data package. */
export function mountReleases(app: Hono, table: Table): void {
  app.get("/open/releases/:file", (c) => answerRelease(c, table));
  app.get("/open/releases/:id/indicators/:indicatorId", (c) => answerIndicator(c, table));
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
  const page = renderRelease({ manifest, state, totals: totals.value, origin: originOf(c) });
  return pageAnswer(c, page, links);
}

async function answerIndicator(c: Context, table: Table): Promise<Response> {
  const query = pageParametersOf(c, FigureQuerySchema());
  if (!query.ok) return refusalAnswer(c, query.problem);
  const id = c.req.param("id") ?? "";
  const link = { address: `/open/releases/${id}`, text: "Go to the release" };
  const found = await findReadable(table, id);
  if (!found.ok) return refusalAnswer(c, found.problem, found.problem.code === "gone" ? { link } : {});
  const links = linksOf(found.value);
  const asked = { indicatorId: c.req.param("indicatorId") ?? "", ...query.value };
  const figures = await readIndicator(table, found.value, asked);
  if (!figures.ok) return refusalAnswer(c, figures.problem, { link, links });
  const { manifest, state } = found.value;
  return pageAnswer(c, renderIndicator({ manifest, state, figures: figures.value }), links);
}

async function answerWhole(c: Context, table: Table, answer: (found: Found) => Response): Promise<Response> {
  const query = parametersOf(c, NoQuerySchema());
  if (!query.ok) return problemAnswer(c, query.problem);
  const found = await findReadable(table, c.req.param("id") ?? "");
  return found.ok ? answer(found.value) : problemAnswer(c, found.problem);
}
