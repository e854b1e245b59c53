import middy from "@middy/core";
import type { APIGatewayProxyResult, LambdaContext, LambdaEvent } from "hono/aws-lambda";
import { prepareEvent } from "../platform/http-event.ts";
import { errorFacts, log } from "../platform/log.ts";
import { type ProblemCode, problemDocument } from "../platform/problem.ts";
import { troubleOf } from "../platform/trouble.ts";
import { renderRefusal, TROUBLE } from "./problem-page.tsx";

const RESERVED_MS = 400;

/** An event of an HTTP API, payload version 2, as hono's adapter declares it. */
type HttpEvent = Extract<LambdaEvent, { rawPath: string }>;
type Answer = (event: HttpEvent, context: LambdaContext) => Promise<APIGatewayProxyResult>;

/**
 * A function that answers pages, as Lambda calls it. Stops waiting 400 ms before Lambda would cut it off; whatever goes wrong
 * around the application is answered with a page too, or with a problem (RFC 9457) where the address is one of data.
 */
export function pageInvocation(answer: Answer, isData: (path: string) => boolean = () => false) {
  return middy(answer, { timeoutEarlyInMillis: RESERVED_MS })
    .before(({ event }) => prepareEvent(event))
    .onError(({ event, error }) => {
      const { requestId } = event.requestContext;
      const { status, page } = troublePage(error, { requestId, path: event.rawPath });
      if (isData(event.rawPath)) return troubleProblem(status, { requestId, instance: event.rawPath });
      return { statusCode: status, headers: { ...page.headers }, isBase64Encoded: false, body: page.html };
    });
}

const DETAIL = "Nothing you did caused this. Try again in a moment.";
const CODES = { 500: "internal_error", 503: "busy", 504: "timeout" } as const satisfies Record<
  number,
  ProblemCode
>;

/** An unexpected error as a problem document, to who reads no pages. */
export function troubleProblem(status: 500 | 503 | 504, at: { requestId: string; instance: string }) {
  const body = JSON.stringify(problemDocument({ code: CODES[status], detail: DETAIL }, at));
  const headers = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
  };
  return { statusCode: status, headers, isBase64Encoded: false, body };
}

/** The page of an unexpected error, which is written to the log: 503 where the table is busy, 504 where it was late, else 500. */
export function troublePage(error: unknown, at: { requestId: string; path: string }) {
  const trouble = troubleOf(error);
  const status = trouble === "busy" ? 503 : trouble === "timeout" ? 504 : 500;
  log("error", status === 504 ? "request_timed_out" : "request_failed", { ...at, ...errorFacts(error) });
  return { status, page: renderRefusal({ ...TROUBLE[status], requestId: at.requestId }) } as const;
}
