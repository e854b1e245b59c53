import type { Option, Part } from "../forms/form.ts";

const at = (place: string) => `/options/mapping/${place}`;

/** What is asked of a file of figures: which it is, then what its columns are, where their titles do not say. */
export function fileParts(indicators: readonly Option[]): readonly Part[] {
  return [...whatItIs(indicators), COLUMNS, PERIOD, REST];
}

function whatItIs(indicators: readonly Option[]): readonly Part[] {
  return [
    {
      kind: "file",
      name: "file",
      pointer: "/fileName",
      label: "The file",
      hint: "CSV or XLSX, as you got it, at most 4 MB. Split a larger one, for instance by year, or send it by the API.",
      accept: [".csv", ".tsv", ".txt", ".xlsx"],
      isRequired: true,
    },
    {
      kind: "choice",
      name: "form",
      label: "What it is",
      isRequired: true,
      value: "table",
      options: [
        { value: "table", text: "A file of a state, a district or another source" },
        {
          value: "template",
          text: "A template of expected figures, as it is under Data, filled in",
        },
      ],
    },
    {
      kind: "choice",
      name: "indicatorId",
      pointer: "/options/indicatorId",
      label: "Of which indicator its figures are",
      hint: "A template says so itself.",
      options: indicators,
      blank: "choose one",
      value: indicators.length === 1 ? indicators[0]?.value : undefined,
    },
    {
      kind: "text",
      name: "source",
      pointer: "/options/source",
      label: "Where it comes from",
      hint: "Shown with every figure. Like: State department of education, graduation 2018-19.",
      most: 300,
      isRequired: true,
    },
  ];
}

const COLUMNS: Part = {
  kind: "group",
  legend: "Its columns",
  hint: "Leave these empty: columns are found by their titles. Where one is not found or is the wrong one, write its title as it stands in the file.",
  fields: [
    { kind: "text", name: "placeColumn", pointer: at("place/column"), label: "Place: its code, or its name" },
    { kind: "text", name: "placeName", pointer: at("placeName"), label: "Place: its name beside the code" },
    {
      kind: "text",
      name: "numerator",
      pointer: at("numerator"),
      label: "Numerator",
      hint: "Like: Graduation Count",
    },
    { kind: "text", name: "denominator", pointer: at("denominator"), label: "Denominator" },
    { kind: "text", name: "value", pointer: at("value"), label: "Value, such as a rate" },
    { kind: "text", name: "groupColumn", pointer: at("dimensions/0/column"), label: "Group of students" },
    {
      kind: "text",
      name: "groupDimension",
      pointer: at("dimensions/0/dimension"),
      label: "What those groups are",
      hint: "Like: race-ethnicity, sex, grade",
    },
  ],
};

const PERIOD: Part = {
  kind: "group",
  legend: "Its period",
  fields: [
    {
      kind: "text",
      name: "period",
      pointer: at("period/constant"),
      label: "The period, where no column says it",
      hint: "Like 2018-19, 2024 or 2024-09",
    },
    { kind: "text", name: "periodColumn", pointer: at("period/column"), label: "Or the column that says it" },
    {
      kind: "choice",
      name: "periodStyle",
      pointer: at("period/style"),
      label: "What kind of period",
      isRequired: true,
      value: "school-year",
      options: [
        { value: "school-year", text: "School years" },
        { value: "fiscal-year", text: "Fiscal years" },
        { value: "calendar-year", text: "Calendar years" },
        { value: "quarter", text: "Quarters" },
        { value: "month", text: "Months" },
        { value: "date", text: "Days" },
      ],
    },
  ],
};

const REST: Part = {
  kind: "group",
  legend: "What else to know",
  fields: [
    {
      kind: "lines",
      name: "codes",
      pointer: at("place/codes"),
      label: "Places that the file calls otherwise",
      hint: "One a line, like: State of Connecticut = CT",
    },
    {
      kind: "lines",
      name: "hidden",
      pointer: at("hidden"),
      label: "Marks of a hidden figure",
      hint: "One a line. Left empty: *, **, -9999, PS and n<10.",
    },
    {
      kind: "area",
      name: "reason",
      pointer: "/options/reason",
      label: "Why recorded figures change, if some do",
      hint: "Asked once for all. You can also say it when you have looked at the changes.",
    },
    {
      kind: "check",
      name: "protectedAtSource",
      pointer: "/options/protectedAtSource",
      label: "Small figures are hidden in the file already",
    },
  ],
};
