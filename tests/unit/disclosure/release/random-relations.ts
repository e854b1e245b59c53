import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { random } from "../../../support/random.ts";
import type { Lore, Row } from "../../../support/release-attacker.ts";

/** Which relations beyond those of one table the figures of a world have. */
export type Features = { readonly time?: boolean; readonly levels?: boolean; readonly overlap?: boolean };

/** Children at one level in one stretch of time, place and sex. */
type Fact = {
  readonly month: number;
  readonly place: string;
  readonly sex: string;
  readonly level: number;
  readonly count: number;
};

export type RandomWorld = {
  readonly cells: SourceCell[];
  readonly placeSums: readonly { readonly whole: string; readonly parts: readonly string[] }[];
  readonly partitions: readonly (readonly string[])[];
  /** What somebody knows of it who attacks what is published. */
  readonly lore: Lore;
  readonly isCount: (row: Pick<Row, "indicatorId">) => boolean;
  /** How many there are, with a figure of their own or without. */
  readonly truthOf: (
    row: Pick<Row, "indicatorId" | "periodKey" | "placeCode" | "category">,
    count: "inside" | "outside" | "all",
  ) => number;
};

const SEXES = ["f", "m"];
const ENROLLED = "enrolled";

/**
 * Figures of some months, schools and levels, each by sex and of all: with `time` of months that add up, of whole spans of them, which may
 * overlap, and some left out; with `levels` of all or all but one of the levels of a test beside how many took it; with `overlap` of
 * places that share schools, most of which have no figure.
 */
export function randomWorld(seed: number, { time, levels, overlap }: Features): RandomWorld {
  const next = random(seed);
  const upTo = (bound: number) => 1 + Math.floor(next() * bound);
  const months = time ? 2 + upTo(2) : 1;
  const schools = Array.from({ length: overlap ? 2 + upTo(2) : upTo(2) }, (_, at) => `s${at}`);
  const levelCount = levels ? 2 + upTo(2) : 2;
  const facts = everyFact({ months, schools, levelCount }, () =>
    next() < 0.1 ? 0 : Math.floor(400 * next() ** 4) + upTo(5),
  );
  const some = (of: readonly string[]) => of.filter(() => next() < 0.6);
  const placeSums = overlap
    ? ["w0", "w1", "w2"]
        .map((whole) => ({ whole, parts: some(schools) }))
        .filter(({ parts }) => parts.length > 1)
    : schools.length > 1
      ? [{ whole: "w0", parts: schools }]
      : [];
  const shown = overlap ? schools.filter(() => next() < 0.4) : schools;
  const spans = Array.from({ length: months }, (_, at) => [at, at + 1] as const).filter(() => next() < 0.8);
  const longer = time
    ? [[0, months] as const, ...(next() < 0.5 ? [[1, months] as const, [0, months - 1] as const] : [])]
    : [];
  const ids = Array.from({ length: levelCount }, (_, at) => `level-${at}`);
  const published = levels ? ids.slice(0, next() < 0.5 ? ids.length : ids.length - 1) : ["level-0"];
  const truthOf = truthIn(facts, placeSums);
  const periods = [...(time ? spans : [[0, 1] as const]), ...longer].map(([from, to]) => keyOf(from, to));
  const places = [...shown, ...placeSums.map(({ whole }) => whole)];
  const addresses = [...new Set(periods)].flatMap((periodKey) =>
    places.flatMap((placeCode) =>
      ["all", ...SEXES].map((category) => ({
        periodKey,
        placeCode,
        category,
        dimensionKey: category === "all" ? "all" : "sex",
      })),
    ),
  );
  const indicators = [...published, ...(levels && next() < 0.5 ? [ENROLLED] : [])];
  const isCount = ({ indicatorId }: Pick<Row, "indicatorId">) => indicatorId === ENROLLED;
  // Not every indicator is published by sex everywhere.
  const isBySex = new Set(
    indicators.flatMap((id) => places.flatMap((place) => (levels && next() < 0.3 ? [] : [`${id} ${place}`]))),
  );
  const cells = indicators.flatMap((indicatorId) =>
    addresses
      .filter(({ category, placeCode }) => category === "all" || isBySex.has(`${indicatorId} ${placeCode}`))
      .map((address): SourceCell => {
        const own = { ...address, indicatorId };
        const [inside, all] = [truthOf(own, "inside"), truthOf(own, "all")];
        const ties = {
          ...(time ? { sumsOverTime: true as const } : {}),
          ...(levels ? { denominatorOf: "tested" } : {}),
        };
        return {
          ...own,
          measure: { unit: isCount(own) ? "count" : "percent", aboutSystem: false, ...ties },
          protectedAtSource: false,
          cell: isCount(own)
            ? { numerator: inside, denominator: null, value: inside, status: "ok" }
            : {
                numerator: inside,
                denominator: all,
                value: all === 0 ? null : (100 * inside) / all,
                status: "ok",
              },
        };
      }),
  );
  const lore: Lore = {
    ...(time ? { addsUp: () => true } : {}),
    ...(levels ? { cohorts: new Map(indicators.map((id) => [id, "tested"])), levels: [ids] } : {}),
    wholes: placeSums,
  };
  return { cells, placeSums, partitions: levels ? [ids] : [], lore, isCount, truthOf };
}

function everyFact(
  { months, schools, levelCount }: { months: number; schools: readonly string[]; levelCount: number },
  count: () => number,
): Fact[] {
  const facts: Fact[] = [];
  for (let month = 0; month < months; month++)
    for (const place of schools)
      for (const sex of SEXES)
        for (let level = 0; level < levelCount; level++)
          facts.push({ month, place, sex, level, count: count() });
  return facts;
}

function truthIn(facts: readonly Fact[], placeSums: RandomWorld["placeSums"]): RandomWorld["truthOf"] {
  return ({ indicatorId, periodKey, placeCode, category }, count) => {
    const places = placeSums.find(({ whole }) => whole === placeCode)?.parts ?? [placeCode];
    const isIn = ({ level }: Fact) => indicatorId === ENROLLED || indicatorId === `level-${level}`;
    return facts
      .filter(({ month, place, sex }) => {
        const [first = "", last = ""] = periodKey.split("_");
        return (
          places.includes(place) &&
          (category === "all" || sex === category) &&
          dayOf(month) >= first &&
          dayOf(month) <= last
        );
      })
      .filter((fact) => count === "all" || isIn(fact) === (count === "inside"))
      .reduce((sum, fact) => sum + fact.count, 0);
  };
}

/** The first day of a month, counted from July 2025; or that of `days` earlier. */
function dayOf(month: number, days = 0): string {
  return new Date(Date.UTC(2025, 6 + month, 1 - days)).toISOString().slice(0, 10);
}

function keyOf(from: number, to: number): string {
  return `${dayOf(from)}_${dayOf(to, 1)}`;
}
