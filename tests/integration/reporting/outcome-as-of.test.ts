import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import type { Summary } from "../../../shared/measurement/index.ts";
import { updateSummary } from "../../../shared/measurement/summary.store.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { periodKey } from "../../../shared/platform/time.ts";
import { type ReportDiff, ReportDiffSchema } from "../../../shared/reporting/outcome/diff/report-diff.ts";
import { type OutcomeReport, OutcomeReportSchema } from "../../../shared/reporting/outcome/outcome-report.ts";
import { ReportSchema } from "../../../shared/reporting/report.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { record } from "../../support/world.ts";
import { makeOutcomeWorld, type OutcomeWorld, readAs, sectionOf } from "./outcome-world.ts";

const SECTIONS =
  "sections=money,line-of-sight,progress,outcomes,gaps,systems-changes,tests-of-change,contribution,gateways,capacities,stories,lessons,requirements";
const BEGUN = "2026-02-01T09:00:00.000Z";
const THEN = "2026-02-15T09:00:00.000Z";
const CHANGED = "2026-03-01T09:00:00.000Z";
const NOW = "2026-06-01T09:00:00.000Z";

let engine: TestEngine;
let table: Table;
let now = BEGUN;
let made: OutcomeWorld;
let paths: readonly string[];
let before: readonly OutcomeReport[];
let wholeBefore: unknown;
let portfolioBefore: OutcomeReport;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  made = await makeOutcomeWorld(table, () => now);
  const base = `/partnerships/${made.partnershipId}`;
  paths = [
    `${base}/report`,
    `${base}/strategies/${made.strategyId}/report`,
    `/commitments/${made.commitmentId}/report`,
    `/big-bets/${made.betId}/report`,
  ];
  now = THEN;
  before = await Promise.all(paths.map((path) => readAs(made.world, "funder", `${path}?${SECTIONS}`)));
  wholeBefore = await made.world.send("funder", { path: paths[2] ?? "" });
  portfolioBefore = await readAs(made.world, "funder", "/portfolio/report");
  now = CHANGED;
  await change();
  now = NOW;
}, 60_000);
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

/** Something of each kind is changed, added, or taken back. */
async function change(): Promise<void> {
  const { world, partnershipId, strategyId, indicatorIds, commitmentId } = made;
  const base = `/partnerships/${partnershipId}`;
  const reason = "It was wrong";
  const patch = async (path: string, body: object, versioned = path) => {
    const { version } = await world.send("backbone", { path: versioned });
    await world.send("backbone", { method: "PATCH", path, body: { ...body, reason }, ifMatch: version });
  };
  const period = { start: "2023-07-01", end: "2024-06-30", kind: "school-year" };
  const restated = { indicatorId: indicatorIds[0], period, place: { code: "own" } };
  await record(
    world,
    [{ ...restated, dimensions: { "race-ethnicity": "a" }, numerator: 300, denominator: 400 }],
    reason,
  );
  await patch(`${base}/strategies/${strategyId}`, { name: "Another name" }, base);
  await patch(`/indicators/${indicatorIds[1]}`, { name: "Another measure" });
  await world.send("backbone", {
    method: "POST",
    path: `${base}/strategies`,
    body: { name: "New", kind: "universal" },
  });
  const tests = `${base}/tests-of-change`;
  await world.send("backbone", {
    method: "POST",
    path: tests,
    body: { title: "New", aim: "More", change: "Less" },
  });
  const { items } = await world.send("backbone", { path: `${base}/systems-changes` });
  const [{ id: changeId }] = items as [{ id: string }];
  await patch(`${base}/systems-changes/${changeId}`, { title: "Another title" });
  const payment = { trancheNumber: 1, on: "2026-02-20", amount: { amount: "1000.00", currency: "USD" } };
  await world.send("funder", {
    method: "POST",
    path: `/commitments/${commitmentId}/payments`,
    body: payment,
  });
  await rebuildReadModels(table);
}

/** A report without what says as of when it is. */
function withoutWhen({ sections }: OutcomeReport): unknown {
  return JSON.parse(JSON.stringify(sections).replaceAll(`?asOf=${THEN}`, ""));
}

