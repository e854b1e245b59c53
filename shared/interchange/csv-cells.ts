/** How numbers are written in a file. */
export type NumberStyle = { readonly decimal: "." | "," };

/** What a cell that should hold a figure holds. `decimals` are those printed, `percent` whether a percent sign was. */
export type FigureCell =
  | { readonly state: "number"; readonly value: number; readonly decimals: number; readonly percent: boolean }
  | { readonly state: "empty"; readonly status: EmptyStatus }
  | { readonly state: "unreadable"; readonly text: string };

/** Why there is no figure: confidential, not available, not applicable, unreliable, not collected. */
export type EmptyStatus = "c" | "x" | "z" | "u" | "w";

/** What nearly all cells are: printable ASCII, no blank around it, no sign of a formula before it. */
const PLAIN = /^[!-<>-~](?:[ -~]*[!-~])?$/;

/**
 * A cell as a person reads it: without byte order mark, invisible and outer blanks, and without the wrapping by which
 * spreadsheets are told to keep a code as text (`="0020011"`).
 */
export function cleanCell(raw: string): string {
  if (raw === "" || PLAIN.test(raw)) return raw;
  const text = raw
    .replaceAll(/\u200B|\u200C|\u200D|\u2060|\uFEFF/g, "")
    .replaceAll(/[\u00A0\u2007\u202F\t]/g, " ");
  const bare = text.trim();
  return (/^="+([^"]*)"+$/.exec(bare)?.[1] ?? bare).trim();
}

/** A text to compare titles and labels by: clean, one blank between words, no difference of case. */
export function comparisonKey(raw: string): string {
  return cleanCell(raw).replaceAll(/\s+/g, " ").toLowerCase();
}

const POINT = /^[+-]?(\d+|\d{1,3}([, ']\d{3})+)?(\.\d*)?([eE][+-]?\d+)?$/;
const COMMA = /^[+-]?(\d+|\d{1,3}([. ']\d{3})+)?(,\d*)?([eE][+-]?\d+)?$/;

/**
 * The number in a cell, with its printed decimals: "1,234" and "1 234" are 1234, "19.0" is 19, "12.5 %" is 12.5 with the
 * sign told. Undefined where the cell holds no number in this style.
 */
export function numberIn(
  cell: string,
  { decimal }: NumberStyle,
): { value: number; decimals: number; percent: boolean } | undefined {
  const text = cleanCell(cell).replace(/^[\u2212\u2013]/, "-");
  const percent = text.endsWith("%");
  const digits = percent ? text.slice(0, -1).trimEnd() : text;
  const pattern = decimal === "." ? POINT : COMMA;
  if (!/\d/.test(digits) || !pattern.test(digits)) return undefined;
  const plain =
    decimal === "." ? digits.replaceAll(/[, ']/g, "") : digits.replaceAll(/[. ']/g, "").replace(",", ".");
  const value = Number(plain);
  if (!Number.isFinite(value)) return undefined;
  return { value: value === 0 ? 0 : value, decimals: /\.(\d*)/.exec(plain)?.[1]?.length ?? 0, percent };
}

/** Whether two cells say the same: as numbers where both are numbers ("19.0" and "19"), as labels otherwise. */
export function sameCell(a: string, b: string, style: NumberStyle): boolean {
  const [m, n] = [numberIn(a, style), numberIn(b, style)];
  return m !== undefined && n !== undefined ? m.value === n.value : comparisonKey(a) === comparisonKey(b);
}

/** Tokens that stand for no figure, by what each means; made once a file. */
export type EmptyTokens = {
  readonly labels: ReadonlyMap<string, EmptyStatus>;
  readonly numbers: ReadonlyMap<number, EmptyStatus>;
};

/** Tokens made ready to be looked up as labels and as numbers ("-9999.0" is the token "-9999"). Earlier ones win. */
export function emptyTokens(
  tokens: readonly (readonly [string, EmptyStatus])[],
  style: NumberStyle,
): EmptyTokens {
  const labels = new Map<string, EmptyStatus>();
  const numbers = new Map<number, EmptyStatus>();
  for (const [token, status] of tokens.toReversed()) {
    const number = numberIn(token, style);
    if (number === undefined) labels.set(comparisonKey(token), status);
    else numbers.set(number.value, status);
  }
  return { labels, numbers };
}

/** "<10", "n < 10", ">95%", "≤5": a figure the source gives only a bound of, so that it cannot be worked out. */
const BOUNDED = /^(n\s*)?[<>≤≥]\s*=?\s*\d+(\.\d+)?\s*%?$/i;

/** Reads a cell that should hold a figure: a token first (a sentinel such as -9999 looks like a number), then a number. */
export function figureIn(cell: string, tokens: EmptyTokens, style: NumberStyle): FigureCell {
  const number = numberIn(cell, style);
  const status =
    number === undefined ? tokens.labels.get(comparisonKey(cell)) : tokens.numbers.get(number.value);
  if (status !== undefined) return { state: "empty", status };
  if (number !== undefined) return { state: "number", ...number };
  const text = cleanCell(cell);
  return BOUNDED.test(text)
    ? { state: "empty", status: "c" }
    : { state: "unreadable", text: text.slice(0, 40) };
}
