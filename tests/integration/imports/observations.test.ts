import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import { runImportStep } from "../../../shared/interchange/run-import-step.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aWorkbook, rowsXml } from "../../support/workbook.ts";
import { aMapping } from "../../unit/interchange/observation-files.ts";
import { aMember } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId } = await aMeasuredPartnership(world));
});
afterAll(() => world.stop());

const TITLES = "District,Group,Cohort,Graduates,Rate";

function aFile(rows: readonly string[]): string {
  return [TITLES, ...rows].join("\n");
}

async function anImport(overrides: Record<string, unknown> = {}, job: Record<string, unknown> = {}) {
  const indicatorId = await anIndicator(world, { lead, partnershipId });
  const options = { indicatorId, mapping: aMapping(), source: "State files, 2019", ...overrides };
  return { indicatorId, body: { kind: "observations-csv", ...job, options } };
}

function latest(indicatorId: string, placeCode: string, dimensionKey = "race-ethnicity") {
  const key = setKey({ indicatorId, period: schoolYear(2018), placeCode, dimensionKey });
  return findLatestSet(world.table, key);
}

async function resultsOf(id: string, query = ""): Promise<ImportResult[]> {
  const path = `/imports/${id}/results?limit=100${query}`;
  return (await world.call<{ items: ImportResult[] }>(lead, "GET", path)).body.items;
}

