import * as z from "zod";
import { ATTACHED, type Part } from "../../platform/aggregate.ts";
import { type Upload, UploadSchema } from "../../platform/files.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { AuthorSchema, type Kind, personalPart, sees, TakenAwaySchema, VISIBILITIES } from "./attached.ts";

export const DOCUMENT_KINDS = ["signed-agreement", "award-letter", "budget", "report", "other"] as const;

/** What a document may be: texts, tables and pictures that are shown without running anything. */
export const DOCUMENT_TYPES = [
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.oasis.opendocument.spreadsheet",
  "text/plain",
  "text/csv",
  "image/png",
  "image/jpeg",
] as const;

/** In bytes: a scanned agreement of a hundred pages, several times over. */
export const LARGEST_DOCUMENT = 50 * 1024 * 1024;

/** A document to be put beside a commitment: what it is, and which file it will be. */
export const NewDocumentSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(DOCUMENT_KINDS),
      title: z.string().trim().min(1).max(200),
      fileName: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .regex(/^[^/\\\p{C}]+$/u, "A file name has no slashes and no control characters."),
      contentType: z.enum(DOCUMENT_TYPES),
      size: z.int().min(1).max(LARGEST_DOCUMENT).meta({ description: "Its length in bytes." }),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, "Write the SHA-256 of the file in hex, in lower case.")
        .meta({ description: "Of the file; the bucket takes no other." }),
      visibility: z.enum(VISIBILITIES).meta({
        description: "Whether the funder alone sees it, or also who owns the partnership.",
      }),
    })
    .meta({ id: "NewDocument" }),
);
export type NewDocument = z.infer<ReturnType<typeof NewDocumentSchema>>;

/** `kept`: the bucket holds the file it was announced as. `withdrawn`: the file is gone, what is known of it stays. */
export const DOCUMENT_STATUSES = ["awaiting-upload", "kept", "withdrawn"] as const;

/** A document as it is stored beside its commitment. */
export const DocumentSchema = lazy(() =>
  z.object({
    ...NewDocumentSchema().shape,
    id: idSchema("doc"),
    status: z.enum(DOCUMENT_STATUSES),
    by: AuthorSchema(),
    addedAt: z.iso.datetime(),
    /** When the bucket confirmed the file. */
    keptAt: z.iso.datetime().optional(),
    withdrawn: TakenAwaySchema().optional(),
  }),
);
export type Document = z.infer<ReturnType<typeof DocumentSchema>>;

/** A document as the API shows it, with the address to put its file where one was just made. */
export const DocumentViewSchema = lazy(() =>
  DocumentSchema().extend({ upload: UploadSchema().optional() }).meta({ id: "Document" }),
);
export type DocumentView = z.infer<ReturnType<typeof DocumentViewSchema>>;

/** The view of a document. */
export function documentView(document: Document, upload?: Upload): DocumentView {
  return { ...document, ...(upload ? { upload: { ...upload, headers: { ...upload.headers } } } : {}) };
}

const PREFIX = `${ATTACHED}DOC#`;

/** How documents are read. One that was never put is nobody's business but of who announced it. */
export const DOCUMENTS: Kind<Document> = {
  prefix: PREFIX,
  parse: (attributes) => DocumentSchema().parse(attributes),
  isSeen: (commitment, document, who) =>
    sees(commitment, document, who) &&
    (document.keptAt !== undefined || document.by.organisationId === who.organisationId),
  missing: "There is no such document.",
};

/** The sort key of a document. */
export function documentKey(id: string): string {
  return `${PREFIX}${id}`;
}

/** The part that a document is stored as; titles and file names may name people. */
export function documentPart(document: Document): Part {
  return personalPart({ sk: documentKey(document.id), type: "document", attributes: document });
}

/** Where the file of a document lies in the files bucket. */
export function fileKey(commitmentId: string, documentId: string): string {
  return `documents/${commitmentId}/${documentId}`;
}
