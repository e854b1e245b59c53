import { loadDemoData } from "./demo/load.ts";
import { PROJECT } from "./project-folders.ts";
import { run } from "./run.ts";

await run({ dataDir: PROJECT.dataDir, folders: PROJECT, env: process.env, loadDemoData });
