import { describe, expect, it } from "vitest";
import { fits, numberOf, orderOf, readState, writeState } from "../../../../shared/pages/script/order.ts";
import { formatMoney, formatValue } from "../../../../shared/reporting/wording/format.ts";
import { forReader } from "../../../../shared/reporting/wording/reader.ts";

const cells = (...texts: string[]) => texts.map((text) => ({ text }));

describe("the order of rows", () => {
  it("is by size where every cell is a number, whatever its unit", () => {
    const money = cells("$9,500.00", "$10.00", "−$1,200.50", "$100.00");
    expect(orderOf(money, false, { language: "en", numbers: "en-US" })).toEqual([2, 1, 3, 0]);
    expect(orderOf(money, true, { language: "en", numbers: "en-US" })).toEqual([0, 3, 1, 2]);
  });

  it("is by time where every cell is a day", () => {
    expect(
      orderOf(cells("1 Feb 2026", "31 Jan 2026", "2 Dec 2024"), false, { language: "en", numbers: "en-US" }),
    ).toEqual([2, 1, 0]);
    expect(orderOf(cells("2026-02-01", "2026-01-31"), false, { language: "en", numbers: "en-US" })).toEqual([
      1, 0,
    ]);
  });

  it("is that of the language for words, with the numbers in them by size, and keeps equals as they stood", () => {
    expect(
      orderOf(cells("Zeta", "Álamo", "beta", "Beta"), false, { language: "es", numbers: "en-US" }),
    ).toEqual([1, 2, 3, 0]);
    expect(orderOf(cells("Grade 10", "Grade 9", "all"), false, { language: "en", numbers: "en-US" })).toEqual(
      [2, 1, 0],
    );
  });

  it("goes by the value for machines where a cell has one", () => {
    const shown = [
      { text: "1.250,00 €", value: "1250.00" },
      { text: "900,50 €", value: "900.50" },
    ];
    expect(orderOf(shown, false, { language: "de", numbers: "en-US" })).toEqual([1, 0]);
  });

  it("leaves what is hidden or empty last both ways, as it stood, so that its place says nothing", () => {
    const figures = [
      { text: "protected: could identify a child", value: "3", isHidden: true },
      { text: "54.0%" },
      { text: "" },
      { text: "12.0%" },
    ];
    expect(orderOf(figures, false, { language: "en", numbers: "en-US" })).toEqual([3, 1, 0, 2]);
    expect(orderOf(figures, true, { language: "en", numbers: "en-US" })).toEqual([1, 3, 0, 2]);
  });
});

it.each([
  ["−$1,200.50", -1200.5],
  ["CHF\u00a03,000", 3000],
  ["+5.0\u00a0points", 5],
  ["12.3 per\u00a01,000", 12.3],
  ["54.0%", 54],
  ["2026-01-31T09:30:00Z", Date.UTC(2026, 0, 31, 9, 30)],
  ["15\u00a0Jul\u00a02024", Date.UTC(2024, 6, 15)],
  ["FY2025", undefined],
  ["3 reports", undefined],
  ["", undefined],
])("reads %j as %j", (text, value) => expect(numberOf(text, "en-US")).toBe(value));

const WRITTEN = ["1250000.50", "-3.00", "900.00", "12.00"];

it.each(["de-CH", "fr-FR", "es-US", "en-GB", "sv-SE", "tr-TR"])(
  "reads money and numbers as %s writes them",
  (locale) =>
    forReader(locale, () => {
      for (const currency of ["EUR", "USD", "CHF"])
        expect(WRITTEN.map((amount) => numberOf(formatMoney({ amount, currency }), locale))).toEqual(
          WRITTEN.map(Number),
        );
      expect(numberOf(formatValue(54.5, { unit: "percent" }), locale)).toBe(54.5);
      expect(numberOf(formatValue(-1234.5, { unit: "percentage-points" }), locale)).toBe(-1234.5);
      expect(numberOf(formatValue(1234567, { unit: "count" }), locale)).toBe(1234567);
      expect(numberOf("15\u00a0Jul\u00a02024", locale)).toBe(Date.UTC(2024, 6, 15));
    }),
);

describe("rows that are looked for", () => {
  const row = cells("Cedar County", "Educación temprana", "$9,500.00");

  it.each(["cedar", "EDUCACION cedar", "  9,500 ", ""])("have every word of %j", (filter) =>
    expect(fits(row, filter)).toBe(true),
  );

  it("do not fit where one word is missing", () => expect(fits(row, "cedar oak")).toBe(false));
});

describe("the state of a table in an address", () => {
  it.each([
    { filter: "" },
    { filter: "cedar ~ 2d" },
    { order: { column: 12, isDescending: true }, filter: "" },
    { order: { column: 0, isDescending: false }, filter: "ñ" },
  ])("comes back as it was written: %j", (state) => expect(readState(writeState(state))).toEqual(state));

  it.each([undefined, null, "", "x", "2~", "-1a~", "1234a~x"])("is none where %j stands", (text) =>
    expect(readState(text)).toEqual({ filter: "" }),
  );
});
