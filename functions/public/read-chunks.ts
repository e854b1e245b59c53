import type { PublishedCell } from "../../shared/disclosure/release/published-cell.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import { cellsOf, textHash } from "../../shared/publication/published/chunks.ts";
import { findChunk } from "../../shared/publication/published/published.store.ts";
import { type Found, findReadable } from "./find-release.ts";

/**
 * The texts of some chunks, as they were stored. A GetItem each, side by side; `gone` where the release was withdrawn meanwhile.
 *
 * @throws when a chunk is not there, or is not the one that the manifest says: nothing is answered that was not published.
 */
export async function readTexts(
  table: Table,
  { manifest }: Found,
  numbers: readonly number[],
): Promise<Result<string[]>> {
  const texts = await Promise.all(numbers.map((number) => findChunk(table, manifest.id, number)));
  const hashes = new Map(manifest.chunks.map(({ number, hash }) => [number, hash]));
  const isWhole = texts.every(
    (text, index) => text !== undefined && textHash(text) === hashes.get(numbers[index] ?? 0),
  );
  if (isWhole) return ok(texts.filter((text) => text !== undefined));
  const now = await findReadable(table, manifest.id);
  if (!now.ok) return fail(now.problem);
  throw new Error(`Chunks ${numbers.join(", ")} of ${manifest.id} are not what its manifest says.`);
}

/** Reads the cells of chunks, in the order of these; each chunk once, however often it is asked for. */
export type CellReader = (numbers: readonly number[]) => Promise<Result<PublishedCell[]>>;

/** The reader of one request. */
export function cellReader(table: Table, found: Found): CellReader {
  const held = new Map<number, readonly PublishedCell[]>();
  return async (numbers) => {
    const missing = numbers.filter((number) => !held.has(number));
    const texts = await readTexts(table, found, missing);
    if (!texts.ok) return texts;
    for (const [index, text] of texts.value.entries()) held.set(missing[index] ?? 0, cellsOf(text));
    return ok(numbers.flatMap((number) => held.get(number) ?? []));
  };
}
