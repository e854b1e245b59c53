import { type Growing, grow, grownSystem, newGrowth } from "./grow-system.ts";
import { type Hiding, lesser } from "./hiding.ts";
import type { PlaceSum, PlaceTree } from "./place-sums.ts";
import { addressText, countsOf, type SourceCell } from "./release-cell.ts";
import { determineUnseen } from "./unseen-values.ts";

/**
 * The counts of a release as a system of equations. A variable is a count of children that adds up: those inside a numerator, and
 * those of the denominator who are not. `value` is null where nobody of us knows it.
 */
export type CountSystem = {
  readonly units: readonly Unit[];
  readonly values: readonly (number | null)[];
  /** Which unit each variable belongs to. */
  readonly owners: readonly number[];
  /** Σ coefficient × variable = 0. */
  readonly equations: readonly Equation[];
  /** Units that readers have seen before, and how little of them was hidden then. */
  readonly outAlready: ReadonlyMap<number, Hiding>;
  /** Between which counts the one inside of a unit is by the bands that were published of its rate. */
  readonly bandsBefore: ReadonlyMap<number, CountBand>;
  /** Counts of units that were told in an earlier release already, when the figure was another one. */
  readonly told: ReadonlyMap<number, ReadonlySet<"inside" | "outside" | "all">>;
};

/**
 * What is published or hidden together: a cell; a cell of an earlier release that is another one now; those whom a breakdown leaves
 * out of its whole; or those of a place or period without a figure.
 */
export type Unit = {
  /** Position of the cell in this release. */
  readonly cell?: number;
  /** Readers may overlook that there are such children. */
  readonly isLeftOut?: true;
  /** Readers know that there are, and that they have no figure. */
  readonly isUnseen?: true;
  /** Which table it stands in: what is near to it. */
  readonly table: string;
  readonly inside: number;
  readonly outside?: number;
  /** The denominator where it is known and its parts are not. */
  readonly all?: number;
};

/** The least and the most that a count can be. */
export type CountBand = { readonly least: number; readonly most: number };

export type Equation = { readonly variables: readonly number[]; readonly coefficients: readonly number[] };

/** Figures that are out already: an earlier release, or what others published of the same children. */
export type EarlierRelease = {
  readonly cells: readonly {
    readonly source: SourceCell;
    readonly hiding: Hiding;
    readonly band?: CountBand;
  }[];
};

/** How the figures of a release hang together, beside what they say themselves. */
export type Ties = {
  readonly places: PlaceTree;
  readonly placeSums?: readonly PlaceSum[];
  readonly partitions?: readonly (readonly string[])[];
};

/**
 * The system of a release with all that is out already, oldest first. A relation holds for each kind of count apart. Where the parts of
 * a whole come to less, those left out are a unit of their own, that no reader sees; where they come to more they overlap, and nothing
 * follows. Where they come to just as many, readers may take it that they do. A figure that did not change since an earlier release is
 * one unit with it. What is told over several releases is put together: of each figure the last word at every time.
 */
export function countSystem(
  cells: readonly SourceCell[],
  ties: Ties,
  earlier: readonly EarlierRelease[] = [],
): CountSystem {
  const system = newGrowth();
  const current = system.add(cells, { current: true });
  const outAlready = new Map<number, Hiding>();
  const bandsBefore = new Map<number, CountBand>();
  const lastWord = new Map<string, { readonly source: SourceCell; readonly unit: number }>();
  const say = (sources: readonly SourceCell[], units: ReadonlyMap<number, number>) => {
    // Of two figures at one address the later one.
    const own = new Map(
      [...units].map(([index, unit]) => {
        const source = sources[index] as SourceCell;
        return [addressText(source), { source, unit }] as const;
      }),
    );
    const isFirst = lastWord.size === 0;
    for (const [text, one] of own) lastWord.set(text, one);
    // What was said before may be about other children by now: what is said at once holds by itself.
    if (!isFirst) grow(system, [...own.values()], ties);
    grow(system, [...lastWord.values()], ties);
  };
  for (const release of earlier) {
    const sources = release.cells.map(({ source }) => source);
    const units = system.add(sources, { current: false });
    for (const [index, unit] of units) {
      const how = release.cells[index]?.hiding ?? "all";
      outAlready.set(unit, lesser(outAlready.get(unit) ?? "all", how));
      const band = release.cells[index]?.band;
      if (band) bandsBefore.set(unit, narrower(band, bandsBefore.get(unit)));
    }
    say(sources, units);
  }
  say(cells, current);
  determineUnseen(system);
  return { ...grownSystem(system), outAlready, bandsBefore, told: toldBefore(cells, system, earlier) };
}

/** What two bands of one count leave. */
export function narrower(one: CountBand, other: CountBand = one): CountBand {
  return { least: Math.max(one.least, other.least), most: Math.min(one.most, other.most) };
}

/** Which counts of the figures of now are those that were told of the figures before. */
function toldBefore(
  cells: readonly SourceCell[],
  { units, values }: Growing,
  earlier: readonly EarlierRelease[],
): CountSystem["told"] {
  const before = Map.groupBy(
    earlier.flatMap((release) => release.cells).filter(({ hiding }) => hiding !== "all"),
    ({ source }) => addressText(source),
  );
  const told = new Map<number, Set<"inside" | "outside" | "all">>();
  if (before.size === 0) return told;
  for (const [index, { cell, inside, outside }] of units.entries()) {
    const source = cell === undefined ? undefined : cells[cell];
    if (!source || outside === undefined) continue;
    const [within, without] = [values[inside] ?? null, values[outside] ?? null];
    const own = new Set<"inside" | "outside" | "all">();
    for (const { source: then, hiding } of before.get(addressText(source)) ?? []) {
      const counts = countsOf(then);
      if (counts.kind !== "parts") continue;
      if (within !== null && without !== null && counts.all === within + without) own.add("all");
      if (hiding === "nothing" && within !== null && counts.inside === within) own.add("inside");
      if (hiding === "nothing" && without !== null && counts.outside === without) own.add("outside");
    }
    if (own.size > 0) told.set(index, own);
  }
  return told;
}
