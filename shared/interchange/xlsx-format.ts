/** How a number of a workbook is shown, as far as it changes what it says. */
export type NumberShown =
  | { readonly kind: "plain" }
  | { readonly kind: "percent" }
  /** A code such as 00000, which shows leading zeros. */
  | { readonly kind: "padded"; readonly digits: number }
  /** A day, a month or a year, by what of it is shown. */
  | { readonly kind: "date"; readonly precision: "day" | "month" | "year" };

const PLAIN: NumberShown = { kind: "plain" };
const DAY: NumberShown = { kind: "date", precision: "day" };

/** Formats that every workbook has without saying so (ECMA-376 part 1, 18.8.30), those of East Asian dates included. */
const BUILT_IN: ReadonlyMap<number, NumberShown> = new Map<number, NumberShown>([
  ...[9, 10].map((id) => [id, { kind: "percent" } as NumberShown] as const),
  ...[14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, DAY] as const),
  [17, { kind: "date", precision: "month" }],
]);

/** What a number format shows; `code` is that of a format which the workbook defines itself. */
export function numberShown(id: number, code: string | undefined): NumberShown {
  if (code === undefined) return BUILT_IN.get(id) ?? PLAIN;
  const [positive = ""] = code.split(";");
  const bare = positive.replaceAll(/"[^"]*"|\\.|_.|\*./g, "");
  if (/^0{2,}$/.test(bare)) return { kind: "padded", digits: bare.length };
  if (bare.includes("%")) return { kind: "percent" };
  const letters = bare.replaceAll(/\[[^\]]*\]|general/gi, "");
  if (/d/i.test(letters)) return DAY;
  if (!/y/i.test(letters)) return PLAIN;
  return { kind: "date", precision: /m/i.test(letters) ? "month" : "year" };
}

/** Days are counted from here (ECMA-376 part 1, 18.17.4.1); the first system counts a 29 February 1900 that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const DAY_MS = 86_400_000;

/** How a workbook counts days, and how the file is told to write numbers. */
export type NumberSystem = { readonly is1904: boolean; readonly decimal: "." | "," };

/**
 * The text of a stored number as a person sees it: 0.382 shown as a percentage is "38.2%", 20011 shown with seven digits "0020011",
 * a day "2019-03-31", a month "2019-03". All else has up to fifteen digits, as the program that wrote it shows them.
 */
export function numberText(stored: string, shown: NumberShown, system: NumberSystem): string {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return stored;
  if (shown.kind === "date") return dayText(value, shown.precision, system) ?? digitsOf(value, system);
  if (shown.kind === "percent") return `${digitsOf(value * 100, system)}%`;
  if (shown.kind === "padded" && Number.isInteger(value) && value >= 0)
    return String(value).padStart(shown.digits, "0");
  return digitsOf(value, system);
}

function digitsOf(value: number, { decimal }: NumberSystem): string {
  const text = String(Number(value.toPrecision(15)));
  return decimal === "," ? text.replace(".", ",") : text;
}

function dayText(
  serial: number,
  precision: "day" | "month" | "year",
  { is1904 }: NumberSystem,
): string | undefined {
  const days = !is1904 && serial < 60 ? serial + 1 : serial;
  const instant = new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(days) * DAY_MS);
  if (serial < 0 || Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9999) return undefined;
  return instant.toISOString().slice(0, { day: 10, month: 7, year: 4 }[precision]);
}
