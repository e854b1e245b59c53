import { fileURLToPath } from "node:url";

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where things are in this project. */
export const PROJECT = {
  dataDir: root(".data"),
  functionsDir: root("functions"),
  buildDir: root(".build"),
} as const;
