import { Hono } from "hono";
import { KeysUnreachable } from "../../shared/identity/token-verifier.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import type { Problem } from "../../shared/platform/problem.ts";
import { troubleOf } from "../../shared/platform/trouble.ts";
import type { ApiDeps } from "./deps.ts";
import { dispatch } from "./dispatch.ts";
import { problemResponse, requestIdOf } from "./respond.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes/index.ts";

type Variables = { fetch: (request: Request, env: unknown) => Response | Promise<Response> };

/** The HTTP API under `/v1`: every route of the table, and problem documents for all that is refused or goes wrong. */
export function createApp(deps: ApiDeps, routes: readonly Route[] = ROUTES): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  app.use(async (c, next) => {
    c.set("fetch", (request, env) => app.fetch(request, env as object));
    await next();
    c.res.headers.set("x-content-type-options", "nosniff");
    c.res.headers.set("strict-transport-security", "max-age=31536000");
    c.res.headers.set("referrer-policy", "no-referrer");
  });
  for (const route of routes) app.on(route.method, honoPath(route.path), dispatch(route, deps));
  app.notFound((c) => {
    const others = routes
      .filter((route) => matches(route.path, c.req.path))
      .map((route) => route.method.toUpperCase());
    if (others.length === 0)
      return problemResponse(c, { code: "not_found", detail: "There is no such address." });
    const refused = problemResponse(c, {
      code: "method_not_allowed",
      detail: `This address takes ${others.join(", ")}.`,
    });
    refused.headers.set("allow", others.join(", "));
    return refused;
  });
  app.onError((error, c) => {
    log("error", "request_failed", { requestId: requestIdOf(c), path: c.req.path, ...errorFacts(error) });
    return problemResponse(c, problemOfError(error));
  });
  return app;
}

/** What an unexpected error is called outside: busy where the table throttles, a time-out, otherwise our own fault. */
export function problemOfError(error: unknown): Problem {
  const trouble = troubleOf(error);
  if (trouble === "busy")
    return {
      code: "busy",
      detail: "The table is busy. Nothing was written; send the request again after a moment.",
    };
  if (error instanceof KeysUnreachable)
    return {
      code: "busy",
      detail: "The keys that tokens are checked with cannot be reached. Try again in a moment.",
    };
  if (trouble === "timeout")
    return {
      code: "timeout",
      detail: "The table did not answer in time. Read the state again before repeating a write.",
    };
  return {
    code: "internal_error",
    detail: "Nothing you sent caused this. The request id finds it in our log.",
  };
}

function honoPath(path: string): string {
  return `/v1${path.replace(/\{(\w+)\}/g, ":$1")}`;
}

function matches(path: string, asked: string): boolean {
  return new RegExp(`^/v1${path.replace(/\{\w+\}/g, "[^/]+")}$`).test(asked);
}