describe("an import of observations", () => {
  it("stores a table once, whatever the order of its rows in the file", async () => {
    const { indicatorId, body } = await anImport({ protectedAtSource: true });
    const places = Array.from({ length: 300 }, (_, n) => `District ${n}`);
    const groups = ["Asian", "Black", "White", "All"];
    // A file sorted by group takes every table apart.
    const rows = groups.flatMap((group) => places.map((place) => `${place},${group},100,80,80.0`));
    const done = await world.run(lead, body, aFile(rows));
    expect(done).toMatchObject({ status: "done", progress: { total: 1200, new: 1200, observations: 1200 } });
    const sets = await Promise.all(places.map((place) => latest(indicatorId, place)));
    expect(new Set(sets.map((set) => set?.revision))).toEqual(new Set([1]));
    const set = await latest(indicatorId, "District 17");
    expect(set).toMatchObject({ revision: 1, source: "State files, 2019", protectedAtSource: true });
    expect(Object.keys(set?.cells ?? {})).toEqual(["asian", "black", "white"]);
    expect((await latest(indicatorId, "District 17", "all"))?.cells).toEqual({
      all: { numerator: 80, denominator: 100, status: "ok" },
    });
  });

  it("answers hidden, missing, skipped and rejected rows by their lines", async () => {
    const { indicatorId, body } = await anImport();
    const rows = ["Harbour,Asian,100,80,80.0", "Harbour,Black,*,*,*", "Harbour,White,N/A,N/A,N/A"];
    const more = ["", "Harbour,Other,10,12,120", "Cove,Asian,50,40,80.0"];
    const { id, progress } = await world.run(lead, body, aFile([...rows, ...more]));
    expect(progress).toMatchObject({ total: 6, new: 4, rejected: 1, skipped: 1, hidden: 1, missing: 1 });
    expect(await resultsOf(id, "&outcome=rejected")).toMatchObject([
      {
        line: 6,
        observations: 0,
        findings: [{ pointer: "/lines/6/Graduates" }, { pointer: "/lines/6/Rate" }],
      },
    ]);
    expect(await resultsOf(id, "&outcome=skipped")).toMatchObject([{ line: 5, reason: "blank row" }]);
    const set = await latest(indicatorId, "Harbour");
    expect(set?.cells).toMatchObject({ black: { status: "c" }, white: { status: "x" } });
  });

  it("keeps what the source hid hidden, though its counts would give it away", async () => {
    const { indicatorId, body } = await anImport();
    const { id, progress } = await world.run(lead, body, aFile(["Harbour,Asian,6,5,*"]));
    expect(progress).toMatchObject({ new: 1, hidden: 1 });
    expect((await latest(indicatorId, "Harbour"))?.cells.asian).toEqual({
      numerator: 5,
      denominator: 6,
      status: "c",
    });
    expect(await resultsOf(id)).toMatchObject([{ findings: [{ rule: "source-hid-the-rate" }] }]);
  });

  it("of the same file again finds everything unchanged, and leaves every item as it was", async () => {
    const { body } = await anImport();
    const file = aFile(["Harbour,Asian,100,80,80.0", "Harbour,Black,*,*,*", "Cove,Asian,50,40,80.0"]);
    await world.run(lead, body, file);
    const before = await world.everythingButJobs();
    const spelledOtherwise = file.replace("100,80,80.0", '"100",80.0,80');
    const again = await world.run(lead, body, spelledOtherwise);
    expect(again.progress).toMatchObject({ unchanged: 3, new: 0, changed: 0 });
    expect(await world.everythingButJobs()).toBe(before);
  });

  it("revises a recorded figure only where the import says why", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(["Harbour,Asian,100,80,80.0"]));
    const corrected = aFile(["Harbour,Asian,100,81,81.0"]);
    const silent = await world.run(lead, body, corrected);
    expect(silent.progress).toMatchObject({ rejected: 1, changed: 0 });
    expect(await resultsOf(silent.id)).toMatchObject([{ findings: [{ rule: "reason_required" }] }]);
    const options = { ...body.options, reason: "The state corrected its file" };
    const said = await world.run(lead, { ...body, options }, corrected);
    expect(said.progress).toMatchObject({ changed: 1 });
    expect(await latest(indicatorId, "Harbour")).toMatchObject({
      revision: 2,
      reason: "The state corrected its file",
    });
  });

  it("drops a line that repeats another, and rejects one that contradicts it", async () => {
    const { body } = await anImport();
    const rows = ["Harbour,Asian,100,80,80.0", "Harbour,Asian,100,80,80.0", "Harbour,Asian,100,70,70.0"];
    const { id, progress } = await world.run(lead, body, aFile(rows));
    expect(progress).toMatchObject({ new: 1, unchanged: 1, rejected: 1, observations: 1 });
    expect(await resultsOf(id, "&outcome=rejected")).toMatchObject([
      { line: 4, findings: [{ rule: "conflicting-row", detail: expect.stringContaining("Line 2") }] },
    ]);
  });

  it("that is strict writes nothing where one row cannot be recorded, even for what is recorded already", async () => {
    const { body } = await anImport();
    await world.run(lead, body, aFile(["Harbour,Asian,100,80,80.0"]));
    const before = await world.everythingButJobs();
    const file = aFile(["Cove,Asian,50,40,80.0", "Harbour,Asian,100,81,81.0"]);
    const done = await world.run(lead, { ...body, strict: true }, file);
    expect(done).toMatchObject({ status: "failed", progress: { heldBack: 1, rejected: 1 } });
    expect(await world.everythingButJobs()).toBe(before);
  });

  it("records the series of a wide row under an indicator each", async () => {
    const other = await anIndicator(world, { lead, partnershipId });
    const indicatorId = await anIndicator(world, { lead, partnershipId });
    const mapping = {
      format: "wide",
      place: { column: "District" },
      period: { constant: "2018-19", style: "school-year" },
      series: [{ value: "Graduated" }, { value: "Absent" }],
    };
    const options = { indicatorIds: [indicatorId, other], mapping, source: "State files" };
    const done = await world.run(
      lead,
      { kind: "observations-csv", options },
      "District,Graduated,Absent\nHarbour,80,7\n",
    );
    expect(done.progress).toMatchObject({ total: 1, new: 1, observations: 2 });
    expect((await latest(indicatorId, "Harbour", "all"))?.cells.all?.value).toBe(80);
    expect((await latest(other, "Harbour", "all"))?.cells.all?.value).toBe(7);
  });

  it("that dies in the middle goes on without a second revision of any table", async () => {
    const { indicatorId, body } = await anImport();
    const rows = Array.from({ length: 2500 }, (_, n) => `District ${n % 1250},Group ${n % 2},100,80,80.0`);
    const id = await world.start(lead, body, aFile(rows));
    let calls = 0;
    const dying = {
      ...world.steps,
      recordObservations: async (call: Parameters<typeof world.steps.recordObservations>[0]) => {
        const answers = await world.steps.recordObservations(call);
        if (++calls === 2) throw new Error("The machine stopped.");
        return answers;
      },
    };
    await expect(runImportStep(dying, { jobId: id, step: 1 })).rejects.toThrow("The machine stopped.");
    await world.settle(id);
    const { body: done } = await world.call(lead, "GET", `/imports/${id}`);
    expect(done).toMatchObject({ status: "done", progress: { done: 2500, rejected: 0, changed: 0 } });
    expect((await latest(indicatorId, "District 700"))?.revision).toBe(1);
  });

  it("of more figures than a step can hold is refused, with what to do", async () => {
    const { body } = await anImport();
    const failed = await world.run(lead, body, aFile(new Array<string>(500_001).fill("Cove,Asian,9,8,")));
    expect(failed).toMatchObject({ status: "failed", problem: { code: "too_many_items", limit: 500_000 } });
    expect(failed.problem?.detail).toContain("Cut it into several");
  });

  it("whose columns are not in the file fails with pointers into the mapping", async () => {
    const { body } = await anImport();
    const failed = await world.run(lead, body, "Place,Rate\nHarbour,80\n");
    expect(failed).toMatchObject({ status: "failed", problem: { code: "validation_failed" } });
    expect(JSON.stringify(failed.problem?.errors)).toContain("/place/column");
  });
});

