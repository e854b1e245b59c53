import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv } from "../../../shared/platform/csv.ts";

const COLUMNS = ["name", "amount"] as const;

function cellsOf(name: string): string | undefined {
  const [, row] = parse(toCsv(COLUMNS, [{ name, amount: "1.00" }])) as string[][];
  return row?.[0];
}

describe("a CSV text", () => {
  test("has a header, ends its lines with CR LF, and leaves what is not there empty", () => {
    expect(toCsv(COLUMNS, [{ name: "Harbour" }, { amount: "2.50" }])).toBe(
      "name,amount\r\nHarbour,\r\n,2.50\r\n",
    );
    expect(toCsv(COLUMNS, [])).toBe("name,amount\r\n");
  });

  test.each(["=1+1", "+1 555", "-cmd", "@SUM(A1)", "\tx", "\rx", "\uFF1D1"])(
    "shows %j as text, never as a formula",
    (name) => {
      expect(cellsOf(name)).toBe(`'${name}`);
    },
  );

  test("leaves numbers below zero as numbers", () => {
    expect(toCsv(COLUMNS, [{ name: "-5", amount: "-1250.00" }])).toBe("name,amount\r\n-5,-1250.00\r\n");
  });

  test("gives back any other text as it was, whatever quotes, commas and lines are in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const name = `x${text}`;
        expect(cellsOf(name)).toBe(name);
      }),
    );
  });
});
