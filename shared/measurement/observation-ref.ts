import { type Period, periodKey } from "../platform/time.ts";

/** What names one stored set of cells: everything but the revision. */
export type SetKey = {
  readonly indicatorId: string;
  /** "2024-07-01_2025-06-30" */
  readonly periodKey: string;
  readonly placeCode: string;
  readonly dimensionKey: string;
};

/** The key of a set from its period. */
export function setKey(at: {
  indicatorId: string;
  period: Period;
  placeCode: string;
  dimensionKey: string;
}): SetKey {
  return {
    indicatorId: at.indicatorId,
    periodKey: periodKey(at.period),
    placeCode: at.placeCode,
    dimensionKey: at.dimensionKey,
  };
}

/**
 * The reference by which a report cites a revision: `ind_…~2024-07-01_2025-06-30~09001~race-ethnicity~3`. Safe in an
 * address as it stands: whatever a place code holds beside letters, digits, ".", "_" and "-" is written as "!" and its
 * UTF-8 bytes in hex.
 */
export function toRef(key: SetKey, revision: number): string {
  return [key.indicatorId, key.periodKey, escapeCode(key.placeCode), key.dimensionKey, revision].join("~");
}

/** What a reference names, or undefined where it is not one. */
export function parseRef(ref: string): { key: SetKey; revision: number } | undefined {
  const match =
    /^(ind_[0-9A-Z]{26})~(\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d)~([A-Za-z0-9._!-]+)~([a-z0-9+-]+)~([1-9]\d{0,7})$/.exec(
      ref,
    );
  if (!match) return undefined;
  const [, indicatorId = "", period = "", place = "", dimensionKey = "", revision = ""] = match;
  const key = { indicatorId, periodKey: period, placeCode: readEscaped(place), dimensionKey };
  return { key, revision: Number(revision) };
}

function escapeCode(code: string): string {
  return code.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    [...Buffer.from(character, "utf8")].map((byte) => `!${byte.toString(16).padStart(2, "0")}`).join(""),
  );
}

function readEscaped(escaped: string): string {
  const bytes = escaped.replace(/!([0-9a-f]{2})/g, "%$1");
  try {
    return decodeURIComponent(bytes);
  } catch {
    return escaped;
  }
}
