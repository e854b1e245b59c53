import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import { lockPeriods } from "../../../shared/measurement/controls/write-lock.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aRawGrant } from "../../unit/interchange/grants.ts";
import { aMapping } from "../../unit/interchange/observation-files.ts";
import { aMember, must } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId } = await aMeasuredPartnership(world));
});
afterAll(() => world.stop());

function aFile(rows: readonly string[]): string {
  return ["District,Group,Cohort,Graduates,Rate", ...rows].join("\n");
}

async function anImport(overrides: Record<string, unknown> = {}, job: Record<string, unknown> = {}) {
  const indicatorId = await anIndicator(world, { lead, partnershipId });
  const options = { indicatorId, mapping: aMapping(), source: "State files, 2019", ...overrides };
  return { indicatorId, body: { kind: "observations-csv", ...job, options } };
}

const dry = <T extends object>(body: T) => ({ ...body, dryRun: true });

function latest(indicatorId: string, placeCode: string) {
  const dimensionKey = "race-ethnicity";
  const key = setKey({ indicatorId, period: schoolYear(2018), placeCode, dimensionKey });
  return findLatestSet(world.table, key);
}

async function resultsOf(id: string, query = "", who = lead): Promise<ImportResult[]> {
  const path = `/imports/${id}/results?limit=100${query}`;
  return (await world.call<{ items: ImportResult[] }>(who, "GET", path)).body.items;
}

async function apply(id: string, body: object = {}, who = lead) {
  const answer = await world.call(who, "POST", `/imports/${id}/apply`, { body });
  await world.settle(id);
  return answer;
}

const read = async (id: string, who = lead) => (await world.call(who, "GET", `/imports/${id}`)).body;

const RECORDED = ["Harbour,Asian,100,80,80.0", "Harbour,Black,*,*,*", "Cove,Asian,50,40,80.0"];

