import type { BuildOptions } from "esbuild";

/** One way to bundle a function, for the cloud (CDK), for one machine (local runtime) and for the size tests. */
export const BUNDLING = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  minify: true,
  mainFields: ["module", "main"],
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  sourcemap: "external",
  sourcesContent: false,
  // Insurance for a CommonJS dependency that asks for a builtin by `require`.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
} as const satisfies BuildOptions;
