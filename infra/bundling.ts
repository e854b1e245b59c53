import { join } from "node:path";
import type { BuildOptions } from "esbuild";

/** One way to bundle a function, for the cloud (CDK), for one machine (local runtime) and for the size tests. */
export const BUNDLING = {
  bundle: true,
  // What a module imports on first use becomes a file of its own, loaded then.
  splitting: true,
  outExtension: { ".js": ".mjs" },
  // Files are named by a hash that takes in the paths of their sources: seen from here, they are the same on every machine.
  absWorkingDir: join(import.meta.dirname, ".."),
  platform: "node",
  target: "node24",
  format: "esm",
  minify: true,
  mainFields: ["module", "main"],
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  // A binary or a font lies beside the code, and an import gives its name.
  loader: { ".wasm": "file", ".ttf": "file" },
  sourcemap: "external",
  sourcesContent: false,
  // The SDK imports these on demand, and only where a process has no credentials in its environment, as on a developer's
  // machine. Lambda sets them, so they are left out: 130 KB less in every function.
  external: [
    "@aws-sdk/credential-provider-http",
    "@aws-sdk/credential-provider-ini",
    "@aws-sdk/credential-provider-login",
    "@aws-sdk/credential-provider-process",
    "@aws-sdk/credential-provider-sso",
    "@aws-sdk/credential-provider-web-identity",
    "@aws-sdk/token-providers",
    "@smithy/credential-provider-imds",
  ],
  // Insurance for a CommonJS dependency that asks for a builtin by `require`.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
} satisfies BuildOptions;

/**
 * The options that bundle one function into a folder: `index.mjs`, which exports the handler, the files that it imports beside it, and
 * their source maps. A build a function: one build of several would make files that they share, and they are deployed apart.
 *
 * @param handler The file that exports the handler.
 */
export function bundleOf(handler: string, outdir: string) {
  return { ...BUNDLING, entryPoints: { index: handler }, outdir } satisfies BuildOptions;
}
