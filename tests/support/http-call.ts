import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";

export type Call = {
  readonly credential?: string;
  /** Sent as JSON; a string or bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer as it came: `body` is its JSON where it says that it is JSON. */
export type Answer = Awaited<ReturnType<typeof send>>;

/** Sends one request. By node's own client, which lets one set the Host header. */
export async function send(method: string, url: URL, call: Call = {}) {
  const { status, headers, bytes } = await exchange(method, url, call);
  const text = bytes.toString("utf8");
  const isJson = /json/.test(headers["content-type"] ?? "");
  return { status, headers, bytes, text, body: isJson && text !== "" ? JSON.parse(text) : undefined };
}

type Exchanged = { status: number; headers: IncomingHttpHeaders; bytes: Buffer };

function exchange(method: string, url: URL, call: Call): Promise<Exchanged> {
  const payload = payloadOf(call.body);
  const headers = {
    ...(call.credential === undefined ? {} : { authorization: `Bearer ${call.credential}` }),
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...(payload === undefined ? {} : { "content-length": String(payload.byteLength) }),
    ...call.headers,
  };
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(payload);
  });
}

function payloadOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
