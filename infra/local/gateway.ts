import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gatewayAnswer, type HttpAnswer, toHttpAnswer } from "./http-answer.ts";
import { toHttpEvent } from "./http-event.ts";
import { type Listener, readBody, writeAnswer } from "./http-server.ts";
import type { HttpFunctionName, LambdaFunction } from "./lambda-function.ts";
import { routeOf } from "./routes.ts";
import { errorMessage } from "./setup-error.ts";

export type GatewayOptions = {
  readonly functions: Readonly<Record<HttpFunctionName, LambdaFunction>>;
  readonly log: (line: string) => void;
  /** Milliseconds the gateway waits for a function; 30 seconds as in the cloud. */
  readonly integrationTimeoutMs?: number;
  readonly now: () => Date;
};

const LONGEST_BODY = 10 * 1024 * 1024;
const INTEGRATION_TIMEOUT_MS = 30_000;

/** An HTTP API on one machine: each request becomes an event of payload format 2.0, each answer an HTTP answer. */
export function makeGateway(options: GatewayOptions): Listener {
  return async (request, response) => {
    const body = await readBody(request, LONGEST_BODY);
    const answer = body === undefined ? gatewayAnswer(413) : await integrate(request, body, options);
    // The caller may have gone in the meantime.
    if (!response.destroyed) answerWith(request, response, answer);
  };
}

function answerWith(request: IncomingMessage, response: ServerResponse, answer: HttpAnswer): void {
  try {
    writeAnswer(request, response, answer);
  } catch {
    // A header that HTTP does not allow: the gateway refuses the function's answer.
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    writeAnswer(request, response, gatewayAnswer(500));
  }
}

async function integrate(
  request: IncomingMessage,
  body: Buffer,
  options: GatewayOptions,
): Promise<HttpAnswer> {
  const method = request.method ?? "GET";
  const target = request.url ?? "/";
  const route = routeOf(method, target.split("?", 1)[0] ?? "/");
  const event = toHttpEvent(
    {
      method,
      target,
      rawHeaders: request.rawHeaders,
      body,
      httpVersion: request.httpVersion,
      remoteAddress: request.socket.remoteAddress ?? "127.0.0.1",
      port: request.socket.localPort ?? 0,
    },
    { requestId: randomUUID(), now: options.now(), routeKey: route.key },
  );
  const timeout = options.integrationTimeoutMs ?? INTEGRATION_TIMEOUT_MS;
  const late = Promise.withResolvers<HttpAnswer>();
  const timer = setTimeout(() => late.resolve(gatewayAnswer(503)), timeout);
  const invoked = options.functions[route.functionName](event).then(toHttpAnswer, (error: unknown) => {
    options.log(`${route.functionName} failed on ${method} ${event.rawPath}: ${errorMessage(error)}`);
    return gatewayAnswer(500);
  });
  const answer = await Promise.race([invoked, late.promise]);
  clearTimeout(timer);
  return answer;
}
