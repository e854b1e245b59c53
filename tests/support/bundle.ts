import { join, resolve } from "node:path";
import { build, type Metafile } from "esbuild";
import { BUNDLING, bundleOf } from "../../infra/bundling.ts";

/** A file of a bundle, with the sources that stand in it, as paths from the project. */
export type BundleFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sources: readonly string[];
};

export type Bundle = {
  /** The file that Lambda imports. */
  readonly entry: string;
  readonly files: readonly BundleFile[];
  /** The entry and what it imports at once, and so on: all that a function loads before its first request. */
  readonly atStart: readonly BundleFile[];
};

/** Bundles a function of the product into a folder, as it is deployed. */
export async function bundleFunction(name: string, folder: string): Promise<Bundle> {
  const handler = `functions/${name}/handler.ts`;
  const options = bundleOf(join(BUNDLING.absWorkingDir, handler), folder);
  const { metafile } = await build({ ...options, metafile: true, logLevel: "silent" });
  const outputs = Object.entries(metafile.outputs).filter(([path]) => !path.endsWith(".map"));
  const entry = outputs.find(([, { entryPoint }]) => entryPoint === handler)?.[0];
  if (entry === undefined) throw new Error(`The bundle of ${name} has no entry.`);
  const started = importedAtOnce(metafile, entry);
  return {
    entry: resolve(BUNDLING.absWorkingDir, entry),
    files: outputs.map(toFile),
    atStart: outputs.filter(([path]) => started.has(path)).map(toFile),
  };
}

/** The bytes of files together. */
export function bytesOf(files: readonly BundleFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function importedAtOnce({ outputs }: Metafile, entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  // A set is walked to its end even while it grows.
  for (const path of found)
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && !external) found.add(imported);
  return found;
}

function toFile([path, { bytes, inputs }]: [string, Metafile["outputs"][string]]): BundleFile {
  return { path: resolve(BUNDLING.absWorkingDir, path), bytes, sources: Object.keys(inputs) };
}
