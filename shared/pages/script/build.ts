import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";

/**
 * Writes the one script of the site, bundled and minified, as a module that functions import; with `--check` compares it with the one that
 * is committed, and ends with 1 where they differ. Run when the project is built, so that bundles, the local runtime and tests serve the
 * same bytes.
 */
const FILE = new URL("built.ts", import.meta.url);
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const { outputFiles } = buildSync({
  entryPoints: [new URL("entry.ts", import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  tsconfigRaw: "{}",
  write: false,
});
const script = outputFiles[0]?.text ?? "";
const hash = createHash("sha256").update(script).digest("hex").slice(0, 16);
const text = [
  "// Written by `npm run script` from the files beside it.",
  `export const SCRIPT_ADDRESS = "/script-${hash}.js";`,
  `export const SCRIPT = ${JSON.stringify(script)};`,
  "",
].join("\n");

if (!values.check) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, "utf8") !== text) {
  console.error(
    "shared/pages/script/built.ts is not what the script is. Run `npm run script` and commit it.",
  );
  process.exitCode = 1;
}
