import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { JOBS_DELIVERY } from "../delivery.ts";
import { REGION } from "./clients.ts";

export const FUNCTION_NAMES = [
  "api",
  "web",
  "public",
  "documents",
  "projections",
  "outbox",
  "jobs",
  "reminders",
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The functions that answer requests. */
export type HttpFunctionName = Extract<FunctionName, "api" | "web" | "public" | "documents">;

/** What a bundle exports as `handler`. */
export type Handler = (event: unknown, context: Context) => unknown;
export type Handlers = Readonly<Record<FunctionName, Handler>>;

/** Time a function has for one event, in milliseconds, as in the stack. */
export const TIMEOUTS_MS: Readonly<Record<FunctionName, number>> = {
  api: 10_000,
  web: 10_000,
  public: 10_000,
  documents: 29_000,
  projections: 60_000,
  outbox: 60_000,
  jobs: JOBS_DELIVERY.timeoutSeconds * 1_000,
  reminders: 60_000,
};

/** A Lambda, called with an event; rejects as Lambda fails: with what the handler threw, or when its time is over. */
export type LambdaFunction = (event: unknown) => Promise<unknown>;

/**
 * Makes a function of a handler. A handler whose time is over cannot be ended here (in Lambda it is frozen): its answer
 * is dropped and it may still write.
 */
export function lambdaFunction(
  name: string,
  handler: Handler,
  timeoutMs: number,
  requestId: () => string = randomUUID,
): LambdaFunction {
  return async (given) => {
    // As over the wire: what a handler does to its event does not reach the one that is delivered again.
    const event = structuredClone(given);
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_resolve, reject) => {
      const seconds = (timeoutMs / 1_000).toFixed(2);
      timer = setTimeout(
        () => reject(new Error(`${name}: Task timed out after ${seconds} seconds`)),
        timeoutMs,
      );
    });
    try {
      return await Promise.race([handle(handler, event, contextOf(name, timeoutMs, requestId())), over]);
    } finally {
      clearTimeout(timer);
    }
  };
}

async function handle(handler: Handler, event: unknown, context: Context): Promise<unknown> {
  return handler(event, context);
}

/** The context object of one invocation. */
export function contextOf(name: string, timeoutMs: number, requestId: string): Context {
  const deadline = performance.now() + timeoutMs;
  const functionName = `throughline-${name}`;
  const ended = () => {
    throw new Error("A handler answers by its promise; the old callbacks of the context do not exist here.");
  };
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: "1024",
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    done: ended,
    fail: ended,
    succeed: ended,
  };
}
