import { relative } from "node:path";
import { DEMO_PEOPLE } from "./demo-people.ts";
import { type Runtime, type RuntimeOptions, startRuntime } from "./runtime.ts";
import { SetupError } from "./setup-error.ts";

export type RunOptions = Pick<RuntimeOptions, "dataDir" | "folders"> & { readonly env: NodeJS.ProcessEnv };

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
    // A function that forgets to await something ends its own container in the cloud, not the whole system here.
    process.on("unhandledRejection", (error) =>
      console.error("A function left a rejection unhandled:", error),
    );
    log(greeting(runtime.origin, options.dataDir));
  } catch (error) {
    fail(error);
  }
}

/** Tells what is in the way, and ends. */
export function fail(error: unknown): never {
  console.error(error instanceof SetupError ? `\n${error.message}\n` : error);
  process.exit(1);
}

function log(line: string): void {
  console.log(line);
}

function greeting(origin: string, dataDir: string): string {
  const people = DEMO_PEOPLE.map((person) => `    ${person.name}, ${person.organisation}`).join("\n");
  return `
Throughline runs at ${origin}

  Sign in there, without a password, as one of three demo people:
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
