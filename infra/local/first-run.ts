import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorMessage } from "./setup-error.ts";

export type DemoTarget = {
  readonly origin: string;
  readonly recordsTable: string;
  readonly log: (line: string) => void;
};
export type LoadDemoData = (target: DemoTarget) => Promise<void>;
export type FirstRunOptions = DemoTarget & {
  readonly dataDir: string;
  readonly load: LoadDemoData;
  readonly now: () => Date;
};

/**
 * Loads the demo data once for a data folder, and leaves a mark there when all of it is in. A failure is told and does
 * not stop the runtime; without its mark, the next start tries again. Answers whether data was loaded now.
 */
export async function loadOnFirstRun(options: FirstRunOptions): Promise<boolean> {
  const mark = join(options.dataDir, "demo-data.json");
  if (existsSync(mark)) return false;
  const { origin, recordsTable, log } = options;
  try {
    await options.load({ origin, recordsTable, log });
  } catch (error) {
    log(
      `The demo data could not be loaded: ${errorMessage(error)}. The next start tries again; \`npm run reset\` begins anew.`,
    );
    return false;
  }
  writeFileSync(mark, JSON.stringify({ loadedAt: options.now().toISOString() }));
  return true;
}
