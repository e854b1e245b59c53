import { scanPages } from "../../shared/platform/scan.ts";
import type { Item, Table } from "../../shared/platform/table.ts";
import { textHash } from "../../shared/publication/published/chunks.ts";
import { isSealed } from "../../shared/publication/published/manifest.ts";
import { toPublished } from "../../shared/publication/published/published.store.ts";
import { toScorecards } from "../../shared/publication/published/scorecards.store.ts";

type Fault = { readonly sk: string; readonly detail: string };

export type VerifiedReleases = {
  readonly releases: number;
  readonly scorecards: number;
  readonly faults: readonly (Fault & { readonly pk: string })[];
};

/**
 * Checks every published release against its hashes: that its manifest says what it was sealed with, and that each chunk of figures is the
 * text whose hash the manifest has; of a withdrawn one, that no figures are left. And every scorecard: that its document is the one whose
 * hash its state has, or is gone. One scan of the releases table.
 */
export async function verifyReleases(table: Table): Promise<VerifiedReleases> {
  const partitions = new Map<string, Item[]>();
  for await (const page of scanPages(table))
    for (const item of page) partitions.set(item.pk, [...(partitions.get(item.pk) ?? []), item]);
  const releases = [...partitions].filter(([pk]) => pk.startsWith("REL#"));
  const scorecards = [...partitions].filter(([pk]) => pk.startsWith("SCP#"));
  return {
    releases: releases.length,
    scorecards: scorecards.reduce((sum, [, items]) => sum + toScorecards(items).length, 0),
    faults: [
      ...releases.flatMap(([pk, items]) => faultsOf(items).map((fault) => ({ pk, ...fault }))),
      ...scorecards.flatMap(([pk, items]) => scorecardFaults(items).map((fault) => ({ pk, ...fault }))),
    ],
  };
}

function scorecardFaults(items: readonly Item[]): Fault[] {
  return toScorecards(items).flatMap(({ sk, state, text }) => {
    if (state.status === "withdrawn")
      return text === undefined
        ? []
        : [{ sk, detail: "The scorecard was withdrawn, and its document is left." }];
    if (text === undefined) return [{ sk, detail: "The document of the scorecard is not there." }];
    return textHash(text) === state.hash ? [] : [{ sk, detail: "The document is not what was published." }];
  });
}

function faultsOf(items: readonly Item[]): Fault[] {
  const published = readable(items);
  // Figures whose manifest is still to come are those of a release that is being published.
  if (!published) return items.flatMap(unreadable);
  const { manifest, state, texts } = published;
  const { sk } = published.manifestKey;
  if (!isSealed(manifest)) return [{ sk, detail: "The manifest is not what it was sealed with." }];
  if (state.status === "withdrawn")
    return texts.size === 0
      ? []
      : [{ sk, detail: "The release was withdrawn, and some of its figures are left." }];
  return manifest.chunks.flatMap(({ number, hash }) => {
    const text = texts.get(number);
    if (text === undefined) return [{ sk, detail: `Its figures lack chunk ${number}.` }];
    return textHash(text) === hash ? [] : [{ sk, detail: `Chunk ${number} is not what was published.` }];
  });
}

function readable(items: readonly Item[]) {
  try {
    return toPublished(items);
  } catch {
    return undefined;
  }
}

function unreadable({ sk, type }: Item): Fault[] {
  return type === "release-manifest" ? [{ sk, detail: "This manifest cannot be read." }] : [];
}
