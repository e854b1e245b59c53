import * as z from "zod";
import { can } from "../../../shared/identity/permissions.ts";
import {
  NewObservationNoteSchema,
  NoteWithdrawalSchema,
  ObservationNoteViewSchema,
} from "../../../shared/measurement/notes/note.ts";
import { listObservationNotes, readObservationNote } from "../../../shared/measurement/notes/read-notes.ts";
import { addObservationNote, withdrawObservationNote } from "../../../shared/measurement/notes/write-note.ts";
import { idSchema } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema, PageQuerySchema } from "../../../shared/platform/page.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const IndicatorSchema = lazy(() => z.strictObject({ indicatorId: idSchema("ind") }));
const NoteSchema = lazy(() => z.strictObject({ noteId: idSchema("note") }));
const ListSchema = lazy(() => listedSchema(ObservationNoteViewSchema()).meta({ id: "ObservationNoteList" }));

const tag = "Observations";
const addressOf = (id: string) => `/v1/observation-notes/${id}`;
const one = { description: "The note", schema: ObservationNoteViewSchema };

export const observationNoteRoutes: readonly Route[] = [
  route({
    method: "post",
    path: "/indicators/{indicatorId}/notes",
    operationId: "addObservationNote",
    tag,
    summary: "Write a note on a point of your indicator's series",
    description:
      "About the whole series, a period, a place, a set of figures or one cell. It is never changed, only withdrawn. `readers` are the organisations that the partnership is shared with.",
    action: "observation:note",
    params: IndicatorSchema,
    body: NewObservationNoteSchema,
    responses: { 201: one },
    handle: async ({ params, body, author, now, idempotency }, deps) => {
      const noteId = deps.newId("note");
      const location = addressOf(noteId);
      const call = { ...params, noteId, input: body, author, now, idempotency: idempotency?.(201, location) };
      return replyWith(await addObservationNote(deps, call), (note) => ({
        status: 201,
        body: note,
        location,
      }));
    },
  }),
  route({
    method: "get",
    path: "/indicators/{indicatorId}/notes",
    operationId: "listObservationNotes",
    tag,
    summary: "The notes on an indicator's series that you may see, the latest first",
    action: "observation:read",
    params: IndicatorSchema,
    query: PageQuerySchema,
    responses: { 200: { description: "A page", schema: ListSchema } },
    handle: async ({ params, query: page, principal: { organisationId } }, deps) =>
      listReply(await listObservationNotes(deps, { ...params, organisationId, page })),
  }),
  route({
    method: "get",
    path: "/observation-notes/{noteId}",
    operationId: "readObservationNote",
    tag,
    summary: "One note on a series",
    action: "observation:read",
    params: NoteSchema,
    responses: { 200: one },
    handle: async ({ params, principal: { organisationId } }, deps) =>
      replyWith(await readObservationNote(deps, { ...params, organisationId }), (body) => ({
        status: 200,
        body,
      })),
  }),
  route({
    method: "post",
    path: "/observation-notes/{noteId}/withdrawal",
    operationId: "withdrawObservationNote",
    tag,
    summary: "Withdraw a note for a reason",
    description:
      "By who wrote it, or by who may record observations. Its text is erased; that it was there, when and why it went stays.",
    action: "observation:note",
    params: NoteSchema,
    body: NoteWithdrawalSchema,
    responses: { 200: one },
    handle: async ({ params, body: { reason }, author, now, principal, idempotency }, deps) => {
      const call = {
        ...params,
        reason,
        author,
        now,
        mayWithdrawAny: can(principal, "observation:write"),
        idempotency: idempotency?.(200, addressOf(params.noteId)),
      };
      return replyWith(await withdrawObservationNote(deps, call), (body) => ({ status: 200, body }));
    },
  }),
];
