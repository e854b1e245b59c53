import type { IncomingMessage } from "node:http";
import type { HttpAnswer } from "./http-answer.ts";
import { readBody } from "./http-server.ts";

/** A call of an AWS service in its JSON protocol: the action is in a header, its input is the body. */
export type AwsCall = { readonly action: string; readonly input: Readonly<Record<string, unknown>> };
export type AwsFault = { readonly fault: string; readonly message: string; readonly queryCode?: string };

const LONGEST_CALL = 8 * 1024 * 1024;

/** Reads a call; a fault when it is none. */
export async function readAwsCall(request: IncomingMessage): Promise<AwsCall | AwsFault> {
  const target = request.headers["x-amz-target"];
  const body = await readBody(request, LONGEST_CALL);
  if (typeof target !== "string")
    return { fault: "MissingAction", message: "The x-amz-target header is missing." };
  if (body === undefined) return { fault: "RequestEntityTooLarge", message: "The request is too long." };
  const input = parseObject(body.toString("utf8"));
  return input
    ? { action: target, input }
    : { fault: "SerializationException", message: "The body is not a JSON object." };
}

export function isFault(value: object): value is AwsFault {
  return "fault" in value;
}

/** The answer of a call: its output, or its fault as a 400 that the SDK turns into an exception of that name. */
export function awsAnswer(output: object): HttpAnswer {
  const failed = isFault(output);
  const body = failed ? { __type: output.fault, message: output.message } : output;
  return {
    status: failed ? 400 : 200,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      ...(failed && output.queryCode && { "x-amzn-query-error": `${output.queryCode};Sender` }),
    },
    body: Buffer.from(JSON.stringify(body)),
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
