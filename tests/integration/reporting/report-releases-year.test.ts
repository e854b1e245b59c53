import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import type { ReleaseDiff } from "../../../shared/reporting/releases/diff-release.ts";
import type { ReleaseView } from "../../../shared/reporting/releases/release-view.ts";
import { rebuiltApi } from "../../support/rebuilt-api.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { callsOf, record, type World } from "../../support/world.ts";
import { contentOf, diffOf, makeReleasesWorld, type ReleasesWorld, release } from "./releases-world.ts";

const FORMATS = ["json", "csv", "html"] as const;
const RELEASED = "2026-06-01T09:00:00.000Z";

const table = tableOfSuite();
let folder: string;
let made: ReleasesWorld;
let now = RELEASED;
let view: ReleaseView;
let first: readonly Buffer[];
/** The same API, as it is built a year later. */
let rebuilt: World;

const bytesFrom = async (world: World) => {
  const read = await Promise.all(FORMATS.map((format) => contentOf(world, "funder", view.id, format)));
  return read.map(({ bytes }) => bytes);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rebuilt-"));
  made = await makeReleasesWorld(table, () => now);
  view = await release(made.world, "funder", {
    kind: "commitment",
    subjectId: made.commitmentId,
    audience: [made.backboneId],
  });
  first = await bytesFrom(made.world);
  const later = await rebuiltApi(folder, [
    // Figures are made otherwise: a stricter policy, in its next version, and another version of composing.
    {
      file: "shared/disclosure/policy.ts",
      from: `version: 1, minimumCell: 10`,
      to: `version: 2, minimumCell: 120`,
    },
    // And so is whatever is written: titles, words of the page, and the tables.
    {
      file: "shared/reporting/outcome/section-keys.ts",
      from: `outcomes: "Outcomes"`,
      to: `outcomes: "Ends"`,
    },
    {
      file: "shared/reporting/document/document-of.ts",
      from: "Outcome-linked report of a commitment",
      to: "What became of a commitment",
    },
    {
      file: "shared/reporting/document/tables-csv.ts",
      from: `const BETWEEN = " "`,
      to: `const BETWEEN = "|"`,
    },
  ]);
  const pages = { renderReportDocument: async () => ({ html: "<p>Otherwise</p>", headers: {} }) };
  rebuilt = { ...made.world, ...callsOf(later({ ...made.world.deps, ...pages })) };
}, 90_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const usd = (amount: string) => ({ amount, currency: "USD" });

/** A year of changes, each at its own day; after each of them the release is read back. */
const YEAR: readonly (readonly [day: string, what: string, change: () => Promise<unknown>])[] = [
  [
    "2026-07-15",
    "a restatement",
    () => {
      const row = { indicatorId: made.indicatorIds[0], period: schoolYear(2023), place: { code: "own" } };
      const cell = { ...row, dimensions: { "race-ethnicity": "a" }, numerator: 300, denominator: 400 };
      return record(made.world, [cell], "A school sent wrong counts");
    },
  ],
  [
    "2026-09-01",
    "a payment",
    () => {
      const body = { trancheNumber: 1, on: "2026-09-01", amount: usd("1000.00") };
      const path = `/commitments/${made.commitmentId}/payments`;
      return made.world.send("funder", { method: "POST", path, body });
    },
  ],
  ["2026-11-01", "an amendment by two people", amend],
  [
    "2027-01-15",
    "new data",
    () => {
      const row = { indicatorId: made.indicatorIds[1], period: schoolYear(2024), place: { code: "own" } };
      const cells = ["a", "b"].map((group, at) => {
        return { ...row, dimensions: { "race-ethnicity": group }, numerator: 200 + at, denominator: 400 };
      });
      return record(made.world, cells);
    },
  ],
  ["2027-03-01", "a disclosure policy of releases, in two versions", raisePolicy],
];

async function amend(): Promise<void> {
  const at = `/commitments/${made.commitmentId}`;
  const body = {
    kind: "no-cost-extension",
    endOn: "2031-12-31",
    effectiveOn: "2026-11-01",
    reasonCode: "other",
    reason: "More time",
  };
  const proposed = await made.world.send("funder", { method: "POST", path: `${at}/proposals`, body });
  const { deps, funder } = made.world;
  const second = { ...funder, id: newId("per") };
  const app = createApp({ ...deps, authenticate: async () => ok(second) });
  const path = `${at}/proposals/${proposed.id}/approval`;
  await callsOf(app).send("funder", { method: "POST", path, body: {}, ifMatch: proposed.version });
}

async function raisePolicy(): Promise<void> {
  const { send } = made.world;
  const path = "/disclosure-policies";
  const document = await import("../../../shared/disclosure/release/release-policy.ts");
  const { id: _id, version: _version, ...rules } = document.DEFAULT_RELEASE_POLICY;
  const policy = await send("backbone", { method: "POST", path, body: { ...rules, name: "Ours" } });
  const next = { ...rules, name: "Ours", minimumCell: 20, minimumWidth: 20, reason: "The board decided so" };
  const versions = `${path}/${policy.id}/versions`;
  await send("backbone", { method: "POST", path: versions, body: next, ifMatch: policy.version });
}

