import * as z from "zod";
import { ReleasePolicySchema } from "../../disclosure/release/release-policy.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { PERIOD_KINDS } from "../../platform/time.ts";

const HashSchema = lazy(() => z.string().regex(/^[0-9a-f]{64}$/));

/** What a reader has to know of an indicator to understand its figures: the definition under which they were published. */
export const CodebookEntrySchema = lazy(() =>
  z
    .object({
      id: idSchema("ind"),
      version: z.int(),
      name: z.string(),
      level: z.string(),
      outcomeId: z.string().optional(),
      polarity: z.string(),
      unit: z.string(),
      ratePer: z.int().optional(),
      currency: z.string().optional(),
      numeratorDefinition: z.string(),
      denominatorDefinition: z.string(),
      window: z.string().optional(),
      instrument: z.string().optional(),
      source: z.string(),
      comparabilityNote: z.string().optional(),
      seriesBreaks: z.array(z.object({ startsOn: z.string(), kind: z.string(), why: z.string() })).optional(),
      categorySchemes: z.record(z.string(), z.string()).optional(),
    })
    .meta({ id: "CodebookEntry" }),
);
export type CodebookEntry = z.infer<ReturnType<typeof CodebookEntrySchema>>;

/** Where a figure stands: a `CellAddress`. */
export const AddressSchema = lazy(() =>
  z.object({
    indicatorId: z.string(),
    periodKey: z.string(),
    placeCode: z.string(),
    dimensionKey: z.string(),
    category: z.string(),
  }),
);

/**
 * A chunk of a release's figures: how many, how long as text (UTF-8), and the SHA-256 of that text. `first` and `last` are the
 * addresses of its outermost figures in reading order, so that a reader finds those of an indicator and a place without reading all.
 */
export const ChunkSchema = lazy(() =>
  z.object({
    number: z.int().min(1),
    cells: z.int(),
    bytes: z.int(),
    hash: HashSchema(),
    first: AddressSchema(),
    last: AddressSchema(),
  }),
);

/**
 * What a release says of itself, beside its figures. Never changed. `contentHash` is the SHA-256 of the canonical JSON of all the
 * rest; the rest has the hash of every chunk of figures: who holds a copy can check it, after a withdrawal too.
 */
export const ManifestSchema = lazy(() =>
  z
    .object({
      id: idSchema("rel"),
      /** Counts the releases of the partnership, from 1. */
      number: z.int().min(1),
      title: z.string(),
      partnership: z.object({ id: idSchema("prt"), name: z.string() }),
      publishedAt: z.iso.datetime(),
      /** The latest instant at which any of its figures was recorded. */
      recordedUntil: z.iso.datetime(),
      /** The release that this one corrects, and why. */
      corrects: z.object({ id: idSchema("rel"), number: z.int(), reason: z.string() }).optional(),
      note: z.string().optional(),
      /** Under what terms its figures may be used, where the partnership says so. */
      licence: z
        .object({
          name: z.string(),
          title: z.string(),
          path: z.url({ protocol: /^https?$/ }).optional(),
        })
        .optional(),
      policy: ReleasePolicySchema(),
      /** The version of the rules and of the proof by which it was made. */
      method: z.string(),
      indicators: z.array(CodebookEntrySchema()),
      places: z.array(
        z.object({
          code: z.string(),
          name: z.string().optional(),
          kind: z.string().optional(),
          parent: z.string().optional(),
        }),
      ),
      periods: z.array(
        z.object({ key: z.string(), start: z.string(), end: z.string(), kind: z.enum(PERIOD_KINDS) }),
      ),
      dimensionKeys: z.array(z.string()),
      /** Labels of categories, by dimension: of a dimension that is named, all of them. */
      categories: z.record(z.string(), z.record(z.string(), z.string())),
      cells: z.int(),
      chunks: z.array(ChunkSchema()),
      contentHash: HashSchema(),
    })
    .meta({ id: "ReleaseManifest" }),
);
export type Manifest = z.infer<ReturnType<typeof ManifestSchema>>;

/** A manifest with the hash of all that it says. */
export function sealManifest(unsealed: Omit<Manifest, "contentHash">): Manifest {
  return { ...unsealed, contentHash: contentHash(unsealed) };
}

/** Whether a manifest says what it was sealed with. */
export function isSealed({ contentHash: hash, ...unsealed }: Manifest): boolean {
  return contentHash(unsealed) === hash;
}