describe("a report as of an instant", () => {
  it("is what it was then, whatever was restated, changed and added since", async () => {
    for (const [index, path] of paths.entries()) {
      const [then, today] = await Promise.all([
        readAs(made.world, "funder", `${path}?${SECTIONS}&asOf=${THEN}`),
        readAs(made.world, "funder", `${path}?${SECTIONS}`),
      ]);
      const was = before[index];
      if (!was) throw new Error("It was not read then.");
      expect(withoutWhen(today)).not.toEqual(withoutWhen(was));
      if (was.kind === "big-bet") {
        // Of a bet there are no totals of the past, and a note says so.
        for (const report of [was, then]) delete (sectionOf(report, "money") as { bigBet?: object }).bigBet;
      }
      expect(withoutWhen(then)).toEqual(withoutWhen(was));
      expect(then.subject).toEqual(was.subject);
      expect(then.asOf).toBe(THEN);
    }
  });

  it("is so for the whole report of a commitment too, and says as of when it is", async () => {
    const path = `${paths[2]}?asOf=${THEN}`;
    const { asOf, notes, ...then } = ReportSchema().parse(await made.world.send("funder", { path }));
    const { notes: notesThen, ...was } = ReportSchema().parse(wholeBefore);
    const { generatedAt: _now, contentHash: _hash, ...content } = then;
    expect(was).toMatchObject(content);
    expect(asOf).toBe(THEN);
    expect(notes.map(({ code }) => code)).toEqual(["as-of", ...notesThen.map(({ code }) => code)]);
  });

  it("of a portfolio sums what its commitments were then", async () => {
    const path = "/portfolio/report?sections=money,partnerships,progress,requirements";
    const [then, today] = await Promise.all([
      readAs(made.world, "funder", `${path}&asOf=${THEN}`),
      readAs(made.world, "funder", path),
    ]);
    for (const key of ["partnerships", "progress"] as const)
      expect(sectionOf(then, key)).toEqual(sectionOf(portfolioBefore, key));
    const money = (report: OutcomeReport) =>
      sectionOf(report, "money").portfolio?.map(({ concentration: _, ...rest }) => rest);
    expect(money(then)).toEqual(money(portfolioBefore));
    expect(money(then)).not.toEqual(money(today));
    expect(sectionOf(today, "partnerships")).not.toEqual(sectionOf(portfolioBefore, "partnerships"));
    const stranger = await readAs(made.world, "backbone", `${path}&asOf=${THEN}`);
    expect(sectionOf(stranger, "partnerships").items).toEqual([]);
    await expect(readAs(made.world, "funder", `${path}&asOf=${NOW}`)).rejects.toThrow("not settled yet");
  });

  it("has one hash for ever", async () => {
    const path = `${paths[0]}?asOf=${THEN}`;
    const first = await readAs(made.world, "funder", path);
    now = "2027-06-01T09:00:00.000Z";
    const later = await readAs(made.world, "funder", path);
    now = NOW;
    expect(later.contentHash).toBe(first.contentHash);
  });

  it("shows nothing that was taken from its readers since", async () => {
    const base = `/partnerships/${made.partnershipId}`;
    const stories = await made.world.send("backbone", { path: `${base}/stories` });
    const told = (stories.items as { id: string; consent: { scope: string } }[]).find(
      ({ consent }) => consent.scope === "funders",
    );
    const withdrawal = {
      method: "POST",
      path: `/stories/${told?.id}/withdrawal`,
      body: { reason: "They asked" },
    };
    await made.world.send("backbone", withdrawal);
    const report = await readAs(made.world, "funder", `${paths[0]}?asOf=${THEN}`);
    expect(sectionOf(report, "stories").items).toEqual([]);
  });

  it("is refused of the last minute, and there is none of before anything was recorded", async () => {
    for (const path of paths) {
      await expect(readAs(made.world, "funder", `${path}?asOf=2026-06-01T08:59:30Z`)).rejects.toThrow(
        "not settled yet",
      );
      await expect(readAs(made.world, "funder", `${path}?asOf=2020-01-01T00:00:00Z`)).rejects.toThrow(
        "not_found",
      );
    }
  });

  it("is refused where it would take too many sets, with what to do instead", async () => {
    const { partnershipId, indicatorIds } = made;
    const [indicatorId = ""] = indicatorIds;
    let kept: Summary | undefined;
    await updateSummary(table, { partnershipId, indicatorId }, (summary) => {
      const set = Object.values(summary?.sets["race-ethnicity"] ?? {})[0];
      if (!summary || !set) throw new Error("It is not summarised.");
      kept = summary;
      const periods = Array.from({ length: 1_000 }, (_, n) => {
        const period = {
          start: `${1000 + n}-01-01`,
          end: `${1000 + n}-12-31`,
          kind: "calendar-year" as const,
        };
        return [periodKey(period), { ...set, period }] as const;
      });
      return { ...summary, sets: { "race-ethnicity": Object.fromEntries(periods) } };
    });
    await expect(readAs(made.world, "funder", `${paths[0]}?asOf=${THEN}`)).rejects.toThrow("too_many_items");
    const money = await readAs(made.world, "funder", `${paths[0]}?asOf=${THEN}&sections=money`);
    expect(money.sections).toHaveLength(1);
    await updateSummary(table, { partnershipId, indicatorId }, () => kept as Summary);
  });
});

