import { relative } from "node:path";
import { DEMO_PEOPLE } from "./demo-people.ts";
import { PROJECT } from "./project-folders.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { SetupError } from "./setup-error.ts";

const log = (line: string) => console.log(line);

try {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const runtime = await startRuntime({
    port: Number(process.env.PORT ?? 8787),
    dataDir: PROJECT.dataDir,
    folders: PROJECT,
    log,
    ...(endpoint && { engine: { endpoint } }),
  });
  stopOnSignal(runtime);
  // A function that forgets to await something ends its own container in the cloud, not the whole system here.
  process.on("unhandledRejection", (error) => console.error("A function left a rejection unhandled:", error));
  log(greeting(runtime.origin));
} catch (error) {
  console.error(error instanceof SetupError ? `\n${error.message}\n` : error);
  process.exit(1);
}

function greeting(origin: string): string {
  const people = DEMO_PEOPLE.map((person) => `    ${person.name}, ${person.organisation}`).join("\n");
  return `
Throughline runs at ${origin}

  Sign in there, without a password, as one of three demo people:
${people}

  For curl:   TOKEN=$(curl -s "${origin}/local/token?person=${DEMO_PEOPLE[0]?.key}")
              curl -H "Authorization: Bearer $TOKEN" ${origin}/v1/commitments

  Data is kept in ${relative(process.cwd(), PROJECT.dataDir) || "."}; \`npm run reset\` removes it. Ctrl-C stops everything.
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
