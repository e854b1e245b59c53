import type { Highs, InitOptions } from "highs";
import * as highs from "highs";

/**
 * Opens the solver of linear programs (HiGHS, compiled to WebAssembly): once a process, since it takes some tenths of a second.
 * @param options where its binary is (`locateFile`), for a bundle that brings it along
 */
export function openSolver(options?: InitOptions): Promise<Highs> {
  // The package's types describe its CommonJS form; what an import gives is the loader itself.
  const { default: load } = highs as unknown as { default: (options?: InitOptions) => Promise<Highs> };
  return load(options);
}
