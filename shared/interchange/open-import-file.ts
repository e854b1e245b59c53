import { ok, type Result } from "../platform/result.ts";
import { readableContent } from "./file-content.ts";
import type { GrantPorts, ImportFile, ObservationPorts } from "./import-file.ts";
import { openGrantFile } from "./import-grants.ts";
import type { ImportJob } from "./import-job.ts";
import { openObservationFile, openTemplateFile } from "./import-observations.ts";
import type { SheetRows } from "./observation-table.ts";
import { isTemplate } from "./template/open-template.ts";

type Job = Pick<ImportJob, "id" | "kind" | "options" | "fileName" | "ownerId">;
type Ports = GrantPorts & ObservationPorts;

/**
 * Opens the file of a job, by what its bytes are and not by what it is called. Refused (`validation_failed`): a file that holds
 * something else than its name says, or what this kind of import does not read; and as the reader of its form refuses.
 */
export async function openImportFile(ports: Ports, job: Job, bytes: Uint8Array): Promise<Result<ImportFile>> {
  const { kind, fileName: name } = job;
  if (kind !== "360giving") return openFigures(ports, job, bytes);
  const content = readableContent(bytes, { name, readable: ["json", "text"] });
  return content.ok ? openGrantFile(ports, bytes) : content;
}

async function openFigures(ports: Ports, job: Job, bytes: Uint8Array): Promise<Result<ImportFile>> {
  const { options, ownerId, fileName: name } = job;
  if (!options) throw new Error(`The import ${job.id} has no options.`);
  const content = readableContent(bytes, { name, readable: ["text", "xlsx"] });
  if (!content.ok) return content;
  const source = content.value === "xlsx" ? await sheetOf(bytes, options) : ok(bytes);
  if (!source.ok) return source;
  if ("mapping" in options) return openObservationFile(ports, options, source.value);
  return openTemplateFile(ports, { options, ownerId }, source.value);
}

/** The sheet that is named, or that is the template. What reads workbooks is loaded with the first one. */
async function sheetOf(bytes: Uint8Array, options: NonNullable<Job["options"]>): Promise<Result<SheetRows>> {
  const { markedRows, workbookRows } = await import("./xlsx-rows.ts");
  if (!("mapping" in options)) return markedRows(bytes, isTemplate);
  return workbookRows(bytes, { sheet: options.sheet, decimal: options.mapping.decimal });
}
