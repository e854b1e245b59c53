import { describe, expect, test } from "vitest";
import * as z from "zod";
import { applyPatch, patchSchema } from "../../../shared/partnerships/patch.ts";

const Fields = z.strictObject({
  name: z.string().min(1),
  note: z.string().optional(),
  days: z.array(z.string()).default([]),
  startedOn: z.string().optional(),
});
const Patch = patchSchema(Fields, { id: "TestPatch" });
const accepts = (value: unknown) => Patch.safeParse(value).success;

describe("the schema of a change", () => {
  test("asks why, and for something that changes", () => {
    expect(accepts({ name: "Other" })).toBe(false);
    expect(accepts({ reason: "So" })).toBe(false);
    expect(accepts({ reason: "So", name: "Other" })).toBe(true);
  });

  test("takes away what may be absent, and nothing else; knows no other field", () => {
    expect(accepts({ reason: "So", note: null })).toBe(true);
    expect(accepts({ reason: "So", name: null })).toBe(false);
    expect(accepts({ reason: "So", days: null })).toBe(false);
    expect(accepts({ reason: "So", colour: "red" })).toBe(false);
  });

  test("fills in no default: what is not named stays", () => {
    const patch = Patch.parse({ reason: "So", note: "New" });
    expect(patch).toEqual({ reason: "So", note: "New" });
    const present = { name: "A", days: ["Monday"] };
    expect(applyPatch(Fields, present, patch)).toEqual({
      ok: true,
      value: { name: "A", days: ["Monday"], note: "New" },
    });
  });

  test("is made of objects only, and says where the whole would not be right", () => {
    expect(() => patchSchema(z.string(), { id: "Never" })).toThrow();
    const refused = applyPatch(Fields, { name: "A", days: [] }, { reason: "So", name: "" });
    expect(refused).toMatchObject({ ok: false, problem: { errors: [{ pointer: "/name" }] } });
  });
});
