import { type DemoIndicator, YEARS } from "./indicator.ts";
import { type Group, RACE, SEX, type Split } from "./populations.ts";
import { wobble } from "./seeded.ts";

/** How many, of how many. */
export type Counts = { readonly numerator: number; readonly denominator: number };
/** A cell: whom it is about, and its counts. */
export type Cell = { readonly dimensions: Readonly<Record<string, string>>; readonly counts: Counts };

type Scale = Pick<DemoIndicator, "unit" | "ratePer" | "polarity" | "gap">;

/** Of how many a figure is said: 100 for percent, `ratePer` for a rate, else 1. */
export function scaleOf({ unit, ratePer }: Pick<DemoIndicator, "unit" | "ratePer">): number {
  return unit === "percent" ? 100 : (ratePer ?? 1);
}

/** Everybody in a year whose figure is given. */
export function totalOf(indicator: DemoIndicator, level: number, year: number): Counts {
  const drift = 1 + 0.006 * (year - YEARS[0]) + 0.008 * wobble(`${indicator.name}|size|${year}`);
  const denominator = Math.round(indicator.denominator * drift);
  return { numerator: Math.round((denominator * level) / scaleOf(indicator)), denominator };
}

/** All cells of an indicator in a year: everybody, every breakdown, race by sex where it is crossed. Each sums to the total. */
export function cellsOf(indicator: DemoIndicator, level: number, year: number): Cell[] {
  const total = totalOf(indicator, level, year);
  const label = `${indicator.name}|${year}`;
  const closing = 1 - 0.025 * (year - YEARS[0]);
  const scale = { ...indicator, gap: indicator.gap * closing };
  const everybody = { dimensions: {}, counts: total };
  if (!indicator.crossed)
    return [everybody, ...indicator.splits.flatMap((split) => divide(split, total, { scale, label }))];
  const races = divide(RACE, total, { scale, label });
  const crossed = races.flatMap((race) => cross(race, { scale, label: `${label}|${categoryOf(race)}` }));
  const others = indicator.splits.filter((split) => split !== RACE && split !== SEX);
  return [
    everybody,
    ...races,
    ...crossed,
    ...sumBySex(crossed),
    ...others.flatMap((split) => divide(split, total, { scale, label })),
  ];
}

type Making = { readonly scale: Scale; readonly label: string };

/** Divides counts among the groups of a split. */
export function divide(split: Split, whole: Counts, { scale, label }: Making): Cell[] {
  const [first, ...others] = split.groups;
  if (!first) return [];
  const cells = others.map((group) => ({
    dimensions: { [split.dimension]: group.category },
    counts: countsOf(group, whole, { scale, label: `${label}|${group.category}` }),
  }));
  const left = cells.reduce(
    (rest, { counts }) => ({
      numerator: rest.numerator - counts.numerator,
      denominator: rest.denominator - counts.denominator,
    }),
    whole,
  );
  return [{ dimensions: { [split.dimension]: first.category }, counts: left }, ...cells];
}

function countsOf(group: Group, whole: Counts, { scale, label }: Making): Counts {
  const denominator = Math.round(whole.denominator * group.share);
  const average = whole.numerator / whole.denominator;
  const better = scale.polarity === "higher" ? 1 : -1;
  const points = better * scale.gap * group.ahead + 0.8 * scale.gap * wobble(label);
  const isShare = scale.unit === "percent";
  const rate = isShare ? average + points / 100 : average * (1 + points / 100);
  const numerator = Math.max(0, Math.round(denominator * rate));
  return { numerator: isShare ? Math.min(numerator, denominator) : numerator, denominator };
}

function cross(race: Cell, making: Making): Cell[] {
  return divide(SEX, race.counts, making).map(({ dimensions, counts }) => ({
    dimensions: { ...race.dimensions, ...dimensions },
    counts,
  }));
}

function sumBySex(crossed: readonly Cell[]): Cell[] {
  return SEX.groups.map(({ category }) => ({
    dimensions: { sex: category },
    counts: crossed
      .filter((cell) => cell.dimensions.sex === category)
      .reduce(
        (sum, { counts }) => ({
          numerator: sum.numerator + counts.numerator,
          denominator: sum.denominator + counts.denominator,
        }),
        { numerator: 0, denominator: 0 },
      ),
  }));
}

function categoryOf(cell: Cell): string {
  return Object.values(cell.dimensions).join("+");
}
