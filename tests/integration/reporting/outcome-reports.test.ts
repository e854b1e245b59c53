import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstOwnSummaries } from "../../../shared/measurement/index.ts";
import { updateSummary } from "../../../shared/measurement/summary.store.ts";
import { stopSharing } from "../../../shared/partnerships/stop-sharing.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { periodKey, systemClock } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { random } from "../../support/random.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeWorld, record, rowsOf, type World } from "../../support/world.ts";
import { makeOutcomeWorld, type OutcomeWorld, readAs, sectionOf } from "./outcome-world.ts";
import { countingRounds } from "./rounds.ts";

let engine: TestEngine;
let table: Table;
let made: OutcomeWorld;
let paths: Record<"bet" | "partnership" | "strategy" | "commitment", string>;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  made = await makeOutcomeWorld(table);
  const partnership = `/partnerships/${made.partnershipId}`;
  paths = {
    bet: `/big-bets/${made.betId}/report`,
    partnership: `${partnership}/report`,
    strategy: `${partnership}/strategies/${made.strategyId}/report`,
    commitment: `/commitments/${made.commitmentId}/report?sections=money,progress,line-of-sight,outcomes,stories,notes`,
  };
}, 60_000);
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

const usd = (amount: string) => ({ amount, currency: "USD" });

/** The same world on a table that counts. */
async function counted(who: World): Promise<{ world: World; rounds: () => number; readUnits: () => number }> {
  const counting = countingRounds(table);
  const world = await makeWorld(counting.table, {
    funder: who.funder.organisationId,
    backbone: who.backbone.organisationId,
  });
  return { ...counting, world };
}

/** The summary of an indicator that no strategy leads to, as large as the table takes one, before all others. */
async function addLargeSummary(
  on: Table,
  { partnershipId }: OutcomeWorld,
  indicatorId: string,
): Promise<void> {
  const next = random(Number(indicatorId.slice(-2)) + 1);
  const periods = Array.from({ length: 500 }, (_, n) => {
    const period = { start: `${1500 + n}-01-01`, end: `${1500 + n}-12-31`, kind: "calendar-year" as const };
    const cells = Array.from({ length: 100 }, (_, group) => {
      const counts = { numerator: Math.floor(next() * 1e6), denominator: 1e6 + Math.floor(next() * 1e6) };
      return [`group-${group}`, { ...counts, value: null, status: "ok" as const }];
    });
    const set = { period, revision: 1, ref: "", protectedAtSource: false, cells: Object.fromEntries(cells) };
    return [periodKey(period), set];
  });
  await updateSummary(on, { partnershipId, indicatorId }, () => ({
    indicatorId,
    partnershipId,
    ownerId: made.world.backbone.organisationId,
    place: { code: "own" },
    unit: "percent",
    sets: { ward: Object.fromEntries(periods) },
  }));
}

describe("the report of a big bet", () => {
  it("shows each funder the totals of all and its own terms, and whose plan it is the terms of all", async () => {
    const [mine, theirs, whole] = await Promise.all([
      readAs(made.world, "funder", paths.bet),
      readAs(made.second, "funder", paths.bet),
      readAs(made.world, "backbone", paths.bet),
    ]);
    for (const report of [mine, theirs, whole])
      expect(sectionOf(report, "money").bigBet?.money?.raised.amount).toBe("12000000.00");
    const amounts = [mine, theirs, whole].map((report) =>
      sectionOf(report, "money").byStrategy.map(({ amounts: [amount] }) => amount?.amount),
    );
    expect(amounts).toEqual([["7000000.00"], ["5000000.00"], ["12000000.00"]]);
    expect(sectionOf(theirs, "money").commitments.map(({ commitment }) => commitment.id)).toEqual([
      made.secondCommitmentId,
    ]);
    expect(sectionOf(mine, "notes").items.map(({ code }) => code)).toContain("terms-of-others");
    expect(sectionOf(whole, "notes").items.map(({ code }) => code)).not.toContain("terms-of-others");
    expect(sectionOf(whole, "money").commitments.every(({ reconciles }) => reconciles)).toBe(true);
  });

  it("says the same of the work to everybody", async () => {
    const shared = [
      "outcomes",
      "gaps",
      "tests-of-change",
      "stories",
      "lessons",
      "capacities",
      "contribution",
    ].join(",");
    const path = `${paths.bet}?sections=${shared}`;
    const [mine, whole] = await Promise.all([
      readAs(made.world, "funder", path),
      readAs(made.world, "backbone", path),
    ]);
    expect(mine.contentHash).toBe(whole.contentHash);
  });
});

