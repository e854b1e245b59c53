import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDemoData } from "../../infra/local/demo/load.ts";
import { PROJECT } from "../../infra/local/project-folders.ts";
import { startRuntime } from "../../infra/local/runtime.ts";

export type Site = { readonly origin: string; readonly stop: () => Promise<void> };

/** The site at E2E_URL; else the whole system, started here on a free port with the demo data, in a folder that goes away. */
export async function openSite(env: NodeJS.ProcessEnv = process.env): Promise<Site> {
  if (env.E2E_URL) return { origin: new URL(env.E2E_URL).origin, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), "throughline-browser-"));
  const log = () => undefined;
  const runtime = await startRuntime({
    port: 0,
    dataDir: join(folder, "data"),
    folders: { functionsDir: PROJECT.functionsDir, buildDir: join(folder, "build") },
    log,
  });
  await loadDemoData({ origin: runtime.origin, recordsTable: runtime.tables.records, log });
  await runtime.drained();
  const stop = async () => {
    await runtime.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { origin: runtime.origin, stop };
}
