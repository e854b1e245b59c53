import * as z from "zod";
import { call } from "./aws-call.ts";
import type { Emulator } from "./emulator.ts";

const FunctionsSchema = z.object({
  Functions: z.array(z.object({ FunctionName: z.string(), Role: z.string() })),
});

/**
 * The ARN of the role of the one deployed function in whose name this word stands.
 *
 * @throws when there is none, or more than one.
 */
export async function roleOf(emulator: Emulator, word: string): Promise<string> {
  const listed = await call(emulator, { service: "lambda", path: "/2015-03-31/functions/" });
  const { Functions: functions } = FunctionsSchema.parse(JSON.parse(listed));
  const named = functions.filter(({ FunctionName: name }) => name.includes(word));
  const [found] = named;
  if (found === undefined || named.length > 1)
    throw new Error(`${named.length} functions have ${word} in their name.`);
  return found.Role;
}
