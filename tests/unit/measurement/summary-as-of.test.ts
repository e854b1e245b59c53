import { describe, expect, test } from "vitest";
import type { Summary } from "../../../shared/measurement/summary.ts";
import {
  fitForOthers,
  MOST_SETS_AS_OF,
  seenSummaries,
  setKeys,
} from "../../../shared/measurement/summary-as-of.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aSet } from "./builders.ts";

function merged(sets: readonly Parameters<typeof aSet>[0][]): Summary {
  const summary = sets.reduce<Summary | undefined>((before, set) => mergeSet(before, aSet(set)), undefined);
  if (!summary) throw new Error("No set, no summary.");
  return summary;
}

/** A table that must not be asked. */
const NO_TABLE: Table = {
  client: { send: () => Promise.reject(new Error("Not to be asked.")) } as never,
  name: "",
};
const see = () => Promise.reject(new Error("Its owner is shown all."));
const deps = { table: NO_TABLE, protect: (summary: Summary) => summary, see };
const sightOf = (...summaries: Summary[]) => ({
  partnershipId: "prt_1",
  read: async () => summaries,
  access: "owner" as const,
  levelOf: () => "core",
  instant: "2026-01-01T00:00:00.000Z",
});

describe("summaries as of an instant", () => {
  test("are not read where they have too many sets, and not at all for the present", async () => {
    const many = merged(
      Array.from({ length: MOST_SETS_AS_OF + 1 }, (_, index) => ({
        startYear: 1900 + (index % 200),
        dimensionKey: `d${Math.floor(index / 200)}`,
      })),
    );
    const refused = await seenSummaries(deps, sightOf(many));
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "too_many_items", extra: { limit: 1_000 } },
    });
    expect(await seenSummaries(deps, { ...sightOf(many), instant: undefined })).toEqual({
      ok: true,
      value: { summaries: [many] },
    });
    await expect(seenSummaries(deps, { ...sightOf(many), dimensionKey: "d1" })).rejects.toThrow(
      "Not to be asked.",
    );
  });

  test("are of a breakdown with what says what of it may be shown: the total and coarser ones", () => {
    const summary = merged(
      ["all", "sex", "grade", "grade+sex", "race+sex"].map((dimensionKey) => ({ dimensionKey })),
    );
    const names = (dimensionKey?: string) =>
      setKeys(summary, { dimensionKey }).map((key) => key.dimensionKey);
    expect(names("grade+sex")).toEqual(["all", "sex", "grade", "grade+sex"]);
    expect(names("all")).toEqual(["all"]);
    expect(names()).toHaveLength(5);
    expect(setKeys(summary, { periods: ["2020-07-01_2021-06-30"] })).toEqual([]);
  });

  test("show others nothing of a period in which a figure of then is hidden now", () => {
    const figure = { numerator: 51, denominator: 102, status: "ok" as const };
    const sexes = (female: object) => ({
      dimensionKey: "sex",
      cells: { female: { ...figure, ...female }, male: figure },
    });
    const then = merged([{}, sexes({}), { startYear: 2020 }]);
    const present = merged([{}, sexes({ status: "c" }), { startYear: 2020 }]);
    const seen = fitForOthers({ then, present }, { level: "core", protect: (summary) => summary });
    const values = Object.values(seen.sets).flatMap((periods) =>
      Object.entries(periods).map(([key, { cells }]) => [
        key.slice(0, 4),
        ...Object.values(cells).map(({ value }) => value),
      ]),
    );
    expect(values).toEqual([
      ["2024", null],
      ["2020", 50],
      ["2024", null, null],
    ]);
  });
});
