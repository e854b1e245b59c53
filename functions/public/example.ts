import { type Listed, type OpenApi, resolve, type Schema } from "./openapi-types.ts";

const DEEPEST = 5;

/** A value that a schema accepts: its own example, else one made of those of its parts. Only what is required, where parts are. */
export function exampleOf(document: OpenApi, given: Schema, depth = 0): unknown {
  const { schema } = resolve(document, given);
  const own = schema.examples?.[0] ?? schema.const ?? schema.enum?.[0] ?? schema.default;
  if (own !== undefined) return own;
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (choice) return exampleOf(document, choice, depth + 1);
  if (schema.properties && depth < DEEPEST) {
    const names = Object.keys(schema.properties).filter((name) => schema.required?.includes(name));
    return Object.fromEntries(
      names.map((name) => [name, exampleOf(document, schema.properties?.[name] ?? {}, depth + 1)]),
    );
  }
  if (schema.items) return [exampleOf(document, schema.items, depth + 1)];
  return plainExample(schema);
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "2026-09-30",
  "date-time": "2026-09-30T09:00:00.000Z",
  email: "somebody@example.org",
  uri: "https://example.org/",
};

function plainExample(schema: Schema): unknown {
  if (schema.type === "integer" || schema.type === "number") return 1;
  if (schema.type === "boolean") return true;
  if (schema.type === "object") return {};
  const prefix = /^\^([a-z]{3})_\[/.exec(schema.pattern ?? "")?.[1];
  if (prefix !== undefined) return `${prefix}_01JD0000000000000000000000`;
  return FORMATS[schema.format ?? ""] ?? "text";
}

/** A request as one types it, with every parameter that it needs. */
export function curlOf(document: OpenApi, { method, path, operation }: Listed): string {
  const parameters = operation.parameters ?? [];
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    return String(exampleOf(document, parameter?.schema ?? {}));
  });
  const query = parameters
    .filter((one) => one.in === "query" && one.required)
    .map((one) => `${one.name}=${encodeURIComponent(String(exampleOf(document, one.schema ?? {})))}`);
  const search = query.length === 0 ? "" : `?${query.join("&")}`;
  const lines = [`curl "$THROUGHLINE${address}${search}"`, `-H "Authorization: Bearer $TOKEN"`];
  if (method !== "get") lines.splice(1, 0, `-X ${method.toUpperCase()}`);
  if (parameters.some((one) => one.name === "If-Match" && one.required)) lines.push(`-H 'If-Match: "3"'`);
  const body = operation.requestBody?.content["application/json"]?.schema;
  if (body) {
    const json = JSON.stringify(exampleOf(document, body), undefined, 2).replaceAll("'", "'\\''");
    lines.push(`-H "Content-Type: application/json"`, `-d '${json}'`);
  }
  return lines.join(" \\\n  ");
}