describe("a dry run of observations", () => {
  it("counts what recording would do, and leaves every item as it was", async () => {
    const { body } = await anImport({ reason: "The state corrected its file" });
    await world.run(lead, body, aFile(RECORDED));
    const before = await world.everythingButJobs();
    const rows = [
      ...RECORDED.slice(0, 2),
      "Cove,Asian,50,41,82.0",
      "Cove,Black,10,5,50.0",
      "",
      "Cove,White,10,12,120",
    ];
    const done = await world.run(lead, dry(body), aFile(rows));
    expect(done).toMatchObject({
      status: "done",
      dryRun: true,
      progress: {
        phase: "check",
        total: 6,
        new: 1,
        changed: 1,
        unchanged: 2,
        rejected: 1,
        skipped: 1,
        heldBack: 0,
      },
    });
    expect(await world.everythingButJobs()).toBe(before);
    expect(done.links.apply).toBe(`/v1/imports/${done.id}/apply`);
  });

  it("says of a row that would change what it was, what it becomes, and where it stands", async () => {
    const { indicatorId, body } = await anImport({ reason: "The state corrected its file" });
    await world.run(lead, body, aFile(RECORDED));
    const { id } = await world.run(lead, dry(body), aFile(["Harbour,Asian,100,81,81.0"]));
    expect(await resultsOf(id, "&outcome=changed")).toEqual([
      {
        line: 2,
        outcome: "changed",
        observations: 1,
        findings: [],
        changes: [
          {
            indicatorId,
            dimensions: { "race-ethnicity": "asian" },
            cell: "E2",
            was: { numerator: 80, denominator: 100, status: "ok" },
            becomes: { numerator: 81, denominator: 100, status: "ok" },
            source: "State files, 2019",
          },
        ],
      },
    ]);
  });

  it("asks for a reason where a figure would change without one, and applying gives it", async () => {
    const { indicatorId, body } = await anImport();
    await world.run(lead, body, aFile(RECORDED));
    const { id, progress } = await world.run(lead, dry(body), aFile(["Harbour,Asian,100,81,81.0"]));
    expect(progress).toMatchObject({ needsDecision: 1, rejected: 0, changed: 0 });
    expect(await resultsOf(id, "&outcome=needs-decision")).toMatchObject([
      {
        findings: [
          {
            pointer: "/lines/2/Rate",
            cell: "E2",
            rule: "reason_required",
            severity: "decision",
            field: "/reason",
            detail: expect.stringMatching(
              /^80 of 100 is recorded from "State files, 2019", and the file says 81 of 100/,
            ),
          },
        ],
      },
    ]);
    const applied = await apply(id, { reason: "The state corrected its file" });
    expect(applied).toMatchObject({ status: 202, body: { status: "queued", progress: { phase: "record" } } });
    expect(await read(id)).toMatchObject({
      status: "done",
      progress: { changed: 1, needsDecision: 0 },
      dryRunCounts: { changed: 0, needsDecision: 1 },
      applied: { by: { principalId: lead.id } },
    });
    expect(await latest(indicatorId, "Harbour")).toMatchObject({
      revision: 2,
      reason: "The state corrected its file",
    });
    expect(await resultsOf(id)).toMatchObject([{ outcome: "changed" }]);
    expect((await resultsOf(id, "&phase=check&order=severity"))[0]).toMatchObject({
      outcome: "needs-decision",
    });
  });

  it("asks before what another source gave is replaced, however many revisions ago that was", async () => {
    const reason = "Newer figures";
    const { indicatorId, body } = await anImport({ source: "District report", reason });
    await world.run(lead, body, aFile(RECORDED));
    const state = { ...body, options: { ...body.options, source: "State files, 2019" } };
    await world.run(lead, state, aFile(["Harbour,White,100,90,90.0"]));
    expect(await latest(indicatorId, "Harbour")).toMatchObject({ revision: 2, source: "State files, 2019" });
    const file = aFile(["Harbour,Asian,100,81,81.0", "Harbour,White,100,91,91.0"]);
    const { id, progress } = await world.run(lead, dry(state), file);
    expect(progress).toMatchObject({ needsDecision: 1, changed: 1 });
    const [asked] = await resultsOf(id, "&outcome=needs-decision");
    expect(asked).toMatchObject({
      line: 2,
      changes: [{ source: "District report" }],
      findings: [{ rule: "other-source", severity: "decision" }],
    });
    await apply(id);
    expect((await read(id)).progress).toMatchObject({ changed: 2 });
  });

  it("asks what a place is that holds the others, until the mapping says so", async () => {
    const { body } = await anImport();
    const rows = ["Harbour,Asian,100,80,80.0", "State of Elsewhere,Asian,1000,800,80.0"];
    const open = await world.run(lead, dry(body), aFile(rows));
    expect(open.progress).toMatchObject({ new: 1, needsDecision: 1 });
    expect(await resultsOf(open.id, "&outcome=needs-decision")).toMatchObject([
      { findings: [{ rule: "parent-place", cell: "A3", field: "/options/mapping/place/parents" }] },
    ]);
    const place = { column: "District", parents: ["State of Elsewhere"] };
    const mapped = { ...body, options: { ...body.options, mapping: aMapping({ place }) } };
    expect((await world.run(lead, dry(mapped), aFile(rows))).progress).toMatchObject({
      new: 2,
      needsDecision: 0,
    });
    expect((await world.run(lead, body, aFile(rows))).progress).toMatchObject({ new: 2, needsDecision: 0 });
    expect((await world.run(lead, dry(body), aFile(rows))).progress).toMatchObject({ unchanged: 2 });
  });

  it("asks about a locked period, where recording rejects", async () => {
    const { indicatorId, body } = await anImport();
    const author = { principalId: lead.id, organisationId: lead.organisationId };
    const lock = { indicatorId, through: "2019-06-30", reason: "Reported" };
    const lockId = world.newId("lck");
    must(await lockPeriods(world, { partnershipId, lockId, input: lock, author, now: world.clock() }));
    const asked = await world.run(lead, dry(body), aFile(["Harbour,Asian,100,80,80.0"]));
    expect(asked.progress).toMatchObject({ needsDecision: 1, rejected: 0 });
    expect(await resultsOf(asked.id)).toMatchObject([
      { findings: [{ rule: "period_locked", detail: expect.stringContaining('"Reported"') }] },
    ]);
    await apply(asked.id);
    expect((await read(asked.id)).progress).toMatchObject({ rejected: 1, needsDecision: 0 });
  });

  it("gives errors before decisions and decisions before the rest, a page at a time", async () => {
    const { body } = await anImport();
    await world.run(lead, body, aFile(RECORDED));
    const fine = Array.from({ length: 150 }, (_, n) => `District ${n},Asian,100,80,80.0`);
    const rows = [...fine, "Harbour,Asian,100,81,81.0", "Cove,White,10,12,120"];
    const { id } = await world.run(lead, dry(body), aFile(rows));
    const pages: ImportResult[][] = [];
    let cursor = "";
    do {
      const path = `/imports/${id}/results?limit=60&order=severity${cursor}`;
      const page = await world.call<{ items: ImportResult[]; next?: string }>(lead, "GET", path);
      pages.push(page.body.items);
      cursor = page.body.next === undefined ? "" : `&cursor=${page.body.next}`;
    } while (cursor !== "");
    const all = pages.flat();
    expect(pages.map(({ length }) => length)).toEqual([60, 60, 34]);
    // Two figures that are recorded are not in the file any more.
    const severe = ["rejected", "needs-decision", "removed-from-source", "removed-from-source"];
    expect(all.slice(0, 5).map(({ outcome }) => outcome)).toEqual([...severe, "new"]);
    expect(new Set(all.flatMap(({ line }) => line ?? [])).size).toBe(152);
  });
});

