import { describe, expect, test } from "vitest";
import { CATALOGUE, findEntry, selectEntries } from "../../../shared/measurement/catalogue/catalogue.ts";
import { type CatalogueEntry, CatalogueEntrySchema } from "../../../shared/measurement/catalogue/entry.ts";
import { fieldsOf, originOf, overEntry } from "../../../shared/measurement/catalogue/origin.ts";
import { OUTCOME_NAMES } from "../../../shared/measurement/catalogue/outcome-ids.ts";
import { OUTCOMES } from "../../../shared/measurement/catalogue/outcomes.ts";
import { SETS } from "../../../shared/measurement/catalogue/sets.ts";
import { NewIndicatorSchema } from "../../../shared/measurement/indicator.ts";
import { definitionOf } from "../../../shared/measurement/new-indicator.ts";

const PLACE = { placeCode: "09001", placeName: "Harbour County" };

function entryOf(id: string): CatalogueEntry {
  const entry = findEntry({ id });
  if (!entry) throw new Error(`There is no entry ${id}.`);
  return entry;
}

describe("the catalogue", () => {
  test.each(CATALOGUE.map((entry) => [entry.id, entry] as const))(
    "defines %s completely, in a known set, and so that an indicator can be made of it",
    (_, entry) => {
      expect(CatalogueEntrySchema().safeParse(entry).error).toBeUndefined();
      expect(SETS.map(({ id }) => id)).toContain(entry.set);
      expect(NewIndicatorSchema().safeParse({ ...fieldsOf(entry), ...PLACE }).error).toBeUndefined();
      expect(entry.sources.every((address) => /^https?:\/\/\S+$/.test(address))).toBe(true);
    },
  );

  test("has every id once", () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
  });

  test("measures each of the seven outcomes, the first metric under the outcome's own id", () => {
    expect(OUTCOMES.map(({ id, name }) => [id, name])).toEqual(Object.entries(OUTCOME_NAMES));
    expect(OUTCOMES.map(({ metrics }) => metrics.length)).toEqual([1, 1, 1, 3, 3, 3, 2]);
    expect(OUTCOMES.every(({ id, metrics }) => metrics[0] === id)).toBe(true);
    const graduation = OUTCOMES.find(({ id }) => id === "high-school-graduation");
    expect(graduation?.metrics.map((id) => entryOf(id).window)).toEqual([
      "Four years",
      "Five years",
      "Six years",
    ]);
  });

  test("has 32 signs and conditions of the Education-to-Workforce framework, 15 of them of schools and training", () => {
    const ofSet = selectEntries({ set: "education-to-workforce" });
    const count = (level: string) => ofSet.filter((entry) => entry.level === level).length;
    expect([ofSet.length, count("contributing"), count("system"), count("adjacent")]).toEqual([
      32, 10, 15, 7,
    ]);
  });

  test("has all five pillars of the mobility framework", () => {
    const pillars = new Set(selectEntries({ set: "upward-mobility" }).map(({ group }) => group));
    expect([...pillars].sort()).toEqual([
      "Healthy environment and access to good health care",
      "High-quality education",
      "Opportunity-rich and inclusive neighborhoods",
      "Responsive and just governance",
      "Rewarding work",
    ]);
  });

  test("finds by level and by outcome", () => {
    expect(selectEntries({ level: "core", outcome: "employment" }).map(({ id }) => id)).toEqual([
      "employment",
      "employment-minimum-economic-return",
    ]);
    expect(selectEntries({ level: "system", outcome: "kindergarten-readiness" }).map(({ id }) => id)).toEqual(
      ["pre-k-spending-per-child", "full-day-pre-k", "quality-public-pre-k", "educator-retention"],
    );
  });

  test("gives the latest version of an entry, and an earlier one by its name", () => {
    const first = entryOf("chronic-absence");
    const second = { ...first, version: "2027-1", window: "The calendar year" };
    const both = [first, entryOf("full-day-pre-k"), second];
    expect(selectEntries({ level: "contributing" }, both)).toEqual([second]);
    expect(findEntry({ id: "chronic-absence" }, both)).toEqual(second);
    expect(findEntry({ id: "chronic-absence", version: "2026-1" }, both)).toEqual(first);
    expect(findEntry({ id: "chronic-absence", version: "2025-1" }, both)).toBeUndefined();
  });
});

describe("an indicator made of an entry", () => {
  test("has the entry's definition, and no local variation though its place, name and source are its own", async () => {
    const made = await definitionOf({
      catalogueId: "chronic-absence",
      name: "Missing too much school",
      source: "Harbour schools",
      ...PLACE,
    });
    expect(made).toMatchObject({
      ok: true,
      value: {
        definition: {
          name: "Missing too much school",
          level: "contributing",
          outcomeId: "early-grade-reading",
          polarity: "lower",
          unit: "percent",
          aggregation: "weighted",
          overTime: "stock",
        },
        catalogue: { id: "chronic-absence", version: "2026-1", localVariation: [] },
      },
    });
  });

  test("says what it overrides, and does not take over what belongs to another unit", () => {
    const entry = entryOf("days-suspended");
    const stated = { unit: "percent", window: "One term", frequency: "termly", ...PLACE } as const;
    const definition = overEntry(entry, stated);
    expect(definition).not.toHaveProperty("ratePer");
    expect(NewIndicatorSchema().safeParse(definition).error).toBeUndefined();
    expect(originOf(entry, definition).localVariation).toEqual([
      "window",
      "frequency",
      "aggregation",
      "unit",
      "ratePer",
    ]);
  });

  test("is refused where there is no such entry or version, and where what is stated does not fit it", async () => {
    for (const named of [
      { catalogueId: "happiness" },
      { catalogueId: "chronic-absence", catalogueVersion: "1999-1" },
    ])
      expect(await definitionOf({ ...named, ...PLACE })).toMatchObject({
        ok: false,
        problem: { code: "validation_failed", errors: [{ pointer: "/catalogueId" }] },
      });
    expect(await definitionOf({ catalogueId: "chronic-absence", unit: "rate", ...PLACE })).toMatchObject({
      ok: false,
      problem: { errors: [{ pointer: "/ratePer" }] },
    });
  });
});
