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
