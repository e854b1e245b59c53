import {
  listAttached,
  readAttached,
  TakingAwaySchema,
} from "../../../shared/investments/attachments/attached.ts";
import { AwardLetterSchema } from "../../../shared/investments/attachments/award-letter.ts";
import {
  ContactsSchema,
  putContacts,
  type ReadContacts,
  readContacts,
} from "../../../shared/investments/attachments/contacts.ts";
import { NewNoteSchema, NOTES, NoteSchema } from "../../../shared/investments/attachments/note.ts";
import { readAwardLetter } from "../../../shared/investments/attachments/read-award-letter.ts";
import { addNote, eraseNote } from "../../../shared/investments/attachments/write-notes.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Reply, type Route, route } from "../route.ts";
import { ruleFacts } from "../rule-facts.ts";
import { CommitmentParamsSchema, calling } from "./commitments.ts";

const NoteParamsSchema = lazy(() => CommitmentParamsSchema().extend({ noteId: idSchema("note") }));
const NoteListSchema = lazy(() => listedSchema(NoteSchema()).meta({ id: "NoteList" }));

const tag = "Notes and contacts";
const notes = "/commitments/{commitmentId}/notes";
const contacts = "/commitments/{commitmentId}/contacts";

function contactsReply(read: Result<ReadContacts>): Result<Reply> {
  return replyWith(read, ({ version, ...body }) => ({ status: 200, body, version }));
}

export const attachmentRoutes: readonly Route[] = [
  route({
    method: "post",
    path: notes,
    operationId: "addNote",
    tag,
    summary: "Write a note beside a commitment; it is never changed, and can be erased",
    description:
      "By the funder, or by who owns the partnership. It may name people: the history holds a salted digest of it and nothing of its text.",
    action: "document:write",
    params: CommitmentParamsSchema,
    body: NewNoteSchema,
    responses: { 201: { description: "The note", schema: NoteSchema } },
    handle: async (input, deps) => {
      const noteId = deps.newId("note");
      const location = `/v1/commitments/${input.params.commitmentId}/notes/${noteId}`;
      const idempotency = input.idempotency?.(201, location);
      const call = { ...calling(input, deps), noteId, input: input.body, idempotency };
      return replyWith(await addNote(deps, call), ({ note, version }) => ({
        status: 201,
        body: note,
        location,
        version,
      }));
    },
  }),
  route({
    method: "get",
    path: notes,
    operationId: "listNotes",
    tag,
    summary: "The notes beside a commitment that you may see, the latest first",
    description:
      "A page may be short and still have a next one. Of an erased note stays who wrote it, and when.",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: NoteListSchema } },
    handle: async ({ params, query, principal }, deps) =>
      listReply(await listAttached(deps, NOTES, { id: params.commitmentId, principal, page: query })),
  }),
  route({
    method: "get",
    path: `${notes}/{noteId}`,
    operationId: "readNote",
    tag,
    summary: "One note",
    action: "commitment:read",
    params: NoteParamsSchema,
    responses: { 200: { description: "The note", schema: NoteSchema } },
    handle: async ({ params, principal }, deps) => {
      const asked = { id: params.commitmentId, principal, attachedId: params.noteId };
      const read = await readAttached(deps.table, NOTES, asked);
      return replyWith(read, ({ one }) => ({ status: 200, body: one }));
    },
  }),
  route({
    method: "post",
    path: `${notes}/{noteId}/erasure`,
    operationId: "eraseNote",
    tag,
    summary: "Erase the text of a note for a reason",
    description: "By who wrote it, or by the funder.",
    action: "document:write",
    params: NoteParamsSchema,
    body: TakingAwaySchema,
    responses: { 200: { description: "The note, without its text", schema: NoteSchema } },
    handle: async (input, deps) => {
      const { commitmentId, noteId } = input.params;
      const idempotency = input.idempotency?.(200, `/v1/commitments/${commitmentId}/notes/${noteId}`);
      const call = { ...calling(input, deps), noteId, reason: input.body.reason, idempotency };
      return replyWith(await eraseNote(deps, call), (body) => ({ status: 200, body }));
    },
  }),
  route({
    method: "get",
    path: contacts,
    operationId: "readCommitmentContacts",
    tag,
    summary: "The people to turn to about a commitment",
    description: "For the funder alone. The ETag is the commitment's version.",
    action: "person:read",
    params: CommitmentParamsSchema,
    responses: { 200: { description: "The contacts", schema: ContactsSchema } },
    handle: async ({ params, principal }, deps) =>
      contactsReply(await readContacts(deps.table, { id: params.commitmentId, principal })),
  }),
  route({
    method: "put",
    path: contacts,
    operationId: "putCommitmentContacts",
    tag,
    summary: "Put the people to turn to about a commitment as they shall be; who is left out is erased",
    action: "document:write",
    params: CommitmentParamsSchema,
    body: ContactsSchema,
    requiresVersion: true,
    responses: { 200: { description: "The contacts", schema: ContactsSchema } },
    handle: async (input, deps) =>
      contactsReply(await putContacts(deps, { ...calling(input, deps), input: input.body })),
  }),
  route({
    method: "get",
    path: "/commitments/{commitmentId}/award-letter",
    operationId: "readAwardLetter",
    tag: "Documents",
    summary: "The award letter of a commitment, made from the record",
    description:
      "From approval on. Parties, amount in figures and words, schedule with conditions, rights and payment rules in plain words, restriction, reports with their due days, match, indirect rate, expenditure responsibility, and lines to sign; it names the version it was made from. `text/html` is fit to print on a sheet or two.",
    action: "commitment:read",
    params: CommitmentParamsSchema,
    formats: ["json", "html"],
    refuses: ["conflict"],
    responses: { 200: { description: "The letter", schema: AwardLetterSchema } },
    handle: async ({ params, principal, format }, deps) => {
      const readFacts = ruleFacts(deps.table, principal);
      const letter = await readAwardLetter(deps.table, { id: params.commitmentId, principal, readFacts });
      if (!letter.ok) return letter;
      const { version } = letter.value.asRecorded;
      if (format === "json") return ok({ status: 200, body: letter.value, version });
      const { html, headers } = await deps.renderAwardLetter(letter.value);
      return ok({ status: 200, text: html, headers, version });
    },
  }),
];