describe("a report that holds on a day", () => {
  it("is of periods that were over, and of work as far as it had come", async () => {
    const report = await readAs(made.world, "funder", `${paths[0]}?validOn=2020-12-31`);
    for (const { breakdowns } of sectionOf(report, "outcomes").items)
      expect(breakdowns.map(({ period }) => period.end)).toEqual(["2020-06-30"]);
    expect(sectionOf(report, "systems-changes").items).toEqual([]);
    expect(sectionOf(report, "capacities").assessments.items).toEqual([]);
    expect(sectionOf(report, "notes").items.map(({ code }) => code)).toContain("valid-on");
    const later = await readAs(made.world, "funder", `${paths[0]}?validOn=2026-01-20&asOf=${THEN}`);
    expect(sectionOf(later, "systems-changes").items).toHaveLength(1);
    expect(later).toMatchObject({ asOf: THEN, validOn: "2026-01-20" });
    expect(() => OutcomeReportSchema().parse(later)).not.toThrow();
    const portfolio = await readAs(made.world, "funder", "/portfolio/report?validOn=2014-06-30");
    expect(sectionOf(portfolio, "progress").counts.gaps.total).toBe(0);
    expect(sectionOf(portfolio, "notes").items.map(({ code }) => code)).toEqual(["valid-on"]);
  });
});

describe("what changed between two reports", () => {
  const diff = async (who: "funder" | "backbone", path: string, query: string): Promise<ReportDiff> =>
    ReportDiffSchema().parse(await made.world.send(who, { path: `${path}/diff?${query}` }));

  it("is every changed thing once, with what it was, what it is, and what was recorded between", async () => {
    const { items, causes } = await diff("backbone", paths[0] ?? "", `from=${THEN}`);
    expect(new Set(items.map(({ path }) => path)).size).toBe(items.length);
    const [restatedId, renamedId] = made.indicatorIds;
    const causesAt = (end: string) => {
      const found = items.filter(({ path }) => path.endsWith(end));
      expect.soft({ end, found: found.length }).toEqual({ end, found: 1 });
      return found.flatMap((item) => item.causes.map((at) => causes[at]));
    };
    expect(causesAt(`/outcomes/items/${restatedId}/breakdowns/race-ethnicity/groups/a/latest`)).toMatchObject(
      [
        {
          kind: "restatement",
          version: 2,
          reason: "It was wrong",
          by: { organisationId: made.world.backbone.organisationId },
        },
      ],
    );
    expect(causesAt(`/outcomes/items/${renamedId}/name`)).toMatchObject([
      { kind: "amendment", of: renamedId, reason: "It was wrong" },
    ]);
    const named = items.find(({ path }) => path.endsWith(`/strategies/${made.strategyId}/name`));
    expect(named).toMatchObject({ before: "Strategy", after: "Another name" });
    const added = items.find(({ path, after }) => path.startsWith("/tests-of-change") && after === "New");
    expect(added).not.toHaveProperty("before");
    expect(added?.causes.map((at) => causes[at])).toMatchObject([{ kind: "new-data", version: 1 }]);
  });

  it("is the same for a funder, without who and why of what is not its own", async () => {
    const [theirs, mine] = await Promise.all([
      diff("backbone", paths[2] ?? "", `from=${THEN}`),
      diff("funder", paths[2] ?? "", `from=${THEN}`),
    ]);
    expect(mine.items.map(({ path }) => path)).toEqual(theirs.items.map(({ path }) => path));
    const paid = mine.items.find(({ path }) => path === "/money/currencies/USD/paid");
    expect(paid).toMatchObject({ before: { amount: "0.00" }, after: { amount: "1000.00" } });
    const own = mine.causes.filter(({ of }) => of === made.commitmentId);
    expect(own).toMatchObject([
      { kind: "payment", by: { organisationId: made.world.funder.organisationId } },
    ]);
    // What a funder's report is of was recorded before, but for what changed between.
    for (const { recordedAt } of mine.causes) expect((recordedAt ?? "") > THEN).toBe(true);
    for (const cause of mine.causes.filter(({ of }) => of !== made.commitmentId)) {
      expect(cause).not.toHaveProperty("by");
      expect(cause).not.toHaveProperty("reason");
    }
  });

  it("is nothing where nothing was recorded between", async () => {
    for (const path of paths) {
      const { items, causes, hashes } = await diff(
        "funder",
        path,
        `from=${THEN}&to=2026-02-20T09:00:00Z&sections=money,outcomes`,
      );
      expect({ items, causes }).toEqual({ items: [], causes: [] });
      expect(hashes.from).not.toBe(hashes.to);
    }
  });

  it("is refused of instants that are not settled, or turned round, and is nobody else's", async () => {
    const path = paths[0] ?? "";
    await expect(diff("funder", path, `from=${THEN}&to=2026-06-01T08:59:30Z`)).rejects.toThrow(
      "not settled yet",
    );
    await expect(diff("funder", path, `from=${THEN}&to=2026-02-02T00:00:00Z`)).rejects.toThrow(
      "before the first",
    );
    await expect(diff("funder", path, "sections=money")).rejects.toThrow("invalid_request");
    await expect(diff("funder", path, "from=2020-01-01T00:00:00Z")).rejects.toThrow("not_found");
  });
});
