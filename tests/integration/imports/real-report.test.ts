import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Report } from "../../../shared/reporting/index.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { absenteeismMapping, graduationMapping } from "../connecticut-mappings.ts";
import { aMember } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

/** Real grants linked to an invented partnership that holds real outcomes, up to the report of each. */
const folder = process.env.REAL_DATA ?? "";
const isAbsent = folder === "";
if (isAbsent) console.info("REAL_DATA is not set: the reports on real files are skipped.");

const FOUNDATIONS = [
  ["abct-a001p00000zgyHZAAY.json", "12785625.00"],
  ["alwf-a003W000001B7PzQAK.json", "21757793.27"],
] as const;

type Grant = { id: string; amountAwarded: number };
type Body = Report & { id: string; version: number; items: { id: string; version: number }[] } & {
  currencies: { total: { committed: { amount: string } } }[];
};

let world: ImportWorld;
let partnership: Awaited<ReturnType<typeof aMeasuredPartnership>>;
let absenceId: string;
let strategyId: string;

beforeAll(async () => {
  if (isAbsent) return;
  world = await anImportWorld();
  partnership = await aMeasuredPartnership(world);
  const { lead, partnershipId, indicatorId } = partnership;
  const absence = { name: "Chronic absence", level: "system", polarity: "lower" } as const;
  absenceId = await anIndicator(world, { lead, partnershipId, overrides: absence });
  for (const year of ["2015-16", "2016-17", "2017-18"]) await importYear(year);
  const base = `/partnerships/${partnershipId}`;
  const strategy = await send(lead, "POST", `${base}/strategies`, {
    name: "Attendance teams",
    kind: "universal",
  });
  strategyId = strategy.id;
  const link = { hypothesis: "Who is there learns", evidence: "moderate", expectedLagMonths: 24 };
  await send(lead, "POST", `${base}/links`, { ...link, kind: "shifts", fromId: strategyId, toId: absenceId });
  await send(lead, "POST", `${base}/links`, {
    ...link,
    kind: "contributes-to",
    fromId: absenceId,
    toId: indicatorId,
  });
});
afterAll(() => (isAbsent ? undefined : world.stop()));

async function send(
  who: Principal,
  method: string,
  path: string,
  body?: object,
  version?: number,
): Promise<Body> {
  const deps = {
    ...world,
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("No upload.")) },
    authenticate: async () => ok(who),
  };
  const headers = {
    "content-type": "application/json",
    ...(version === undefined ? {} : { "if-match": `"${version}"` }),
  };
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
  const response = await createApp(deps).request(`/v1${path}`, init);
  const answer = (await response.json()) as Body;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Imports the state's graduation and absenteeism of a school year. */
async function importYear(year: string): Promise<void> {
  const { lead, indicatorId } = partnership;
  const sets = [
    ["ct-four-year-grad-rates-by-race-ethnicity", "_race_grad_ct.csv", indicatorId, graduationMapping],
    ["ct-chronic-absenteeism-by-race-ethnicity", "_race_ct.csv", absenceId, absenteeismMapping],
  ] as const;
  for (const [set, ending, indicator, mapping] of sets) {
    const names = readdirSync(join(folder, "education", set)).filter((name) =>
      name.endsWith(`__${year}${ending}`),
    );
    for (const name of names) {
      const options = {
        indicatorId: indicator,
        mapping: mapping({ year, isState: true }),
        source: set,
        protectedAtSource: true,
      };
      const file = readFileSync(join(folder, "education", set, name));
      const done = await world.run(lead, { kind: "observations-csv", options }, file);
      expect(done).toMatchObject({ status: "done", progress: { rejected: 0 } });
    }
  }
}

/** Links a commitment to the partnership, with half of its money to the strategy. */
async function link(funder: Principal, grant: Grant): Promise<string> {
  const { items } = await send(
    funder,
    "GET",
    `/commitments?externalId=${encodeURIComponent(`360giving:${grant.id}`)}`,
  );
  const [found] = items;
  if (!found) throw new Error(`The grant ${grant.id} was not imported.`);
  const { partnershipId } = partnership;
  const patch = { partnershipId, reason: "It works with us" };
  const linked = await send(funder, "PATCH", `/commitments/${found.id}`, patch, found.version);
  const amount = { amount: half(grant), currency: "GBP" };
  const allocations = { allocations: [{ strategyId, amount }], reason: "Half of it" };
  await send(funder, "PUT", `/commitments/${found.id}/allocations`, allocations, linked.version);
  return found.id;
}

