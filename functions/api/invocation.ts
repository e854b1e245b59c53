import middy from "@middy/core";
import type { APIGatewayProxyResult, LambdaContext, LambdaEvent } from "hono/aws-lambda";
import { prepareEvent } from "../../shared/platform/http-event.ts";
import { errorFacts, log } from "../../shared/platform/log.ts";
import { PROBLEMS, problemDocument } from "../../shared/platform/problem.ts";
import { problemOfError } from "./app.ts";

const RESERVED_MS = 400;

/** An event of an HTTP API, payload version 2, as hono's adapter declares it. */
type HttpEvent = Extract<LambdaEvent, { rawPath: string }>;
type Answer = (event: HttpEvent, context: LambdaContext) => Promise<APIGatewayProxyResult>;

/**
 * An HTTP function as Lambda calls it. Stops waiting 400 ms before Lambda would cut it off, and answers whatever goes wrong
 * around the application with a problem document, as the application answers what goes wrong inside it.
 */
export function httpInvocation(answer: Answer) {
  return middy(answer, { timeoutEarlyInMillis: RESERVED_MS })
    .before(({ event }) => prepareEvent(event))
    .onError(({ event, error }) => problemAnswer(event, error));
}

function problemAnswer(event: HttpEvent, error: unknown): APIGatewayProxyResult {
  const problem = problemOfError(error);
  const { requestId } = event.requestContext;
  const code = problem.code === "timeout" ? "request_timed_out" : "request_failed";
  log("error", code, { requestId, path: event.rawPath, ...errorFacts(error) });
  const [statusCode] = PROBLEMS[problem.code];
  return {
    statusCode,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    isBase64Encoded: false,
    body: JSON.stringify(problemDocument(problem, { instance: event.rawPath, requestId })),
  };
}
