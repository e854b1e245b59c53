import { expect, test } from "vitest";
import { withWords } from "../../../functions/public/with-words.ts";

const release = (title: string, name: string) => ({ title, partnership: { id: "prt", name } });
const RELEASES = [
  release("Reading by group", "Cedar Harbour"),
  release("Kindergarten readiness", "Niños Primero"),
  release("Reading in grade 3", "Northgate"),
];
const titles = (words: string) => withWords(RELEASES, words).map(({ title }) => title);

test("words of a title or of a partnership find its releases, in their order", () => {
  expect(titles("reading")).toEqual(["Reading by group", "Reading in grade 3"]);
  expect(titles(" NINOS ")).toEqual(["Kindergarten readiness"]);
});

test("every word has to stand in it, wherever", () => {
  expect(titles("cedar reading")).toEqual(["Reading by group"]);
  expect(titles("cedar readiness")).toEqual([]);
});

test("no words leave all", () => {
  expect(titles("  ")).toHaveLength(RELEASES.length);
});
