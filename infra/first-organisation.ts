import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { EmailSchema } from "../shared/identity/contact.ts";
import { createFirstOrganisation } from "../shared/identity/create-first-organisation.ts";
import { ORGANISATION_KINDS } from "../shared/identity/organisation.ts";
import { newId } from "../shared/platform/id.ts";
import { systemClock } from "../shared/platform/time.ts";

/**
 * Makes an organisation where nobody can sign in yet, with its first person and an API key, and prints their ids and the
 * key's text as JSON. For a network, that person is also operator: they make all other organisations through the API.
 */
const USAGE = `node infra/first-organisation.ts --name "…" --kind ${ORGANISATION_KINDS.join("|")} --email a@b.example
  [--person-name "…"]  the name of that person; the organisation's otherwise
  [--subject …]        the account they sign in with, with TOKEN_ISSUER set; else they are known by their verified e-mail
  [--key-days 90]      how long the API key is valid, at most 365
Reads RECORDS_TABLE and the AWS settings of the environment.`;

const InputSchema = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(ORGANISATION_KINDS),
  email: EmailSchema(),
  "person-name": z.string().trim().min(1).max(200).optional(),
  subject: z.string().min(1).optional(),
  "key-days": z.coerce.number().int().min(1).max(365).default(90),
});
const EnvironmentSchema = z.object({ RECORDS_TABLE: z.string().min(1), TOKEN_ISSUER: z.url().optional() });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: Object.fromEntries(Object.keys(InputSchema.shape).map((name) => [name, { type: "string" }])),
  });
  const input = InputSchema.safeParse(values);
  if (!input.success) return stop(`${z.prettifyError(input.error)}\n\n${USAGE}`);
  const env = EnvironmentSchema.safeParse(process.env);
  if (!env.success) return stop(`${z.prettifyError(env.error)}\n\n${USAGE}`);
  const { subject, "person-name": personName, "key-days": keyDays, ...rest } = input.data;
  const issuer = env.data.TOKEN_ISSUER;
  if (subject !== undefined && issuer === undefined)
    return stop("Set TOKEN_ISSUER: a subject is known within its issuer.");
  const table = { client: new DynamoDBClient({}), name: env.data.RECORDS_TABLE };
  const made = await createFirstOrganisation(
    { table, newId, clock: systemClock },
    {
      ...rest,
      keyDays,
      ...(personName === undefined ? {} : { personName }),
      ...(subject === undefined || issuer === undefined ? {} : { account: { issuer, subject } }),
    },
  );
  if (!made.ok) return stop(made.problem.detail);
  console.log(JSON.stringify(made.value, undefined, 2));
}

function stop(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

await main();
