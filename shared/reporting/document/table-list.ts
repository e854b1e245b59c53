import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { type ReportDocument, type Table, tablesOf } from "./report-document.ts";

/** The tables of a report: what each is called, what its columns are, and where it is as CSV. */
export const TableListSchema = lazy(() =>
  z
    .strictObject({
      tables: z.array(
        z.strictObject({
          key: z.string(),
          section: z.string(),
          caption: z.string(),
          columns: z.array(
            z.strictObject({
              key: z.string(),
              label: z.string(),
              kind: z.enum(["text", "money", "number", "percent", "date"]),
              unit: z.string().optional(),
            }),
          ),
          rows: z.int(),
        }),
      ),
    })
    .meta({ id: "ReportTables", description: "In the order in which they stand in the report." }),
);
type TableList = z.infer<ReturnType<typeof TableListSchema>>;

/** What tables a document has. */
export function tableList(document: ReportDocument): TableList {
  const tables = document.sections.flatMap(({ key: section, blocks }) =>
    blocks.flatMap((block) => (block.type === "table" ? [entryOf(section, block)] : [])),
  );
  return { tables };
}

function entryOf(section: string, { key, caption, columns, rows }: Table): TableList["tables"][number] {
  return { key, section, caption, columns: columns.map((one) => ({ ...one })), rows: rows.length };
}

/** The table of a document under a key. Refused at the parameter where there is none, with the keys that there are. */
export function tableNamed(document: ReportDocument, key: string): Result<Table> {
  const tables = tablesOf(document);
  const table = tables.find((one) => one.key === key);
  if (table) return ok(table);
  const keys = tables.map((one) => one.key).join(", ");
  const detail = `This report has no table "${key.slice(0, 100)}". It has: ${keys || "none"}.`;
  return fail({ code: "invalid_request", detail, errors: [{ parameter: "table", detail }] });
}
