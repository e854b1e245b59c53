import { type ColumnMapping, ColumnMappingSchema } from "../../shared/interchange/index.ts";

/** How the public files of Connecticut's education data are mapped; the year is in the file's name, not in its rows. */
const RACE = { dimension: "race-ethnicity", column: "Race/Ethnicity" };

type File = { readonly year: string; readonly isState: boolean };

/** Four-year graduation by district and race: a code column from 2015-16 on, in the district files only. */
export function graduationMapping({ year, isState }: File): ColumnMapping {
  return ColumnMappingSchema().parse({
    format: "long",
    place: isState ? CONNECTICUT : { column: year >= "2015-16" ? "District Code" : "District" },
    placeName: "District",
    period: { constant: year, style: "school-year" },
    dimensions: [RACE],
    numerator: "Graduation Count",
    denominator: "Four-Year Cohort Count",
    value: "Graduation Rate",
  });
}

/** The same students who did not graduate: two rates on one row, over one cohort. */
export function nonGraduateMapping({ year, isState }: File): ColumnMapping {
  const outcome = (constant: string) => [{ dimension: "outcome", constant }];
  const denominator = "Four-Year Cohort Count";
  return ColumnMappingSchema().parse({
    format: "wide",
    place: isState ? CONNECTICUT : { column: year >= "2015-16" ? "District Code" : "District" },
    placeName: "District",
    period: { constant: year, style: "school-year" },
    dimensions: [RACE],
    series: [
      {
        denominator,
        numerator: "Still Enrolled Count",
        value: "Still Enrolled Rate",
        dimensions: outcome("Still enrolled"),
      },
      { denominator, numerator: "Other Count", value: "Other Rate", dimensions: outcome("Other") },
    ],
  });
}

/** Chronic absenteeism as published: a rate alone to 2017-18, then a count of absent students and "%" under a heading. */
export function absenteeismMapping({ year, isState }: File): ColumnMapping {
  const figures =
    year >= "2018-19"
      ? {
          numerator: { title: "Student Count", under: "Chronically Absent" },
          value: { title: "%", under: "Chronically Absent" },
        }
      : { value: "% Chronically Absent" };
  return ColumnMappingSchema().parse({
    format: "long",
    ...(isState
      ? { place: { ...CONNECTICUT, column: "Organization" }, placeName: "Organization" }
      : { place: { column: "District Code" }, placeName: "District" }),
    period: { constant: year, style: "school-year" },
    dimensions: [RACE],
    ...figures,
  });
}

/** Chronic absenteeism as tidied by others: a row a measure, sentinels instead of stars, codes for towns only. */
export function tidyAbsenteeismMapping(): ColumnMapping {
  return ColumnMappingSchema().parse({
    format: "long",
    place: { column: "FIPS", otherwise: "District", parents: ["Connecticut"] },
    placeName: "District",
    period: { column: "Year", style: "school-year" },
    dimensions: [RACE],
    where: [
      { column: "Variable", equals: "Chronically Absent Students" },
      { column: "Measure Type", equals: "Percent" },
    ],
    value: "Value",
    hidden: ["-9999"],
    missing: ["-6666"],
  });
}

const LEVELS = ["1 Not Met", "2 Approaching", "3 Met", "4 Exceeded", "3&4 Met or Exceeded"];

/** Tests of grades 3 to 8 in one subject: five levels on a row, five columns titled "%"; by grade, or of all grades combined. */
export function assessmentMapping(
  { year, isState, isCombined = false }: File & { readonly isCombined?: boolean },
  subject: "ELA" | "Math",
): ColumnMapping {
  return ColumnMappingSchema().parse({
    format: "wide",
    place: isState ? CONNECTICUT : { column: "District Code" },
    placeName: "District",
    period: { constant: year, style: "school-year" },
    dimensions: isCombined ? [] : [{ dimension: "grade", column: "Grade" }],
    where: [{ column: "Subject", equals: subject }],
    series: LEVELS.map((level, index) => ({
      denominator: "Total Number with Scored Tests",
      numerator: `Level ${level} Count`,
      value: { title: "%", occurrence: index + 1 },
      dimensions: [{ dimension: "level", constant: level }],
    })),
  });
}

const CONNECTICUT = { column: "District", codes: { "State of Connecticut": "CT" } };
