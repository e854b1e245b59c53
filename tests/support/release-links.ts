import type { Lore, Row } from "./release-attacker.ts";

/** Σ plus = Σ minus, of the counts of rows, "… in" and "… out"; where parts may leave some of a whole out, the whole is the more. */
export type Link = {
  readonly plus: readonly string[];
  readonly minus: readonly string[];
  readonly mayLeaveOut: boolean;
};

type Known = {
  readonly parents: ReadonlyMap<string, string>;
  readonly isCount: (row: Row) => boolean;
  readonly lore: Lore;
};

export function nameOf(
  row: Pick<Row, "indicatorId" | "periodKey" | "placeCode" | "dimensionKey" | "category">,
): string {
  return JSON.stringify([row.indicatorId, row.periodKey, row.placeCode, row.dimensionKey, row.category]);
}

/** All that ties rows together; `strangers` are periods, places and levels without a row that come into it, tied to all others too. */
export function linksOf(rows: readonly Row[], known: Known): { links: Link[]; strangers: Row[] } {
  let all = [...rows];
  for (;;) {
    const { links, strangers } = linksBetween(all, known);
    if (strangers.length === 0) return { links, strangers: all.slice(rows.length) };
    all = [...all, ...strangers];
  }
}

function linksBetween(rows: readonly Row[], known: Known): { links: Link[]; strangers: Row[] } {
  const { isCount, lore } = known;
  const there = new Set(rows.map(nameOf));
  const strangers = new Map<string, Row>();
  const links: Link[] = [];
  const meet = (row: Row) => {
    if (!there.has(nameOf(row))) strangers.set(nameOf(row), { ...row, numerator: null, denominator: null });
    return nameOf(row);
  };
  const sum = (whole: Row, parts: readonly string[], mayLeaveOut: boolean) => {
    for (const kind of isCount(whole) ? ["in"] : ["in", "out"])
      links.push({
        plus: [`${nameOf(whole)} ${kind}`],
        minus: parts.map((part) => `${part} ${kind}`),
        mayLeaveOut,
      });
  };
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  for (const [whole, parts] of breakdownsOf(rows, known.parents)) {
    const row = byName.get(whole);
    if (row) for (const own of parts.values()) sum(row, own, true);
  }
  for (const { whole, parts } of lore.wholes ?? [])
    for (const row of rows.filter(({ placeCode }) => placeCode === whole))
      sum(
        row,
        parts.map((placeCode) => meet({ ...row, placeCode })),
        false,
      );
  for (const row of rows.filter((one) => lore.addsUp?.(one)))
    sum(
      row,
      stretchesIn(row, rows).map((periodKey) => meet({ ...row, periodKey })),
      false,
    );
  links.push(...cohortLinks(rows, known), ...levelLinks(rows, { known, meet }));
  return {
    links: links.filter(({ plus, minus }) => plus.join() !== minus.join()),
    strangers: [...strangers.values()],
  };
}

/** Every pair of breakdowns of which one is coarser, and every place that lies in another, near or far. */
function breakdownsOf(
  rows: readonly Row[],
  parents: ReadonlyMap<string, string>,
): Map<string, Map<string, string[]>> {
  const found = new Map<string, Map<string, string[]>>();
  const there = new Set(rows.map(nameOf));
  const add = (kind: string, whole: Row, part: Row) => {
    const own = found.get(nameOf(whole)) ?? new Map<string, string[]>();
    found.set(nameOf(whole), own.set(kind, [...(own.get(kind) ?? []), nameOf(part)]));
  };
  const sets = [...new Set(rows.map(({ dimensionKey }) => dimensionKey))];
  for (const row of rows) {
    const dims = row.dimensionKey === "all" ? [] : row.dimensionKey.split("+");
    const labels = row.category.split("+");
    for (const coarse of sets) {
      const kept = coarse === "all" ? [] : coarse.split("+");
      if (kept.length >= dims.length || kept.some((one) => !dims.includes(one))) continue;
      const category = kept.length === 0 ? "all" : kept.map((one) => labels[dims.indexOf(one)]).join("+");
      add(row.dimensionKey, { ...row, dimensionKey: coarse, category }, row);
    }
    // Up to the first larger place that has a row.
    let place = parents.get(row.placeCode);
    while (place !== undefined && !there.has(nameOf({ ...row, placeCode: place })))
      place = parents.get(place);
    if (place !== undefined) add("place", { ...row, placeCode: place }, row);
  }
  return found;
}

/** The stretches between the days on which any period of a row's series begins or ends, within its own. */
function stretchesIn(row: Row, rows: readonly Row[]): string[] {
  const after = (day: string) =>
    new Date(new Date(`${day}T12:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10);
  const before = (day: string) =>
    new Date(new Date(`${day}T12:00:00Z`).getTime() - 86_400_000).toISOString().slice(0, 10);
  const series = nameOf({ ...row, periodKey: "" });
  const periods = rows
    .filter((other) => nameOf({ ...other, periodKey: "" }) === series)
    .map(({ periodKey }) => periodKey.split("_"));
  const cuts = [...new Set(periods.flatMap(([first = "", last = ""]) => [first, after(last)]))].sort();
  const [first = "", last = ""] = row.periodKey.split("_");
  const inside = cuts.filter((cut) => cut >= first && cut <= after(last));
  return inside.slice(1).map((cut, at) => `${inside[at]}_${before(cut)}`);
}

/** All of the children of one cohort, whichever indicator tells of them. */
function cohortLinks(rows: readonly Row[], { isCount, lore }: Known): Link[] {
  const cohortOf = (row: Row) => {
    const cohort = lore.cohorts?.get(row.indicatorId);
    return cohort === undefined ? undefined : nameOf({ ...row, indicatorId: cohort });
  };
  const all = (row: Row) =>
    isCount(row) ? [`${nameOf(row)} in`] : [`${nameOf(row)} in`, `${nameOf(row)} out`];
  return [...Map.groupBy(rows, cohortOf)].flatMap(([cohort, [first, ...others]]) =>
    cohort === undefined || !first
      ? []
      : others.map((other) => ({ plus: all(other), minus: all(first), mayLeaveOut: false })),
  );
}

/** The numerators of all levels are the denominator of each. */
function levelLinks(
  rows: readonly Row[],
  { known, meet }: { known: Known; meet: (row: Row) => string },
): Link[] {
  return (known.lore.levels ?? []).flatMap((ids) => {
    const own = rows.filter(({ indicatorId }) => ids.includes(indicatorId));
    return own.map((row) => ({
      plus: [`${nameOf(row)} in`, `${nameOf(row)} out`],
      minus: ids.map((indicatorId) => `${meet({ ...row, indicatorId })} in`),
      mayLeaveOut: false,
    }));
  });
}
