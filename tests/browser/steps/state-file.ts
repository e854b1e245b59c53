import { readFileSync } from "node:fs";
import { join } from "node:path";

const REAL = process.env.REAL_DATA;

export const FILE_NAME = "four-year-graduation-rates__2018-19_race_grad.csv";
export const SOURCE = "State department of education, graduation 2018-19";
/** The code of the first district of the file. */
export const DISTRICT = REAL === undefined ? "1000011" : "2850013";

/** The state's file of a year where it is at hand, else one of the same shape; and the same with a cell of one row made wrong. */
export function stateFile(): { readonly right: string; readonly wrong: string; readonly cell: string } {
  const folder = "education/ct-four-year-grad-rates-by-race-ethnicity";
  const right =
    REAL === undefined
      ? generated()
      : readFileSync(join(REAL, folder, FILE_NAME), "utf8").replaceAll("\r\n", "\n");
  const lines = right.trimEnd().split("\n");
  const row = lines.findIndex((line) => line.includes('"White",') && /,\d+,\d+,/.test(line));
  const wrong = lines.with(row, (lines[row] ?? "").replace(/,\d+,(\d+),/, ",many,$1,"));
  return { right, wrong: wrong.join("\n"), cell: `D${row + 1}` };
}

function generated(): string {
  const rows = Array.from({ length: 120 }, (_, at) =>
    ["Asian", "Black", "Hispanic", "White"].map((group) => {
      const figures = group === "Asian" ? '"*","*","*"' : "40,30,75";
      return `"District ${at + 1} School District","=""${1000 + at}011""","${group}",${figures}`;
    }),
  );
  return [
    '"Four-Year Graduation Rates, 2018-19"',
    '"All Districts, Race/Ethnicity"',
    "",
    '"",,,,"Graduates",',
    '"District","District Code","Race/Ethnicity","Four-Year Cohort Count","Graduation Count","Graduation Rate"',
    ...rows.flat(),
  ].join("\n");
}
