import * as z from "zod";
import {
  figuresPage,
  findHeldBack,
  findIndicators,
  type RecordedFigures,
  readPlaceList,
  resolveSchemes,
} from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Position } from "../../platform/table.ts";
import type { CodebookEntry } from "../published/manifest.ts";
import { loadLedger } from "./ledger.store.ts";
import { type Frozen, putFrozen, putInputs } from "./pack.store.ts";
import { MOST_CELLS, type Release, type Selection } from "./release.ts";
import { endOfStep, isInTime, type ReleaseDeps } from "./release-deps.ts";

/** How far freezing has come: the instant that counts, and where among the indicators it stands. */
export const FreezeStateSchema = lazy(() =>
  z.object({
    asOf: z.string(),
    ledgerVersion: z.int(),
    indicator: z.int(),
    position: z.record(z.string(), z.unknown()).optional(),
    packs: z.int(),
    cells: z.int(),
    heldBack: z.int(),
    /** The data agreements that any of its figures may be under. */
    agreementIds: z.array(z.string()),
  }),
);
export type FreezeState = z.infer<ReturnType<typeof FreezeStateSchema>>;

type Frame = { readonly release: Release; readonly ownerId: string };
const SETS_A_PAGE = 100;

/** Freezes what holds for all of a release: definitions, places, labels, and what is out already. Five rounds at most. */
export async function beginFreeze(
  deps: ReleaseDeps,
  { release, ownerId }: Frame,
  asOf: string,
): Promise<FreezeState> {
  const { table } = deps;
  const { partnershipId, selection, id: releaseId, attempt } = release;
  const [ledger, indicators, places, name] = await Promise.all([
    loadLedger(table, partnershipId),
    findIndicators(table, [...new Set(selection.indicatorIds)]),
    readPlaceList(table, partnershipId),
    deps.partnershipName(partnershipId),
  ]);
  const entries = [...new Set(selection.indicatorIds)].sort().map((id) => {
    const found = indicators.get(id);
    if (!found) throw new Error(`The release ${releaseId} names the indicator ${id}, which is not there.`);
    return codebookEntry(found);
  });
  const frozen: Frozen = {
    partnershipName: name ?? "",
    indicators: entries,
    places: places.places.map(({ code, name, kind, parent }) => ({
      code,
      name,
      kind,
      ...defined({ parent }),
    })),
    sumsOverTime: entries.flatMap(({ id }) =>
      indicators.get(id)?.indicator.overTime === "flow" ? [id] : [],
    ),
    categories: await labelsOf(deps, { ownerId, entries }),
    earlier: ledger.ledger.releases.map(({ id, attempt: number }) => ({ releaseId: id, attempt: number })),
    elsewhere: ledger.ledger.elsewhere,
    ledgerVersion: ledger.version,
    asOf,
  };
  // Where this was begun before, what was frozen then holds.
  const kept = await putFrozen(table, { releaseId, attempt }, ownerId, frozen);
  const { ledgerVersion } = kept;
  const nothing = { indicator: 0, packs: 0, cells: 0, heldBack: 0, agreementIds: [] };
  return { asOf: kept.asOf, ledgerVersion, ...nothing };
}

/**
 * Goes on freezing: writes down which revisions the release holds, page after page, until the time of a step is over. What an
 * agreement forbids to publish is left out. Undefined where all is frozen or there is too much of it.
 */
export async function goOnFreezing(
  deps: ReleaseDeps,
  frame: Frame,
  before: FreezeState,
): Promise<{ readonly state: FreezeState; readonly isOver: boolean }> {
  const { release, ownerId } = frame;
  const { selection, partnershipId, id: releaseId, attempt } = release;
  const ids = [...new Set(selection.indicatorIds)].sort();
  const heldBack = new Set(await findHeldBack(deps.table, partnershipId));
  const until = endOfStep(deps);
  let state = before;
  do {
    const indicatorId = ids[state.indicator];
    if (indicatorId === undefined || state.cells > MOST_CELLS) return { state, isOver: true };
    const { from, to } = selection;
    const position = state.position as Position | undefined;
    const asked = { indicatorId, from, to, asOf: state.asOf, limit: SETS_A_PAGE, position };
    const { figures, next } = await figuresPage(deps.table, asked);
    const wanted = figures.filter((one) => isSelected(one, selection));
    const free = wanted.filter(({ agreementIds }) => !agreementIds.some((id) => heldBack.has(id)));
    const packs = free.length === 0 ? state.packs : state.packs + 1;
    if (free.length > 0) {
      const refs = free.map(({ ref }) => ref);
      await putInputs(deps.table, { releaseId, attempt }, { number: packs, ownerId, refs });
    }
    state = {
      ...state,
      packs,
      cells: state.cells + free.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0),
      heldBack: state.heldBack + wanted.length - free.length,
      agreementIds: [
        ...new Set([...state.agreementIds, ...free.flatMap(({ agreementIds }) => agreementIds)]),
      ].sort(),
      indicator: next ? state.indicator : state.indicator + 1,
      position: next && { ...next },
    };
  } while (isInTime(deps, until));
  return { state, isOver: false };
}

function isSelected({ key }: RecordedFigures, { placeCodes, dimensionKeys }: Selection): boolean {
  if (placeCodes && !placeCodes.includes(key.placeCode)) return false;
  return !dimensionKeys || key.dimensionKey === "all" || dimensionKeys.includes(key.dimensionKey);
}

type Loaded = Awaited<ReturnType<typeof findIndicators>> extends Map<string, infer L> ? L : never;

/** What a reader has to know of an indicator, from its definition as it stands. */
function codebookEntry({ indicator, head }: Loaded): CodebookEntry {
  const { id, name, level, outcomeId, polarity, unit, ratePer, currency, window, instrument } = indicator;
  const { numeratorDefinition, denominatorDefinition, source, comparabilityNote } = indicator;
  const { seriesBreaks, categorySchemes } = indicator;
  return {
    ...{
      id,
      version: head.version,
      name,
      level,
      polarity,
      unit,
      numeratorDefinition,
      denominatorDefinition,
      source,
    },
    ...defined({ outcomeId, ratePer, currency, window, instrument, comparabilityNote, categorySchemes }),
    ...(seriesBreaks.length > 0 ? { seriesBreaks } : {}),
  };
}

/** The labels of categories, by dimension, from the schemes that indicators name. */
async function labelsOf(
  { table }: ReleaseDeps,
  { ownerId, entries }: { readonly ownerId: string; readonly entries: readonly CodebookEntry[] },
): Promise<Frozen["categories"]> {
  const named = entries.flatMap(({ categorySchemes = {} }) => Object.entries(categorySchemes));
  const schemes = await resolveSchemes(
    table,
    ownerId,
    named.map(([, ref]) => ref),
  );
  const labels: Record<string, Record<string, string>> = {};
  for (const [dimension, ref] of named)
    for (const { key, label } of schemes.get(ref)?.categories ?? [])
      labels[dimension] = { ...labels[dimension], [key]: label };
  return labels;
}
