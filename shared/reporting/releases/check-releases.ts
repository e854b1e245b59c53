import { HEAD } from "../../platform/aggregate.ts";
import type { Item } from "../../platform/table.ts";
import { type Blob, sha256, unpack } from "./pack.ts";
import { BYTES, bytesOf, chunkSk, releasePk, toLoaded } from "./report-release.store.ts";
import type { ReportRelease } from "./report-release.ts";

type Fault = { readonly sk: string; readonly detail: string };

/** Gives the stored head of a partition. */
type HeadOf = (pk: string) => Item | undefined;

/**
 * Checks the stored bytes of a release, given all items of its partition, against the hashes that its manifest has: each chunk, and the
 * whole of each format; of a withdrawn one, that none are left, and none of what its restatement says otherwise. The manifest itself is
 * covered by the history. Of any other partition, and of bytes whose release was never made, it says nothing.
 */
export function checkReportRelease(items: readonly Item[], headOf: HeadOf): Fault[] {
  const head = items.find(({ sk, type }) => sk === HEAD && type === "report-release");
  if (!head) return [];
  const release = readable(head);
  if (!release) return [{ sk: HEAD, detail: "The manifest of this report release cannot be read." }];
  const stored = new Map(items.filter(({ sk }) => sk.startsWith(BYTES)).map((item) => [item.sk, item]));
  if (release.status === "withdrawn") return leftOf(stored.keys(), "The release was withdrawn");
  const { blobs } = release.manifest;
  const isBare = isRestatementOfWithdrawn(release, headOf);
  const [gone, kept] = [
    blobs.filter(({ name }) => isBare && name === "differences"),
    blobs.filter(({ name }) => !isBare || name !== "differences"),
  ];
  const known = keysOf(blobs);
  const strays = [...stored.keys()].filter((sk) => !known.has(sk));
  return [
    ...kept.flatMap((blob) => checkBlob(blob, stored)),
    ...leftOf(
      [...stored.keys()].filter((sk) => keysOf(gone).has(sk)),
      "The release that it restates was withdrawn",
    ),
    ...strays.map((sk) => ({ sk, detail: "No manifest names these bytes." })),
  ];
}

function leftOf(keys: Iterable<string>, why: string): Fault[] {
  return [...keys].map((sk) => ({ sk, detail: `${why}, and these bytes are left.` }));
}

function keysOf(blobs: readonly Blob[]): ReadonlySet<string> {
  return new Set(blobs.flatMap(({ name, chunks }) => chunks.map((_, index) => chunkSk(name, index))));
}

/** Whether nothing is kept of what a release says otherwise, because the one that it restates was withdrawn. */
function isRestatementOfWithdrawn({ manifest: { restates } }: ReportRelease, headOf: HeadOf): boolean {
  const head = restates && headOf(releasePk(restates.id));
  return head !== undefined && readable(head)?.status === "withdrawn";
}

function checkBlob(blob: Blob, stored: ReadonlyMap<string, Item>): Fault[] {
  const { name, chunks } = blob;
  const faults = chunks.flatMap((hash, index): Fault[] => {
    const sk = chunkSk(name, index);
    const item = stored.get(sk);
    if (!item) return [{ sk, detail: `The release lacks this part of its ${name}.` }];
    return sha256(bytesOf(item)) === hash ? [] : [{ sk, detail: "These bytes are not what was released." }];
  });
  if (faults.length > 0) return faults;
  const bytes = chunks.flatMap((_, index) => stored.get(chunkSk(name, index)) ?? []).map(bytesOf);
  return isWhole(blob, bytes)
    ? []
    : [{ sk: HEAD, detail: `Its manifest does not fit the ${name} that is stored.` }];
}

function isWhole(blob: Blob, chunks: readonly Uint8Array[]): boolean {
  try {
    return Buffer.byteLength(unpack(blob, chunks)) === blob.bytes;
  } catch {
    return false;
  }
}

function readable(head: Item) {
  try {
    return toLoaded(head).release;
  } catch {
    return undefined;
  }
}

/**
 * Checks that the numbers of a series, given all items of its partition, are dense and each leads to the release that has it. `headOf`
 * gives the stored head of a partition.
 */
export function checkSeries(items: readonly Item[], headOf: HeadOf): Fault[] {
  const numbers = items.filter(({ type }) => type === "report-release-number");
  return numbers.flatMap(({ sk, number, releaseId }, index): Fault[] => {
    if (number !== index + 1) return [{ sk, detail: `Release ${index + 1} of the series is missing.` }];
    const head = headOf(releasePk(String(releaseId)));
    const release = head && readable(head);
    if (release?.manifest.number === number) return [];
    return [{ sk, detail: "The release that has this number is not the one that it leads to." }];
  });
}
