import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { allowBatches } from "./batch-permission.ts";
import { PROJECT } from "./command.ts";
import { deploy, type Outputs } from "./deployment.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { openEntrance } from "./entrance.ts";
import { makeFirstOrganisation } from "./first-organisation.ts";
import { signInAs } from "./person.ts";
import { checkPublicRole } from "./public-role.ts";
import { preparePython } from "./python.ts";
import { type Counts, runEndToEnd } from "./suite.ts";

/** What CDK, the emulator and the functions said in the last run. */
const LOG_FILE = join(PROJECT, ".build/test-aws.log");
/** Who signs in: the first organisation's first person, known by this address. */
const EMAIL = "operator@network.example";
/** Somebody else, for what takes two people. */
const SECOND_EMAIL = "second@network.example";

/** A run of this command: its folder, and what ends it early. */
type Run = { readonly work: string; readonly signal: AbortSignal };

async function main(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "throughline-aws-"));
  await mkdir(dirname(LOG_FILE), { recursive: true });
  await writeFile(LOG_FILE, "");
  const abort = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => abort.abort());
  const run: Run = { work, signal: abort.signal };
  let emulator: Emulator | undefined;
  try {
    const python = await preparePython(LOG_FILE);
    if ("missing" in python) return console.log(`test:aws: skipped, ${python.missing}`);
    say("starting the emulator");
    emulator = await startEmulator({ bin: python.bin, folder: work, logFile: LOG_FILE });
    say("deploying the stack to it");
    const outputs = await deploy(emulator, { ...run, logFile: LOG_FILE });
    await allowBatches(emulator);
    report(add(await countCheck(emulator, outputs), await testDeployment(emulator, outputs, run)));
  } catch (error) {
    console.error(error);
    report({ passed: 0, failed: 1 });
  } finally {
    await emulator?.stop();
    await rm(work, { recursive: true, force: true });
  }
}

async function testDeployment(emulator: Emulator, outputs: Outputs, { work, signal }: Run): Promise<Counts> {
  const target = {
    E2E_API_KEY: await makeFirstOrganisation(emulator, outputs, EMAIL),
    E2E_ID_TOKEN: await signInAs(emulator, outputs, EMAIL),
    E2E_SECOND_ID_TOKEN: await signInAs(emulator, outputs, SECOND_EMAIL),
  };
  const entrance = await openEntrance({ emulator: emulator.address, host: new URL(outputs.ApiUrl).host });
  try {
    const env = { ...process.env, ...target, E2E_URL: entrance.origin };
    return await runEndToEnd(env, { reportFile: join(work, "report.json"), signal });
  } finally {
    await entrance.stop();
  }
}

async function countCheck(emulator: Emulator, outputs: Outputs): Promise<Counts> {
  const claim = "the public function's role reads the releases and is refused the records";
  try {
    await checkPublicRole(emulator, outputs);
    say(`passed: ${claim}`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(`test:aws: failed: ${claim}\n`, error);
    return { passed: 0, failed: 1 };
  }
}

function add(one: Counts, other: Counts): Counts {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

function report({ passed, failed }: Counts): void {
  say(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function say(line: string): void {
  console.log(`test:aws: ${line}`);
}

await main();
