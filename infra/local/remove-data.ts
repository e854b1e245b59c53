import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { lockHolder } from "./lock.ts";
import { SetupError } from "./setup-error.ts";

/**
 * Removes a data folder and answers what was done.
 *
 * @throws SetupError when a runtime is using it.
 */
export async function removeData(dataDir: string): Promise<string> {
  const holder = await lockHolder(dataDir);
  if (holder) {
    throw new SetupError(
      `Nothing was removed: a Throughline is running on this data, at ${holder.origin} (process ${holder.pid}). Stop it with ` +
        "Ctrl-C in its terminal, then run `npm run reset` again.",
    );
  }
  if (!existsSync(dataDir)) return "There is no data to remove.";
  await rm(dataDir, { recursive: true, force: true });
  return "All local data is removed. The next `npm start` begins anew, with demo data.";
}
