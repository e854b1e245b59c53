import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import { TableListSchema } from "../../shared/reporting/document/table-list.ts";
import { type OutcomeReport, OutcomeReportSchema } from "../../shared/reporting/outcome/outcome-report.ts";
import type { ApiDeps } from "./deps.ts";
import type { Format, Reply } from "./route.ts";

/** The formats of a report of sections. */
export const REPORT_FORMATS = ["json", "html", "csv", "xlsx"] as const satisfies readonly Format[];

/** In what form a report is asked for, beside what it is of. */
export const ReportFormShape = lazy(() => ({
  format: z
    .enum(REPORT_FORMATS)
    .optional()
    .meta({ description: "For where no Accept header can be sent; it goes before one." }),
  table: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "With CSV or XLSX: this one table alone, by its key." }),
  list: z.literal("tables").optional().meta({
    description: "Instead of the report, which tables it has, as JSON: their keys, captions and columns.",
  }),
}));
type ReportForm = {
  readonly format?: (typeof REPORT_FORMATS)[number] | undefined;
  readonly table?: string | undefined;
  readonly list?: "tables" | undefined;
};

/** The body of a report as JSON, or the list of its tables. */
export const ReportOrTablesSchema = lazy(() => z.union([OutcomeReportSchema(), TableListSchema()]));

/** What is said of the formats of a report in the API's document. */
export const FORMATS_WORDS =
  "`text/html` is fit to print. `text/csv` without `table` is one file of all tables, a line for each cell; with `table` that table. A workbook has a sheet for each table. `list=tables` says which there are.";

/** Taken apart: what a report is of, and in what form it is asked for. */
export function formOf<Q extends ReportForm>({ format, table, list, ...query }: Q) {
  return { form: { format, table, list }, query };
}

/**
 * A report in the form that is asked for. Refused with `invalid_request` for a table that it does not have, and for one with a format that
 * is no table's.
 */
export async function reportReply(
  read: Result<OutcomeReport>,
  asked: { readonly form: ReportForm; readonly accepted: Format },
  deps: Pick<ApiDeps, "renderReportDocument">,
): Promise<Result<Reply>> {
  if (!read.ok) return read;
  const { list, table } = asked.form;
  const format = list === undefined ? (asked.form.format ?? asked.accepted) : "json";
  if (table !== undefined && (format === "json" || format === "html")) return fail(TABLE_OF_NO_FILE);
  const { next } = read.value;
  const reply = await replyAs(read.value, { format, table, list }, deps);
  return reply.ok ? ok({ ...reply.value, ...(next === undefined ? {} : { next }) }) : reply;
}

const NO_TABLE = "A table by itself is there as text/csv or as a workbook: ask for one of these.";
const TABLE_OF_NO_FILE = {
  code: "invalid_request",
  detail: NO_TABLE,
  errors: [{ parameter: "table", detail: NO_TABLE }],
} as const;

async function replyAs(
  report: OutcomeReport,
  asked: { readonly format: Format; readonly table: string | undefined; readonly list: "tables" | undefined },
  deps: Pick<ApiDeps, "renderReportDocument">,
): Promise<Result<Reply>> {
  const { format, list } = asked;
  if (format === "json" && list === undefined) return ok({ status: 200, format, body: report });
  // Loaded with the first report that is asked for in another form.
  const { documentOf, tableCsv, tableList, tableNamed, tablesCsv, tablesXlsx } = await import(
    "../../shared/reporting/document/index.ts"
  );
  const document = documentOf(report);
  if (format === "json") return ok({ status: 200, format, body: tableList(document) });
  if (format === "html") {
    const { html, headers } = await deps.renderReportDocument(document);
    return ok({ status: 200, format, text: html, headers });
  }
  const table = asked.table === undefined ? ok(undefined) : tableNamed(document, asked.table);
  if (!table.ok) return table;
  const headers = { "content-disposition": `attachment; filename="${fileName(report, asked)}"` };
  if (format === "xlsx") {
    const bytes = await tablesXlsx(document, table.value && [table.value]);
    return ok({ status: 200, format, headers, bytes });
  }
  const text = table.value ? tableCsv(table.value) : tablesCsv(document);
  return ok({ status: 200, format, headers, text });
}

/** Of ids and keys, which have no character that a header cannot. */
function fileName(
  { kind, subject }: OutcomeReport,
  { format, table }: { readonly format: Format; readonly table: string | undefined },
): string {
  return ["report", kind, subject.id, ...(table === undefined ? [] : [table])].join("-").concat(`.${format}`);
}
