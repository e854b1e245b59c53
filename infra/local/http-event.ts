import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** One request, as it came over the wire. */
export type RawRequest = {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** Names and values in turn, as node gives them in `rawHeaders`. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly httpVersion: string;
  readonly remoteAddress: string;
  readonly port: number;
};

export type EventFacts = { readonly requestId: string; readonly now: Date; readonly routeKey: string };

/**
 * The HTTP API's event of a request, payload format 2.0, on the `$default` stage. As the gateway does: the path is
 * percent-decoded, the raw query is not; header names are in small letters; repeated headers and query parameters are
 * joined with commas; cookies stand apart from the headers; a body that is not text is base64.
 */
export function toHttpEvent(request: RawRequest, facts: EventFacts): APIGatewayProxyEventV2 {
  const { path, query } = splitTarget(request.target);
  const { headers, cookies } = readHeaders(request.rawHeaders);
  const parameters = queryParameters(query);
  const host = headers.host ?? `127.0.0.1:${request.port}`;
  const isText = isTextual(headers["content-type"], headers["content-encoding"]);
  return {
    version: "2.0",
    routeKey: facts.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      host,
      "x-amzn-trace-id": `Root=1-${Math.floor(facts.now.getTime() / 1_000).toString(16)}-${facts.requestId.replaceAll("-", "").slice(0, 24)}`,
      "x-forwarded-for": [headers["x-forwarded-for"], request.remoteAddress].filter(Boolean).join(", "),
      "x-forwarded-port": String(request.port),
      "x-forwarded-proto": "http",
    },
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: host.replace(/:\d+$/, ""),
      domainPrefix: "local",
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.remoteAddress,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: facts.requestId,
      routeKey: facts.routeKey,
      stage: "$default",
      time: commonLogTime(facts.now),
      timeEpoch: facts.now.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** The decoded path and the raw query of a request target. A path that cannot be decoded stays as it is. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf("?");
  const raw = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? "" : target.slice(mark + 1);
  try {
    return { path: decodeURIComponent(raw), query };
  } catch {
    return { path: raw, query };
  }
}

/** Bodies the gateway hands on as text. A form (`application/x-www-form-urlencoded`) is not among them. */
export function isTextual(contentType: string | undefined, contentEncoding: string | undefined): boolean {
  if (contentEncoding !== undefined && contentEncoding !== "identity") return false;
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type.startsWith("text/")) return true;
  return /^application\/(json|javascript|xml|[\w.-]+\+(json|xml))$/.test(type);
}

function readHeaders(rawHeaders: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    const value = rawHeaders[index + 1] ?? "";
    if (name === "cookie") cookies.push(...value.split(/;\s*/).filter(Boolean));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return { headers, cookies };
}

function queryParameters(query: string): Record<string, string> | undefined {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return Object.keys(joined).length > 0 ? joined : undefined;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12/Mar/2026:19:03:58 +0000`. */
function commonLogTime(now: Date): string {
  const day = String(now.getUTCDate()).padStart(2, "0");
  return `${day}/${MONTHS[now.getUTCMonth()]}/${now.getUTCFullYear()}:${now.toISOString().slice(11, 19)} +0000`;
}
