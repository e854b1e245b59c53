import { createHash } from "node:crypto";
import * as z from "zod";
import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Manifest } from "./manifest.ts";

/** The longest text of a chunk, in bytes of UTF-8: an item of the table holds 400 KB, names and keys included. */
export const MOST_CHUNK_BYTES = 350_000;

/** A chunk as it is stored and served: a JSON array of cells, each on a line of its own. */
export type Chunk = Manifest["chunks"][number] & { readonly text: string };

const CellSchema = lazy(() =>
  z.object({
    indicatorId: z.string(),
    periodKey: z.string(),
    placeCode: z.string(),
    dimensionKey: z.string(),
    category: z.string(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    value: z.number().nullable(),
    band: z.object({ from: z.number(), to: z.number() }).optional(),
    status: z.enum(["ok", "u", "z", "w", "x", "c"]),
    unreliable: z.literal(true).optional(),
  }),
);

/** Cells in chunks, in the order given: the same cells give the same texts. */
export function toChunks(cells: readonly PublishedCell[], mostBytes = MOST_CHUNK_BYTES): Chunk[] {
  const chunks: Chunk[] = [];
  let lines: string[] = [];
  let bytes = 0;
  const close = () => {
    if (lines.length > 0) chunks.push(chunkOf(lines, chunks.length + 1));
    lines = [];
    bytes = 0;
  };
  for (const cell of cells) {
    const line = JSON.stringify(cell);
    const more = Buffer.byteLength(line) + 2;
    if (bytes + more > mostBytes - 4) close();
    lines.push(line);
    bytes += more;
  }
  close();
  return chunks;
}

function chunkOf(lines: readonly string[], number: number): Chunk {
  const text = `[\n${lines.join(",\n")}\n]`;
  return { number, cells: lines.length, bytes: Buffer.byteLength(text), hash: textHash(text), text };
}

/** The SHA-256 of a text, in hex. */
export function textHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The cells of a chunk's text. */
export function cellsOf(text: string): PublishedCell[] {
  return z.array(CellSchema()).parse(JSON.parse(text)) as PublishedCell[];
}
