import { createHmac } from "node:crypto";
import type { Context, Handler } from "hono";
import { accepts } from "hono/accepts";
import { can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { canonicalJson } from "../../shared/platform/canonical-json.ts";
import {
  claimIdempotencyKey,
  findIdempotencyRecord,
  IdempotencyKeyTaken,
  type IdempotencyRecord,
} from "../../shared/platform/idempotency.ts";
import type { Problem } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { CoreDeps } from "./deps.ts";
import { checkBody, checkParameters, NO_PARAMETER, readJson, versionOf } from "./read-request.ts";
import { problemResponse, replyResponse } from "./respond.ts";
import { FORMATS, type Format, type RouteInput, type RouteOf } from "./route.ts";

/** A route by what it takes, whatever its function stands on. */
type AnyRoute = Omit<RouteOf<never>, "handle">;
type AnyInput = RouteInput<undefined, undefined, undefined>;

/**
 * The hono handler of a route: who is asking, may they, is the request well formed, was it made before; then the use case.
 * One GetItem (or two, with an idempotency key) before the use case's own rounds.
 */
export function dispatch<Deps extends CoreDeps>(route: RouteOf<Deps>, deps: Deps): Handler {
  return async (c) => {
    const admitted = await admit(c, route, deps);
    if (!admitted.ok) return problemResponse(c, admitted.problem);
    const { clock, cursorSecret: secret } = deps;
    const read = await readInput(c, route, { principal: admitted.value, now: clock(), secret });
    if (!read.ok) return problemResponse(c, read.problem);
    const { input, requestHash, key } = read.value;
    if (key === undefined || route.method !== "post") return run(c, route, { input, deps });
    const lookUp = { organisationId: admitted.value.organisationId, key, now: input.now };
    if (route.repeatable) return runAgain(c, route, { input, deps });
    const record = await findIdempotencyRecord(deps.table, lookUp);
    if (record) return repeat(c, record, requestHash);
    try {
      const answer = await run(c, route, { input, deps });
      // Refused, perhaps because its own twin was faster: then it is answered as the twin was.
      const twin = answer.ok ? undefined : await findIdempotencyRecord(deps.table, lookUp);
      return twin ? repeat(c, twin, requestHash) : answer;
    } catch (error) {
      if (!(error instanceof IdempotencyKeyTaken) || !error.record) throw error;
      return repeat(c, error.record, requestHash);
    }
  };
}

async function admit(c: Context, route: AnyRoute, deps: CoreDeps): Promise<Result<Principal>> {
  const principal = await deps.authenticate(
    c.req.header("authorization"),
    c.req.header("throughline-organisation"),
  );
  if (!principal.ok) return principal;
  if (can(principal.value, route.action)) return principal;
  return fail({ code: "forbidden", detail: `Your role does not include "${route.action}".` });
}

async function run<Deps>(
  c: Context,
  route: RouteOf<Deps>,
  call: { input: AnyInput; deps: Deps },
): Promise<Response> {
  const reply = await route.handle(call.input, call.deps);
  if (!reply.ok) return problemResponse(c, reply.problem);
  return replyResponse(c, reply.value, call.input.format);
}

/** Runs a request whose repetition is harmless, once its key is claimed for it. */
async function runAgain<Deps extends CoreDeps>(
  c: Context,
  route: RouteOf<Deps>,
  call: { input: AnyInput; deps: Deps },
): Promise<Response> {
  const { input, deps } = call;
  const claim = input.idempotency?.(200, c.req.path);
  const claimed = claim === undefined || (await claimIdempotencyKey(deps.table, claim, input.now));
  return claimed ? run(c, route, call) : problemResponse(c, KEY_REUSED);
}

const KEY_REUSED: Problem = {
  code: "idempotency_key_reused",
  detail:
    "This Idempotency-Key was used for another request in the last 24 hours. Use a new key for a new request.",
};

async function readInput(
  c: Context,
  route: AnyRoute,
  who: { principal: Principal; now: string; secret: string },
) {
  const format = formatOf(c, route);
  if (!format)
    return fail({ code: "not_acceptable", detail: `Offered: ${(route.formats ?? ["json"]).join(", ")}.` });
  const params = route.params ? checkParameters(route.params(), c.req.param()) : ok(undefined);
  if (!params.ok) return params;
  const query = readQuery(c, route);
  if (!query.ok) return query;
  const json = route.body ? await readJson(c) : ok(undefined);
  if (!json.ok) return json;
  const body = route.body ? checkBody(route.body(), json.value) : ok(undefined);
  if (!body.ok) return body;
  const version = readVersion(c, route);
  if (!version.ok) return version;
  const ifMatch = version.value;
  const key = c.req.header("idempotency-key");
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
    return fail({
      code: "invalid_request",
      detail: "An Idempotency-Key is 1 to 200 printable characters without blanks.",
    });
  const { principal, now, secret } = who;
  const requestHash = keyedHash(secret, [route.method, new URL(c.req.url).pathname, json.value ?? null]);
  const input = {
    principal,
    author: { principalId: principal.id, organisationId: principal.organisationId },
    now,
    params: params.value,
    query: query.value,
    body: body.value,
    format,
    origin: new URL(c.req.url).origin,
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(key === undefined
      ? {}
      : {
          idempotency: (status: number, location: string) => ({
            organisationId: principal.organisationId,
            key,
            requestHash,
            status,
            location,
          }),
        }),
  } as AnyInput;
  return ok({ input, requestHash, key });
}

/** Keyed, so that nobody who reads the table can test guesses at a body that was erased since. */
function keyedHash(secret: string, value: unknown): string {
  return createHmac("sha256", secret).update(canonicalJson(value)).digest("hex");
}

/** The version that a client says it read; none where it sends no `If-Match`, or `*`, and the route asks for none. */
function readVersion(c: Context, { requiresVersion }: AnyRoute): Result<number | undefined> {
  const header = c.req.header("if-match");
  const version = versionOf(header);
  if (version !== undefined) return ok(version);
  const detail = 'Send If-Match with the ETag you read, like "3".';
  if (requiresVersion) return fail({ code: "precondition_required", detail });
  if (header === undefined || header.trim() === "*") return ok(undefined);
  return fail({ code: "invalid_request", detail });
}

/** Query parameters: each at most once, and only those the route knows. */
function readQuery(c: Context, route: AnyRoute): Result<unknown> {
  const given = c.req.queries();
  const repeated = Object.keys(given).filter((name) => (given[name]?.length ?? 0) > 1);
  if (repeated.length > 0) {
    const errors = repeated.map((parameter) => ({ parameter, detail: "Give this parameter once." }));
    return fail({ code: "invalid_request", detail: "Some parameters are given more than once.", errors });
  }
  if (route.query) return checkParameters(route.query(), c.req.query());
  const unknown = Object.keys(given).map((parameter) => ({ parameter, detail: NO_PARAMETER }));
  if (unknown.length === 0) return ok(undefined);
  return fail({ code: "invalid_request", detail: "This address takes no parameters.", errors: unknown });
}

function formatOf(c: Context, route: AnyRoute): Format | undefined {
  const offered = route.formats ?? ["json"];
  const supports = offered.map((format) => FORMATS[format]);
  const header = c.req.header("accept");
  if (
    header === undefined ||
    header === "" ||
    (/(^|[,\s])(\*\/\*|application\/\*)/.test(header) && !supports.some((type) => header.includes(type)))
  )
    return offered[0];
  const best = accepts(c, { header: "Accept", supports, default: "" });
  return offered.find((format) => FORMATS[format] === best);
}

/** Answers a repeated POST with what its first one made: the same status and Location, the body as it is now. */
async function repeat(c: Context, record: IdempotencyRecord, requestHash: string): Promise<Response> {
  if (record.requestHash !== requestHash) return problemResponse(c, KEY_REUSED);
  const organisation = c.req.header("throughline-organisation");
  const headers = {
    authorization: c.req.header("authorization") ?? "",
    accept: "application/json",
    ...(organisation === undefined ? {} : { "throughline-organisation": organisation }),
  };
  const now = await c.get("fetch")(new Request(new URL(record.location, c.req.url), { headers }), c.env);
  const replayed = new Response(now.body, {
    status: now.ok ? record.status : now.status,
    headers: now.headers,
  });
  replayed.headers.set("location", record.location);
  replayed.headers.set("idempotent-replayed", "true");
  return replayed;
}
