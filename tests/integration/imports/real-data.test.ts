import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ColumnMapping } from "../../../shared/interchange/index.ts";
import {
  commitmentsPage,
  committedMinor,
  ledgerPage,
  loadCommitment,
  toCommitment,
} from "../../../shared/investments/index.ts";
import { indicatorPk } from "../../../shared/measurement/indicator.store.ts";
import { toSet } from "../../../shared/measurement/observation.store.ts";
import type { Cells } from "../../../shared/measurement/observation.ts";
import { inParallel } from "../../../shared/platform/in-parallel.ts";
import { formatAmount, sumMinor } from "../../../shared/platform/money.ts";
import { type Item, queryAll } from "../../../shared/platform/table.ts";
import { type Period, periodKey, schoolYear } from "../../../shared/platform/time.ts";
import { absenteeismMapping, graduationMapping } from "../connecticut-mappings.ts";
import { aMember } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

/** The folder of real files. They are read where they lie; none is part of the project. */
const folder = process.env.REAL_DATA ?? "";
const isAbsent = folder === "";
if (isAbsent) console.info("REAL_DATA is not set: the imports of real files are skipped.");
const why = isAbsent ? " (skipped: REAL_DATA is not set)" : "";

let world: ImportWorld;
beforeAll(async () => {
  if (!isAbsent) world = await anImportWorld();
});
afterAll(() => (isAbsent ? undefined : world.stop()));

describe.skipIf(isAbsent)(`real grants${why}`, () => {
  async function totalsOf(funder: Principal) {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const list = { of: "funder", organisationId: funder.organisationId } as const;
      const page = await commitmentsPage(world.table, list, { limit: 100, ...(from ? { from } : {}) });
      items.push(...page.items);
      from = page.next;
    } while (from);
    const commitments = items.map((item) => toCommitment(item).commitment);
    const currencies = [...new Set(commitments.map(({ currency }) => currency))];
    const committed = sumMinor(commitments.map(({ totals }) => committedMinor(totals)));
    // What no list reads lies beside the head.
    const whole = await inParallel(commitments, 10, ({ id }) => loadCommitment(world.table, id));
    const renewed = whole.flatMap((each) => (each?.state.commitment.renewal ? each.state.commitment : []));
    return {
      count: commitments.length,
      currencies,
      committed: formatAmount(committed, "GBP"),
      renewalsInView: renewed.length,
      intendedMinor: sumMinor(commitments.map(({ totals }) => totals.intendedMinor)),
      renewed: renewed.map(({ id }) => id),
    };
  }

  it.each([
    ["abct-a001p00000zgyHZAAY.json", 783, "12785625.00", 79],
    ["alwf-a003W000001B7PzQAK.json", 475, "21757793.27", 0],
  ])(
    "%s: %i commitments over GBP %s, %i renewals intended, and nothing changes the second time",
    async (name, count, committed, renewalsInView) => {
      const funder = await aMember(world, { name: "Lantern Fund" });
      const file = readFileSync(join(folder, "360giving/real", name));
      const started = Date.now();
      const done = await world.run(funder, { kind: "360giving", fileName: name, strict: true }, file);
      console.info(`${name}: ${count} grants checked and recorded in ${Date.now() - started} ms`);
      expect(done).toMatchObject({ status: "done", progress: { total: count, new: count, rejected: 0 } });
      const { renewed, ...totals } = await totalsOf(funder);
      // Wording of a renewal ends as an intention in the ledger, of no stated amount, and in no total of what is committed.
      const expected = { count, currencies: ["GBP"], committed, renewalsInView, intendedMinor: 0 };
      expect(totals).toEqual(expected);
      for (const id of renewed) {
        const { entries } = await ledgerPage(world.table, { id, limit: 100 });
        expect(entries.map(({ kind }) => kind)).toContain("intention");
      }
      const before = await world.everythingButJobs();
      const again = await world.run(funder, { kind: "360giving" }, file);
      expect(again.progress).toMatchObject({ unchanged: count, new: 0, changed: 0, rejected: 0 });
      expect(await world.everythingButJobs()).toBe(before);
    },
  );
});

