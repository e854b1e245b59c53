import { expect, test } from "vitest";
import { differences, valueInWords } from "../../../functions/web/views/change-words.ts";

test.each([
  [["finance"], "finance"],
  [["finance", "viewer"], "finance, viewer"],
  [[], "none"],
  [{}, "none"],
  [false, "no"],
  [12, "12"],
  [{ amount: "250000.00", currency: "USD" }, "$250,000.00"],
  [{ "grant-expense": "5100", cash: "1000" }, "grant expense: 5100, cash: 1000"],
  [
    [{ role: "finance", upTo: { amount: "5", currency: "USD" } }, { role: "viewer" }],
    "role: finance, up to: $5; role: viewer",
  ],
  ["A reason with {braces}", "A reason with {braces}"],
])("%j is read as %s", (value, words) => {
  expect(valueInWords(value)).toBe(words);
});

test("what was not there before is said with no words, for the page to say so", () => {
  const parts = [{ sk: "C#HEAD", before: null, after: { roles: ["finance"], openedOn: null } }];
  const found = differences({ parts } as unknown as Parameters<typeof differences>[0]);
  expect(found).toEqual([
    { where: "The record itself", what: "Roles", before: "", after: "finance" },
    { where: "The record itself", what: "Opened on", before: "", after: "" },
  ]);
});
