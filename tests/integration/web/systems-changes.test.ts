import { expect, test } from "vitest";
import { fieldsIn } from "../../support/site-visitor.ts";
import { aSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const list = () => `${at.current.path}/systems-changes`;

const CHANGE = {
  title: "Filings are sealed after three years",
  by: "County court\nLegal aid",
  lever: "mental-models",
  level: "state",
  status: "proposed",
  statusOn: "2023-01-17",
  "affected.whom": "Renting families",
  "affected.people": "1200",
  evidence: "The bill as it was brought in",
  evidenceUrls: "https://example.org/bill",
};

test("a systems change is recorded with its evidence, taken on, taken back and corrected by forms alone", async () => {
  const visitor = visitors.keeper();
  expect((await visitor.open(list())).html).toContain("No systems change is recorded yet");
  const box = { [`strategyIds.${at.current.strategyId}`]: "yes" };
  const made = await visitor.fillIn(`${list()}/new`, { ...CHANGE, ...box });
  const address = made.location ?? "";
  expect(address).toMatch(/^\/partnerships\/prt_[0-9A-Z]{26}\/systems-changes\/sys_[0-9A-Z]{26}$/);
  const { html } = await visitor.open(address);
  expect(html).toMatch(
    /Mental models.*State.*County court, Legal aid.*1,200.*Proposed, .*The bill as it was/s,
  );
  expect(html).not.toContain(`${address}/retraction`);
  const moved = { status: "adopted", on: "2023-05-02", note: "By both houses" };
  expect((await visitor.fillIn(`${address}/move`, moved)).location).toBe(address);
  expect((await visitor.open(list())).html).toMatch(/Filings are sealed.*Adopted/s);
  const backward = await visitor.fillIn(`${address}/move`, { status: "proposed", on: "2023-05-03" });
  expect(backward.status).toBeGreaterThanOrEqual(400);
  expect((await visitor.fillIn(`${address}/retraction`, { reason: "Vetoed, misread" })).location).toBe(
    address,
  );
  const change = { "affected.people": "", evidenceUrls: "", level: "county", reason: "Nobody counted" };
  expect((await visitor.fillIn(`${address}/correction`, change)).location).toBe(address);
  const corrected = await visitor.open(address);
  expect(corrected.html).toMatch(/Mental models.*County.*Renting families/s);
  expect(corrected.html).not.toContain("1,200");
  expect(corrected.html).not.toContain("https://example.org/bill");
  expect((await visitor.fillIn(`${address}/withdrawal`, { reason: "Twice recorded" })).location).toBe(
    address,
  );
  expect((await visitor.open(address)).html).toContain("Twice recorded");
  expect((await visitor.open(`${address}/move`)).status).toBe(409);
});

test("what cannot be is refused at its field, with what was typed kept", async () => {
  const wrong = { ...CHANGE, statusOn: "2999-01-01", evidenceUrls: "not an address" };
  const first = await visitors.keeper().fillIn(`${list()}/new`, wrong);
  expect([first.status, first.html.includes('href="#f-evidenceUrls"')]).toEqual([422, true]);
  const ahead = { ...CHANGE, statusOn: "2999-01-01" };
  const second = await visitors.keeper().fillIn(`${list()}/new`, ahead);
  expect([second.status, second.html.includes('href="#f-statusOn"')]).toEqual([422, true]);
  expect(fieldsIn(second.html)).toMatchObject({ title: CHANGE.title, lever: "mental-models" });
});

test("readers see what is for them and write nothing; strangers find nothing", async () => {
  const keeper = visitors.keeper();
  const shown = (await keeper.fillIn(`${list()}/new`, CHANGE)).location ?? "";
  const own = { ...CHANGE, title: "Among ourselves", visibility: "partnership" };
  const kept = (await keeper.fillIn(`${list()}/new`, own)).location ?? "";
  const reader = await visitors.reader();
  const { html } = await reader.open(list());
  expect([html.includes(CHANGE.title), html.includes("Among ourselves")]).toEqual([true, false]);
  expect((await reader.open(shown)).html).not.toContain("Record how far it has come");
  expect((await reader.open(kept)).status).toBe(404);
  for (const form of ["move", "correction", "retraction", "withdrawal"])
    expect((await reader.open(`${shown}/${form}`)).status, form).toBe(403);
  const stranger = visitors.stranger();
  for (const path of [list(), `${list()}/new`, shown, `${shown}/move`, `${shown}/correction`])
    expect((await stranger.open(path)).status, path).toBe(404);
});
