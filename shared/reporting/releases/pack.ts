import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

/** The longest stored chunk: an item of the table holds 400 KB, names and keys included. */
const MOST_CHUNK_BYTES = 350_000;

/** What is stored of a release: its formats, what it was made from, and what it says otherwise than the one that it restates. */
export const BLOB_NAMES = ["json", "csv", "html", "basis", "differences"] as const;
export type BlobName = (typeof BLOB_NAMES)[number];

const HashSchema = lazy(() => z.string().regex(/^[0-9a-f]{64}$/));

/** What is known of stored bytes: their hash and length as they are handed out, and the hash of each chunk as it is stored. */
export const BlobSchema = lazy(() =>
  z.object({
    name: z.enum(BLOB_NAMES),
    bytes: z.int(),
    sha256: HashSchema(),
    chunks: z.array(HashSchema()),
    /** Headers without which a page must not be sent: they hold the hashes of its own styles. */
    headers: z.record(z.string(), z.string()).optional(),
  }),
);
export type Blob = z.infer<ReturnType<typeof BlobSchema>>;

/** Bytes with what is known of them, gzipped and cut. */
export type Packed = { readonly blob: Blob; readonly chunks: readonly Uint8Array[] };

/** The SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A text as it is stored: gzipped, in chunks that an item of the table can hold. */
export function pack(
  name: BlobName,
  text: string,
  { headers, mostBytes = MOST_CHUNK_BYTES }: { headers?: Blob["headers"]; mostBytes?: number } = {},
): Packed {
  const bytes = Buffer.from(text, "utf8");
  const zipped = gzipSync(bytes, { level: 9 });
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < zipped.length; start += mostBytes)
    chunks.push(zipped.subarray(start, start + mostBytes));
  const blob = {
    name,
    bytes: bytes.length,
    sha256: sha256(bytes),
    chunks: chunks.map(sha256),
    ...(headers === undefined ? {} : { headers }),
  };
  return { blob, chunks };
}

/**
 * The text of stored chunks.
 *
 * @throws where they are not the bytes that were stored: what was cited is handed out, or nothing is
 */
export function unpack(blob: Blob, chunks: readonly Uint8Array[]): string {
  const bytes = gunzipSync(Buffer.concat(chunks));
  if (sha256(bytes) !== blob.sha256) throw new Error(`The stored ${blob.name} is not what was released.`);
  return bytes.toString("utf8");
}
