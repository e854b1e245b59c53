import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploy, type Outputs } from "./deployment.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { openEntrance } from "./entrance.ts";
import { makeFirstOrganisation } from "./first-organisation.ts";
import { signInAs } from "./person.ts";
import { checkPublicRole } from "./public-role.ts";
import { preparePython } from "./python.ts";
import { type Counts, runEndToEnd } from "./suite.ts";

/** Who signs in; the first organisation knows them by this address. */
const EMAIL = "operator@harbor-learning.example";

async function main(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "throughline-aws-"));
  const logFile = join(work, "log.txt");
  let emulator: Emulator | undefined;
  const stop = async () => {
    await emulator?.stop();
    await rm(work, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  try {
    const python = await preparePython(logFile);
    if ("missing" in python) return console.log(`test:aws: skipped, ${python.missing}`);
    say("starting the emulator");
    emulator = await startEmulator({ bin: python.bin, folder: work, logFile });
    say("deploying the stack to it");
    const outputs = await deploy(emulator, { work, logFile });
    report(add(await countCheck(emulator, outputs), await testDeployment(emulator, outputs, work)));
  } catch (error) {
    console.error(error);
    report({ passed: 0, failed: 1 });
  } finally {
    await stop();
  }
}

async function testDeployment(emulator: Emulator, outputs: Outputs, work: string): Promise<Counts> {
  const apiKey = await makeFirstOrganisation(emulator, outputs, EMAIL);
  const idToken = await signInAs(emulator, outputs, EMAIL);
  const entrance = await openEntrance({ port: emulator.port, host: new URL(outputs.ApiUrl).host });
  try {
    const target = { E2E_URL: entrance.origin, E2E_API_KEY: apiKey, E2E_ID_TOKEN: idToken };
    return await runEndToEnd({ ...process.env, ...target }, join(work, "report.json"));
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
