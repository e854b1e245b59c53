import { canonicalJson, contentHash } from "../platform/canonical-json.ts";
import { defined } from "../platform/defined.ts";
import { type Author, GENESIS } from "../platform/history.ts";
import { after, type Period } from "../platform/time.ts";
import type { Indicator } from "./indicator.ts";
import type { Cell, Cells } from "./observation.ts";
import type { SetKey } from "./observation-ref.ts";
import type { Place } from "./place.ts";
import type { Scale } from "./value.ts";

/** The most cells that are stored together; a table that needs more is cut by another dimension or place. */
export const MOST_CELLS = 2_000;
/** The most bytes of cells as JSON: well under the table's 400 KB an item. */
export const MOST_BYTES = 350_000;

/** Who says it, why, and from where. */
export type Provenance = {
  readonly by: Author;
  readonly now: string;
  readonly reason?: string;
  readonly source?: string;
  /** The figures come from a file in which small ones are hidden already. */
  readonly protectedAtSource: boolean;
  /** The submission that a second person approved. */
  readonly submissionId?: string;
  /** The data agreement under which they came. */
  readonly agreementId?: string;
};

/** What a set is about. */
export type SetFacts = Scale & {
  readonly key: SetKey;
  readonly period: Period;
  readonly place: Place;
  readonly partnershipId: string;
  readonly ownerId: string;
  readonly indicatorVersion: number;
  /** Whether the place is the indicator's own, so that its summary is the one that reports read first. */
  readonly ownPlace: boolean;
};

/** One revision of a set: the whole table of cells, and its own change item. `hash` covers all the rest. */
export type SetRecord = SetFacts & {
  readonly revision: number;
  readonly recordedAt: string;
  readonly by: Author;
  readonly reason?: string;
  readonly source?: string;
  readonly protectedAtSource: boolean;
  /** The exception by which it was recorded in a locked period. */
  readonly exceptionId?: string;
  /** The submission by whose approval it was recorded. */
  readonly submissionId?: string;
  /** The data agreement under which this revision was recorded. */
  readonly agreementId?: string;
  /** The agreements that any of its figures may be under: those of earlier revisions until every cell of theirs was replaced. */
  readonly agreementIds?: readonly string[];
  readonly cells: Cells;
  readonly previousHash: string;
  readonly hash: string;
};

/** What sets of an indicator share: `indicator` with the version under which figures are recorded now. */
export function setFacts(
  indicator: Indicator,
  at: { key: SetKey; period: Period; place: Place; ownerId: string; version: number },
): SetFacts {
  return {
    ...defined({ unit: indicator.unit, ratePer: indicator.ratePer }),
    key: at.key,
    period: at.period,
    place: at.place,
    partnershipId: indicator.partnershipId,
    ownerId: at.ownerId,
    indicatorVersion: at.version,
    ownPlace: at.place.code === indicator.placeCode,
  };
}

/** Whether two cells say the same. Numbers are equal as numbers: 19 and 19.0 never differ here. */
export function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}

/**
 * Cells that somebody else changed after `base` was read, to something other than what is about to be written: those cannot
 * be merged. All others can: disjoint cells of two writers end up in one table.
 */
export function conflictingCells(base: Cells, found: Cells, changes: Cells): string[] {
  return Object.keys(changes).filter(
    (category) => !sameCell(base[category], found[category]) && !sameCell(found[category], changes[category]),
  );
}

/** The next revision of a set: the cells before with the changes over them, sealed to the revision before by its hash. */
export function nextRevision(
  previous: SetRecord | undefined,
  facts: SetFacts,
  change: Provenance & { readonly cells: Cells; readonly exceptionId?: string },
): SetRecord {
  const { by, now, reason, source, cells, exceptionId, submissionId, agreementId } = change;
  const unsealed = {
    ...facts,
    period: previous?.period ?? facts.period,
    revision: (previous?.revision ?? 0) + 1,
    recordedAt: after(previous?.recordedAt, now),
    by,
    ...defined({ reason, source, exceptionId, submissionId, agreementId }),
    ...defined({ agreementIds: agreementsOver(previous, { cells, agreementId }) }),
    protectedAtSource: change.protectedAtSource && (previous?.protectedAtSource ?? true),
    cells: { ...previous?.cells, ...cells },
    previousHash: previous?.hash ?? GENESIS,
  };
  return { ...unsealed, hash: contentHash(unsealed) };
}

/** The agreements of a revision and, unless every cell before is replaced, those of the revision before. */
function agreementsOver(
  previous: SetRecord | undefined,
  { cells, agreementId }: { readonly cells: Cells; readonly agreementId: string | undefined },
): readonly string[] | undefined {
  const isReplaced = Object.keys(previous?.cells ?? {}).every((category) => category in cells);
  const kept = isReplaced ? [] : (previous?.agreementIds ?? []);
  const all = new Set([...kept, ...(agreementId === undefined ? [] : [agreementId])]);
  return all.size === 0 ? undefined : [...all].sort();
}

/** Whether a revision still has the content it was sealed with. */
export function isIntact(set: SetRecord): boolean {
  const { hash, ...unsealed } = set;
  return contentHash(unsealed) === hash;
}