describe("applying a dry run", () => {
  it("records what has not been recorded meanwhile", async () => {
    const { body } = await anImport();
    const { id, progress } = await world.run(lead, dry(body), aFile(RECORDED));
    expect(progress).toMatchObject({ new: 3 });
    await world.run(lead, body, aFile(RECORDED.slice(0, 1)));
    await apply(id);
    expect((await read(id)).progress).toMatchObject({ new: 2, unchanged: 1 });
  });

  it("twice records once: while it runs it is answered as it stands, afterwards refused", async () => {
    const { indicatorId, body } = await anImport();
    const { id } = await world.run(lead, dry(body), aFile(RECORDED));
    const call = () => world.call(lead, "POST", `/imports/${id}/apply`, { body: {} });
    const both = await Promise.all([call(), call()]);
    expect(both.map(({ status }) => status)).toEqual([202, 202]);
    await world.settle(id);
    expect(await call()).toMatchObject({ status: 409 });
    expect((await latest(indicatorId, "Harbour"))?.revision).toBe(1);
  });

  it("is refused where there is none, before it is done, and once its file was replaced", async () => {
    const { body } = await anImport();
    const recorded = await world.run(lead, body, aFile(RECORDED));
    expect((await apply(recorded.id)).status).toBe(409);
    const waiting = await world.call(lead, "POST", "/imports", { body: dry(body) });
    expect((await apply(waiting.body.id)).status).toBe(409);
    const { id } = await world.run(lead, dry(body), aFile(RECORDED));
    world.files.set(`imports/${id}`, new TextEncoder().encode(aFile(["Cove,Asian,50,1,2.0"])));
    await apply(id);
    expect(await read(id)).toMatchObject({ status: "failed", problem: { code: "conflict" } });
  });

  it("is for who may record, and there is none for others", async () => {
    const { indicatorId, body } = await anImport();
    const { id } = await world.run(lead, dry(body), aFile(RECORDED));
    const officer = { ...lead, roles: ["programme-officer"] as const };
    expect((await apply(id, {}, officer)).status).toBe(403);
    const stranger = await aMember(world, { kind: "partnership" });
    expect((await apply(id, {}, stranger)).status).toBe(404);
    expect(await latest(indicatorId, "Harbour")).toBeUndefined();
  });
});

describe("a dry run", () => {
  it("is no strict import besides", async () => {
    const { body } = await anImport();
    const refused = await world.call<{ errors: { pointer: string }[] }>(lead, "POST", "/imports", {
      body: { ...dry(body), strict: true },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual(["/strict"]);
  });

  it("of grants tells new, changed, unchanged and rejected ones apart, and applying records them", async () => {
    const funder = await aMember(world, { name: "Lantern Fund" });
    const grants = (items: object[]) => JSON.stringify({ version: "1.4", grants: items });
    const known = [aRawGrant({ id: "360G-example-a" }), aRawGrant({ id: "360G-example-b" })];
    await world.run(funder, { kind: "360giving" }, grants(known));
    const before = await world.everythingButJobs();
    const next = [
      known[0],
      aRawGrant({ id: "360G-example-b", title: "Corrected" }),
      aRawGrant({ id: "360G-example-c" }),
      aRawGrant({ id: "360G-example-c" }),
      aRawGrant({ id: "360G-example-d", currency: "ZZZ" }),
    ] as object[];
    const { id, progress } = await world.run(funder, dry({ kind: "360giving" }), grants(next));
    expect(progress).toMatchObject({ new: 1, changed: 1, unchanged: 2, rejected: 1 });
    expect(await world.everythingButJobs()).toBe(before);
    await apply(id, {}, funder);
    expect((await read(id, funder)).progress).toMatchObject({
      new: 1,
      changed: 1,
      unchanged: 2,
      rejected: 1,
    });
  });
});
