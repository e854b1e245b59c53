import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../../infra/local/run.ts";

// `npm start` with stand-ins for the functions, in the folder given as first argument.
const folder = process.argv[2] ?? "";
const functionsDir = fileURLToPath(new URL("functions", import.meta.url));
const folders = { functionsDir, buildDir: join(folder, "build") };
await run({
  dataDir: join(folder, "data"),
  folders,
  env: process.env,
  loadDemoData: async ({ origin }) => {
    await fetch(`${origin}/v1/demo`, {
      method: "PUT",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
  },
});
