import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import type { DocumentFiles, Download } from "../../platform/files.ts";
import { lazy } from "../../platform/lazy.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { readAttached } from "./attached.ts";
import { DOCUMENTS, fileKey } from "./document.ts";

/** Where the file of a document can be fetched. */
export const DownloadSchema = lazy(() =>
  z
    .strictObject({ url: z.url(), expiresAt: z.iso.datetime() })
    .meta({ id: "Download", description: "An address that gives the file to whoever has it, until then." }),
);

/**
 * An address from which somebody who sees a document can fetch its file, saved under its own name. Refused with `not_found`, `gone`
 * where it was withdrawn, and `conflict` where its file was not put yet. One round.
 */
export async function fetchDocument(
  deps: { readonly table: Table; readonly files: Pick<DocumentFiles, "presignDownload"> },
  asked: {
    readonly id: string;
    readonly documentId: string;
    readonly principal: Principal;
    readonly now: string;
  },
): Promise<Result<Download>> {
  const { id, documentId, principal, now } = asked;
  const read = await readAttached(deps.table, DOCUMENTS, { id, principal, attachedId: documentId });
  if (!read.ok) return read;
  const { status, contentType, fileName } = read.value.one;
  if (status === "withdrawn") return fail({ code: "gone", detail: "The document was withdrawn." });
  if (status !== "kept") return fail({ code: "conflict", detail: "Its file was not put and confirmed yet." });
  return ok(await deps.files.presignDownload(fileKey(id, documentId), { contentType, fileName, now }));
}
