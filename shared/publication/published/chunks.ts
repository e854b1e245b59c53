import { createHash } from "node:crypto";
import * as z from "zod";
import type { PublishedCell } from "../../disclosure/release/published-cell.ts";
import { lazy } from "../../platform/lazy.ts";
import { AddressSchema, type Manifest } from "./manifest.ts";
import { compareAddresses } from "./reading-order.ts";

/** The longest text of a chunk, in bytes of UTF-8: an item of the table holds 400 KB, names and keys included. */
export const MOST_CHUNK_BYTES = 350_000;

/** A chunk as it is stored and served: a JSON array of cells, each on a line of its own. */
export type Chunk = Manifest["chunks"][number] & { readonly text: string };

/** A published cell as it is stored. */
export const CellSchema = lazy(() =>
  AddressSchema().extend({
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    value: z.number().nullable(),
    band: z.object({ from: z.number(), to: z.number() }).optional(),
    status: z.enum(["ok", "u", "z", "w", "x", "c"]),
    unreliable: z.literal(true).optional(),
  }),
);

/** Cells in chunks, in reading order whatever the order given: the same cells give the same texts. */
export function toChunks(cells: readonly PublishedCell[], mostBytes = MOST_CHUNK_BYTES): Chunk[] {
  const chunks: Chunk[] = [];
  let held: PublishedCell[] = [];
  let bytes = 0;
  const close = () => {
    if (held.length > 0) chunks.push(chunkOf(held, chunks.length + 1));
    held = [];
    bytes = 0;
  };
  for (const cell of [...cells].sort(compareAddresses)) {
    const more = Buffer.byteLength(lineOf(cell)) + 2;
    if (bytes + more > mostBytes - 4) close();
    held.push(cell);
    bytes += more;
  }
  close();
  return chunks;
}

function chunkOf(cells: readonly PublishedCell[], number: number): Chunk {
  const text = textOf(cells);
  const [first, last] = [cells[0], cells.at(-1)];
  if (!first || !last) throw new Error("A chunk has at least one cell.");
  const ends = { first: addressOf(first), last: addressOf(last) };
  return { number, cells: cells.length, bytes: Buffer.byteLength(text), hash: textHash(text), ...ends, text };
}

/** Cells as a JSON array, each on a line of its own. */
export function textOf(cells: readonly PublishedCell[]): string {
  return cells.length === 0 ? "[]" : `[\n${cells.map(lineOf).join(",\n")}\n]`;
}

/** A cell as one line of JSON: its fields in one order, and none that is not named here. */
export function lineOf(cell: PublishedCell): string {
  const { numerator, denominator, value, band, status, unreliable } = cell;
  const figure = { numerator, denominator, value, band: band && { from: band.from, to: band.to }, status };
  return JSON.stringify({ ...addressOf(cell), ...figure, unreliable });
}

function addressOf({ indicatorId, periodKey, placeCode, dimensionKey, category }: PublishedCell) {
  return { indicatorId, periodKey, placeCode, dimensionKey, category };
}

/** The SHA-256 of a text, in hex. */
export function textHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The cells of a chunk's text. */
export function cellsOf(text: string): PublishedCell[] {
  return z.array(CellSchema()).parse(JSON.parse(text)) as PublishedCell[];
}
