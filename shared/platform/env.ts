import type * as z from "zod";

/**
 * The settings of a function, parsed once while it starts, so that a missing one fails there and says its name.
 * Handed down from the handler: nothing else reads `process.env`.
 */
export function parseEnv<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new Error(`The environment of this function is not complete. ${missing}`);
}
