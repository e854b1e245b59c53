import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locateJsonError } from "../../../shared/interchange/json-error.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("the place where text stops being JSON", () => {
  test("is found exactly where JSON.parse refuses, and nowhere else", () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', "{", "x", "\\", "\n", "0"))
      .map(
        ([text, at, insert]) =>
          text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(locateJsonError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"a":tru}', 1, 6, "a value"],
    ['{"a" 1}', 1, 6, '":"'],
    ["[1,\n2,\n]", 3, 1, "a value"],
    ['{"a":1\n"b":2}', 2, 1, '"," or "}"'],
    ["{'a':1}", 1, 2, 'a property name in double quotes or "}"'],
    ["[1] 2", 1, 5, "the end of the file"],
    ["", 1, 1, "a value"],
  ])("%j: line %i, column %i, where %s belongs", (text, line, column, expected) => {
    expect(locateJsonError(text)).toMatchObject({ line, column, expected });
  });

  test("is found under a million brackets, without overflowing", () => {
    expect(locateJsonError("[".repeat(1_000_000))).toMatchObject({ offset: 1_000_000 });
  });
});
