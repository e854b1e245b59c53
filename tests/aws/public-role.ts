import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { call } from "./aws-call.ts";
import type { Outputs } from "./deployment.ts";
import { type Emulator, REGION } from "./emulator.ts";

const FunctionsSchema = z.object({
  Functions: z.array(z.object({ FunctionName: z.string(), Role: z.string() })),
});

/**
 * Checks with the credentials of the public function itself that it may read the releases table and not the records: that
 * the public pages cannot show a hidden figure is a property of this role.
 *
 * @throws when it may not read what it must, or may read what it must not.
 */
export async function checkPublicRole(emulator: Emulator, outputs: Outputs): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: emulator.origin,
    region: REGION,
    credentials: await assume(emulator, await publicRoleArn(emulator)),
  });
  const key = { pk: { S: "none" }, sk: { S: "none" } };
  try {
    await client.send(new GetItemCommand({ TableName: outputs.ReleasesTableName, Key: key }));
    const refused = await client
      .send(new GetItemCommand({ TableName: outputs.RecordsTableName, Key: key }))
      .then(() => "nothing", nameOf);
    if (refused !== "AccessDeniedException")
      throw new Error(`Reading the records as the public function was answered with ${refused}.`);
  } finally {
    client.destroy();
  }
}

async function publicRoleArn(emulator: Emulator): Promise<string> {
  const listed = await call(emulator, { service: "lambda", path: "/2015-03-31/functions/" });
  const { Functions: functions } = FunctionsSchema.parse(JSON.parse(listed));
  const found = functions.filter(({ FunctionName: name }) => /public/i.test(name));
  const [open] = found;
  if (open === undefined || found.length > 1) throw new Error(`${found.length} functions are called public.`);
  return open.Role;
}

async function assume(emulator: Emulator, roleArn: string) {
  const query = new URLSearchParams({
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: roleArn,
    RoleSessionName: "check",
  });
  const answer = await call(emulator, {
    service: "sts",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: query.toString(),
  });
  return {
    accessKeyId: element(answer, "AccessKeyId"),
    secretAccessKey: element(answer, "SecretAccessKey"),
    sessionToken: element(answer, "SessionToken"),
  };
}

/** The text of the one element of this name. */
function element(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1];
  if (text === undefined) throw new Error(`The answer has no ${name}.`);
  return text;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
