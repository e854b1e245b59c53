import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import { runImportStep, type StepDeps } from "../../../shared/interchange/run-import-step.ts";
import { lockPeriods } from "../../../shared/measurement/controls/write-lock.ts";
import { findLatestSet, toStored } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { readObservations } from "../../../shared/measurement/read-observations.ts";
import { readSeries } from "../../../shared/measurement/read-series.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aMapping } from "../../unit/interchange/observation-files.ts";
import { must } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId } = await aMeasuredPartnership(world));
});
afterAll(() => world.stop());

const REASON = "The state took back what it had published";
const ROWS = ["Harbour,Asian,100,80,80.0", "Harbour,Black,50,30,60.0", "Cove,Asian,50,40,80.0"];
const WITHOUT_COVE = ROWS.slice(0, 2);

function aFile(rows: readonly string[]): string {
  return ["District,Group,Cohort,Graduates,Rate", ...rows].join("\n");
}

async function anImport(overrides: Record<string, unknown> = {}) {
  const indicatorId = await anIndicator(world, { lead, partnershipId });
  const options = { indicatorId, mapping: aMapping(), source: "State files, 2019", ...overrides };
  return { indicatorId, body: { kind: "observations-csv", options } };
}

type Body = Awaited<ReturnType<typeof anImport>>["body"];
const replacing = (body: Body) => ({
  ...body,
  options: { ...body.options, mode: "replace", reason: REASON },
});

function latest(indicatorId: string, placeCode: string, year = 2018) {
  const dimensionKey = "race-ethnicity";
  const key = setKey({ indicatorId, period: schoolYear(year), placeCode, dimensionKey });
  return findLatestSet(world.table, key);
}

async function resultsOf(id: string, query = ""): Promise<ImportResult[]> {
  const read: ImportResult[] = [];
  let cursor = "";
  do {
    const path = `/imports/${id}/results?limit=100${query}${cursor}`;
    const page = await world.call<{ items: ImportResult[]; next?: string }>(lead, "GET", path);
    read.push(...page.body.items);
    cursor = page.body.next === undefined ? "" : `&cursor=${page.body.next}`;
  } while (cursor !== "");
  return read;
}

const read = async (id: string) => (await world.call(lead, "GET", `/imports/${id}`)).body;

describe("an import that adds", () => {
  it("leaves alone what its file does not hold, and tells of it in a dry run", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const before = await world.everythingButJobs();
    expect((await world.run(lead, body, aFile(WITHOUT_COVE))).progress).toMatchObject({
      unchanged: 2,
      withdrawn: 0,
      removedFromSource: 0,
    });
    const { id, progress } = await world.run(lead, { ...body, dryRun: true }, aFile(WITHOUT_COVE));
    expect(progress).toMatchObject({ total: 2, unchanged: 2, removedFromSource: 1, needsDecision: 0 });
    expect(await resultsOf(id, "&outcome=removed-from-source")).toEqual([
      {
        outcome: "removed-from-source",
        findings: [],
        removed: {
          indicatorId,
          observation: expect.stringMatching(/~Cove~race-ethnicity~1$/),
          period: schoolYear(2018),
          place: { code: "Cove" },
          dimensions: { "race-ethnicity": "asian" },
          was: { numerator: 40, denominator: 50, status: "ok" },
        },
      },
    ]);
    expect(await world.everythingButJobs()).toBe(before);
  });
});

