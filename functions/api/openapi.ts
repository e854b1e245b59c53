import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { documentRoutes } from "../documents/routes.ts";
import { openApiDocument } from "./openapi-document.ts";
import { allRoutes } from "./routes/index.ts";

/**
 * Writes the API's document from its table of routes; with `--check` compares it with the one that is committed, and ends with 1
 * where they differ. Run when the project is built, so that no function carries what it takes.
 */
const FILE = new URL("../public/openapi.json", import.meta.url);
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const text = `${JSON.stringify(openApiDocument([...(await allRoutes()), ...documentRoutes]), undefined, 2)}\n`;

if (!values.check) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, "utf8") !== text) {
  console.error(
    "functions/public/openapi.json is not what the routes say. Run `npm run openapi` and commit it.",
  );
  process.exitCode = 1;
}
