import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { call, form } from "./aws-call.ts";
import type { Outputs } from "./deployment.ts";
import { type Emulator, REGION } from "./emulator.ts";
import { roleOf } from "./function-role.ts";

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
    credentials: await assume(emulator, await roleOf(emulator, "Public")),
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

async function assume(emulator: Emulator, roleArn: string) {
  const query = { Action: "AssumeRole", Version: "2011-06-15", RoleArn: roleArn, RoleSessionName: "check" };
  const answer = await call(emulator, { service: "sts", ...form(query) });
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
