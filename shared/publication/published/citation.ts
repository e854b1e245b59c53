import type { Manifest } from "./manifest.ts";

/** How a release is cited: author, year, title, number, day, address and hash, so that a reader finds it and can check a copy. */
export function citationOf(manifest: Manifest, origin: string): string {
  const { partnership, title, number, publishedAt, id, contentHash } = manifest;
  const day = publishedAt.slice(0, 10);
  const where = `${origin}/open/releases/${id}`;
  const sentence = /[.?!]$/.test(title) ? title : `${title}.`;
  return `${partnership.name} (${day.slice(0, 4)}). ${sentence} Release ${number}, published ${day}. ${where}. SHA-256 ${contentHash}`;
}
