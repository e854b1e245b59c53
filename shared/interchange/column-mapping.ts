import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { PERIOD_STYLES } from "./period-label.ts";

/**
 * How the columns of a CSV file are to be read as observations. Written by backbone staff, so a column is named by what
 * one sees in the spreadsheet: its title, which of several equal titles, the heading above it, or its position.
 *
 * - `long`: a row is one observation (one place, period and subgroup).
 * - `wide`: a row holds several; each `series` names its own figures, and the period or subgroup that is in the heading.
 */
export const ColumnMappingSchema = lazy(() =>
  z.discriminatedUnion("format", [
    checked(z.strictObject({ format: z.literal("long"), ...common(), ...figures() })),
    checked(
      z.strictObject({ format: z.literal("wide"), ...common(), series: z.array(series()).min(1).max(200) }),
    ),
  ]),
);

/** A mapping that passed its schema: defaults filled in. */
export type ColumnMapping = z.infer<ReturnType<typeof ColumnMappingSchema>>;
/** A mapping as a person writes it. */
export type ColumnMappingInput = z.input<ReturnType<typeof ColumnMappingSchema>>;
export type Column = z.infer<ReturnType<typeof ColumnSchema>>;
export type SeriesMapping = z.infer<ReturnType<typeof series>>;
export type DimensionMapping = z.infer<ReturnType<typeof dimension>>;
export type PeriodMapping = z.infer<ReturnType<typeof period>>;
export type Unit = ColumnMapping["unit"];

/** Tokens read as hidden by the source, where a mapping lists none; any bound such as "<10" is read so as well. */
export const HIDDEN_TOKENS = ["*", "**", "-9999", "PS", "n<10"];
/** Tokens read as missing, where a mapping lists none. */
export const MISSING_TOKENS = ["", "N/A", "NA", "n/a", "null", ".", "-6666"];
/** Labels read as "everybody" in a dimension: the observation then has no such dimension. */
export const TOTAL_LABELS = ["all", "total", "all students", "all grades", "all grades combined"];

/** What dimensions and categories are called inside: lower-case words joined by hyphens. */
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A column: "Title", or the second "%" (`occurrence`), or the "%" below a heading (`under`), or the third one (`position`). */
export const ColumnSchema = lazy(() =>
  z.union(
    [
      z.string().min(1),
      z.strictObject({
        title: z.string().min(1),
        occurrence: z.int().min(1).optional(),
        under: z.string().min(1).optional(),
      }),
      z.strictObject({ position: z.int().min(1) }),
    ],
    { error: 'Name a column by "Title", { title, occurrence }, { title, under } or { position } (from 1).' },
  ),
);

function common() {
  return {
    delimiter: z.enum([",", ";", "\t", "|"]).default(","),
    /** Row of the titles as a spreadsheet counts them; left out, the first row that holds every mapped title. 0: no titles. */
    headerRow: z.int().min(0).optional(),
    /** Rows at the top that are not looked at, not even for titles. */
    skipRows: z.int().min(0).default(0),
    decimal: z.enum([".", ","]).default("."),
    place: place(),
    placeName: ColumnSchema().optional(),
    period: period().optional(),
    dimensions: z.array(dimension()).max(4).default([]),
    /** Only rows where every condition holds are read; the others are skipped, and said to be. */
    where: z.array(condition()).max(8).default([]),
    /** In what the value is printed. A proportion (0 to 1) is read as a percentage. */
    unit: z.enum(["percent", "proportion", "rate", "count", "index", "ratio", "currency"]).default("percent"),
    /** Of how many a rate is: 1000 for "per 1,000 births". */
    per: z.number().positive().default(1000),
    hidden: z.array(z.string()).default(() => [...HIDDEN_TOKENS]),
    missing: z.array(z.string()).default(() => [...MISSING_TOKENS]),
    /** Tokens of another meaning: z not applicable, w not collected, u unreliable. They come before the two lists. */
    statuses: z.record(z.string(), z.enum(["c", "x", "z", "u", "w"])).default({}),
  };
}

function figures() {
  return {
    numerator: ColumnSchema().optional(),
    denominator: ColumnSchema().optional(),
    value: ColumnSchema().optional(),
  };
}

function series() {
  return z.strictObject({
    ...figures(),
    period: period().optional(),
    dimensions: z.array(dimension()).max(4).default([]),
  });
}

function place() {
  return fromOneSource(
    z.strictObject({
      ...columnOrConstant(),
      /** Where the column is empty: tidy files leave out the code of some places, but never the name. */
      otherwise: ColumnSchema().optional(),
      /** Other codes for what the file prints: { "State of Connecticut": "CT" }. */
      codes: z.record(z.string(), z.string().min(1)).default({}),
      /** Places that hold the others, beside those told by their name ("State of …", "Statewide"). */
      parents: z.array(z.string()).default([]),
    }),
  );
}

function period() {
  return fromOneSource(
    z.strictObject({
      ...columnOrConstant(),
      style: z.enum(PERIOD_STYLES),
      firstMonth: z.int().min(1).max(12).default(7),
      namedBy: z.enum(["start", "end"]).optional(),
      dayOrder: z.enum(["day-first", "month-first"]).optional(),
    }),
  );
}

function dimension() {
  return fromOneSource(
    z.strictObject({
      dimension: z.string().regex(KEBAB, 'Name the dimension like "race-ethnicity".'),
      ...columnOrConstant(),
      /** Category by label. Where given, a label that is not in it is a problem of its row. */
      categories: z.record(z.string(), category()).optional(),
      totals: z.array(z.string()).default(() => [...TOTAL_LABELS]),
    }),
  );
}

function category() {
  return z.string().max(60).regex(KEBAB, 'Name the category like "two-or-more-races".');
}

function condition() {
  return z.strictObject({
    column: ColumnSchema(),
    equals: z.union([z.string(), z.array(z.string()).min(1)]),
  });
}

function columnOrConstant() {
  return { column: ColumnSchema().optional(), constant: z.string().min(1).optional() };
}

/** A column or a constant, and not both. */
function fromOneSource<T extends z.ZodType<{ column?: unknown; constant?: unknown }>>(schema: T): T {
  const isOne = ({ column, constant }: z.infer<T>) => (column === undefined) !== (constant === undefined);
  return schema.refine(isOne, "Give either a column or a constant.");
}

type Figures = { numerator?: unknown; denominator?: unknown; value?: unknown; period?: unknown };
type Shape = Figures & { unit: string; series?: Figures[] };

/** What the parts of a mapping ask of one another: figures that give a value, and a period, for every series. */
function checked<T extends z.ZodType<Shape>>(schema: T): T {
  return schema.superRefine((mapping, context) => {
    const several = mapping.series ?? [mapping];
    for (const [index, series] of several.entries()) {
      const path = mapping.series === undefined ? [] : ["series", index];
      const refuse = (at: (string | number)[], message: string) =>
        context.addIssue({ code: "custom", path: at, message });
      if ((series.period ?? mapping.period) === undefined)
        refuse([...path, "period"], "Say which period this is of.");
      if (!hasFigure(series, mapping.unit))
        refuse(path, "Map a value, or a numerator and a denominator; for counts, a numerator.");
    }
  });
}

function hasFigure({ numerator, denominator, value }: Figures, unit: string): boolean {
  return value !== undefined || (numerator !== undefined && (denominator !== undefined || unit === "count"));
}
