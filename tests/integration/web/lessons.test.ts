import { expect, test } from "vitest";
import { siteVisitor } from "../../support/site-visitor.ts";
import { aSetting, newSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const NOW = "2027-02-01T09:00:00.000Z";
const LESSON = {
  title: "Tablets before lessons",
  visibility: "public",
  problem: "Four in ten children had nothing to open lessons with.",
  whatWasDone: "Tablets went out with school meals.",
  "workedFor.0.group": "Families with a telephone",
  "workedFor.0.how": "Nine in ten were online in a week.",
  "evidence.0.kind": "study",
  "evidence.0.statement": "Counted by the school.",
  "cost.description": "Tablets and calls",
  "cost.amount": "12,000.50",
  themes: "digital divide",
  "capacities.equity": "yes",
};
const written = async (rest: Record<string, string> = {}) => {
  const { partnershipId } = at.current;
  const sent = await visitors.keeper().fillIn("/lessons/new", { ...LESSON, partnershipId, ...rest });
  expect(sent.status, sent.html).toBe(303);
  return sent.location ?? "";
};

test("a lesson is written, found, and written anew without losing what it said", async () => {
  const keeper = visitors.keeper();
  expect((await keeper.open("/lessons")).html).toContain("No lesson is shared here yet");
  const address = await written();
  expect(address).toMatch(/^\/lessons\/lsn_[0-9A-Z]{26}$/);
  const found = await keeper.open("/lessons?theme=Digital+divide&capacity=equity&place=");
  expect(found.html).toContain(LESSON.title);
  expect((await keeper.open("/lessons?theme=transport")).html).toContain("No lesson is like that");
  const again = await keeper.fillIn(`${address}/versions/new`, {
    problem: "Half of all children had nothing.",
    reason: "Counted again",
  });
  expect(again.location, again.html).toBe(address);
  const { html } = await keeper.open(address);
  for (const text of [
    "Half of all children had nothing.",
    "Nine in ten were online in a week.",
    "Counted by the school.",
    "$12,000.50",
    "Equity",
    "Version 2",
  ])
    expect(html, text).toContain(text);
  const before = await keeper.open(`${address}?version=1`);
  expect(before.html).toContain(LESSON.problem);
  expect(before.html).toContain("This is an earlier version");
  for (const version of ["3", "0", "first"])
    expect((await keeper.open(`${address}?version=${version}`)).status, version).toBe(404);
});

test("adopting is offered to those who keep another partnership alone", async () => {
  const address = await written();
  const other = await newSetting(at.current.table);
  const adopter = siteVisitor(at.current.table, { organisationId: other.ownerId, kind: "partnership" }, NOW);
  expect((await adopter.open(address)).html).toContain(`${address}/adoptions/new`);
  for (const visitor of [visitors.keeper(), visitors.stranger()]) {
    const shown = await visitor.open(address);
    expect([shown.status, shown.html.includes(`${address}/adoptions/new`)]).toEqual([200, false]);
  }
});

test("another partnership adopts a lesson and says how it went", async () => {
  const address = await written();
  const { table } = at.current;
  const other = await newSetting(table);
  const adopter = siteVisitor(table, { organisationId: other.ownerId, kind: "partnership" }, NOW);
  expect((await adopter.open("/lessons?within=public")).html).toContain(LESSON.title);
  const adoption = { partnershipId: other.partnershipId, adoptedOn: "2026-05-04", visibility: "readers" };
  const sent = await adopter.fillIn(`${address}/adoptions/new`, adoption);
  const list = `${other.path}/lessons`;
  expect(sent.location, sent.html).toBe(list);
  expect((await adopter.open(list)).html).toContain("Not said yet");
  const form = `${address}/adoptions/${other.partnershipId}/result`;
  const half = { "result.verdict": "worked-in-part", reason: "A year on" };
  expect((await adopter.fillIn(form, half)).status).toBe(422);
  const whole = { ...half, "result.description": "Half of them came.", "result.on": "2027-01-05" };
  expect((await adopter.fillIn(form, { ...whole, status: "kept" })).location).toBe(list);
  for (const html of [(await adopter.open(list)).html, (await visitors.keeper().open(address)).html])
    expect(html).toContain("It worked in part");
  expect((await visitors.keeper().open(form)).status).toBe(403);
  expect((await visitors.stranger().open(list)).status).toBe(404);
});

test("only who wrote a lesson changes it, and what is not shared is not there", async () => {
  const address = await written();
  const reader = await visitors.reader();
  for (const part of ["versions/new", "visibility", "retirement", "adoptions/new"])
    expect((await reader.open(`${address}/${part}`)).status, part).toBe(403);
  const keeper = visitors.keeper();
  expect((await keeper.open(`${address}/adoptions/new`)).status).toBe(403);
  const narrowed = { visibility: "own", reason: "Ours alone" };
  expect((await keeper.fillIn(`${address}/visibility`, narrowed)).location).toBe(address);
  for (const part of ["", "/versions/new", "/adoptions/new"])
    expect((await reader.open(address + part)).status, part).toBe(404);
  expect((await keeper.fillIn(`${address}/retirement`, { reason: "Better ones" })).location).toBe(address);
  expect((await keeper.open(address)).html).toContain("Better ones");
  expect((await keeper.open("/lessons")).html).not.toContain(LESSON.title);
  expect((await keeper.open(`${address}/retirement`)).status).toBe(409);
});
