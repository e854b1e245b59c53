import { expect, test } from "vitest";
import { boxes, withChosen } from "../../../functions/web/acts/practice-parts.ts";

const OFFERED = [{ value: "ind_first", text: "Reading" }];

test("what was chosen before stays to be kept, though it is not among what is offered", () => {
  const [group] = boxes("indicatorIds", "Indicators", { options: OFFERED, chosen: ["ind_later"] });
  expect(group?.fields.map(({ name, value }) => [name, value])).toEqual([
    ["indicatorIds.ind_first", undefined],
    ["indicatorIds.ind_later", "yes"],
  ]);
  expect(withChosen(OFFERED, ["ind_later", undefined]).map(({ value }) => value)).toEqual([
    "ind_first",
    "ind_later",
  ]);
});

test("what is offered is offered once, and nothing is offered where nothing is there", () => {
  expect(withChosen(OFFERED, ["ind_first"])).toEqual(OFFERED);
  expect(boxes("indicatorIds", "Indicators", { options: [] })).toEqual([]);
});
