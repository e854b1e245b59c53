import * as z from "zod";
import { outputOf } from "./command.ts";
import type { Outputs } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";

const FirstOrganisationSchema = z.object({
  organisationId: z.string(),
  personId: z.string(),
  apiKey: z.string().min(1),
});

/** Makes the first organisation with the command that an operator uses, and answers its API key. */
export async function makeFirstOrganisation(
  emulator: Emulator,
  outputs: Outputs,
  email: string,
): Promise<string> {
  const names = ["--name", "Harbor Learning Network", "--kind", "network", "--email", email];
  const printed = await outputOf({
    command: process.execPath,
    args: ["infra/first-organisation.ts", ...names],
    env: { ...emulator.env, RECORDS_TABLE: outputs.RecordsTableName },
  });
  return FirstOrganisationSchema.parse(JSON.parse(printed)).apiKey;
}
