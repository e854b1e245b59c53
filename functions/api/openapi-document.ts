import * as z from "zod";
import { PROBLEMS, type ProblemCode } from "../../shared/platform/problem.ts";
import { type Route as ApiRoute, FORMATS, type Format } from "./route.ts";

/** A route by what it takes and answers, whichever function it is of. */
type Route = Omit<ApiRoute, "handle">;
type Json = Readonly<Record<string, unknown>>;
type Io = "input" | "output";

const DESCRIPTION = `Follows money from a funder's multiyear commitment, through strategies and systems, to what changes for children.

Send a bearer token: an id token of your sign-in service, or an API key (\`tl_…\`). Who belongs to several organisations names one in
\`Throughline-Organisation\`. Lists are paged by \`limit\` and \`cursor\`; \`Link\` names the next page. What you may not see answers 404.
Refusals are problem documents (RFC 9457) that name every wrong field by JSON pointer.`;

/**
 * The OpenAPI 3.1 document of a table of routes. Schemas that carry an id become components; the same routes give the same text.
 */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = `/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  // Read last: building the operations above is what builds every schema that has an id.
  const schemas = { ...components("output"), ...components("input"), Problem: PROBLEM };
  return {
    openapi: "3.1.0",
    info: {
      title: "Throughline",
      version: "1",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths: sorted(paths),
    components: {
      schemas: sorted(schemas),
      responses: sorted(problemResponses()),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An id token, or an API key" },
      },
    },
  };
}

function operation(route: Route): Json {
  const responses = Object.entries(route.responses).map(([status, response]) => [
    status,
    {
      description: response?.description ?? "",
      ...(response?.schema ? { content: contentOf(route, schemaOf(response.schema(), "output")) } : {}),
      ...headersOf(route, status),
    },
  ]);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, `Needs \`${route.action}\`.`].filter(Boolean).join("\n\n"),
    parameters: [
      ...parameters(route.params, "path"),
      ...parameters(route.query, "query"),
      ...headerParameters(route),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(route.body(), "input") } },
          },
        }
      : {}),
    responses: { ...Object.fromEntries(responses), ...problems(route) },
  };
}

function contentOf(route: Route, schema: Json): Json {
  const formats = route.formats ?? ["json"];
  return Object.fromEntries(
    formats.map((format) => [FORMATS[format], { schema: format === "json" ? schema : schemaOfFile(format) }]),
  );
}

function schemaOfFile(format: Format): Json {
  return format === "xlsx" || format === "pdf" ? { type: "string", format: "binary" } : { type: "string" };
}

function headersOf(route: Route, status: string): Json {
  if (status === "201")
    return { headers: { Location: { schema: { type: "string" } }, ETag: { schema: { type: "string" } } } };
  return route.requiresVersion ? { headers: { ETag: { schema: { type: "string" } } } } : {};
}

function parameters(schema: Route["params"], place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema(), {
    io: "input",
    unrepresentable: "any",
  });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: referringToComponents(property),
  }));
}

function headerParameters(route: Route): Json[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: "header",
    required,
    description,
    schema: { type: "string" },
  });
  if (route.method === "post")
    return [header("Idempotency-Key", false, "Repeat the request with it: within 24 hours it is done once")];
  return route.requiresVersion ? [header("If-Match", true, 'The ETag that you read, like "3"')] : [];
}

/** What may be refused: always the caller, what cannot be read, and a busy system; the rest by what the route takes and does. */
function problems(route: Route): Json {
  const codes: ProblemCode[] = ["not_signed_in", "forbidden", "invalid_request", "not_acceptable"];
  codes.push("busy", "timeout", "internal_error", ...(route.refuses ?? []));
  if (route.params) codes.push("not_found");
  if (route.body)
    codes.push("malformed_json", "body_too_large", "unsupported_media_type", "validation_failed");
  if (route.method !== "get") codes.push("conflict");
  if (route.method === "post") codes.push("idempotency_key_reused");
  if (route.requiresVersion) codes.push("precondition_required", "version_conflict");
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code][0]))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

/** One response a status, with all that it can mean. */
function problemResponses(): Json {
  const byStatus = Map.groupBy(Object.values(PROBLEMS), ([status]) => status);
  const responses = [...byStatus].map(([status, problems]) => [
    `Problem${status}`,
    {
      description: problems.map(([, title]) => title).join("; "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return Object.fromEntries(responses);
}

/** A schema in place: a reference where it has an id of its own. */
function schemaOf(schema: z.ZodType, io: Io): Json {
  const id = z.globalRegistry.get(schema)?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  const { $schema, $defs, ...inPlace } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return referringToComponents(inPlace);
}

/** Every schema that carries an id, by it. */
function components(io: Io): Record<string, Json> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    io,
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, id: _id, ...schema }]) => [id, schema as Json]),
  );
}

/** References to definitions beside a schema, as references to components: the registry holds the same under the same id. */
function referringToComponents(schema: unknown): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const PROBLEM = {
  type: "object",
  description:
    "A refusal (RFC 9457). `errors` names every wrong field by JSON pointer, or parameter by name.",
  required: ["type", "title", "status", "detail", "code", "instance", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", enum: Object.keys(PROBLEMS) },
    instance: { type: "string" },
    requestId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["detail"],
        properties: {
          pointer: { type: "string" },
          parameter: { type: "string" },
          code: { type: "string" },
          detail: { type: "string" },
        },
      },
    },
  },
};
