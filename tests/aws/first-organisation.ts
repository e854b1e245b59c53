import * as z from "zod";
import { outputOf } from "./command.ts";
import type { Outputs } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";

const MadeSchema = z.object({ apiKey: z.string().min(1) });

/** Makes the first organisation with the command that an operator uses, and answers its API key. */
export async function makeFirstOrganisation(
  emulator: Emulator,
  outputs: Outputs,
  email: string,
): Promise<string> {
  const organisation = ["--name", "Harbor Learning Network", "--kind", "network", "--email", email];
  const printed = await outputOf({
    command: process.execPath,
    args: ["infra/first-organisation.ts", ...organisation],
    env: { ...emulator.env, RECORDS_TABLE: outputs.RecordsTableName },
  });
  return MadeSchema.parse(JSON.parse(printed)).apiKey;
}
