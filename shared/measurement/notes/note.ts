import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { PeriodSchema } from "../../platform/time.ts";
import { DimensionsSchema } from "../dimension.ts";
import { PlaceCodeSchema } from "../place.ts";

/** Who reads a note: the partnership's own organisation, or also those whom the partnership is shared with. */
export const NOTE_VISIBILITIES = ["partnership", "readers"] as const;

/**
 * What a note is about, from the whole series down to one cell: nothing given is the indicator; a period, a place, or both; with
 * `breakdown` a set of figures ("all", "race-ethnicity+sex"); with `dimensions` one cell of it, {} being everybody.
 */
export const NotedPointSchema = lazy(() =>
  z
    .strictObject({
      period: PeriodSchema().optional(),
      placeCode: PlaceCodeSchema().optional(),
      breakdown: z
        .string()
        .max(300)
        .regex(
          /^[a-z0-9-]+(\+[a-z0-9-]+)*$/,
          'A breakdown is "all", or dimensions like "race-ethnicity+sex".',
        )
        .optional(),
      dimensions: DimensionsSchema().optional(),
    })
    .superRefine(({ period, breakdown, dimensions }, context) => {
      const issue = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: [path], message });
      if (breakdown !== undefined && dimensions !== undefined)
        issue("breakdown", "Name a whole breakdown or one cell, not both.");
      if (!period && (breakdown !== undefined || dimensions !== undefined))
        issue("period", "A set of figures or a cell lies in a period: name it.");
    })
    .meta({ id: "NotedPoint" }),
);
export type NotedPoint = z.infer<ReturnType<typeof NotedPointSchema>>;

export const NewObservationNoteSchema = lazy(() =>
  z
    .strictObject({
      about: NotedPointSchema().default({}),
      text: z.string().trim().min(1).max(4000),
      visibility: z.enum(NOTE_VISIBILITIES),
    })
    .meta({
      id: "NewObservationNote",
      examples: [
        {
          about: { period: { start: "2020-07-01", end: "2021-06-30", kind: "school-year" } },
          text: "Testing was optional this spring; 61 % of students took part.",
          visibility: "readers",
        },
      ],
    }),
);
export type NewObservationNote = z.infer<ReturnType<typeof NewObservationNoteSchema>>;

export const NoteWithdrawalSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "NoteWithdrawal" }),
);

const AuthorSchema = lazy(() => z.object({ principalId: z.string(), organisationId: z.string() }));

/** A note as it is stored: never changed. One that is withdrawn has no text any more; that it was there, whose and why it went stays. */
export const ObservationNoteSchema = lazy(() =>
  z
    .object({
      id: idSchema("note"),
      indicatorId: idSchema("ind"),
      about: NotedPointSchema(),
      text: z.string().optional().meta({ description: "Gone once the note is withdrawn." }),
      visibility: z.enum(NOTE_VISIBILITIES),
      at: z.iso.datetime(),
      by: AuthorSchema(),
      withdrawn: z.object({ at: z.iso.datetime(), by: AuthorSchema(), reason: z.string() }).optional(),
    })
    .meta({ id: "StoredObservationNote" }),
);
export type ObservationNote = z.infer<ReturnType<typeof ObservationNoteSchema>>;

/** A note as the API shows it; to others than the partnership's own organisation without the persons behind it. */
export const ObservationNoteViewSchema = lazy(() =>
  ObservationNoteSchema()
    .extend({
      by: AuthorSchema().partial({ principalId: true }),
      withdrawn: z
        .object({
          at: z.iso.datetime(),
          by: AuthorSchema().partial({ principalId: true }),
          reason: z.string(),
        })
        .optional(),
    })
    .meta({ id: "ObservationNote" }),
);
export type ObservationNoteView = z.infer<ReturnType<typeof ObservationNoteViewSchema>>;

/** A note as one who has this access may see it. */
export function noteView(note: ObservationNote, access: "owner" | "shared"): ObservationNoteView {
  if (access === "owner") return note;
  const { by, withdrawn, ...rest } = note;
  const organisation = { organisationId: by.organisationId };
  if (!withdrawn) return { ...rest, by: organisation };
  return { ...rest, by: organisation, withdrawn: { ...withdrawn, by: organisation } };
}
