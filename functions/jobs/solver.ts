import { fileURLToPath } from "node:url";
import type { Highs } from "highs";
import binary from "highs/runtime";
import { openSolver } from "../../shared/disclosure/release/open-solver.ts";

let opened: Promise<Highs> | undefined;

/**
 * The solver of linear programs, from the binary that the bundle brings along; opened once a container, and anew after it failed to. To
 * be imported where a step needs it and not before: 0.1 MB of code and 3.5 MB of binary. Works in a bundle only, where the import
 * gives the file's name.
 */
export async function openBundledSolver(): Promise<Highs> {
  opened ??= open();
  try {
    return await opened;
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

function open(): Promise<Highs> {
  const path = fileURLToPath(new URL(binary, import.meta.url));
  // By its place, since this version of the package takes no notice of `wasmBinary`.
  return openSolver({ locateFile: () => path });
}
