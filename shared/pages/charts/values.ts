import { decimal, formatMoneyShort, formatValue } from "../../reporting/wording/format.ts";
import { numberLocale } from "../../reporting/wording/reader.ts";

const CURRENCY = /^[A-Z]{3}$/;
const UNITS = new Set(["percent", "percentage-points", "count", "ratio"]);

/** A value in the unit of its chart: "54.0%", "$9,500,000", "1,234". A unit of three capitals is a currency. */
export function valueText(value: number, unit: string): string {
  if (CURRENCY.test(unit)) return formatMoneyShort({ amount: value.toFixed(2), currency: unit });
  if (UNITS.has(unit)) return formatValue(value, { unit });
  return decimal(value, Number.isInteger(value) ? 0 : 1);
}

/** A value at an axis, as short as it goes: "50%", "$1.2M", "1,500". */
export function tickText(value: number, unit: string): string {
  if (unit === "percent") return `${value}%`;
  if (!CURRENCY.test(unit))
    return value.toLocaleString(numberLocale(), { numberingSystem: "latn" }).replace("-", "−");
  return new Intl.NumberFormat(numberLocale(), {
    numberingSystem: "latn",
    style: "currency",
    currency: unit,
    notation: "compact",
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  })
    .format(value)
    .replace("-", "−");
}
