import type { Context, Hono } from "hono";
import type { Problem } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import { cellsCsv, derivedCsv } from "../../shared/publication/published/cell-table.ts";
import { cellsOf, lineOf, textOf } from "../../shared/publication/published/chunks.ts";
import { DATA_TYPES, type DataFormat, formatOf } from "./accept.ts";
import { type Link, problemAnswer, textAnswer } from "./answer.ts";
import { filteredPage, filterOf } from "./cells-page.ts";
import { derivedOf } from "./derived-page.ts";
import { type Found, findReadable, linksOf, NOT_RELEASED } from "./find-release.ts";
import { CellQuerySchema, DerivedQuerySchema, parametersOf } from "./parameters.ts";
import { readTexts } from "./read-chunks.ts";

/** A text of a release's figures, what it is called, and the number of the next page. */
type Figures = { readonly text: string; readonly name: string; readonly next?: number };

/** The figures of a release, and what is made of them, as JSON, lines of JSON, and CSV. */
export function mountCells(app: Hono, table: Table): void {
  app.get("/open/releases/:id/:file{cells(?:\\.(?:json|ndjson|csv))?}", (c) =>
    answerFigures(c, table, cellsText),
  );
  app.get("/open/releases/:id/:file{derived(?:\\.(?:json|ndjson|csv))?}", (c) =>
    answerFigures(c, table, derivedText),
  );
}

type Asked = {
  readonly c: Context;
  readonly table: Table;
  readonly found: Found;
  readonly format: DataFormat;
};

async function answerFigures(
  c: Context,
  table: Table,
  read: (asked: Asked) => Promise<Result<Figures>>,
): Promise<Response> {
  const suffix = c.req.param("file")?.split(".")[1] as DataFormat | undefined;
  const format = suffix === undefined ? formatOf(c, DATA_TYPES) : ok(suffix);
  if (!format.ok) return problemAnswer(c, format.problem);
  const found = await findReadable(table, c.req.param("id") ?? "");
  if (!found.ok) return problemAnswer(c, found.problem);
  const figures = await read({ c, table, found: found.value, format: format.value });
  const links = linksOf(found.value);
  if (!figures.ok) return refused(c, figures.problem, links);
  const { text, name, next } = figures.value;
  const more = next === undefined ? [] : [{ rel: "next", href: pageAddress(c, next) }];
  const type =
    format.value === "csv" ? `${DATA_TYPES.csv}; charset=utf-8; header=present` : DATA_TYPES[format.value];
  const file = `${found.value.manifest.id}-${name}.${format.value}`;
  return textAnswer(c, { text, type, file, links: [...more, ...links] });
}

/** What was withdrawn while it was read has no other links than what was withdrawn before. */
function refused(c: Context, problem: Problem, links: readonly Link[]): Response {
  return problem.code === "gone" ? problemAnswer(c, problem) : problemAnswer(c, problem, links);
}

/** A page of cells: without a filter, a chunk as it is stored and hashed. */
async function cellsText({ c, table, found, format }: Asked): Promise<Result<Figures>> {
  const query = parametersOf(c, CellQuerySchema());
  if (!query.ok) return query;
  const { page = 1 } = query.value;
  const filter = filterOf(query.value);
  if (!filter) return chunkText({ c, table, found, format }, page);
  const asked = await filteredPage(table, found, { filter, page });
  if (!asked.ok) return asked;
  const { cells, next } = asked.value;
  return ok({
    text: render[format](found, cells),
    name: `cells-${page}`,
    ...(next === undefined ? {} : { next }),
  });
}

async function chunkText({ table, found, format }: Asked, page: number): Promise<Result<Figures>> {
  const { chunks } = found.manifest;
  const name = `cells-${page}`;
  if (chunks.length === 0 && page === 1) return ok({ text: render[format](found, []), name });
  if (page > chunks.length) return fail(NOT_RELEASED);
  const texts = await readTexts(table, found, [page]);
  if (!texts.ok) return texts;
  const [text = ""] = texts.value;
  const next = page < chunks.length ? { next: page + 1 } : {};
  return ok({ text: format === "json" ? text : render[format](found, cellsOf(text)), name, ...next });
}

type Cells = Parameters<typeof textOf>[0];

const render: Readonly<Record<DataFormat, (found: Found, cells: Cells) => string>> = {
  json: (_found, cells) => textOf(cells),
  ndjson: (_found, cells) => cells.map((cell) => `${lineOf(cell)}\n`).join(""),
  csv: ({ manifest }, cells) => cellsCsv(manifest, cells),
};

async function derivedText({ c, table, found, format }: Asked): Promise<Result<Figures>> {
  const query = parametersOf(c, DerivedQuerySchema());
  if (!query.ok) return query;
  const numbers = await derivedOf(table, found, query.value);
  if (!numbers.ok) return numbers;
  const name = "derived";
  if (format === "csv") return ok({ text: derivedCsv(found.manifest, numbers.value), name });
  const lines = numbers.value.map((number) => JSON.stringify(number));
  const text = format === "ndjson" ? lines.map((line) => `${line}\n`).join("") : `[\n${lines.join(",\n")}\n]`;
  return ok({ text, name });
}

function pageAddress(c: Context, page: number): string {
  const url = new URL(c.req.url);
  url.searchParams.set("page", String(page));
  return `${url.pathname}${url.search}`;
}