describe("an import that replaces", () => {
  it("withdraws in a new revision what its source does not hold any more, and keeps what was", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const { id, progress } = await world.run(lead, replacing(body), aFile([ROWS[0] ?? "", ROWS[2] ?? ""]));
    expect(progress).toMatchObject({ unchanged: 2, withdrawn: 1 });
    expect(await resultsOf(id, "&outcome=withdrawn")).toMatchObject([
      { removed: { place: { code: "Harbour" }, dimensions: { "race-ethnicity": "black" } } },
    ]);
    expect(await latest(indicatorId, "Harbour")).toMatchObject({
      revision: 2,
      reason: REASON,
      source: "State files, 2019",
      cells: { asian: { numerator: 80, denominator: 100, status: "ok" }, black: { status: "x" } },
    });
    expect((await latest(indicatorId, "Cove"))?.revision).toBe(1);
  });

  it("reads as not available in the series, and as it was as of then", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const then = world.clock();
    await world.run(lead, replacing(body), aFile(WITHOUT_COVE));
    const { organisationId } = lead;
    const set = await latest(indicatorId, "Cove");
    if (!set) throw new Error("The set is gone.");
    await projectSummaries(world.table, [toStored(set)]);
    const see = () => Promise.reject(new Error("It is read by its owner."));
    const deps = { ...world, see };
    const series = must(await readSeries(deps, { indicatorId, organisationId, placeCode: "Cove" }));
    expect(series.rows).toMatchObject([{ value: null, numerator: null, status: "x" }]);
    const now = new Date(Date.parse(world.clock()) + 120_000).toISOString();
    const filter = { asOf: then, place: "Cove" };
    const asked = { indicatorId, organisationId, filter, page: { limit: 10 }, now };
    expect(must(await readObservations(world, asked)).items).toMatchObject([
      { revision: 1, cells: [{ value: 80, status: "ok" }] },
    ]);
  });

  it("changes nothing when it is repeated, and takes a figure back when the source gives it again", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    await world.run(lead, replacing(body), aFile(WITHOUT_COVE));
    const before = await world.everythingButJobs();
    const again = await world.run(lead, replacing(body), aFile(WITHOUT_COVE));
    expect(again.progress).toMatchObject({ unchanged: 2, withdrawn: 0 });
    expect(await world.everythingButJobs()).toBe(before);
    expect((await world.run(lead, replacing(body), aFile(ROWS))).progress).toMatchObject({ changed: 1 });
    expect((await latest(indicatorId, "Cove"))?.cells.asian).toMatchObject({ numerator: 40, status: "ok" });
  });

  it("leaves alone other sources, other periods and other indicators", async () => {
    const { indicatorId, body } = await anImport({ reason: "Kept apart" });
    const other = await anImport();
    await world.run(lead, body, aFile(ROWS));
    await world.run(lead, other.body, aFile(ROWS));
    const year = aMapping({ period: { constant: "2017-18", style: "school-year" } });
    await world.run(lead, { ...body, options: { ...body.options, mapping: year } }, aFile(ROWS));
    const district = { ...body, options: { ...body.options, source: "District report" } };
    // Their own figures, beside and instead of the state's: which revision brought them decides, not which came last.
    await world.run(lead, district, aFile(["Cove,White,20,10,50.0", "Harbour,Black,50,31,62.0"]));
    await world.run(lead, body, aFile(["Cove,Other,20,10,50.0"]));
    const done = await world.run(lead, replacing(body), aFile(ROWS.slice(0, 1)));
    expect(done.progress).toMatchObject({ unchanged: 1, withdrawn: 2 });
    expect((await latest(indicatorId, "Cove"))?.cells).toMatchObject({
      asian: { status: "x" },
      other: { status: "x" },
      white: { status: "ok" },
    });
    expect((await latest(indicatorId, "Harbour"))?.cells.black).toMatchObject({ numerator: 31 });
    expect((await latest(indicatorId, "Cove", 2017))?.revision).toBe(1);
    expect((await latest(other.indicatorId, "Cove"))?.revision).toBe(1);
  });

  it("does not withdraw what a rejected row is about, though its figures cannot be read or contradict", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const rows = ["Harbour,Black,50,30,60.0", "Harbour,Black,50,31,62.0", "Cove,Asian,50,many,80.0"];
    const done = await world.run(lead, replacing(body), aFile(rows));
    expect(done.progress).toMatchObject({ unchanged: 1, rejected: 2, withdrawn: 1 });
    expect((await latest(indicatorId, "Cove"))?.revision).toBe(1);
    expect((await latest(indicatorId, "Harbour"))?.cells).toMatchObject({
      asian: { status: "x" },
      black: { numerator: 30 },
    });
  });

  it("withdraws nothing where nobody can tell what a row is about, and says so", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const done = await world.run(lead, replacing(body), aFile([...WITHOUT_COVE, ",Asian,50,40,80.0"]));
    expect(done.progress).toMatchObject({ rejected: 1, withdrawn: 0 });
    expect(done.fileFindings).toMatchObject([{ rule: "removed-not-looked-for" }]);
    expect((await latest(indicatorId, "Cove"))?.revision).toBe(1);
  });

  it("needs a reason: when it is made, or when its dry run is applied", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const silent = { ...body, options: { ...body.options, mode: "replace" } };
    type Refused = { errors: { pointer: string }[] };
    const refused = await world.call<Refused>(lead, "POST", "/imports", { body: silent });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/options/reason" }] } });
    const { id, progress } = await world.run(lead, { ...silent, dryRun: true }, aFile(WITHOUT_COVE));
    expect(progress).toMatchObject({ removedFromSource: 1, needsDecision: 0 });
    const apply = (sent: object) => world.call<Refused>(lead, "POST", `/imports/${id}/apply`, { body: sent });
    expect(await apply({})).toMatchObject({ status: 422, body: { errors: [{ pointer: "/reason" }] } });
    expect((await apply({ reason: REASON })).status).toBe(202);
    await world.settle(id);
    expect(await read(id)).toMatchObject({
      progress: { withdrawn: 1 },
      dryRunCounts: { removedFromSource: 1 },
    });
    expect((await latest(indicatorId, "Cove"))?.reason).toBe(REASON);
  });

  it("asks before it withdraws in a locked period, and is refused there", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const author = { principalId: lead.id, organisationId: lead.organisationId };
    const input = { indicatorId, through: "2019-06-30", reason: "Reported" };
    const lockId = world.newId("lck");
    must(await lockPeriods(world, { partnershipId, lockId, input, author, now: world.clock() }));
    const asked = await world.run(lead, { ...replacing(body), dryRun: true }, aFile(WITHOUT_COVE));
    expect(asked.progress).toMatchObject({ unchanged: 2, needsDecision: 1, removedFromSource: 0 });
    const { id, progress } = await world.run(lead, replacing(body), aFile(WITHOUT_COVE));
    expect(progress).toMatchObject({ unchanged: 2, rejected: 1, withdrawn: 0 });
    expect(await resultsOf(id, "&outcome=rejected")).toMatchObject([
      { removed: { place: { code: "Cove" } }, findings: [{ rule: "period_locked" }] },
    ]);
  });
});