describe("an import of a workbook", () => {
  const rows = rowsXml([TITLES.split(","), ["0091", "Asian", 100, 80, 80], ["0091", "Black", 50, 60, 120]]);

  it("records its rows, says what the file was, and rejects by the address of the cell", async () => {
    const { indicatorId, body } = await anImport();
    const job = { ...body, kind: "observations", fileName: "figures.xlsx" };
    const done = await world.run(lead, job, aWorkbook({ Figures: { rows } }));
    expect(done).toMatchObject({
      status: "done",
      kind: "observations",
      file: { format: "xlsx", sheet: "Figures" },
      progress: { new: 1, rejected: 1 },
    });
    expect((await latest(indicatorId, "0091"))?.cells.asian).toMatchObject({ numerator: 80 });
    const [rejected] = await resultsOf(done.id, "&outcome=rejected");
    expect(rejected).toMatchObject({ line: 3, findings: [{ cell: "D3" }, { cell: "E3" }] });
    const again = await world.run(lead, job, aWorkbook({ Figures: { rows } }));
    expect(again.progress).toMatchObject({ unchanged: 1, new: 0, changed: 0 });
  });

  it("asks for the sheet where several hold data, and reads the one that is named", async () => {
    const { body } = await anImport();
    const book = aWorkbook({ Reading: { rows }, Math: { rows } });
    const asked = await world.run(lead, { ...body, kind: "observations" }, book);
    expect(asked).toMatchObject({
      status: "failed",
      problem: {
        detail: expect.stringContaining('"Reading", "Math"'),
        errors: [{ pointer: "/options/sheet" }],
      },
    });
    const options = { ...body.options, sheet: "Math" };
    const done = await world.run(lead, { ...body, kind: "observations", options }, book);
    expect(done).toMatchObject({ status: "done", file: { format: "xlsx", sheet: "Math" } });
  });

  it("that is called something else fails and says what it is", async () => {
    const { body } = await anImport();
    const failed = await world.run(lead, { ...body, fileName: "figures.csv" }, aWorkbook({ A: { rows } }));
    expect(failed).toMatchObject({
      status: "failed",
      problem: { code: "validation_failed", detail: expect.stringContaining('"figures.csv" holds an XLSX') },
    });
  });
});

describe("who may import observations", () => {
  it("is who keeps the indicator: for anyone else there is none", async () => {
    const { body } = await anImport();
    const other = await aMember(world, { kind: "partnership" });
    const refused = await world.call<{ errors: { pointer: string }[] }>(other, "POST", "/imports", { body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual(["/options/indicatorId"]);
  });

  it("reads figures in the unit of the indicator, or is told which that is", async () => {
    const { body } = await anImport({ mapping: aMapping({ unit: "count" }) });
    const refused = await world.call<{ errors: unknown[] }>(lead, "POST", "/imports", { body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { pointer: "/options/mapping/unit", detail: 'The indicator is measured in "percent".' },
    ]);
  });
});
