import { expect, test } from "vitest";
import { aSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const list = () => `${at.current.path}/capacity-assessments`;
const OPEN = { title: "Spring self-assessment", heldOn: "2026-04-15", visibility: "funders" };
const says = (role: string, rating: string) => ({
  role,
  "ratings.equity.rating": rating,
  "ratings.equity.note": `Said by ${role}`,
});

test("capacities are assessed by several people, and others see what three said together", async () => {
  const keeper = visitors.keeper();
  expect((await keeper.open(list())).html).toContain("No assessment is there yet");
  const address = (await keeper.fillIn(`${list()}/new`, OPEN)).location ?? "";
  expect(address).toMatch(/^\/capacity-assessments\/cap_[0-9A-Z]{26}$/);
  for (const [role, rating] of [
    ["a parent", "2"],
    ["a teacher", "4"],
  ] as const)
    expect((await keeper.fillIn(`${address}/answer`, says(role, rating))).location).toBe(address);
  const reader = await visitors.reader();
  const few = await reader.open(address);
  expect(few.html).toContain("fewer than three said, so it is not shown");
  expect((await keeper.open(address)).html).toMatch(/Equity<\/th><td class="n">2</);
  await keeper.fillIn(`${address}/answer`, says("a pastor", "3"));
  const seen = await reader.open(address);
  expect(seen.html).toMatch(/Equity<\/th><td class="n">2<\/td><td class="n">3<\/td><td class="n">4</);
  expect(seen.html).not.toContain("Said by a parent");
  expect((await keeper.open(address)).html).toContain("Said by a parent");
  const nobody = await keeper.fillIn(`${address}/answer`, { role: "a parent" });
  expect(nobody.status).toBe(422);
  expect((await keeper.fillIn(`${address}/closing`, { reason: "All answered" })).location).toBe(address);
  expect((await keeper.open(`${address}/answer`)).status).toBe(409);
  const narrowed = { visibility: "partnership", reason: "Ours alone" };
  expect((await keeper.fillIn(`${address}/visibility`, narrowed)).location).toBe(address);
  expect((await reader.open(address)).status).toBe(404);
});

test("readers open and change nothing; strangers find nothing", async () => {
  const address = (await visitors.keeper().fillIn(`${list()}/new`, OPEN)).location ?? "";
  const reader = await visitors.reader();
  expect((await reader.open(list())).html).toContain(OPEN.title);
  for (const path of [`${list()}/new`, `${address}/answer`, `${address}/closing`, `${address}/visibility`])
    expect((await reader.open(path)).status, path).toBe(403);
  const stranger = visitors.stranger();
  for (const path of [list(), `${list()}/new`, address, `${address}/answer`])
    expect((await stranger.open(path)).status, path).toBe(404);
});

test("what is written of a capacity that is not rated is asked about, not lost", async () => {
  const keeper = visitors.keeper();
  const address = (await keeper.fillIn(`${list()}/new`, OPEN)).location ?? "";
  const key = /name="ratings\.(?!equity)([a-z-]+)\.note"/.exec(
    (await keeper.open(`${address}/answer`)).html,
  )?.[1];
  const said = { ...says("a parent", "2"), [`ratings.${key}.note`]: "Nobody asked us yet" };
  const sent = await keeper.fillIn(`${address}/answer`, said);
  expect(sent.status).toBe(422);
  expect(sent.html).toContain("Say where you are with it, or take away why.");
  expect(sent.html).toContain("Nobody asked us yet");
});
