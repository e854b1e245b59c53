import { gzipSync } from "node:zlib";

/** From so many bytes on an answer is packed: below that it costs more than it saves. */
const WORTH_PACKING = 256 * 1024;
/** What an answer may have as it leaves a function: 6 MB in all, in JSON, of which bytes take four for three. */
const MOST_BYTES = 4_000_000;

/** A body as it is sent, with the headers that say how; undefined where it is too large to be sent at all. */
export type Sent = {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * A body as it can be sent to who accepts what: packed with gzip where it is large and that is accepted. Undefined where it is larger than
 * an answer may be; packed, nearly nothing is.
 *
 * @param accepted the header `Accept-Encoding` of the request
 */
export function compressed(body: string | Uint8Array, accepted: string | undefined): Sent | undefined {
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?(?:\s|,|$))/i.test(accepted ?? "");
  if (takesGzip && bytes >= WORTH_PACKING) {
    const packed = new Uint8Array(gzipSync(body));
    return packed.byteLength > MOST_BYTES
      ? undefined
      : { body: packed, headers: { "content-encoding": "gzip" } };
  }
  if (bytes > MOST_BYTES) return undefined;
  return { body: typeof body === "string" ? body : new Uint8Array(body), headers: {} };
}
