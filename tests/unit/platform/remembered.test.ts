import { expect, test } from "vitest";
import { remembered } from "../../../shared/platform/remembered.ts";

test("what is made of a text is made once for each owner, nothing included", () => {
  const made: string[] = [];
  const make = (text: string, value: object | undefined) => () => {
    made.push(text);
    return value;
  };
  const [owner, other, asian] = [{}, {}, {}];
  expect(remembered(owner, "Asian", make("Asian", asian))).toBe(asian);
  expect(remembered(owner, "Asian", make("again", {}))).toBe(asian);
  expect(remembered(owner, "?", make("?", undefined))).toBe(undefined);
  expect(remembered(owner, "?", make("again", {}))).toBe(undefined);
  expect(remembered(other, "Asian", make("of another", {}))).not.toBe(asian);
  expect(made).toEqual(["Asian", "?", "of another"]);
});
