import { addDocument, reissueDocumentUpload } from "../../../shared/investments/attachments/add-document.ts";
import {
  listAttached,
  readAttached,
  TakingAwaySchema,
} from "../../../shared/investments/attachments/attached.ts";
import {
  DOCUMENTS,
  type Document,
  DocumentViewSchema,
  documentView,
  NewDocumentSchema,
} from "../../../shared/investments/attachments/document.ts";
import { DownloadSchema, fetchDocument } from "../../../shared/investments/attachments/fetch-document.ts";
import {
  confirmDocument,
  withdrawDocument,
} from "../../../shared/investments/attachments/settle-document.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { ApiDeps } from "../deps.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";
import { CommitmentParamsSchema, calling } from "./commitments.ts";

const DocumentParamsSchema = lazy(() => CommitmentParamsSchema().extend({ documentId: idSchema("doc") }));
const DocumentListSchema = lazy(() => listedSchema(DocumentViewSchema()).meta({ id: "DocumentList" }));

const tag = "Documents";
const base = "/commitments/{commitmentId}/documents";
const shown = { 200: { description: "The document", schema: DocumentViewSchema } };

function documentReply(document: Result<Document>): Result<Reply> {
  return replyWith(document, (one) => ({ status: 200, body: documentView(one) }));
}

/** Use cases know the bucket as `files`. */
function withFiles({ table, newId, documents }: ApiDeps) {
  return { table, newId, files: documents };
}

export const documentRoutes: readonly Route[] = [
  route({
    method: "post",
    path: base,
    operationId: "addDocument",
    tag,
    summary: "Announce a document of a commitment, and get an address to put its file",
    description:
      "By the funder, or by who owns the partnership. Put the file at `upload.url` with the method and headers given (the bucket takes these bytes and no others), then confirm it. Repeated with the same Idempotency-Key, the request answers the document without an address: ask for another one.",
    action: "document:write",
    params: CommitmentParamsSchema,
    body: NewDocumentSchema,
    responses: { 201: { description: "The document, with its upload address", schema: DocumentViewSchema } },
    handle: async (input, deps) => {
      const documentId = deps.newId("doc");
      const location = `/v1/commitments/${input.params.commitmentId}/documents/${documentId}`;
      const idempotency = input.idempotency?.(201, location);
      const call = { ...calling(input, deps), documentId, input: input.body, idempotency };
      return replyWith(await addDocument(withFiles(deps), call), ({ document, upload, version }) => ({
        status: 201,
        body: documentView(document, upload),
        location,
        version,
      }));
    },
  }),
  route({
    method: "get",
    path: base,
    operationId: "listDocuments",
    tag,
    summary: "The documents of a commitment that you may see, the latest first",
    description: "A page may be short and still have a next one.",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: DocumentListSchema } },
    handle: async ({ params, query, principal }, deps) =>
      listReply(await listAttached(deps, DOCUMENTS, { id: params.commitmentId, principal, page: query })),
  }),
  route({
    method: "get",
    path: `${base}/{documentId}`,
    operationId: "readDocument",
    tag,
    summary:
      "What is known of a document: its kind, its file, who put it there, and whether it was withdrawn",
    action: "commitment:read",
    params: DocumentParamsSchema,
    responses: shown,
    handle: async ({ params, principal }, deps) => {
      const asked = { id: params.commitmentId, principal, attachedId: params.documentId };
      const read = await readAttached(deps.table, DOCUMENTS, asked);
      return documentReply(read.ok ? ok(read.value.one) : read);
    },
  }),
  route({
    method: "post",
    path: `${base}/{documentId}/upload`,
    operationId: "reissueDocumentUpload",
    tag,
    summary: "Get another address to put the file of a document",
    action: "document:write",
    params: DocumentParamsSchema,
    repeatable: true,
    responses: { 200: { description: "The document, with its upload address", schema: DocumentViewSchema } },
    handle: async (input, deps) => {
      const { documentId } = input.params;
      const call = { ...calling(input, deps), documentId };
      return replyWith(await reissueDocumentUpload(withFiles(deps), call), ({ document, upload }) => ({
        status: 200,
        body: documentView(document, upload),
      }));
    },
  }),
  route({
    method: "post",
    path: `${base}/{documentId}/confirmation`,
    operationId: "confirmDocument",
    tag,
    summary: "Have the bucket confirm the file of a document, by its length and SHA-256",
    description: "Confirming one that is kept already changes nothing.",
    action: "document:write",
    params: DocumentParamsSchema,
    repeatable: true,
    responses: shown,
    handle: async (input, deps) => {
      const { documentId } = input.params;
      return documentReply(await confirmDocument(withFiles(deps), { ...calling(input, deps), documentId }));
    },
  }),
  route({
    method: "get",
    path: `${base}/{documentId}/download`,
    operationId: "fetchDocument",
    tag,
    summary: "Get an address to fetch the file of a document",
    action: "commitment:read",
    params: DocumentParamsSchema,
    refuses: ["conflict", "gone"],
    responses: { 200: { description: "The address", schema: DownloadSchema } },
    handle: async ({ params, principal, now }, deps) => {
      const asked = { id: params.commitmentId, documentId: params.documentId, principal, now };
      return replyWith(await fetchDocument(withFiles(deps), asked), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "post",
    path: `${base}/{documentId}/withdrawal`,
    operationId: "withdrawDocument",
    tag,
    summary: "Withdraw a document for a reason: its file is removed, what is known of it stays",
    description: "By who put it there, or by the funder. Withdrawing again removes the file again.",
    action: "document:write",
    params: DocumentParamsSchema,
    body: TakingAwaySchema,
    repeatable: true,
    responses: shown,
    handle: async (input, deps) => {
      const call = {
        ...calling(input, deps),
        documentId: input.params.documentId,
        reason: input.body.reason,
      };
      return documentReply(await withdrawDocument(withFiles(deps), call));
    },
  }),
];
