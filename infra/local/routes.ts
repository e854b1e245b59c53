import { DOCUMENT_PATHS } from "../../functions/documents/paths.ts";
import type { HttpFunctionName } from "./lambda-function.ts";

/** A route of the HTTP API: its key, as the function sees it, and the function behind it. */
export type Route = { readonly key: string; readonly functionName: HttpFunctionName };

const PUBLIC_ROUTES: readonly { readonly key: string; readonly matches: (path: string) => boolean }[] = [
  { key: "GET /v1/docs", matches: (path) => path === "/v1/docs" },
  { key: "GET /v1/openapi.json", matches: (path) => path === "/v1/openapi.json" },
  { key: "GET /open", matches: (path) => path === "/open" },
  {
    key: "GET /open/{proxy+}",
    matches: (path) => path.startsWith("/open/") && path.length > "/open/".length,
  },
];

const DOCUMENT_ROUTES = Object.values(DOCUMENT_PATHS).map((path) => ({
  key: `GET /v1${path}`,
  pattern: new RegExp(`^/v1${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/**
 * The route of a request, the same as in the stack: the most specific one wins, `$default` takes what no other does.
 * A HEAD request matches no GET route.
 */
export function routeOf(method: string, path: string): Route {
  const open = method === "GET" ? PUBLIC_ROUTES.find((route) => route.matches(path)) : undefined;
  if (open) return { key: open.key, functionName: "public" };
  const document = method === "GET" ? DOCUMENT_ROUTES.find(({ pattern }) => pattern.test(path)) : undefined;
  if (document) return { key: document.key, functionName: "documents" };
  if (path.startsWith("/v1/") && path.length > "/v1/".length) {
    return { key: "ANY /v1/{proxy+}", functionName: "api" };
  }
  return { key: "$default", functionName: "web" };
}
