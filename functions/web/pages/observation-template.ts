import type { Context } from "hono";
import { templateCsv, templateXlsx } from "../../../shared/interchange/template/write-template.ts";
import {
  CellQuerySchema,
  readExpectedCells,
} from "../../../shared/measurement/calendar/read-expected-cells.ts";
import type { WebDeps } from "../deps.ts";
import { sentAs } from "../respond.ts";
import { admit, refused } from "../signed-in.ts";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

const NO_DAYS = {
  code: "invalid_request",
  detail:
    "Go back and give two days, at most five years apart: the first and the last that a period ends on.",
} as const;
const TOO_LARGE = {
  code: "too_many_items",
  detail: "This template is larger than one answer may be. Ask for fewer years.",
} as const;

/**
 * The figures that are expected of a partnership's indicators in periods that end between two days (`from`, `to`), as a sheet to fill in:
 * XLSX, or CSV where `format` says so. For who keeps the partnership. Two rounds.
 */
export async function observationTemplate(c: Context, deps: WebDeps): Promise<Response> {
  const visit = await admit(c, deps, "observation:read");
  if (visit instanceof Response) return visit;
  const { from, to, format: asked } = c.req.query();
  const query = CellQuerySchema().safeParse({ from, to });
  if (!query.success) return refused(c, NO_DAYS, visit.frame);
  const { organisationId } = visit.principal;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const cells = await readExpectedCells(deps.table, { partnershipId, organisationId, query: query.data });
  if (!cells.ok) return refused(c, cells.problem, visit.frame);
  const format = asked === "csv" ? "csv" : "xlsx";
  const body = format === "csv" ? templateCsv(cells.value) : await templateXlsx(cells.value);
  const headers = {
    "content-type": TYPES[format],
    "content-disposition": `attachment; filename="observation-template.${format}"`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  return sentAs(c, body, headers) ?? refused(c, TOO_LARGE, visit.frame);
}
