import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf } from "../../../shared/interchange/file-content.ts";
import { workbookRows } from "../../../shared/interchange/xlsx-rows.ts";
import { aWorkbook, rowsXml } from "../../support/workbook.ts";

const ROWS = rowsXml([
  ["District", "Group", "Rate"],
  ["Harbour &amp; Cove", "Asian", 50],
  [{ xml: '<c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><f>A1</f><v>0.5</v></c>' }],
]);
const whole = aWorkbook({ Data: { rows: ROWS, merges: ["A1:A3"] } }, { texts: ["<t>Mill</t>"] });

/** Whatever comes is read or refused with a sentence; nothing else may happen. */
function isAnswered(bytes: Uint8Array): void {
  contentOf(bytes);
  const read = workbookRows(bytes, { decimal: "." });
  if (read.ok) expect(Array.isArray(read.value.rows)).toBe(true);
  else expect(read.problem.detail.length).toBeGreaterThan(10);
}

describe("a workbook with damage", () => {
  test("anywhere in its bytes is read or refused, and never brings the reader down", () => {
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(damage, fc.integer({ min: 0, max: whole.length }), (changes, length) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        isAnswered(bytes);
        isAnswered(bytes.subarray(0, length));
      }),
      { numRuns: 300 },
    );
  });

  test("in the text of a sheet is read or refused", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "/",
      '"',
      "&",
      "<c>",
      "</c>",
      "<row r='x'>",
      'r="XFD9999999"',
      "<![CDATA[",
      "<!--",
      "\u0000",
      "</v>",
      ' t="s"',
      "<f>",
      "<mergeCell/>",
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(ROWS.length), piece), { minLength: 1, maxLength: 5 }),
        (changes) => {
          const rows = changes.reduce(
            (text, [at, inserted]) => text.slice(0, at) + inserted + text.slice(at),
            ROWS,
          );
          isAnswered(aWorkbook({ Data: { rows } }, { texts: ["<t>Mill</t>"] }));
        },
      ),
      { numRuns: 500 },
    );
  });
});
