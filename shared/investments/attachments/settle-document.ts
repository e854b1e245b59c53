import { attributesOf } from "../../platform/aggregate.ts";
import type { DocumentFiles, FileIdentity } from "../../platform/files.ts";
import type { PartWrite } from "../../platform/history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Commitment } from "../commitment.ts";
import { mayRead } from "../read-commitment.ts";
import { type CommitmentCall, type InvestmentDeps, workOnCommitment } from "../work-on-commitment.ts";
import { checkTakingAway, readAttached } from "./attached.ts";
import { DOCUMENTS, type Document, documentKey, documentPart, fileKey } from "./document.ts";

type Call = CommitmentCall & { readonly documentId: string };
type Deps = InvestmentDeps & { readonly files: Pick<DocumentFiles, "identify" | "remove"> };

/**
 * Keeps a document whose file was put, once the bucket says that it holds that file: by length and SHA-256. One that is kept already
 * stays as it is. Refused with `not_found`, and with `conflict` where the file is not there, is another one, or was withdrawn. The
 * document, the bucket, then as `workOnCommitment`.
 */
export async function confirmDocument(deps: Deps, call: Call): Promise<Result<Document>> {
  const { id, principal, documentId, now } = call;
  const read = await readAttached(deps.table, DOCUMENTS, { id, principal, attachedId: documentId });
  if (!read.ok || read.value.one.status === "kept") return read.ok ? ok(read.value.one) : read;
  const held = await deps.files.identify(fileKey(id, documentId), now);
  return settle(deps, call, (document) => decideConfirmation(document, held, now));
}

/** The rule of `confirmDocument`: `held` is what the bucket holds under the document's key. */
export function decideConfirmation(
  document: Document,
  held: FileIdentity | undefined,
  now: string,
): Result<Document> {
  const { status, size, sha256 } = document;
  if (status !== "awaiting-upload")
    return fail({ code: "conflict", detail: `The document is ${status} already.` });
  if (!held)
    return fail({
      code: "conflict",
      detail: "Its file was not put yet. Put it to the upload address first.",
    });
  if (held.size !== size || held.sha256 !== sha256)
    return fail({
      code: "conflict",
      detail: `The file has ${held.size} bytes and the SHA-256 ${held.sha256}: it is not the one that was announced.`,
    });
  return ok({ ...document, status: "kept", keptAt: now });
}

/**
 * Withdraws a document for a reason: its file is removed, what is known of it stays. The record is written first, so that no record
 * ever names a file that is gone; withdrawing again removes the file again, should that have failed. Refused with `not_found`, and
 * `forbidden` where somebody else put it there.
 */
export async function withdrawDocument(
  deps: Deps,
  call: Call & { readonly reason: string },
): Promise<Result<Document>> {
  const { id, principal, documentId, now, author: by, reason, ...rest } = call;
  const read = await readAttached(deps.table, DOCUMENTS, { id, principal, attachedId: documentId });
  if (!read.ok) return read;
  const isGone = read.value.one.status === "withdrawn";
  const withdrawn = isGone
    ? ok(read.value.one)
    : await settle(deps, { id, principal, documentId, now, author: by, ...rest }, (document, commitment) => {
        const may = checkTakingAway(commitment, document, principal);
        if (!may.ok) return may;
        if (document.status === "withdrawn")
          return fail({ code: "conflict", detail: "The document was withdrawn meanwhile." });
        return ok({ ...document, status: "withdrawn", withdrawn: { at: now, by, reason } });
      });
  if (withdrawn.ok) await deps.files.remove(fileKey(id, documentId), now);
  return withdrawn;
}

/** Writes a document's next state under the version its present one was read at. */
async function settle(
  deps: InvestmentDeps,
  call: Call,
  decide: (document: Document, commitment: Commitment) => Result<Document>,
): Promise<Result<Document>> {
  const sk = documentKey(call.documentId);
  let settled: Document | undefined;
  const done = await workOnCommitment(
    deps,
    { ...call, partsBeside: [sk], mayWork: (commitment) => mayRead(commitment, call.principal) },
    (state, { beside }) => {
      const before = beside?.get(sk);
      if (!before) return fail({ code: "not_found", detail: DOCUMENTS.missing });
      const next = decide(DOCUMENTS.parse(attributesOf(before)), state.commitment);
      if (!next.ok) return next;
      settled = next.value;
      const attached: PartWrite[] = [{ before, after: documentPart(next.value) }];
      return ok({ action: `commitment.document-${next.value.status}`, next: state, attached });
    },
  );
  if (!done.ok) return done;
  if (!settled) throw new Error("A document was written without being decided on.");
  return ok(settled);
}
