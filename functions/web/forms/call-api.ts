import type { Context } from "hono";
import { newId } from "../../../shared/platform/id.ts";
import type { Problem } from "../../../shared/platform/problem.ts";
import { createApp } from "../../api/app.ts";
import type { ApiDeps } from "../../api/deps.ts";
import { readSession } from "../cookies.ts";
import type { WebDeps } from "../deps.ts";
import { requestOrigin } from "../request.ts";

/** What an operation answered. */
export type Answered = { readonly status: number; readonly body: unknown; readonly location?: string };
export type Answer =
  | { readonly ok: true; readonly value: Answered }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

export type ApiRequest = {
  readonly method: string;
  /** Under `/v1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly version?: number | undefined;
  readonly idempotencyKey?: string;
};

/** Asks an operation of the API as the person who is signed in. */
export type CallApi = (c: Context, request: ApiRequest) => Promise<Answer>;

/**
 * The API within this process: the same routes, so that a form is checked, permitted, repeated and refused exactly as the request of a
 * program. Its code is loaded with the first form that is sent. A call costs what the request costs: one GetItem or two, and the use case.
 */
export function apiWithin(deps: WebDeps): CallApi {
  const app = createApp(apiDeps(deps));
  return async (c, request) => {
    const headers = new Headers({
      authorization: `Bearer ${readSession(c) ?? ""}`,
      accept: "application/json",
      "content-type": "application/json",
    });
    if (request.version !== undefined) headers.set("if-match", `"${request.version}"`);
    if (request.idempotencyKey !== undefined) headers.set("idempotency-key", request.idempotencyKey);
    const init = {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    };
    const asked = new Request(`${requestOrigin(c)}/v1${request.path}`, init);
    return answerOf(await app.fetch(asked, c.env as object));
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  if (!response.ok) return { ok: false, status: response.status, problem: body as Problem };
  const location = response.headers.get("location");
  return { ok: true, value: { status: response.status, body, ...(location === null ? {} : { location }) } };
}

/** Forms ask for JSON and for places to put files: they have no page made. */
function apiDeps({ table, clock, authenticate, cursorSecret, files }: WebDeps): ApiDeps {
  const elsewhere = (): never => {
    throw new Error("Forms fetch no pages from the API.");
  };
  return {
    table,
    clock,
    authenticate,
    cursorSecret,
    newId,
    renderReport: elsewhere,
    renderReportDocument: elsewhere,
    renderAwardLetter: elsewhere,
    renderScorecard: elsewhere,
    files,
    documents: files,
  };
}
