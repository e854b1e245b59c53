import type { ProblemPlace } from "../platform/problem.ts";
import { checkRow } from "./check-row.ts";
import type { Hold } from "./controls/lock.ts";
import { categoryKeyOf, dimensionKeyOf } from "./dimension.ts";
import type { LoadedIndicator } from "./indicator.store.ts";
import { type Cell, type ObservationRow, ObservationRowSchema } from "./observation.ts";
import { setKey, toRef } from "./observation-ref.ts";
import { type SetFacts, setFacts } from "./observation-set.ts";
import { categoryFaults, type RecordableIndicator } from "./recordable.ts";
import { type RowAnswer, rejected } from "./row-answer.ts";

/** A row that may be recorded: its cell, and where among the cells that are stored with it. */
export type GoodRow = {
  readonly index: number;
  readonly category: string;
  readonly cell: Cell;
  readonly adjusted: readonly ProblemPlace[];
};

/** Rows that fall into one stored set, and what is over its period where it is locked. */
export type RowGroup = {
  readonly facts: SetFacts;
  readonly rows: readonly GoodRow[];
  readonly hold?: Hold;
};

/** Rows that fit their schema, by their position in the request; and answers for those that do not. */
export function parseRows(rows: readonly unknown[]): {
  parsed: Map<number, ObservationRow>;
  answers: RowAnswer[];
} {
  const parsed = new Map<number, ObservationRow>();
  const answers: RowAnswer[] = [];
  for (const [index, row] of rows.entries()) {
    const result = ObservationRowSchema().safeParse(row);
    if (result.success) parsed.set(index, result.data);
    else answers.push(rejected(index, result.error.issues.flatMap(placesOf)));
  }
  return { parsed, answers };
}

function placesOf(issue: {
  code: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}): ProblemPlace[] {
  const at = (path: readonly PropertyKey[]) =>
    path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  if (issue.code === "unrecognized_keys" && issue.keys)
    return issue.keys.map((key) => ({
      pointer: at([...issue.path, key]),
      code: "unknown_field",
      detail: "There is no such field.",
    }));
  return [{ pointer: at(issue.path), code: issue.code, detail: issue.message }];
}

/**
 * Checks rows against their indicators and puts those together that are stored together. Refused are rows of an indicator
 * that the organisation does not own, rows that `checkRow` refuses, categories that a scheme does not have, and the second row of a cell.
 */
export function sortRows(
  rows: ReadonlyMap<number, ObservationRow>,
  indicators: ReadonlyMap<string, RecordableIndicator>,
  organisationId: string,
): { groups: RowGroup[]; answers: RowAnswer[] } {
  const groups = new Map<string, { facts: SetFacts; rows: Map<string, GoodRow> }>();
  const answers: RowAnswer[] = [];
  for (const [index, row] of rows) {
    const loaded = indicators.get(row.indicatorId);
    if (loaded?.ownerId !== organisationId) {
      answers.push(rejected(index, [{ pointer: "/indicatorId", detail: "There is no such indicator." }]));
      continue;
    }
    const checked = checkRow(row, scaleOf(loaded));
    const foreign = categoryFaults(row.dimensions, loaded);
    if (!checked.ok || foreign.length > 0) {
      answers.push(rejected(index, [...(checked.ok ? [] : checked.errors), ...foreign]));
      continue;
    }
    const facts = factsOf(row, loaded);
    const id = toRef(facts.key, 0);
    const group = groups.get(id) ?? { facts, rows: new Map<string, GoodRow>() };
    groups.set(id, group);
    const category = categoryKeyOf(row.dimensions);
    const first = group.rows.get(category);
    if (first)
      answers.push(rejected(index, [{ pointer: "", code: "duplicate", detail: duplicateOf(first) }]));
    else group.rows.set(category, { index, category, cell: checked.cell, adjusted: checked.adjusted });
  }
  return {
    groups: [...groups.values()].map(({ facts, rows }) => ({ facts, rows: [...rows.values()] })),
    answers,
  };
}

function duplicateOf(first: GoodRow): string {
  return `Row ${first.index} gives this cell already: the same indicator, period, place and subgroup.`;
}

function scaleOf({ indicator: { unit, ratePer } }: LoadedIndicator) {
  return ratePer === undefined ? { unit } : { unit, ratePer };
}

function factsOf(row: ObservationRow, { indicator, ownerId, head }: LoadedIndicator): SetFacts {
  const place = row.place ?? { code: indicator.placeCode, name: indicator.placeName };
  const dimensionKey = dimensionKeyOf(row.dimensions);
  const key = setKey({ indicatorId: indicator.id, period: row.period, placeCode: place.code, dimensionKey });
  return setFacts(indicator, { key, period: row.period, place, ownerId, version: head.version });
}
