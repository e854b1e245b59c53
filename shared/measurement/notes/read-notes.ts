import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { type ReadDeps, visibleIndicator } from "../read-indicator.ts";
import { findNote, notesPage } from "./note.store.ts";
import { noteView, type ObservationNoteView } from "./note.ts";

/** A page of the notes on an indicator's series that one may see, the latest first. One Query beside the look-up of who may see it. */
export async function listObservationNotes(
  deps: ReadDeps,
  asked: { readonly indicatorId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ObservationNoteView>>> {
  const { indicatorId, organisationId, page } = asked;
  const found = await visibleIndicator(deps.table, asked);
  if (!found.ok) return found;
  const { access } = found.value;
  const query = { list: "observation-notes", indicatorId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await notesPage(deps.table, { indicatorId, access, ...paging });
    return { items: items.map((note) => noteView(note, access)), ...(next ? { next } : {}) };
  });
}

/** One note, for whoever may see it: its GetItem, then that of its indicator. Else `not_found`. */
export async function readObservationNote(
  deps: { readonly table: Table },
  asked: { readonly noteId: string; readonly organisationId: string },
): Promise<Result<ObservationNoteView>> {
  const { noteId, organisationId } = asked;
  const refused = fail({ code: "not_found", detail: "There is no such note." });
  const note = (await findNote(deps.table, noteId))?.note;
  if (!note) return refused;
  const found = await visibleIndicator(deps.table, { indicatorId: note.indicatorId, organisationId });
  if (!found.ok) return refused;
  const { access } = found.value;
  return access === "owner" || note.visibility === "readers" ? ok(noteView(note, access)) : refused;
}
