import { attributesOf } from "../../platform/aggregate.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { mayRead } from "../read-commitment.ts";
import { type CommitmentCall, type InvestmentDeps, workOnCommitment } from "../work-on-commitment.ts";
import { checkTakingAway, checkVisibility } from "./attached.ts";
import { type NewNote, NOTES, type Note, noteKey, notePart } from "./note.ts";

/** Writes a note beside a commitment, by whoever may read that. Refused at `/visibility` where its author would not see it. */
export async function addNote(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly noteId: string; readonly input: NewNote },
): Promise<Result<{ readonly note: Note; readonly version: number }>> {
  const { noteId, input, principal, author: by, now: at } = call;
  const note: Note = { ...input, id: noteId, by, at };
  const mayWork: CommitmentCall["mayWork"] = (commitment) => mayRead(commitment, principal);
  const done = await workOnCommitment(deps, { ...call, mayWork }, (state) => {
    const fits = checkVisibility(state.commitment, input.visibility, principal);
    if (!fits.ok) return fits;
    const attached = [{ after: notePart(note), isNew: true }];
    return ok({ action: "commitment.note-added", next: state, attached });
  });
  return done.ok ? ok({ note, version: done.value.head.version }) : done;
}

/**
 * Erases the text of a note for a reason; that there was one, whose and when, stays. Refused with `not_found`, `forbidden` where
 * somebody else wrote it, and `conflict` where it is erased already.
 */
export async function eraseNote(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly noteId: string; readonly reason: string },
): Promise<Result<Note>> {
  const { noteId, reason, ...rest } = call;
  const { principal, author: by, now: at } = rest;
  const sk = noteKey(noteId);
  let erased: Note | undefined;
  const done = await workOnCommitment(
    deps,
    { ...rest, partsBeside: [sk], mayWork: (commitment) => mayRead(commitment, principal) },
    (state, { beside }) => {
      const before = beside?.get(sk);
      const note = before && NOTES.parse(attributesOf(before));
      if (!note || !NOTES.isSeen(state.commitment, note, principal))
        return fail({ code: "not_found", detail: NOTES.missing });
      const may = checkTakingAway(state.commitment, note, principal);
      if (!may.ok) return may;
      if (note.erased) return fail({ code: "conflict", detail: "The note is erased already." });
      const { text: _, ...kept } = note;
      erased = { ...kept, erased: { at, by, reason } };
      return ok({
        action: "commitment.note-erased",
        next: state,
        attached: [{ before, after: notePart(erased) }],
      });
    },
  );
  if (!done.ok) return done;
  if (!erased) throw new Error("A note was erased without being decided on.");
  return ok(erased);
}
