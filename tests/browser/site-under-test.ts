import { startDemo } from "../support/demo.ts";

export type Site = { readonly origin: string; readonly stop: () => Promise<void> };

/** The site at E2E_URL; else the whole system, started here on a free port with the demo data, in a folder that goes away. */
export async function openSite(env: NodeJS.ProcessEnv = process.env): Promise<Site> {
  if (env.E2E_URL) return { origin: new URL(env.E2E_URL).origin, stop: async () => undefined };
  const { origin, stop } = await startDemo();
  return { origin, stop };
}
