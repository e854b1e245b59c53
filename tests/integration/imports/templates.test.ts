import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import { templateXlsx } from "../../../shared/interchange/template/write-template.ts";
import {
  CellQuerySchema,
  readExpectedCells,
} from "../../../shared/measurement/calendar/read-expected-cells.ts";
import { changeIndicator } from "../../../shared/measurement/change-indicator.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { filledIn } from "../../support/workbook.ts";
import { aMember, must } from "../identity/world.ts";
import { countingRounds } from "../reporting/rounds.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;
let graduation: string;
let suspensions: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId, indicatorId: graduation } = await aMeasuredPartnership(world));
  const overrides = { unit: "count", categorySchemes: { "race-ethnicity": "race-ethnicity@1997" } } as const;
  suspensions = await anIndicator(world, { lead, partnershipId, overrides });
});
afterAll(() => world.stop());

const ask = (query: object, organisationId = lead.organisationId, table = world.table) =>
  readExpectedCells(table, {
    partnershipId,
    organisationId,
    query: CellQuerySchema().parse({ from: "2025-06-30", to: "2025-06-30", ...query }),
  });
const aTemplate = async (query: object = {}) => templateXlsx(must(await ask(query)));
const latest = (indicatorId: string, dimensionKey = "all") =>
  findLatestSet(
    world.table,
    setKey({ indicatorId, period: schoolYear(2024), placeCode: "CT", dimensionKey }),
  );
const KIND = { kind: "observations-template", fileName: "template.xlsx" };
const resultsOf = async (id: string) =>
  (await world.call<{ items: ImportResult[] }>(lead, "GET", `/imports/${id}/results?limit=100`)).body.items;

describe("a template that was filled in and sent back", () => {
  it("records exactly the cells that were filled in, of several indicators, with no mapping", async () => {
    const file = filledIn(await aTemplate(), (row) => {
      if (row["Indicator id"] === graduation)
        return { Numerator: 400, Denominator: 500, Stage: "provisional" };
      return row["race-ethnicity"]?.startsWith("Black")
        ? { Value: 12, Note: "Two schools did not report" }
        : undefined;
    });
    const done = await world.run(lead, { ...KIND, options: { source: "District office" } }, file);
    expect(done).toMatchObject({
      status: "done",
      file: { format: "xlsx", sheet: "Observations" },
      options: { source: "District office" },
      progress: { new: 2, rejected: 0, observations: 2, missing: 0 },
    });
    expect(done.progress.skipped).toBe(done.progress.total ? done.progress.total - 2 : -1);
    expect(await latest(graduation)).toMatchObject({
      source: "District office",
      place: { code: "CT", name: "The state" },
      cells: { all: { numerator: 400, denominator: 500, stage: "provisional" } },
    });
    expect((await latest(suspensions, "race-ethnicity"))?.cells).toEqual({
      black: { numerator: 12, status: "ok", note: "Two schools did not report" },
    });
    expect(await latest(suspensions)).toBeUndefined();
    const again = await world.run(lead, KIND, file);
    expect(again.progress).toMatchObject({ unchanged: 2, new: 0, changed: 0 });
  });

  it("shows in a dry run what it would record, without what it leaves out, and records it once applied", async () => {
    const file = filledIn(await aTemplate({ indicators: suspensions }), (row) =>
      row["race-ethnicity"]?.startsWith("Black")
        ? { Value: 13 }
        : row["race-ethnicity"]?.startsWith("White")
          ? { Value: 20 }
          : undefined,
    );
    const job = { ...KIND, dryRun: true, options: { source: "District office" } };
    const looked = await world.run(lead, job, file);
    expect(looked).toMatchObject({
      status: "done",
      dryRun: true,
      progress: { new: 1, needsDecision: 1, removedFromSource: 0, withdrawn: 0 },
    });
    expect((await latest(suspensions, "race-ethnicity"))?.revision).toBe(1);
    const body = { reason: "One more was found" };
    await world.call(lead, "POST", `/imports/${looked.id}/apply`, { body });
    await world.settle(looked.id);
    expect((await latest(suspensions, "race-ethnicity"))?.cells).toMatchObject({
      black: { numerator: 13 },
      white: { numerator: 20 },
    });
  });

  it("says by the address of the cell what cannot be, and where a definition changed since it was made", async () => {
    const template = await aTemplate({ indicators: graduation });
    const author = { principalId: lead.id, organisationId: lead.organisationId };
    const patch = { window: "Four years", reason: "Said better" };
    must(
      await changeIndicator(world, {
        indicatorId: graduation,
        patch,
        ifMatch: 1,
        author,
        now: world.clock(),
      }),
    );
    const over = await world.run(
      lead,
      KIND,
      filledIn(template, () => ({ Numerator: 600, Denominator: 500 })),
    );
    expect(await resultsOf(over.id)).toMatchObject([
      { outcome: "rejected", line: 3, findings: [{ rule: "indicator-changed" }, { cell: "F3" }] },
    ]);
    const revised = filledIn(template, () => ({ Numerator: 410, Denominator: 500 }));
    expect((await world.run(lead, KIND, revised)).progress).toMatchObject({ rejected: 1 });
    const reasoned = { ...KIND, options: { reason: "Ten more graduated in summer" } };
    expect((await world.run(lead, reasoned, revised)).progress).toMatchObject({ changed: 1 });
  });

  it("is nothing for who does not keep its indicators, nor for a file that is none", async () => {
    const other = await aMember(world, { kind: "partnership" });
    const file = filledIn(await aTemplate({ indicators: graduation }), () => ({ Value: 12 }));
    expect((await world.run(other, KIND, file)).progress).toMatchObject({ rejected: 1, new: 0 });
    const failed = await world.run(lead, { kind: "observations-template" }, "District,Rate\nHarbour,12\n");
    expect(failed).toMatchObject({
      status: "failed",
      problem: { detail: expect.stringContaining("no template") },
    });
  });
});

describe("the cells of a template", () => {
  it("take two rounds to the table, whatever schemes are named", async () => {
    const counting = countingRounds(world.table);
    must(await ask({}, lead.organisationId, counting.table));
    expect(counting.rounds()).toBe(2);
  });

  it("are refused where nothing is expected, too much is, or it is somebody else's", async () => {
    const elsewhere = await aMeasuredPartnership(world);
    const places = Array.from({ length: 900 }, (_, index) => `P${index}`).join(",");
    const refusals = await Promise.all([
      ask({ tables: "sex" }),
      ask({ places }),
      ask({ indicators: elsewhere.indicatorId }),
      ask({}, elsewhere.lead.organisationId),
    ]);
    expect(refusals.map((refusal) => (refusal.ok ? "accepted" : refusal.problem))).toMatchObject([
      { code: "invalid_request", detail: expect.stringContaining("Nothing is expected") },
      { code: "invalid_request", detail: expect.stringContaining("more than 5000") },
      { code: "invalid_request", errors: [{ parameter: "indicators" }] },
      { code: "not_found" },
    ]);
  });
});