describe("the report of a partnership", () => {
  it("draws on what its readers see of its work, without the words of anybody's story", async () => {
    const report = await readAs(made.world, "backbone", paths.partnership);
    expect(sectionOf(report, "tests-of-change").items.map(({ title }) => title)).toEqual([
      "A clinic before the day",
    ]);
    expect(sectionOf(report, "systems-changes").items).toHaveLength(1);
    expect(sectionOf(report, "contribution").items).toMatchObject([{ wording: "contributed to" }]);
    const { items: stories } = sectionOf(report, "stories");
    expect(stories).toMatchObject([
      { consent: { scope: "funders" }, wordsAt: `/v1/stories/${stories[0]?.id}` },
    ]);
    expect(JSON.stringify(report)).not.toContain("wise owl");
    expect(sectionOf(report, "lessons").codified.items.map(({ title }) => title)).toEqual(["public lesson"]);
    expect(sectionOf(report, "capacities").movement).toMatchObject([{ capacity: "equity", steps: 2 }]);
    expect(sectionOf(report, "requirements").items).toHaveLength(2);
  });

  it("cites what every figure was computed from, and names where its series is", async () => {
    const report = await readAs(made.world, "funder", paths.partnership);
    const { items } = sectionOf(report, "outcomes");
    expect(items).toHaveLength(10);
    const [first] = items;
    expect(first?.series).toBe(`/v1/indicators/${first?.id}/series`);
    expect(first?.breakdowns[0]).toMatchObject({
      dimensionKey: "race-ethnicity",
      from: [`${first?.id}~2023-07-01_2024-06-30~own~race-ethnicity~1`],
      groups: expect.arrayContaining([
        expect.objectContaining({ latest: expect.objectContaining({ status: "ok" }) }),
      ]),
    });
    const provenance = sectionOf(report, "provenance");
    expect(provenance.records.filter(({ kind }) => kind === "indicator")).toHaveLength(10);
    expect(provenance.observations.cited).toBe(20);
  });

  it("shows a funder its own commitments only", async () => {
    const funders = (report: Awaited<ReturnType<typeof readAs>>) =>
      new Set(
        sectionOf(report, "money").commitments.map(({ commitment }) => commitment.funder.organisationId),
      );
    expect(funders(await readAs(made.second, "funder", paths.partnership))).toEqual(
      new Set([made.second.funder.organisationId]),
    );
    expect(funders(await readAs(made.world, "backbone", paths.partnership)).size).toBe(2);
  });
});

describe("the report of a strategy", () => {
  it("is of the money allocated to it, and of the work that names it", async () => {
    const report = await readAs(made.second, "funder", paths.strategy);
    expect(report).toMatchObject({ kind: "strategy", subject: { id: made.strategyId, title: "Strategy" } });
    expect(sectionOf(report, "money").currencies).toMatchObject([{ allocated: { amount: "5000000.00" } }]);
    expect(sectionOf(report, "line-of-sight").rows).toHaveLength(10);
    expect(sectionOf(report, "notes").items.map(({ code }) => code)).toEqual(["whole-commitments"]);
    const unknown = paths.strategy.replace(made.strategyId, newId("str"));
    await expect(readAs(made.second, "funder", unknown)).rejects.toThrow("not_found");
  });
});

describe("the report of a portfolio", () => {
  it("sets the money of a page of partnerships beside what moved where it leads", async () => {
    const report = await readAs(made.world, "funder", "/portfolio/report");
    expect(sectionOf(report, "money").portfolio).toMatchObject([
      { total: { committed: { amount: "8000000.00" } } },
    ]);
    expect(sectionOf(report, "partnerships").items).toMatchObject([
      {
        partnershipId: made.partnershipId,
        isShared: true,
        committed: [{ amount: "8000000.00" }],
        counts: { outcomes: { total: 10 } },
        report: `/v1${paths.partnership}`,
      },
    ]);
    expect(sectionOf(report, "progress").indicators).toHaveLength(10);
  });

  it("is empty for who funds nothing", async () => {
    const report = await readAs(made.world, "backbone", "/portfolio/report");
    expect(sectionOf(report, "partnerships").items).toEqual([]);
  });
});

