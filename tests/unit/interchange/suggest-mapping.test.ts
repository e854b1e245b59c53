import { describe, expect, test } from "vitest";
import { ColumnMappingSchema, suggestMapping } from "../../../shared/interchange/index.ts";

describe("a suggested mapping", () => {
  test("recognises a table of graduates, and asks for the period that is not in it", () => {
    const titles = [
      "District",
      "District Code",
      "Race/Ethnicity",
      "Four-Year Cohort Count",
      "Graduation Count",
      "Graduation Rate",
    ];
    expect(suggestMapping(titles, [])).toEqual({
      mapping: {
        format: "long",
        place: { column: "District Code", otherwise: "District" },
        placeName: "District",
        dimensions: [{ dimension: "race-ethnicity", column: "Race/Ethnicity" }],
        denominator: "Four-Year Cohort Count",
        numerator: "Graduation Count",
        value: "Graduation Rate",
      },
      notes: ["Say which period the file is of: a column, or a constant."],
    });
  });

  test("takes the style of the period from the rows, and can be used as it is", () => {
    const { mapping, notes } = suggestMapping(
      ["District", "FIPS", "Year", "Race/Ethnicity", "Value"],
      [["A", "", "2011-2012", "White", "5"]],
    );
    expect(notes).toEqual([]);
    expect(mapping).toMatchObject({
      place: { column: "FIPS", otherwise: "District" },
      period: { column: "Year", style: "school-year" },
    });
    expect(ColumnMappingSchema().safeParse(mapping).success).toBe(true);
  });

  test("names the first of several equal titles by its occurrence", () => {
    expect(suggestMapping(["School", "%", "%"], []).mapping.value).toEqual({ title: "%", occurrence: 1 });
  });

  test("of titles it does not know holds nothing and says what is needed", () => {
    const { mapping, notes } = suggestMapping(["Alpha", "Beta"], []);
    expect(mapping).toEqual({ format: "long" });
    expect(notes).toHaveLength(3);
  });
});
