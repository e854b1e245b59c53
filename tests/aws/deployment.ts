import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { PROJECT, runQuietly } from "./command.ts";
import { type Emulator, REGION } from "./emulator.ts";

const ACCOUNT = "000000000000";
const CDK = join(PROJECT, "node_modules/aws-cdk/bin/cdk");
const STAGE = "emulator";

const OutputsSchema = z.object({
  ApiUrl: z.url(),
  UserPoolId: z.string(),
  UserPoolClientId: z.string(),
  RecordsTableName: z.string(),
  ReleasesTableName: z.string(),
});

/** What the stack calls what it made. */
export type Outputs = z.infer<typeof OutputsSchema>;

export type DeploymentOptions = {
  /** A folder for what CDK writes. */
  readonly work: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
};

/**
 * Bootstraps the emulated account and deploys this very stack to it, as `npm run deploy` does with an account of one's own.
 *
 * @throws when CDK fails; the message ends with what it said last.
 */
export async function deploy(emulator: Emulator, options: DeploymentOptions): Promise<Outputs> {
  const { work, logFile, signal } = options;
  const env = { ...emulator.env, CDK_DISABLE_CLI_TELEMETRY: "true" };
  const node = process.execPath;
  const bootstrap = [CDK, "bootstrap", `aws://${ACCOUNT}/${REGION}`, "--no-notices"];
  // From a folder without cdk.json: bootstrapping needs no stack.
  await runQuietly({ command: node, args: bootstrap, env, cwd: work, signal }, logFile);
  const outputsFile = join(work, "outputs.json");
  const deployment = [CDK, "deploy", "--require-approval", "never", "--no-notices", "--all"];
  const files = ["--output", join(work, "cdk.out"), "--outputs-file", outputsFile];
  await runQuietly(
    { command: node, args: [...deployment, ...files, ...settings(emulator)], env, signal },
    logFile,
  );
  const stacks = z.record(z.string(), OutputsSchema).parse(JSON.parse(await readFile(outputsFile, "utf8")));
  const [outputs] = Object.values(stacks);
  if (outputs === undefined) throw new Error("The deployment has no outputs.");
  return outputs;
}

/** The settings of this stage: all that tells the emulator's stack from one in an account. */
function settings(emulator: Emulator): string[] {
  const given = {
    stage: STAGE,
    keepData: "false",
    passwordSignIn: "true",
    signInOrigin: emulator.origin,
    keySetOrigin: emulator.origin,
  };
  return Object.entries(given).flatMap(([name, value]) => ["--context", `${name}=${value}`]);
}
