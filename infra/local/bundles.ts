import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundleOf } from "../bundling.ts";
import { FUNCTION_NAMES, type FunctionName, type Handler, type Handlers } from "./lambda-function.ts";

export type BundleFolders = {
  /** Holds a folder a function, with its `handler.ts`. */
  readonly functionsDir: string;
  /** Receives a folder a function, with its `index.mjs` and what that imports. */
  readonly buildDir: string;
};

/**
 * Bundles every function as the stack does.
 *
 * @throws when one does not build; the message names file and line.
 */
export async function bundleFunctions({ functionsDir, buildDir }: BundleFolders): Promise<void> {
  await Promise.all(
    FUNCTION_NAMES.map(async (name) => {
      const folder = join(buildDir, name);
      // Files are named by their content, so what an earlier build left would stay for ever.
      await rm(folder, { recursive: true, force: true });
      await build({ ...bundleOf(join(functionsDir, name, "handler.ts"), folder), logLevel: "silent" });
    }),
  );
}

/**
 * Imports the bundles: each function reads its environment now. `generation` sets this import apart from earlier ones
 * of the same process, which node would otherwise answer with the functions of another runtime. It does so for the handler,
 * where all state begins; the files beside it, code and constants, may be shared.
 *
 * @throws what a function throws as it starts (a missing setting), or when it exports no handler.
 */
export async function importFunctions(buildDir: string, generation: string): Promise<Handlers> {
  const load = (name: FunctionName) => importHandler(buildDir, name, generation);
  const [api, web, publicSite, documents, projections, outbox, jobs, reminders] = await Promise.all([
    load("api"),
    load("web"),
    load("public"),
    load("documents"),
    load("projections"),
    load("outbox"),
    load("jobs"),
    load("reminders"),
  ]);
  return { api, web, public: publicSite, documents, projections, outbox, jobs, reminders };
}

async function importHandler(buildDir: string, name: FunctionName, generation: string): Promise<Handler> {
  const address = pathToFileURL(join(buildDir, name, "index.mjs"));
  address.searchParams.set("generation", generation);
  const bundle: { readonly handler?: Handler } = await import(address.href);
  if (typeof bundle.handler !== "function")
    throw new Error(`functions/${name}/handler.ts exports no handler.`);
  return bundle.handler;
}
