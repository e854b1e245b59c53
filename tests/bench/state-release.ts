import type { ReleaseInput } from "../../shared/disclosure/release/plan-release.ts";
import type { SourceCell } from "../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../shared/disclosure/release/release-policy.ts";

export type StateSize = {
  readonly indicators: number;
  readonly periods: number;
  readonly districts: number;
  readonly schools: number;
};

/** Shares of the children of a state by race, as uneven as they are. */
const RACES = [
  ["white", 0.5],
  ["hispanic", 0.27],
  ["black", 0.13],
  ["asian", 0.05],
  ["multiracial", 0.04],
  ["native", 0.01],
] as const;
const SEXES = ["female", "male"];

/** Rates of a state, its districts and their schools: of all children, by race, by sex, and by both, 21 figures a place. */
export function stateRelease(next: () => number, size: StateSize): ReleaseInput {
  const schools = Array.from({ length: size.schools }, (_, at) => ({
    code: `school-${at}`,
    district: `district-${at % size.districts}`,
    children: Math.round(100 + 900 * next() ** 2),
  }));
  const places = new Map([
    ...schools.map(({ code, district }) => [code, district] as const),
    ...Array.from({ length: size.districts }, (_, at) => [`district-${at}`, "state"] as const),
  ]);
  const cells = Array.from({ length: size.indicators * size.periods }, (_, at) => {
    const period = 2020 + Math.floor(at / size.indicators);
    const series = {
      indicatorId: `ind_${at % size.indicators}`,
      periodKey: `${period}-07-01_${period + 1}-06-30`,
    };
    const counts = new Map<string, [number, number]>();
    for (const school of schools)
      for (const [race, share] of RACES)
        for (const sex of SEXES) {
          const all = Math.round(school.children * share * (0.3 + 0.4 * next()));
          const inside = Math.round(all * (0.4 + 0.5 * next()));
          for (const place of [school.code, school.district, "state"])
            for (const category of ["all/all", `race/${race}`, `sex/${sex}`, `race+sex/${race}+${sex}`]) {
              const [within, whole] = counts.get(`${place}/${category}`) ?? [0, 0];
              counts.set(`${place}/${category}`, [within + inside, whole + all]);
            }
        }
    return [...counts].map(([text, own]) => aCell(series, text, own));
  });
  return { cells: cells.flat(), places, policy: DEFAULT_RELEASE_POLICY, earlier: [] };
}

function aCell(
  series: Pick<SourceCell, "indicatorId" | "periodKey">,
  text: string,
  [numerator, denominator]: readonly [number, number],
): SourceCell {
  const [placeCode = "", dimensionKey = "", category = ""] = text.split("/");
  return {
    ...series,
    placeCode,
    dimensionKey,
    category,
    measure: { unit: "percent", aboutSystem: false },
    protectedAtSource: false,
    cell: {
      numerator,
      denominator,
      value: denominator === 0 ? null : (100 * numerator) / denominator,
      status: denominator === 0 ? "z" : "ok",
    },
  };
}
