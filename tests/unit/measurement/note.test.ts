import { describe, expect, test } from "vitest";
import {
  NewObservationNoteSchema,
  noteView,
  type ObservationNote,
} from "../../../shared/measurement/notes/note.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { IND, NOW, ORG, PER } from "./builders.ts";

const faults = (about: object) => {
  const read = NewObservationNoteSchema().safeParse({ about, text: "A note", visibility: "readers" });
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join("/")}: ${message}`);
};
const period = schoolYear(2024);

describe("a note on a series", () => {
  test("is about the whole series, a period, a place, a set of figures or one cell", () => {
    const points = [
      {},
      { period },
      { placeCode: "09001" },
      { period, breakdown: "race-ethnicity+sex" },
      { period, placeCode: "09001", dimensions: { sex: "female" } },
      { period, dimensions: {} },
    ];
    expect(points.flatMap(faults)).toEqual([]);
  });

  test("about figures names their period, and a set or a cell", () => {
    expect(faults({ breakdown: "all" })).toEqual([
      "about/period: A set of figures or a cell lies in a period: name it.",
    ]);
    expect(faults({ period, breakdown: "sex", dimensions: { sex: "female" } })).toEqual([
      "about/breakdown: Name a whole breakdown or one cell, not both.",
    ]);
  });

  test("names no person to others than the partnership's own organisation", () => {
    const by = { principalId: PER, organisationId: ORG };
    const note: ObservationNote = {
      id: `note_${"0".repeat(26)}`,
      indicatorId: IND,
      about: {},
      visibility: "readers",
      at: NOW,
      by,
      withdrawn: { at: NOW, by, reason: "About another year" },
    };
    expect(noteView(note, "owner")).toEqual(note);
    const named = { organisationId: ORG };
    expect(noteView(note, "shared")).toEqual({
      ...note,
      by: named,
      withdrawn: { ...note.withdrawn, by: named },
    });
  });
});
