import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDemoData } from "../../infra/local/demo/load.ts";
import { PROJECT } from "../../infra/local/project-folders.ts";
import { type Runtime, startRuntime } from "../../infra/local/runtime.ts";
import { engineKind } from "./engine.ts";

/** The local runtime with the demo loaded and all that follows from it done, in a folder of its own that goes with it. */
export async function startDemo(): Promise<Runtime> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-demo-"));
  const runtime = await startRuntime({
    port: 0,
    dataDir: join(folder, "data"),
    folders: { functionsDir: PROJECT.functionsDir, buildDir: join(folder, "build") },
    engine: { kind: engineKind() },
    log: () => undefined,
  });
  await loadDemoData({ origin: runtime.origin, recordsTable: runtime.tables.records, log: () => undefined });
  await runtime.drained();
  const stop = async () => {
    await runtime.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...runtime, stop };
}