const pounds = (pence: number) => `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, "0")}`;
const penceOf = (grant: Grant) => Math.round(grant.amountAwarded * 100);
const half = (grant: Grant) => pounds(Math.floor(penceOf(grant) / 2));

describe.skipIf(isAbsent)(
  `reports on real files${isAbsent ? " (skipped: REAL_DATA is not set)" : ""}`,
  () => {
    it.each(FOUNDATIONS)(
      "%s: each report ties the grant to the children, over all GBP %s",
      async (name, total) => {
        const funder = await aMember(world, { name: "Lantern Fund" });
        const file = readFileSync(join(folder, "360giving/real", name));
        await world.run(funder, { kind: "360giving", fileName: name }, file);
        await shareWith(funder);
        const grants: Grant[] = JSON.parse(file.toString("utf8").replace(/^\uFEFF/, "")).grants;
        const chosen = [grants[0], grants[100], grants.at(-1)].filter((grant) => grant !== undefined);
        const ids: string[] = [];
        for (const grant of chosen) ids.push(await link(funder, grant));
        await rebuildReadModels(world.table);
        for (const [index, grant] of chosen.entries())
          expectReport(await send(funder, "GET", `/commitments/${ids[index]}/report`), grant);
        const { currencies } = await send(funder, "GET", "/portfolio");
        expect(currencies.map(({ total: { committed } }) => committed.amount)).toEqual([total]);
      },
    );

    it("withholds the breakdown of a year in which three children of a group did not graduate", async () => {
      await importYear("2018-19");
      await rebuildReadModels(world.table);
      const funder = await aMember(world, { name: "Quay Fund" });
      await shareWith(funder);
      const { partnershipId, indicatorId } = partnership;
      const amount = { amount: "10.00", currency: "GBP" };
      const created = await send(funder, "POST", "/commitments", {
        title: "Ten pounds",
        recipient: { name: "Harbour Promise" },
        partnershipId,
        amount,
        startOn: "2026-01-01",
        endOn: "2026-12-31",
        allocations: [{ strategyId, amount }],
      });
      const report = await send(funder, "GET", `/commitments/${created.id}/report`);
      const graduation = report.indicators.find(({ id }) => id === indicatorId);
      expect(graduation?.breakdowns).toMatchObject([
        { dimensionKey: "race-ethnicity", periodLabel: "2018-19", withheld: true },
      ]);
      expect(graduation?.breakdowns[0]?.groups).toHaveLength(7);
      for (const group of graduation?.breakdowns[0]?.groups ?? [])
        expect(group.latest).toMatchObject({ value: null, status: "c", numerator: null, denominator: null });
      const text = JSON.stringify(report);
      for (const hidden of ["7598", "9473", "22158", "23742", "4546", "80.2"])
        expect(text).not.toContain(`:${hidden},`);
    });
  },
);

async function shareWith(funder: Principal): Promise<void> {
  const { lead, partnershipId } = partnership;
  const { version } = await send(lead, "GET", `/partnerships/${partnershipId}`);
  const path = `/partnerships/${partnershipId}/shares/${funder.organisationId}`;
  await send(lead, "PUT", path, { reason: "It funds us" }, version);
}

/** What the raw files say: the grant's pounds, and 42,234 children of the 2017-18 cohort, 37,316 of them graduates. */
function expectReport(report: Report, grant: Grant): void {
  const pence = penceOf(grant);
  const amount = pounds(pence);
  expect(report.money.committed).toEqual({ amount, currency: "GBP" });
  expect(report.money.payable).toEqual({ amount, currency: "GBP" });
  expect(report.allocations.allocated.amount).toBe(half(grant));
  expect(report.allocations.unallocated.amount.amount).toBe(pounds(pence - Math.floor(pence / 2)));
  expect(report.reconciliation.every(({ holds }) => holds)).toBe(true);
  expect(report.lineOfSight).toHaveLength(1);
  const graduation = report.indicators.find(({ id }) => id === partnership.indicatorId);
  const [breakdown] = graduation?.breakdowns ?? [];
  expect(breakdown).toMatchObject({
    dimensionKey: "race-ethnicity",
    periodLabel: "2017-18",
    withheld: false,
  });
  const count = (name: "numerator" | "denominator") =>
    (breakdown?.groups ?? []).reduce((sum, { latest }) => sum + (latest[name] ?? 0), 0);
  expect([count("numerator"), count("denominator")]).toEqual([37_316, 42_234]);
  const absence = report.indicators.find(({ id }) => id === absenceId);
  const black = absence?.breakdowns[0]?.groups.find(({ category }) => category.startsWith("black"));
  expect(black?.latest).toMatchObject({ status: "ok", from: [expect.stringContaining(absenceId)] });
}
