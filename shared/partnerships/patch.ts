import * as z from "zod";
import { ReasonSchema } from "../identity/reason.ts";
import { merge } from "../platform/merge-patch.ts";
import { type Problem, pointerOf } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";

/** A change of something recorded: why, and what is named of it; `null` takes away what may be absent. */
export type Patch = { readonly reason: string } & Readonly<Record<string, unknown>>;

/** The schema of changes of what a schema of fields describes: each may be named, and what may be absent may be null. */
export function patchSchema(fields: z.ZodType, meta: { id: string; description?: string }): z.ZodType<Patch> {
  if (!(fields instanceof z.ZodObject)) throw new Error("Only an object is changed field by field.");
  const shape: Readonly<Record<string, z.core.$ZodType>> = fields.shape;
  const named = Object.entries(shape).map(([name, field]) => [name, patchable(field)]);
  return z
    .strictObject({ reason: ReasonSchema(), ...Object.fromEntries(named) })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta(meta) as unknown as z.ZodType<Patch>;
}

function patchable(field: z.core.$ZodType): z.ZodType {
  if (field instanceof z.ZodOptional) return z.nullish(field.unwrap());
  if (field instanceof z.ZodDefault) return z.optional(field.unwrap());
  return z.optional(field);
}

/** A stored thing with a patch applied, as its schema reads it; refused at each field that is not right together with the rest. */
export function applyPatch<T extends object>(schema: z.ZodType<T>, present: T, patch: Patch): Result<T> {
  const { reason: _, ...changes } = patch;
  const parsed = schema.safeParse(merge(present, changes));
  return parsed.success ? ok(parsed.data) : fail(problemOf(parsed.error));
}

function problemOf(error: z.ZodError): Problem {
  const errors = error.issues.map(({ path, message }) => ({ pointer: pointerOf(path), detail: message }));
  return { code: "validation_failed", detail: "It would not be right together with the rest.", errors };
}
