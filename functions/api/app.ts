import { type Context, Hono } from "hono";
import { KeysUnreachable } from "../../shared/identity/token-verifier.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import type { Problem } from "../../shared/platform/problem.ts";
import { troubleOf } from "../../shared/platform/trouble.ts";
import type { ApiDeps, CoreDeps } from "./deps.ts";
import { dispatch } from "./dispatch.ts";
import { problemResponse, requestIdOf } from "./respond.ts";
import type { Route, RouteOf } from "./route.ts";
import { routesUnder } from "./routes/index.ts";

type Fetch = (request: Request, env: unknown) => Response | Promise<Response>;
type App = Hono<{ Variables: { fetch: Fetch } }>;

/** Finds the routes under a first path segment, as `routesUnder` does. */
type RoutesUnder<Deps> = (segment: string) => Promise<readonly RouteOf<Deps>[]> | undefined;

/**
 * The HTTP API under `/v1`: every route of the table, and problem documents for all that is refused or goes wrong. The routes under
 * a first path segment are asked for with the first request to it. Routes that are given instead of that stand under every segment.
 */
export function createApp(
  deps: ApiDeps,
  routes: readonly Route[] | RoutesUnder<ApiDeps> = routesUnder,
): Hono {
  return appOfRoutes(deps, routes);
}

/** The same of the routes of another function, which stands on something else. */
export function appOfRoutes<Deps extends CoreDeps>(
  deps: Deps,
  routes: readonly RouteOf<Deps>[] | RoutesUnder<Deps>,
): Hono {
  const app = new Hono();
  const find = typeof routes === "function" ? routes : async () => routes;
  const fetch: Fetch = (request, env) => app.fetch(request, env as object);
  const appUnder = keeping((segment) => find(segment)?.then((found) => appOf(found, deps, fetch)));
  app.use(async (c, next) => {
    await next();
    c.res.headers.set("x-content-type-options", "nosniff");
    c.res.headers.set("strict-transport-security", "max-age=31536000");
    c.res.headers.set("referrer-policy", "no-referrer");
  });
  app.all("/v1/:segment/*", async (c) => {
    const under = await appUnder(c.req.param("segment"));
    return under ? under.fetch(c.req.raw, c.env) : c.notFound();
  });
  app.notFound((c) => unmatched(c, []));
  app.onError(failed);
  return app;
}

/** Makes each value once and keeps it; what failed is made anew when it is asked for again. */
function keeping<T>(make: (key: string) => Promise<T> | undefined): typeof make {
  const kept = new Map<string, Promise<T>>();
  return (key) => {
    const there = kept.get(key);
    if (there) return there;
    const made = make(key);
    if (made) kept.set(key, made);
    made?.catch(() => kept.delete(key));
    return made;
  };
}

/** What answers under a segment. `fetch` is the whole API: a repeated POST is answered from wherever its Location leads. */
function appOf<Deps extends CoreDeps>(routes: readonly RouteOf<Deps>[], deps: Deps, fetch: Fetch): App {
  const app: App = new Hono();
  app.use(async (c, next) => {
    c.set("fetch", fetch);
    await next();
  });
  for (const route of routes) app.on(route.method, honoPath(route.path), dispatch(route, deps));
  app.notFound((c) => unmatched(c, routes));
  app.onError(failed);
  return app;
}

/** 405 where the address takes another method, else 404. */
function unmatched(c: Context, routes: readonly Pick<Route, "method" | "path">[]): Response {
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
}

function failed(error: Error, c: Context): Response {
  log("error", "request_failed", { requestId: requestIdOf(c), path: c.req.path, ...errorFacts(error) });
  return problemResponse(c, problemOfError(error));
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
