import type { Context } from "hono";
import type * as z from "zod";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { OutcomeReport } from "../../../shared/reporting/outcome/outcome-report.ts";
import { PortfolioReportQuerySchema } from "../../../shared/reporting/outcome/present-portfolio.ts";
import { type ReportedOn, readOutcomeReport } from "../../../shared/reporting/outcome/read-outcome-report.ts";
import { readPortfolioReport } from "../../../shared/reporting/outcome/read-portfolio-report.ts";
import { ReportQuerySchema } from "../../../shared/reporting/outcome/section-keys.ts";
import { forReader, OWN_LOCALE } from "../../../shared/reporting/wording/reader.ts";
import type { WebDeps } from "../deps.ts";
import { sentAs } from "../respond.ts";
import { admit, refused, type Visit } from "../signed-in.ts";

const COPIES = [
  { label: "A sheet for each table (XLSX)", ending: ".xlsx" },
  { label: "All tables in one file (CSV)", ending: ".csv" },
];

/**
 * The report of whatever the address names, composed of sections, with the way to its tables as files. At most three rounds. What a page
 * needs of documents is loaded with the first of them.
 */
export async function outcomeReportPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const report = await readAsked(visit, deps);
  if (!report.ok) return report;
  const { search } = new URL(visit.c.req.url);
  const { path } = visit.c.req;
  const { next } = report.value;
  const documents = `/v1${path.replace(/outcome-report$/, "report")}`;
  const copies = [
    { label: "To print and pass on (PDF)", address: `${documents}.pdf${search}` },
    ...COPIES.map(({ label, ending }) => ({ label, address: `${path}${ending}${search}` })),
    ...(next === undefined ? [] : [{ label: "More partnerships", address: furtherAddress(visit.c, next) }]),
  ];
  const [{ documentOf }, { renderReportDocument }] = await Promise.all([
    import("../../../shared/reporting/document/index.ts"),
    import("../../../shared/pages/report-document-page.tsx"),
  ]);
  const chartAddress = (key: string) => `${documents}/charts/${encodeURIComponent(key)}.svg${search}`;
  // The same figures, written in the same way, as in its files.
  return forReader(OWN_LOCALE, () =>
    ok(renderReportDocument(documentOf(report.value), { ...visit.frame, copies, chartAddress })),
  );
}

const FILES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

const TOO_LARGE = {
  code: "too_many_items",
  detail:
    "These tables are larger than one answer may be. Ask for fewer sections, or for one table by the API.",
} as const;

/** The tables of the same report as a file: one CSV of all of them, or a workbook with a sheet for each. */
export async function outcomeReportFile(
  c: Context,
  deps: WebDeps,
  format: keyof typeof FILES,
): Promise<Response> {
  const visit = await admit(c, deps, "report:read");
  if (visit instanceof Response) return visit;
  const report = await readAsked(visit, deps);
  if (!report.ok) return refused(c, report.problem, visit.frame);
  const { documentOf, tablesCsv, tablesXlsx } = await import("../../../shared/reporting/document/index.ts");
  const document = documentOf(report.value);
  const headers = {
    "content-type": FILES[format],
    "content-disposition": `attachment; filename="report-${report.value.subject.id}.${format}"`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  const body = format === "csv" ? tablesCsv(document) : await tablesXlsx(document);
  return sentAs(c, body, headers) ?? refused(c, TOO_LARGE, visit.frame);
}

/** The report that the address names: a commitment, a big bet, a strategy, a partnership, or else the portfolio. */
async function readAsked({ c, principal, now }: Visit, deps: WebDeps): Promise<Result<OutcomeReport>> {
  const of = reportedOn(c);
  if (of) {
    const query = queryOf(c, ReportQuerySchema());
    return query.ok ? readOutcomeReport(deps.table, of, { query: query.value, principal, now }) : query;
  }
  const query = queryOf(c, PortfolioReportQuerySchema());
  return query.ok ? readPortfolioReport(deps, { query: query.value, principal, now }) : query;
}

function reportedOn(c: Context): ReportedOn | undefined {
  const { commitmentId, bigBetId, partnershipId, strategyId } = c.req.param();
  if (commitmentId !== undefined) return { kind: "commitment", commitmentId };
  if (bigBetId !== undefined) return { kind: "big-bet", bigBetId };
  if (partnershipId === undefined) return undefined;
  if (strategyId !== undefined) return { kind: "strategy", partnershipId, strategyId };
  return { kind: "partnership", partnershipId };
}

/** What the address asks for beside, as the API reads it. */
function queryOf<S extends z.ZodType>(c: Context, schema: S): Result<z.infer<S>> {
  const asked = schema.safeParse(c.req.query());
  if (asked.success) return ok(asked.data);
  const [issue] = asked.error.issues;
  const where = issue?.path.join(".") ?? "";
  const detail = `What this address asks for cannot be read${where === "" ? "" : ` at "${where}"`}.`;
  return { ok: false, problem: { code: "invalid_request", detail } };
}

function furtherAddress(c: Context, cursor: string): string {
  const asked = new URLSearchParams(c.req.query());
  asked.set("cursor", cursor);
  return `${c.req.path}?${asked}`;
}
