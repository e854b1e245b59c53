import * as z from "zod";
import { publishedCell } from "../../disclosure/release/published-cell.ts";
import type { RecordedFigures } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import { GENESIS } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { periodKey } from "../../platform/time.ts";
import { toChunks } from "../published/chunks.ts";
import { ChunkSchema, type Manifest, sealManifest } from "../published/manifest.ts";
import { publishManifest, putChunk } from "../published/published.store.ts";
import { type CellPack, chainHash, findCells, sourceOf } from "./pack.store.ts";
import type { Release } from "./release.ts";
import { endOfStep, isInTime, type ReleaseDeps } from "./release-deps.ts";
import type { LoadedInput } from "./release-input.ts";

/** The rules and the proof by which releases are made. Raised with every change that would make the same figures another release. */
export const METHOD = "audited-release/1";

/** Which chunks of a release are put. */
export const PublishStateSchema = lazy(() => z.object({ chunks: z.array(ChunkSchema()), hash: z.string() }));
export type PublishState = z.infer<ReturnType<typeof PublishStateSchema>>;

export const BEGIN_PUBLISHING: PublishState = { chunks: [], hash: GENESIS };

/**
 * Puts chunk after chunk until the time of a step is over. A chunk follows from its pack alone, so that putting it twice changes
 * nothing, and nobody reads any before the manifest is there.
 */
export async function goOnPublishing(
  deps: ReleaseDeps,
  release: Release,
  before: PublishState,
): Promise<{ readonly state: PublishState; readonly isOver: boolean }> {
  const at = { releaseId: release.id, attempt: release.attempt };
  const until = endOfStep(deps);
  const chunks = [...before.chunks];
  let { hash } = before;
  do {
    const pack = await findCells(deps.table, at, chunks.length + 1);
    if (!pack) return { state: { chunks, hash }, isOver: true };
    hash = chainHash(hash, pack);
    const { text, ...chunk } = chunkOf(pack, release, chunks.length + 1);
    await putChunk(deps.published, release.id, { ...chunk, text });
    chunks.push(chunk);
  } while (isInTime(deps, until));
  return { state: { chunks, hash }, isOver: false };
}

function chunkOf(pack: CellPack, { policy, id }: Release, number: number) {
  const cells = pack.cells.map((cell) => publishedCell(sourceOf(cell, pack), cell.plan, policy));
  const [chunk, more] = toChunks(cells);
  if (!chunk || more) throw new Error(`Pack ${number} of the release ${id} is not one chunk.`);
  return { ...chunk, number };
}

/**
 * Writes the manifest of a release whose chunks are put: from then on it is published.
 *
 * @throws where the figures are not those that were planned: somebody altered what is stored
 */
export async function finishPublishing(
  deps: ReleaseDeps,
  { release, input }: { readonly release: Release; readonly input: LoadedInput },
  { chunks, hash }: PublishState,
): Promise<Manifest> {
  if (hash !== release.planHash)
    throw new Error(`The figures of the release ${release.id} are not those that were planned.`);
  const manifest = sealManifest(manifestOf(release, input, chunks));
  await publishManifest(deps.published, manifest);
  return manifest;
}

function manifestOf(
  release: Release,
  { frozen, sets, cells }: LoadedInput,
  chunks: Manifest["chunks"],
): Omit<Manifest, "contentHash"> {
  const { id, number, title, note, licence, partnershipId, publishedAt, corrects, policy } = release;
  if (number === undefined || publishedAt === undefined)
    throw new Error(`The release ${id} has no number to be published under.`);
  const recordedUntil = sets.reduce(
    (latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest),
    "",
  );
  return {
    ...{ id, number, title, publishedAt, recordedUntil, policy, method: METHOD },
    ...defined({ note, licence, corrects }),
    partnership: { id: partnershipId, name: frozen.partnershipName },
    indicators: frozen.indicators,
    places: placesOf(sets, frozen.places),
    periods: periodsOf(sets),
    dimensionKeys: [...new Set(sets.map(({ key }) => key.dimensionKey))].sort(),
    categories: frozen.categories,
    cells: cells.length,
    chunks: [...chunks],
  };
}

/** The places that there are figures of, by code, and those in which they lie. */
function placesOf(
  sets: readonly RecordedFigures[],
  listed: LoadedInput["frozen"]["places"],
): Manifest["places"] {
  const byCode = new Map(listed.map((place) => [place.code, place]));
  const codes = new Set<string>();
  for (const { key } of sets)
    for (let code: string | undefined = key.placeCode; code !== undefined && !codes.has(code); ) {
      codes.add(code);
      code = byCode.get(code)?.parent;
    }
  const names = new Map(sets.map(({ key, placeName }) => [key.placeCode, placeName]));
  return [...codes].sort().map((code) => {
    const place = byCode.get(code);
    return {
      code,
      ...defined({ name: place?.name ?? names.get(code), kind: place?.kind, parent: place?.parent }),
    };
  });
}

function periodsOf(sets: readonly RecordedFigures[]): Manifest["periods"] {
  const periods = new Map(sets.map(({ period }) => [periodKey(period), period]));
  return [...periods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { start, end, kind }]) => ({ key, start, end, kind }));
}