describe("the sections of a report", () => {
  it("are those that are asked for, in that order, for a commitment too", async () => {
    const report = await readAs(made.world, "funder", paths.commitment);
    expect(report.kind).toBe("commitment");
    expect(report.sections.map(({ key }) => key)).toEqual([
      "money",
      "progress",
      "line-of-sight",
      "outcomes",
      "stories",
      "notes",
    ]);
  });

  it("follow a template of one's own, under its titles; what is for people to write is named", async () => {
    const report = await readAs(made.world, "funder", `${paths.bet}?template=${made.templateId}`);
    expect(report.sections.map(({ key, title }) => [key, title])).toEqual([
      ["gaps", "Who is furthest"],
      ["money", "The money"],
    ]);
    expect(report.template).toEqual({
      id: made.templateId,
      version: 1,
      name: "Ours",
      notDrawn: ["what-we-set-out-to-do"],
    });
  });

  it.each([
    ["sections=money,horoscope", "horoscope"],
    ["sections=money,money", "named twice"],
    ["sections=partnerships", "no section"],
    ["template=tpl_01JD0000000000000000000001", "no such report template"],
  ])("are refused where there are none such: %s", async (query, words) => {
    await expect(readAs(made.world, "funder", `${paths.bet}?${query}`)).rejects.toThrow(words);
  });

  it("follow no template of somebody else", async () => {
    const asked = readAs(made.second, "funder", `${paths.bet}?template=${made.templateId}`);
    await expect(asked).rejects.toThrow("no such report template");
  });
});

describe("a stranger", () => {
  it("finds no report of any of these", async () => {
    const stranger = await makeWorld(table, {
      funder: await aTenant(table, "funder"),
      backbone: made.world.backbone.organisationId,
    });
    for (const path of Object.values(paths))
      await expect(readAs(stranger, "funder", path)).rejects.toThrow("not_found");
    expect(sectionOf(await readAs(stranger, "funder", "/portfolio/report"), "partnerships").items).toEqual(
      [],
    );
  });
});

describe("the rounds of these reports", () => {
  it.each(["bet", "partnership", "strategy", "commitment"] as const)("of a %s are three", async (kind) => {
    const by = await counted(made.world);
    await readAs(by.world, "funder", paths[kind]);
    expect(by.rounds()).toBe(3);
  });

  it("of a portfolio are three, and with a template still", async () => {
    const portfolio = await counted(made.world);
    await readAs(portfolio.world, "funder", "/portfolio/report");
    expect(portfolio.rounds()).toBe(3);
    const bet = await counted(made.world);
    await readAs(bet.world, "funder", `${paths.bet}?template=${made.templateId}`);
    expect(bet.rounds()).toBe(3);
  });

  it("read nothing more where there are more observations and payments", async () => {
    const before = await counted(made.world);
    const { contentHash } = await readAs(before.world, "funder", paths.bet);
    await record(made.world, rowsOf(made.indicatorIds, "a school"));
    const after = await counted(made.world);
    expect((await readAs(after.world, "funder", paths.bet)).contentHash).toBe(contentHash);
    expect(after.readUnits()).toBe(before.readUnits());
  });

  it("are three where a partnership's summaries are more than a page, and the figures the same", async () => {
    const figures = `${paths.partnership}?sections=outcomes,gaps,stories`;
    const { contentHash } = await readAs(made.world, "funder", figures);
    for (let n = 0; n < 5; n++) await addLargeSummary(table, made, `ind_${String(n).padStart(26, "0")}`);
    const { beyond } = await firstOwnSummaries(table, made.partnershipId);
    expect(beyond(made.indicatorIds)).toHaveLength(10);
    for (const path of [paths.bet, paths.partnership]) {
      const by = await counted(made.world);
      expect(sectionOf(await readAs(by.world, "funder", path), "outcomes").items).toHaveLength(10);
      expect(by.rounds()).toBe(3);
    }
    expect((await readAs(made.world, "funder", figures)).contentHash).toBe(contentHash);
  });

  it("read no more than is asked for", async () => {
    const all = await counted(made.world);
    await readAs(all.world, "funder", paths.bet);
    const money = await counted(made.world);
    await readAs(money.world, "funder", `${paths.bet}?sections=money`);
    expect(money.readUnits()).toBeLessThan(all.readUnits() / 2);
  });
});

describe("once a partnership is shared no more", () => {
  it("the report of the bet is of the money alone, and says so", async () => {
    await stopSharing(
      { table, newId },
      {
        partnershipId: made.partnershipId,
        author: { principalId: newId("per"), organisationId: made.world.backbone.organisationId },
        now: systemClock(),
        organisationId: made.second.funder.organisationId,
        reason: "The agreement ended.",
      },
    );
    const report = await readAs(made.second, "funder", paths.bet);
    expect(report.sections.map(({ key }) => key)).not.toContain("stories");
    expect(sectionOf(report, "outcomes").items).toEqual([]);
    const own = { strategyId: made.strategyId, amounts: [usd("5000000.00")] };
    expect(sectionOf(report, "money").byStrategy).toEqual([own]);
    expect(sectionOf(report, "notes").items.map(({ code }) => code)).toContain("partnership-not-shared");
    await expect(readAs(made.second, "funder", paths.partnership)).rejects.toThrow("not_found");
  });
});
