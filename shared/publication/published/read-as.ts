import type { Manifest } from "./manifest.ts";
import { type CellFilter, chunksFor } from "./reading-order.ts";

/** Figures of a release as somebody chose them; days bound the first days of their periods, both included. */
export type Choice = {
  readonly filter: CellFilter;
  readonly startsFrom?: string | undefined;
  readonly startsTo?: string | undefined;
};

/** The same figures, asked for by a program. */
export type ReadAs = {
  /** Addresses of the CSV: one, or one for each part of the release in which such figures lie. */
  readonly addresses: readonly string[];
  readonly curl: string;
  readonly r: string;
  readonly python: string;
};

const PARAMETERS = {
  indicatorId: "indicator",
  placeCode: "place",
  dimensionKey: "dimension",
  category: "category",
  periodKey: "period",
} as const;
type Part = keyof typeof PARAMETERS;
/** Columns that look like numbers or days in some releases, and are not: leading zeros of a code are part of it. */
const TEXTS = ["placeCode", "category", "periodKey", "periodStart", "periodEnd"];

/**
 * How programs read the figures that were chosen: what curl, R and Python are told, with nothing but what comes with them and pandas.
 * Where they lie in several parts, whole parts are read and filtered there, so that no figure is missed or told twice.
 */
export function readAs(manifest: Manifest, origin: string, choice: Choice): ReadAs {
  const { filter } = choice;
  const base = `${origin}/open/releases/${manifest.id}/cells`;
  const parts = chunksFor(manifest, filter);
  const queries =
    parts.length > 1
      ? parts.map((number) => new URLSearchParams({ page: String(number) }))
      : [queryOf(filter)];
  const addresses = queries.map((query) => `${base}.csv?${query}`);
  return {
    addresses,
    curl: queries.map((query) => `curl --fail --silent --show-error '${base}.json?${query}'`).join("\n"),
    r: rCode(addresses, choice),
    python: pythonCode(addresses, choice),
  };
}

function queryOf(filter: CellFilter): URLSearchParams {
  return new URLSearchParams(
    named(filter).map(([part, value]): [string, string] => [PARAMETERS[part], value]),
  );
}

function named(filter: CellFilter): [Part, string][] {
  return (Object.keys(PARAMETERS) as Part[]).flatMap((part): [Part, string][] => {
    const value = filter[part];
    return value === undefined ? [] : [[part, value]];
  });
}

/** What holds of each row that was chosen: a column, how it compares, and with what. */
function conditionsOf({
  filter,
  startsFrom,
  startsTo,
}: Choice): readonly (readonly [string, string, string])[] {
  return [
    ...named(filter).map(([part, value]) => [part, "==", value] as const),
    ...(startsFrom === undefined ? [] : [["periodStart", ">=", startsFrom] as const]),
    ...(startsTo === undefined ? [] : [["periodStart", "<=", startsTo] as const]),
  ];
}

function rCode(addresses: readonly string[], choice: Choice): string {
  const classes = TEXTS.map((column) => `${column} = "character"`).join(", ");
  const tests = conditionsOf(choice).map(
    ([column, compares, value]) => `${column} ${compares} ${quoted(value)}`,
  );
  return [
    "addresses <- c(",
    addresses.map((address) => `  ${quoted(address)}`).join(",\n"),
    ")",
    `texts <- c(${classes})`,
    'figures <- do.call(rbind, lapply(addresses, read.csv, colClasses = texts, na.strings = ""))',
    `figures <- subset(figures, ${tests.join(" &\n  ")})`,
  ].join("\n");
}

function pythonCode(addresses: readonly string[], choice: Choice): string {
  const types = TEXTS.map((column) => `"${column}": str`).join(", ");
  const tests = conditionsOf(choice).map(
    ([column, compares, value]) => `(figures[${quoted(column)}] ${compares} ${quoted(value)})`,
  );
  return [
    "import pandas",
    "",
    "addresses = [",
    addresses.map((address) => `    ${quoted(address)},`).join("\n"),
    "]",
    `texts = {${types}}`,
    "figures = pandas.concat([pandas.read_csv(address, dtype=texts) for address in addresses])",
    `figures = figures[\n    ${tests.join("\n    & ")}\n]`,
  ].join("\n");
}

/** A text as R and Python read it: both know the escapes of JSON. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
