import type { DocumentFiles, Upload } from "../../platform/files.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { mayRead } from "../read-commitment.ts";
import { type CommitmentCall, type InvestmentDeps, workOnCommitment } from "../work-on-commitment.ts";
import { checkVisibility, readAttached } from "./attached.ts";
import { DOCUMENTS, type Document, documentPart, fileKey, type NewDocument } from "./document.ts";

type Files = Pick<DocumentFiles, "presignUpload">;

/** A document that waits for its file, and the address to put it. */
export type Announced = { readonly document: Document; readonly upload: Upload };

/**
 * Announces a document of a commitment, and gives the address to put its file: the bucket takes these bytes and no others. By
 * whoever may read the commitment. Refused with `not_found`, and at `/visibility` where the caller would not see it. Two rounds.
 */
export async function addDocument(
  deps: InvestmentDeps & { readonly files: Files },
  call: CommitmentCall & { readonly documentId: string; readonly input: NewDocument },
): Promise<Result<Announced & { readonly version: number }>> {
  const { id, principal, documentId, input, author, now } = call;
  const document: Document = {
    ...input,
    id: documentId,
    status: "awaiting-upload",
    by: author,
    addedAt: now,
  };
  const mayWork: CommitmentCall["mayWork"] = (commitment) => mayRead(commitment, principal);
  const done = await workOnCommitment(deps, { ...call, mayWork }, (state) => {
    const fits = checkVisibility(state.commitment, input.visibility, principal);
    if (!fits.ok) return fits;
    const attached = [{ after: documentPart(document), isNew: true }];
    return ok({ action: "commitment.document-announced", next: state, attached });
  });
  if (!done.ok) return done;
  const upload = await uploadOf(deps.files, { id, document, now });
  return ok({ document, upload, version: done.value.head.version });
}

/** Another address for a document that waits for its file. Refused with `conflict` where it does not. One round. */
export async function reissueDocumentUpload(
  deps: { readonly table: Table; readonly files: Files },
  call: Pick<CommitmentCall, "id" | "principal" | "now"> & { readonly documentId: string },
): Promise<Result<Announced>> {
  const { id, now, documentId, principal } = call;
  const read = await readAttached(deps.table, DOCUMENTS, { id, principal, attachedId: documentId });
  if (!read.ok) return read;
  const document = read.value.one;
  if (document.status !== "awaiting-upload")
    return fail({ code: "conflict", detail: `The document is ${document.status}. Announce another one.` });
  return ok({ document, upload: await uploadOf(deps.files, { id, document, now }) });
}

function uploadOf(
  files: Files,
  { id, document, now }: { readonly id: string; readonly document: Document; readonly now: string },
): Promise<Upload> {
  const { contentType, size, sha256 } = document;
  return files.presignUpload(fileKey(id, document.id), { contentType, now, identity: { size, sha256 } });
}
