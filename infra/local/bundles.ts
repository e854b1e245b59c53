import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { BUNDLING } from "../bundling.ts";
import { FUNCTION_NAMES, type FunctionName, type Handler, type Handlers } from "./lambda-function.ts";

export type BundleFolders = {
  /** Holds a folder a function, with its `handler.ts`. */
  readonly functionsDir: string;
  /** Receives `<name>/index.mjs`. */
  readonly buildDir: string;
};

/**
 * Bundles every function as the stack does.
 *
 * @throws when one does not build; the message names file and line.
 */
export async function bundleFunctions(folders: BundleFolders): Promise<void> {
  await build({
    ...BUNDLING,
    entryPoints: FUNCTION_NAMES.map((name) => ({
      in: join(folders.functionsDir, name, "handler.ts"),
      out: `${name}/index`,
    })),
    outdir: folders.buildDir,
    outExtension: { ".js": ".mjs" },
    logLevel: "silent",
  });
}

/**
 * Imports the bundles: each function reads its environment now. `generation` sets this import apart from earlier ones
 * of the same process, which node would otherwise answer with the functions of another runtime.
 *
 * @throws what a function throws as it starts (a missing setting), or when it exports no handler.
 */
export async function importFunctions(buildDir: string, generation: string): Promise<Handlers> {
  const load = (name: FunctionName) => importHandler(buildDir, name, generation);
  const [api, web, publicSite, projections, outbox, jobs, reminders] = await Promise.all([
    load("api"),
    load("web"),
    load("public"),
    load("projections"),
    load("outbox"),
    load("jobs"),
    load("reminders"),
  ]);
  return { api, web, public: publicSite, projections, outbox, jobs, reminders };
}

async function importHandler(buildDir: string, name: FunctionName, generation: string): Promise<Handler> {
  const address = pathToFileURL(join(buildDir, name, "index.mjs"));
  address.searchParams.set("generation", generation);
  const bundle: { readonly handler?: Handler } = await import(address.href);
  if (typeof bundle.handler !== "function")
    throw new Error(`functions/${name}/handler.ts exports no handler.`);
  return bundle.handler;
}