describe.skipIf(isAbsent)(`real observations${why}`, () => {
  type File = { path: string; year: string; isState: boolean };

  function filesOf(set: string, pattern: RegExp): File[] {
    const names = readdirSync(join(folder, "education", set)).filter((name) => pattern.test(name));
    return names.map((name) => ({
      path: join(folder, "education", set, name),
      year: /__(\d{4}-\d{2})/.exec(name)?.[1] ?? "",
      isState: name.endsWith("_ct.csv"),
    }));
  }

  function importFile(
    file: File,
    into: { lead: Principal; indicatorId: string; mapping: (file: File) => ColumnMapping },
    job: { dryRun?: boolean } = {},
  ) {
    const { lead, indicatorId, mapping } = into;
    const source = "Connecticut State Department of Education";
    const options = { indicatorId, mapping: mapping(file), source, protectedAtSource: true };
    return world.run(lead, { kind: "observations-csv", ...job, options }, readFileSync(file.path));
  }

  type Children = { numerator: number; denominator: number };

  /** Children by place in all subgroups together, as they are stored for a year. */
  async function childrenOf(indicatorId: string, year: Period): Promise<Map<string, Children>> {
    const prefix = `O#${periodKey(year)}#`;
    const items = await queryAll(world.table, { partition: indicatorPk(indicatorId), prefix });
    return new Map(
      items.map(toSet).map((set) => {
        expect(set.revision).toBe(1);
        return [set.place.code === "CT" ? "CT" : (set.place.name ?? set.place.code), countsOf(set.cells)];
      }),
    );
  }

  function countsOf(cells: Cells): Children {
    const sum = (name: "numerator" | "denominator") =>
      sumMinor(Object.values(cells).map((cell) => cell[name] ?? 0));
    return { numerator: sum("numerator"), denominator: sum("denominator") };
  }

  function sumOver(stored: ReadonlyMap<string, Children>): Children {
    const all = [...stored.values()];
    return {
      numerator: sumMinor(all.map(({ numerator }) => numerator)),
      denominator: sumMinor(all.map(({ denominator }) => denominator)),
    };
  }

  it("graduation: nine years by district and for the state, children counted exactly", async () => {
    const { lead, indicatorId } = await aMeasuredPartnership(world, { placeCode: "CT" });
    const set = "ct-four-year-grad-rates-by-race-ethnicity";
    const sums = { new: 0, hidden: 0, missing: 0, rejected: 0, observations: 0 };
    const files = [...filesOf(set, /_race_grad\.csv$/), ...filesOf(set, /_race_grad_ct\.csv$/)];
    for (const file of files) {
      const { status, progress } = await importFile(file, { lead, indicatorId, mapping: graduationMapping });
      expect(status).toBe("done");
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += progress[name];
    }
    expect(files).toHaveLength(18);
    expect(sums).toEqual({ new: 6773, observations: 6773, hidden: 3727, missing: 265, rejected: 0 });
    const stored = await childrenOf(indicatorId, schoolYear(2018));
    expect(stored.get("CT")).toEqual({ numerator: 37_251, denominator: 42_075 });
    stored.delete("CT");
    expect(sumOver(stored)).toEqual({ numerator: 36_208, denominator: 40_991 });
  });

  it("absenteeism: a year by district, its hidden rates hidden, and again unchanged", async () => {
    const { lead, partnershipId } = await aMeasuredPartnership(world);
    const indicatorId = await anIndicator(world, {
      lead,
      partnershipId,
      overrides: { name: "Chronic absenteeism", polarity: "lower" },
    });
    const files = filesOf("ct-chronic-absenteeism-by-race-ethnicity", /__2018-19/);
    const into = { lead, indicatorId, mapping: absenteeismMapping };
    expect(files).toHaveLength(1);
    for (const file of files) {
      const tried = await importFile(file, into, { dryRun: true });
      // The rows of "State Level": parents of the districts, as long as the mapping does not say so.
      expect(tried.progress).toMatchObject({ new: 1235, needsDecision: 7, rejected: 0, skipped: 1 });
      const { status, progress } = await importFile(file, into);
      expect(status).toBe("done");
      expect(progress).toMatchObject({ total: 1243, new: 1242, skipped: 1, rejected: 0, hidden: 739 });
      const again = await importFile(file, into);
      expect(again.progress).toMatchObject({ new: 0, changed: 0, unchanged: 1242 });
      const dry = await importFile(file, into, { dryRun: true });
      expect(dry.progress).toMatchObject({ unchanged: 1242, needsDecision: 0, removedFromSource: 0 });
    }
    const stored = await childrenOf(indicatorId, schoolYear(2018));
    expect(stored.get("State Level")?.numerator).toBe(53_191);
    stored.delete("State Level");
    expect(sumOver(stored).numerator).toBe(51_657);
  });
});
