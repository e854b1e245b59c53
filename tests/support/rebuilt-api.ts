import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { createApp } from "../../functions/api/app.ts";
import { BUNDLING, bundleOf } from "../../infra/bundling.ts";

/** A source file of the product in which some text is another. */
export type Altered = { readonly file: string; readonly from: string; readonly to: string };

/**
 * The API as somebody may build it later: bundled as for Lambda, not minified, from sources some of which say something else by then.
 * Throws where a source does not hold the text that is to be altered.
 */
export async function rebuiltApi(folder: string, altered: readonly Altered[]): Promise<typeof createApp> {
  const left = new Set(altered.map(({ file }) => join(BUNDLING.absWorkingDir, file)));
  await build({
    ...bundleOf(join(BUNDLING.absWorkingDir, "functions/api/app.ts"), folder),
    minify: false,
    logLevel: "silent",
    plugins: [
      {
        name: "altered",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
            const changes = altered.filter(({ file }) => join(BUNDLING.absWorkingDir, file) === path);
            if (changes.length === 0) return undefined;
            left.delete(path);
            const source = await readFile(path, "utf8");
            const contents = changes.reduce((text, { from, to }) => text.replace(from, to), source);
            if (contents === source) throw new Error(`${path} does not hold what is to be altered.`);
            return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
          });
        },
      },
    ],
  });
  if (left.size > 0) throw new Error(`The API is not built from ${[...left].join(", ")}.`);
  const module = await import(pathToFileURL(join(folder, "index.mjs")).href);
  return (module as { createApp: typeof createApp }).createApp;
}
