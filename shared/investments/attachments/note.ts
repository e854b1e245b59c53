import * as z from "zod";
import { ATTACHED, type Part } from "../../platform/aggregate.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { AuthorSchema, type Kind, personalPart, sees, TakenAwaySchema, VISIBILITIES } from "./attached.ts";

/** A note to be written. It is never changed; it can be erased. */
export const NewNoteSchema = lazy(() =>
  z
    .strictObject({ text: z.string().trim().min(1).max(10_000), visibility: z.enum(VISIBILITIES) })
    .meta({ id: "NewNote" }),
);
export type NewNote = z.infer<ReturnType<typeof NewNoteSchema>>;

/** A note as it is stored beside its commitment, and as the API shows it: without its text once it was erased. */
export const NoteSchema = lazy(() =>
  z
    .object({
      id: idSchema("note"),
      text: z.string().optional(),
      visibility: z.enum(VISIBILITIES),
      by: AuthorSchema(),
      at: z.iso.datetime(),
      erased: TakenAwaySchema().optional(),
    })
    .meta({ id: "Note" }),
);
export type Note = z.infer<ReturnType<typeof NoteSchema>>;

const PREFIX = `${ATTACHED}NOTE#`;

/** How notes are read. */
export const NOTES: Kind<Note> = {
  prefix: PREFIX,
  parse: (attributes) => NoteSchema().parse(attributes),
  isSeen: sees,
  missing: "There is no such note.",
};

/** The sort key of a note. */
export function noteKey(id: string): string {
  return `${PREFIX}${id}`;
}

/** The part that a note is stored as. */
export function notePart(note: Note): Part {
  return personalPart({ sk: noteKey(note.id), type: "note", attributes: note });
}
