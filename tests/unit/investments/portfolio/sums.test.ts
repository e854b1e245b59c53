import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plus, type Sums } from "../../../../shared/investments/portfolio/sums.ts";
import { canonicalJson } from "../../../../shared/platform/canonical-json.ts";

const NAMES = ["a", "b", "constructor", "__proto__", "toString"];
const leaf = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((value) => value !== 0);
const branch = fc.array(fc.tuple(fc.constantFrom(...NAMES), leaf), { maxLength: 5 }).map(toTree);
const tree = fc
  .array(fc.tuple(fc.constantFrom("rows", "__proto__", "names"), branch), { maxLength: 4 })
  .map(toTree)
  .map((each) => plus({}, each));

/** `__proto__` as a name like any other: an object literal would take it for something else. */
function toTree<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

describe("sums", () => {
  it("leave no trace of what was put in and taken out again, in any order, whatever people called it", () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 6 }), tree, (others, one) => {
        const without = others.reduce<Sums>((all, each) => plus(all, each), {});
        const put = [one, ...others].reduce<Sums>((all, each) => plus(all, each), {});
        const reversed = [...others.toReversed(), one].reduce<Sums>((all, each) => plus(all, each), {});
        expect(canonicalJson(put)).toBe(canonicalJson(reversed));
        expect(canonicalJson(plus(put, one, -1))).toBe(canonicalJson(without));
        expect(plus(one, one, -1)).toEqual({});
      }),
    );
  });

  it("keep no name under which there is nothing", () => {
    expect(plus({ a: { b: 2, c: 1 }, d: 4 }, { a: { b: 2 }, d: 4 }, -1)).toEqual({ a: { c: 1 } });
    expect(plus({}, { a: { b: 0 }, c: 0 })).toEqual({});
  });

  it("refuse to grow beyond what a number holds exactly", () => {
    const most = { a: { b: Number.MAX_SAFE_INTEGER } };
    expect(() => plus(most, { a: { b: 1 } })).toThrow("left the range that is exact");
    expect(() => plus(most, { a: 1 })).toThrow("has sums under it");
  });
});
