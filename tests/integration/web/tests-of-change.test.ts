import { expect, test } from "vitest";
import { projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { recordObservations } from "../../../shared/measurement/record-observations.ts";
import { newId } from "../../../shared/platform/id.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { fieldsIn } from "../../support/site-visitor.ts";
import { aSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const list = () => `${at.current.path}/tests-of-change`;

const TEST = {
  title: "A clinic before the court date",
  aim: "More families keep their home",
  change: "Legal aid where the families are",
};
const PLAN = {
  objective: "Reach families before the court date",
  prediction: "Six of ten come to the clinic",
  scale: "Ten families of one school",
  plan: "The counsellor calls each family",
  "measures.0.statement": "Families who came, of those who were called",
};
const FINDING = {
  on: "2023-03-10",
  happened: "Ten were called, four came",
  comparison: "worse",
  learned: "The clinic has to be where the families are",
};

async function record(): Promise<void> {
  const { table, ownerId, outcome: indicatorId } = at.current;
  await recordObservations(
    { table },
    {
      rows: [{ indicatorId, period: schoolYear(2022), numerator: 40, denominator: 80 }],
      mode: "per-row",
      author: { principalId: newId("per"), organisationId: ownerId },
      organisationId: ownerId,
      now: systemClock(),
      reason: undefined,
    },
  );
  for await (const items of scanPages(table)) await projectSummaries(table, items);
}

test("a test of change goes through plan, do, study and act by forms alone, with the figures beside", async () => {
  await record();
  const visitor = visitors.keeper();
  expect((await visitor.open(list())).html).toContain("This is how one goes");
  const box = { [`indicatorIds.${at.current.outcome}`]: "yes" };
  const begun = await visitor.fillIn(`${list()}/new`, { ...TEST, ...box });
  const address = begun.location ?? "";
  expect(address).toMatch(/^\/partnerships\/prt_[0-9A-Z]{26}\/tests-of-change\/tst_[0-9A-Z]{26}$/);
  expect((await visitor.open(address)).html).toContain("Plan cycle 1");
  expect((await visitor.fillIn(`${address}/cycles/new`, PLAN)).location).toBe(address);
  const changed = { prediction: "Five of ten come", reason: "Fewer can be called" };
  expect((await visitor.fillIn(`${address}/cycles/1/plan`, changed)).location).toBe(address);
  expect((await visitor.open(`${address}/cycles/1/finding`)).status).toBe(409);
  expect((await visitor.fillIn(`${address}/cycles/1/start`, { on: "2023-03-07" })).location).toBe(address);
  expect((await visitor.open(`${address}/cycles/1/plan`)).status).toBe(409);
  const form = await visitor.open(`${address}/cycles/1/finding`);
  expect(form.html).toContain("What was predicted: Five of ten come");
  expect(form.html).toMatch(/, 2022-23: 50\.0%/);
  const figure = /name="(observations\.[^"]+)"/.exec(form.html)?.[1] ?? "";
  const found = await visitor.fillIn(`${address}/cycles/1/finding`, { ...FINDING, [figure]: "yes" });
  expect(found.location).toBe(address);
  const studied = await visitor.open(address);
  expect(studied.html).toContain("Worse than predicted");
  const door = /href="(\/observations\/[^"]+)">Figure 1/.exec(studied.html)?.[1] ?? "";
  expect((await visitor.open(door)).status).toBe(200);
  expect(studied.html).toContain("Run chart: 1 point, and 10 are needed");
  const corrected = fieldsIn((await visitor.open(`${address}/cycles/1/finding`)).html);
  expect(corrected).toMatchObject({ happened: FINDING.happened, [figure]: "yes" });
  const decided = await visitor.fillIn(`${address}/cycles/1/decision`, {
    on: "2023-03-11",
    decision: "abandon",
    why: "Nobody can get there",
  });
  expect(decided.location).toBe(address);
  const closed = await visitor.open(address);
  expect(closed.html).toMatch(/Abandon it: do not go on with it.*Nobody can get there/s);
  expect(closed.html).not.toContain("Plan cycle 2");
  const again = await visitor.send(`${address}/cycles/1/decision`, decided.sent);
  expect([again.status, again.location]).toEqual([303, address]);
});

test("what was studied before it started is refused at its field, with what was typed kept", async () => {
  const visitor = visitors.keeper();
  const address = (await visitor.fillIn(`${list()}/new`, TEST)).location ?? "";
  const lacking = await visitor.fillIn(`${address}/cycles/new`, { ...PLAN, "measures.0.statement": "" });
  expect([lacking.status, lacking.html.includes('href="#f-measures"')]).toEqual([422, true]);
  await visitor.fillIn(`${address}/cycles/new`, PLAN);
  await visitor.fillIn(`${address}/cycles/1/start`, { on: "2023-03-07" });
  const early = await visitor.fillIn(`${address}/cycles/1/finding`, { ...FINDING, on: "2023-03-01" });
  expect([early.status, early.html.includes('href="#f-on"')]).toEqual([422, true]);
  expect(fieldsIn(early.html)).toMatchObject({ learned: FINDING.learned });
});

test("a test is corrected and withdrawn for a reason, and stays with it", async () => {
  const visitor = visitors.keeper();
  const strategyId = at.current.strategyId;
  const address = (await visitor.fillIn(`${list()}/new`, { ...TEST, strategyId })).location ?? "";
  const change = { aim: "Fewer filings", strategyId: "", reason: "Said better" };
  expect((await visitor.fillIn(`${address}/correction`, change)).location).toBe(address);
  expect((await visitor.open(address)).html).toContain("Fewer filings");
  expect((await visitor.fillIn(`${address}/withdrawal`, { reason: "Never begun" })).location).toBe(address);
  const { html } = await visitor.open(address);
  expect(html).toContain("Never begun");
  expect(html).not.toContain("/correction");
  expect((await visitor.open(`${address}/correction`)).status).toBe(409);
});

test("readers see what is for them and write nothing; strangers find nothing", async () => {
  const keeper = visitors.keeper();
  const shown = (await keeper.fillIn(`${list()}/new`, TEST)).location ?? "";
  const own = { ...TEST, title: "Among ourselves", visibility: "partnership" };
  const kept = (await keeper.fillIn(`${list()}/new`, own)).location ?? "";
  const reader = await visitors.reader();
  const { html } = await reader.open(list());
  expect(html).toContain(TEST.title);
  expect(html).not.toContain("Among ourselves");
  expect((await reader.open(shown)).html).not.toContain("Plan cycle 1");
  expect((await reader.open(kept)).status).toBe(404);
  for (const form of ["correction", "withdrawal", "cycles/new"])
    expect((await reader.open(`${shown}/${form}`)).status, form).toBe(403);
  const stranger = visitors.stranger();
  for (const path of [list(), `${list()}/new`, shown, `${shown}/correction`, `${shown}/cycles/new`])
    expect((await stranger.open(path)).status, path).toBe(404);
});