describe("an import that replaces and dies", () => {
  const PLACES = Array.from({ length: 260 }, (_, n) => `District ${n}`);
  const rows = PLACES.flatMap((place) =>
    ["Asian", "Black", "White"].map((one) => `${place},${one},100,80,80.0`),
  );

  /** Steps of which the withdrawal fails, after it happened or before, at its `nth` page. */
  function dying(nth: number, when: "before" | "after"): StepDeps {
    let pages = 0;
    return {
      ...world.steps,
      withdrawObservations: async (call) => {
        const isLast = ++pages === nth;
        if (isLast && when === "before") throw new Error("The machine stopped.");
        const answers = await world.steps.withdrawObservations(call);
        if (isLast) throw new Error("The machine stopped.");
        return answers;
      },
    };
  }

  it.each([
    [1, "before"],
    [1, "after"],
    [2, "after"],
  ] as const)("at page %i, %s it withdrew, goes on and withdraws everything once", async (nth, when) => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(rows));
    const id = await world.start(lead, replacing(body), aFile(rows.slice(0, 3)));
    const steps = dying(nth, when);
    await expect(world.settle(id, steps)).rejects.toThrow("The machine stopped.");
    await world.settle(id);
    const done = await read(id);
    expect(done).toMatchObject({ status: "done", progress: { unchanged: 3, withdrawn: 777, rejected: 0 } });
    const withdrawn = await resultsOf(id, "&outcome=withdrawn");
    expect(new Set(withdrawn.map(({ removed }) => JSON.stringify(removed))).size).toBe(777);
    const sets = await Promise.all(PLACES.map((place) => latest(indicatorId, place)));
    expect(sets.map((set) => set?.revision)).toEqual(PLACES.map((_, n) => (n === 0 ? 1 : 2)));
  });

  it("leaves alone what somebody recorded since", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const id = await world.start(lead, replacing(body), aFile(WITHOUT_COVE));
    await expect(world.settle(id, dying(1, "before"))).rejects.toThrow("The machine stopped.");
    const corrected = { ...body, options: { ...body.options, reason: "Corrected" } };
    await world.run(lead, corrected, aFile(["Cove,Asian,50,45,90.0"]));
    await world.settle(id);
    expect((await read(id)).progress).toMatchObject({ withdrawn: 0, rejected: 1 });
    expect(await resultsOf(id, "&outcome=rejected")).toMatchObject([
      { findings: [{ rule: "cell_conflict" }] },
    ]);
    expect((await latest(indicatorId, "Cove"))?.cells.asian).toMatchObject({ numerator: 45 });
  });

  it("counts once where two of its steps run at the same time", async () => {
    const { body } = await anImport();
    await world.run(lead, body, aFile(ROWS));
    const id = await world.start(lead, replacing(body), aFile(WITHOUT_COVE));
    await runImportStep(world.steps, { jobId: id, step: 1 });
    await Promise.all([1, 2].map(() => runImportStep(world.steps, { jobId: id, step: 2 })));
    await world.settle(id);
    expect(await read(id)).toMatchObject({ status: "done", progress: { withdrawn: 1 } });
  });
});
