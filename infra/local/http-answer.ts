/** What goes back over the wire. A header may be set more than once (`set-cookie`). */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

/** A function's answer may be this long; Lambda refuses a longer one. */
const LONGEST_ANSWER = 6_291_556;

/** The gateway's own answer, in its own words. */
export function gatewayAnswer(status: 413 | 500 | 503): HttpAnswer {
  const messages = {
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    503: "Service Unavailable",
  } as const;
  return jsonAnswer(status, JSON.stringify({ message: messages[status] }));
}

/**
 * The HTTP answer of what a function returned, payload format 2.0. A value without `statusCode` is itself the body of a
 * 200. One that is no answer at all, or is longer than Lambda allows, is the gateway's 500, as in the cloud.
 */
export function toHttpAnswer(returned: unknown): HttpAnswer {
  const text = returned === undefined ? "" : JSON.stringify(returned);
  if (Buffer.byteLength(text) > LONGEST_ANSWER) return gatewayAnswer(500);
  if (typeof returned !== "object" || returned === null || !("statusCode" in returned)) {
    return jsonAnswer(200, typeof returned === "string" ? returned : text);
  }
  const status = Number(returned.statusCode);
  const body = bodyOf(returned);
  if (!Number.isInteger(status) || status < 100 || status > 599 || body === undefined)
    return gatewayAnswer(500);
  const cookies =
    "cookies" in returned && Array.isArray(returned.cookies) ? returned.cookies.map(String) : [];
  const headers = "headers" in returned ? headersOf(returned.headers) : {};
  return {
    status,
    // A text without a type is plain text to the gateway.
    headers: {
      "content-type": "text/plain;charset=UTF-8",
      ...headers,
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
    body,
  };
}

function bodyOf(returned: object): Buffer | undefined {
  if (!("body" in returned) || returned.body === undefined || returned.body === null) return Buffer.alloc(0);
  if (typeof returned.body !== "string") return undefined;
  const isBase64 = "isBase64Encoded" in returned && returned.isBase64Encoded === true;
  return Buffer.from(returned.body, isBase64 ? "base64" : "utf8");
}

function headersOf(headers: unknown): Record<string, string> {
  if (typeof headers !== "object" || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function jsonAnswer(status: number, body: string): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
}