describe("a release that is read back through a year of later changes", () => {
  it("differs in nothing while only the clock moves", async () => {
    now = "2026-07-01T09:00:00.000Z";
    expect(await diffOf(made.world, "funder", view.id)).toMatchObject({ items: [], causes: [] });
    expect(await bytesFrom(made.world)).toEqual(first);
  });

  it("is the same to the byte after each of them, in JSON, CSV and HTML", async () => {
    for (const [day, what, change] of YEAR) {
      now = `${day}T09:00:00.000Z`;
      await change();
      await rebuildReadModels(table);
      expect
        .soft({ what, same: (await bytesFrom(made.world)).every((each, at) => first[at]?.equals(each)) })
        .toEqual({
          what,
          same: true,
        });
    }
    now = "2027-06-01T09:00:00.000Z";
    expect(await bytesFrom(made.world)).toEqual(first);
    const again = (await made.world.send("funder", { path: `/report-releases/${view.id}` })) as unknown;
    expect(again).toEqual(view);
  });

  it("is the same to the byte from code that was built anew and renders otherwise", async () => {
    expect(await bytesFrom(rebuilt)).toEqual(first);
    const anew = await release(rebuilt, "funder", {
      kind: "commitment",
      subjectId: made.commitmentId,
      title: "Built anew",
    });
    const html = await contentOf(rebuilt, "funder", anew.id, "html");
    expect(html.text).toBe("<p>Otherwise</p>");
    const json = await contentOf(rebuilt, "funder", anew.id, "json");
    expect(JSON.parse(json.text).report.sections.map(({ title }: { title: string }) => title)).toContain(
      "Ends",
    );
  });
});

describe("the diff of a release against a fresh report", () => {
  /** Differences by where they stand: in an indicator, in money, or elsewhere; with the kinds of their causes. */
  const told = ({ items, causes }: ReleaseDiff) => {
    const places = items.map(({ path, section, causes: behind }) => {
      const place = /ind_[0-9A-Z]{26}/.exec(path)?.[0] ?? section;
      return { place, kinds: [...new Set(behind.map((at) => causes[at]?.kind))].sort().join(" ") };
    });
    const byPlace = Map.groupBy(places, ({ place }) => place);
    return new Map([...byPlace].map(([place, of]) => [place, [...new Set(of.map(({ kinds }) => kinds))]]));
  };
  const named = ({ causes }: ReleaseDiff) =>
    causes.map(({ kind, of, reason = "" }) => `${kind} of ${of}: ${reason}`).sort();

  it("lists exactly what was changed, each with its cause", async () => {
    const diff = await diffOf(made.world, "funder", view.id);
    const [restated = "", newer = ""] = made.indicatorIds;
    const { commitmentId } = made;
    const expected = [
      `payment of ${commitmentId}: `,
      `amendment of ${commitmentId}: More time`,
      `amendment of ${commitmentId}: `,
      `restatement of ${restated}~2023-07-01_2024-06-30~own~race-ethnicity~2: `,
      `new-data of ${newer}~2024-07-01_2025-06-30~own~race-ethnicity~1: `,
    ];
    expect(named(diff)).toEqual(expected.sort());
    expect(Object.fromEntries(told(diff))).toEqual({
      [restated]: ["restatement"],
      [newer]: ["new-data"],
      money: ["amendment payment"],
      // How many gaps close is counted over both.
      progress: ["new-data restatement"],
    });
    const at = new Map(diff.items.map(({ path, before, after }) => [path, { before, after }]));
    const money = `/money/commitments/${commitmentId}`;
    expect(at.get(`${money}/commitment/endOn`)).toEqual({ before: "2030-12-31", after: "2031-12-31" });
    expect(at.get(`${money}/money/paid`)).toEqual({ before: usd("0.00"), after: usd("1000.00") });
    const group = `/outcomes/items/${restated}/breakdowns/race-ethnicity/groups/a/latest`;
    expect(at.get(group)).toMatchObject({ after: { value: 75, numerator: 300, denominator: 400 } });
  });

  it("names a policy whose version was raised, and what it hides, beside that", async () => {
    const [plain, diff] = [
      await diffOf(made.world, "funder", view.id),
      await diffOf(rebuilt, "funder", view.id),
    ];
    expect(named(diff)).toEqual([...named(plain), "method-version of whole-breakdown: "].sort());
    const policy = diff.items.find(({ path }) => path === "/methods/whole-breakdown/version");
    expect(policy).toMatchObject({ before: "1", after: "2" });
    expect(policy?.causes.map((at) => diff.causes[at])).toMatchObject([
      { of: "whole-breakdown", method: { before: "1", after: "2" } },
    ]);
    const [, , untouched = ""] = made.indicatorIds;
    expect(told(diff).get(untouched)).toEqual(["method-version"]);
    const hidden = diff.items.find(({ path }) => path.startsWith(`/outcomes/items/${untouched}/breakdowns`));
    expect(hidden).toMatchObject({ before: { status: "ok" }, after: { value: null, status: "c" } });
    // Who reads it at the same time by the code of before is told of no method.
    expect(plain.causes.map(({ kind }) => kind)).not.toContain("method-version");
  });
});
