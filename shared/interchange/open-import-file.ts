import { ok, type Result } from "../platform/result.ts";
import { readableContent } from "./file-content.ts";
import type { GrantPorts, ImportFile, ObservationPorts } from "./import-file.ts";
import { openGrantFile } from "./import-grants.ts";
import type { ImportJob } from "./import-job.ts";
import { openObservationFile } from "./import-observations.ts";
import type { CsvOptions } from "./import-options.ts";
import type { SheetRows } from "./observation-table.ts";

/**
 * Opens the file of a job, by what its bytes are and not by what it is called. Refused (`validation_failed`): a file that holds
 * something else than its name says, or what this kind of import does not read; and as the reader of its form refuses.
 */
export async function openImportFile(
  ports: GrantPorts & ObservationPorts,
  job: Pick<ImportJob, "id" | "kind" | "options" | "fileName">,
  bytes: Uint8Array,
): Promise<Result<ImportFile>> {
  const { kind, options, fileName: name } = job;
  if (kind === "360giving") {
    const content = readableContent(bytes, { name, readable: ["json", "text"] });
    return content.ok ? openGrantFile(ports, bytes) : content;
  }
  if (!options) throw new Error(`The import ${job.id} has no options.`);
  const content = readableContent(bytes, { name, readable: ["text", "xlsx"] });
  if (!content.ok) return content;
  const source = content.value === "xlsx" ? await sheetOf(bytes, options) : ok(bytes);
  return source.ok ? openObservationFile(ports, options, source.value) : source;
}

/** What reads workbooks is loaded with the first one. */
async function sheetOf(bytes: Uint8Array, { sheet, mapping }: CsvOptions): Promise<Result<SheetRows>> {
  const { workbookRows } = await import("./xlsx-rows.ts");
  return workbookRows(bytes, { sheet, decimal: mapping.decimal });
}
