import { relative } from "node:path";
import { DEMO_PEOPLE } from "./demo-people.ts";
import { type LoadDemoData, loadOnFirstRun } from "./first-run.ts";
import { type Runtime, type RuntimeOptions, startRuntime } from "./runtime.ts";
import { SetupError } from "./setup-error.ts";

export type RunOptions = Pick<RuntimeOptions, "dataDir" | "folders"> & {
  readonly env: NodeJS.ProcessEnv;
  /** Fills an empty system with demo data, the first time only. */
  readonly loadDemoData?: LoadDemoData;
};

/**
 * What `npm start` does: runs the system until it is told to stop, and says where it is. PORT and DYNAMODB_ENDPOINT are
 * its settings. What is in the way is told in one paragraph, with exit code 1.
 */
export async function run(options: RunOptions): Promise<void> {
  try {
    const endpoint = options.env.DYNAMODB_ENDPOINT;
    const runtime = await startRuntime({
      port: Number(options.env.PORT || 8787),
      dataDir: options.dataDir,
      folders: options.folders,
      log,
      ...(endpoint && { engine: { endpoint } }),
    });
    stopOnSignal(runtime);
    void runtime.engineEnded.then((said) => fail(engineLost(said)));
    // A function that forgets to await something ends its own container in the cloud, not the whole system here.
    process.on("unhandledRejection", (error) =>
      console.error("A function left a rejection unhandled:", error),
    );
    log(greeting(runtime.origin, options.dataDir));
    if (options.loadDemoData) await firstRun(runtime, options.dataDir, options.loadDemoData);
  } catch (error) {
    fail(error);
  }
}

async function firstRun(runtime: Runtime, dataDir: string, load: LoadDemoData): Promise<void> {
  const target = { origin: runtime.origin, recordsTable: runtime.tables.records };
  const loaded = await loadOnFirstRun({ ...target, dataDir, load, log, now: () => new Date() });
  if (!loaded) return;
  await runtime.drained();
  log("The demo data is loaded.");
}

/** Tells what is in the way, and ends. */
export function fail(error: unknown): never {
  console.error(error instanceof SetupError ? `\n${error.message}\n` : error);
  process.exit(1);
}

function engineLost(said: string): SetupError {
  return new SetupError(
    `The database engine ended by itself${said ? ` and said: ${said}` : ""}. What was answered as written is kept. Start ` +
      "again; if it ends again, `npm run reset` begins with new data.",
  );
}

function log(line: string): void {
  console.log(line);
}

function greeting(origin: string, dataDir: string): string {
  const people = DEMO_PEOPLE.map((person) => `    ${person.name}, ${person.organisation}`).join("\n");
  return `
Throughline runs at ${origin}

  Sign in there, without a password, as one of these demo people:
${people}

  For curl:   TOKEN=$(curl -s "${origin}/local/token?person=${DEMO_PEOPLE[0]?.key}")
              curl -H "Authorization: Bearer $TOKEN" ${origin}/v1/commitments

  Data is kept in ${relative(process.cwd(), dataDir) || "."}; \`npm run reset\` removes it. Ctrl-C stops everything.
`;
}

function stopOnSignal(runtime: Runtime): void {
  let asked = false;
  const stop = async () => {
    if (asked) process.exit(130);
    asked = true;
    log("\nStopping; Ctrl-C again stops at once.");
    // A function that does not end is left behind; what it was given comes again at the next start.
    const patience = new Promise((resolve) => setTimeout(resolve, 8_000));
    await Promise.race([runtime.stop(), patience]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}
