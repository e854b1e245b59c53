import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";
import { runImportStep } from "../../../shared/interchange/run-import-step.ts";
import { loadCommitment } from "../../../shared/investments/index.ts";
import { aRawGrant } from "../../unit/interchange/grants.ts";
import { aMember } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let funder: Principal;

beforeAll(async () => {
  world = await anImportWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  funder = await aMember(world, { name: "Lantern Fund" });
});

function aPackage(grants: readonly unknown[]): string {
  return JSON.stringify({ version: "1.4", grants });
}

function numbered(count: number, overrides: Record<string, unknown> = {}): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, n) => aRawGrant({ id: `360G-example-${n}`, ...overrides }));
}

async function resultsOf(id: string, query = ""): Promise<ImportResult[]> {
  const read: ImportResult[] = [];
  let cursor = "";
  do {
    const path = `/imports/${id}/results?limit=100${query}${cursor}`;
    const page = await world.call<{ items: ImportResult[]; next?: string }>(funder, "GET", path);
    expect(page.status).toBe(200);
    read.push(...page.body.items);
    cursor = page.body.next === undefined ? "" : `&cursor=${page.body.next}`;
  } while (cursor !== "");
  return read;
}

describe("an import of grants", () => {
  it("answers an address to put the file, then goes on by itself until it is done", async () => {
    const body = { kind: "360giving", fileName: "grants.json" };
    const made = await world.call(funder, "POST", "/imports", { body });
    expect(made.status).toBe(201);
    expect(made.headers.get("location")).toBe(`/v1/imports/${made.body.id}`);
    expect(made.body).toMatchObject({
      status: "awaiting-upload",
      upload: { method: "PUT", headers: { "content-type": "application/octet-stream" } },
      links: { start: `/v1/imports/${made.body.id}/start` },
      progress: { done: 0, new: 0 },
    });
    const id = await world.start(funder, body, aPackage(numbered(3)));
    expect((await world.call(funder, "GET", `/imports/${id}`)).body.status).toBe("queued");
    await world.settle(id);
    const done = (await world.call(funder, "GET", `/imports/${id}`)).body;
    expect(done).toMatchObject({ status: "done", progress: { total: 3, done: 3, new: 3, rejected: 0 } });
    expect(done.progress.rowsPerSecond).toBeGreaterThan(0);
  });

  it("records each grant as a commitment to a registered organisation, its findings kept with it", async () => {
    const grant = aRawGrant({
      amountAwarded: 30000.000000001,
      description: "Core costs. This grant may be renewed.",
      plannedDates: [{ startDate: "2019-05-01", endDate: "2020-04-30" }],
      grantProgramme: [{ title: "Libraries" }],
    });
    const { id } = await world.run(funder, { kind: "360giving" }, aPackage([grant]));
    const [result] = await resultsOf(id);
    expect(result).toMatchObject({
      externalId: "360G-example-1",
      outcome: "new",
      findings: [{ pointer: "/grants/0/amountAwarded", rule: "amount-rounded" }],
    });
    const loaded = await loadCommitment(world.table, result?.commitmentId ?? "");
    expect(loaded?.state.commitment).toMatchObject({
      amountMinor: 3_000_000,
      currency: "GBP",
      agreedOn: "2019-03-31",
      startOn: "2019-05-01",
      endOn: "2020-04-30",
      programme: "Libraries",
      renewal: { note: "This grant may be renewed." },
      recipient: { organisationId: expect.stringMatching(/^org_/), name: "Harbour Reading Trust" },
      funder: { organisationId: funder.organisationId, name: "Lantern Fund" },
    });
  });

  it("of the same file again finds everything unchanged, and leaves every item as it was", async () => {
    const file = aPackage(numbered(25));
    const first = await world.run(funder, { kind: "360giving" }, file);
    expect(first.progress.new).toBe(25);
    const before = await world.everythingButJobs();
    const again = await world.run(funder, { kind: "360giving" }, file);
    expect(again.progress).toMatchObject({ done: 25, new: 0, changed: 0, unchanged: 25 });
    expect(await world.everythingButJobs()).toBe(before);
  });

  it("takes a number written otherwise for the same, and a corrected amount for a change", async () => {
    const { id } = await world.run(funder, { kind: "360giving" }, aPackage([aRawGrant()]));
    const [first] = await resultsOf(id);
    const spelled = await world.run(
      funder,
      { kind: "360giving" },
      aPackage([aRawGrant({ amountAwarded: 30000.0 })]).replace("30000", "30000.00"),
    );
    expect(spelled.progress).toMatchObject({ unchanged: 1 });
    const corrected = await world.run(
      funder,
      { kind: "360giving" },
      aPackage([aRawGrant({ amountAwarded: 31000 })]),
    );
    expect(corrected.progress).toMatchObject({ changed: 1, new: 0 });
    const loaded = await loadCommitment(world.table, first?.commitmentId ?? "");
    expect(loaded?.state.commitment.totals.unconditionalMinor).toBe(3_100_000);
  });

  it("answers every grant, the rejected with pointers, and pages through one outcome alone", async () => {
    const grants = numbered(250).map((grant, n) => (n % 50 === 7 ? { ...grant, currency: "XXZ" } : grant));
    const { id, progress } = await world.run(funder, { kind: "360giving" }, aPackage(grants));
    expect(progress).toMatchObject({ total: 250, new: 245, rejected: 5 });
    const results = await resultsOf(id);
    expect(results.map(({ externalId }) => externalId)).toEqual(grants.map((grant) => grant.id));
    const rejected = await resultsOf(id, "&outcome=rejected");
    expect(
      rejected.map(({ findings }) => findings.find(({ severity }) => severity === "rejects")?.pointer),
    ).toEqual([7, 57, 107, 157, 207].map((n) => `/grants/${n}/currency`));
  });

  it("takes a grant that the file repeats for the one it has, and rejects one that contradicts it", async () => {
    const file = aPackage([aRawGrant(), aRawGrant(), aRawGrant({ amountAwarded: 1 })]);
    const { id, progress } = await world.run(funder, { kind: "360giving" }, file);
    expect(progress).toMatchObject({ new: 1, unchanged: 1, rejected: 1 });
    const [first, second] = await resultsOf(id);
    expect(second?.commitmentId).toBe(first?.commitmentId);
  });

  it("that is strict records nothing where one grant would be rejected, and says which", async () => {
    const before = await world.everythingButJobs();
    const file = aPackage([...numbered(120), aRawGrant({ id: "360G-example-last", amountAwarded: "a lot" })]);
    const done = await world.run(funder, { kind: "360giving", strict: true }, file);
    expect(done).toMatchObject({
      status: "failed",
      problem: { code: "validation_failed" },
      progress: { done: 121, rejected: 1, heldBack: 120, new: 0 },
    });
    expect(await world.everythingButJobs()).toBe(before);
    expect(await resultsOf(done.id, "&outcome=rejected")).toMatchObject([
      { findings: [{ pointer: "/grants/120/amountAwarded" }] },
    ]);
  });

  it("that is strict and whole is recorded after it was checked", async () => {
    const done = await world.run(funder, { kind: "360giving", strict: true }, aPackage(numbered(3)));
    expect(done).toMatchObject({ status: "done", progress: { phase: "record", new: 3, heldBack: 0 } });
  });

  it("of text that is not JSON fails with the line and column", async () => {
    const failed = await world.run(funder, { kind: "360giving" }, '{ "grants": [\n  { "id": 1, }\n] }');
    expect(failed).toMatchObject({
      status: "failed",
      problem: { code: "malformed_json", line: 2, column: 14 },
    });
  });

  it("whose file was never put fails, and says so", async () => {
    const made = await world.call(funder, "POST", "/imports", { body: { kind: "360giving" } });
    const started = await world.call(funder, "POST", `/imports/${made.body.id}/start`);
    expect(started.status).toBe(202);
    await world.settle(made.body.id);
    const { body } = await world.call(funder, "GET", `/imports/${made.body.id}`);
    expect(body).toMatchObject({ status: "failed", problem: { code: "conflict" } });
    expect(body.problem?.detail).toContain("No file was put");
  });

  it("whose file is replaced while it runs fails, rather than mix the two", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(120)));
    await runImportStep({ ...world.steps, stepMs: 0 }, { jobId: id, step: 1 });
    world.files.set(`imports/${id}`, new TextEncoder().encode(aPackage(numbered(130))));
    await world.settle(id);
    const { body } = await world.call(funder, "GET", `/imports/${id}`);
    expect(body.status).toBe("failed");
    expect(body.problem?.detail).toContain("replaced");
  });
});

describe("the steps of an import", () => {
  it("go on where the step before stopped, each called for by the write of the last", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(250)));
    const short = { ...world.steps, stepMs: 0 };
    expect(await runImportStep(short, { jobId: id, step: 1 })).toBe("advanced");
    const halfway = (await world.call(funder, "GET", `/imports/${id}`)).body;
    expect(halfway).toMatchObject({ status: "running", progress: { done: 100, total: 250, new: 100 } });
    expect(halfway.progress.secondsLeft).toBeGreaterThan(0);
    expect(await runImportStep(short, { jobId: id, step: 2 })).toBe("advanced");
    expect(await runImportStep(short, { jobId: id, step: 3 })).toBe("finished");
    expect((await world.call(funder, "GET", `/imports/${id}`)).body.progress.new).toBe(250);
  });

  it("are dropped where the message comes twice, or too late", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(150)));
    const short = { ...world.steps, stepMs: 0 };
    await runImportStep(short, { jobId: id, step: 1 });
    expect(await runImportStep(short, { jobId: id, step: 1 })).toBe("dropped");
    await world.settle(id);
    expect(await runImportStep(short, { jobId: id, step: 2 })).toBe("dropped");
    expect((await world.call(funder, "GET", `/imports/${id}`)).body.progress).toMatchObject({ new: 150 });
  });

  it("count every grant once where two of them run at the same time", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(100)));
    const outcomes = await Promise.all([1, 1].map((step) => runImportStep(world.steps, { jobId: id, step })));
    expect(outcomes.toSorted()).toEqual(["dropped", "finished"]);
    const { progress } = (await world.call(funder, "GET", `/imports/${id}`)).body;
    expect(progress.new + progress.unchanged).toBe(100);
    expect(progress).toMatchObject({ done: 100, rejected: 0 });
  });

  it("that die in the middle are done again: no grant twice, and what was answered stays answered", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(300)));
    let batches = 0;
    const dying = {
      ...world.steps,
      recordAwards: async (...call: Parameters<typeof world.steps.recordAwards>) => {
        const outcomes = await world.steps.recordAwards(...call);
        if (++batches === 2) throw new Error("The machine stopped.");
        return outcomes;
      },
    };
    await expect(runImportStep(dying, { jobId: id, step: 1 })).rejects.toThrow("The machine stopped.");
    expect((await world.call(funder, "GET", `/imports/${id}`)).body).toMatchObject({
      status: "queued",
      progress: { done: 0 },
    });
    await world.settle(id);
    const { progress } = (await world.call(funder, "GET", `/imports/${id}`)).body;
    // The second batch was recorded and never answered: its grants are found, and the first keeps its answers.
    expect(progress).toMatchObject({ done: 300, new: 200, unchanged: 100 });
    const results = await resultsOf(id);
    expect(new Set(results.map(({ commitmentId }) => commitmentId)).size).toBe(300);
  });
});

describe("an import called off", () => {
  it("records nothing more, keeps what was recorded, and cannot be started again", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(250)));
    await runImportStep({ ...world.steps, stepMs: 0 }, { jobId: id, step: 1 });
    const cancelled = await world.call(funder, "POST", `/imports/${id}/cancel`);
    expect(cancelled.body).toMatchObject({ status: "cancelled", progress: { new: 100 } });
    expect(await world.settle(id)).toBe(0);
    expect((await world.call(funder, "POST", `/imports/${id}/start`)).status).toBe(409);
  });

  it("while a step is at work still counts what that step did", async () => {
    const id = await world.start(funder, { kind: "360giving" }, aPackage(numbered(50)));
    const interrupted = {
      ...world.steps,
      recordAwards: async (...call: Parameters<typeof world.steps.recordAwards>) => {
        await world.call(funder, "POST", `/imports/${id}/cancel`);
        return world.steps.recordAwards(...call);
      },
    };
    await runImportStep(interrupted, { jobId: id, step: 1 });
    const { body } = await world.call(funder, "GET", `/imports/${id}`);
    expect(body).toMatchObject({ status: "cancelled", progress: { done: 50, new: 50 } });
  });
});

describe("who may import grants", () => {
  it("is a funder, in a role that writes commitments", async () => {
    const { lead } = await aMeasuredPartnership(world);
    const body = { kind: "360giving" };
    expect((await world.call(lead, "POST", "/imports", { body })).status).toBe(403);
    const dataLead: Principal = { ...funder, roles: ["data-lead"] };
    expect((await world.call(dataLead, "POST", "/imports", { body })).status).toBe(403);
  });

  it("does not see the imports of others", async () => {
    const { id } = await world.run(funder, { kind: "360giving" }, aPackage(numbered(1)));
    const other = await aMember(world);
    for (const path of ["", "/results"])
      expect((await world.call(other, "GET", `/imports/${id}${path}`)).status).toBe(404);
    for (const deed of ["start", "cancel", "upload"])
      expect((await world.call(other, "POST", `/imports/${id}/${deed}`)).status).toBe(404);
    const list = await world.call<{ items: ImportView[] }>(other, "GET", "/imports");
    expect(list.body.items).toEqual([]);
  });

  it("finds their imports, newest first, a page at a time", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const made = await world.call(funder, "POST", "/imports", { body: { kind: "360giving" } });
      ids.push(made.body.id);
    }
    const first = await world.call<{ items: ImportView[]; next: string }>(funder, "GET", "/imports?limit=2");
    const rest = await world.call<{ items: ImportView[] }>(
      funder,
      "GET",
      `/imports?limit=2&cursor=${first.body.next}`,
    );
    const read = [...first.body.items, ...rest.body.items].map(({ id }) => id);
    expect(read).toEqual(ids.toSorted().toReversed());
  });
});

it("a repeated POST with the same key makes one import, and a new address can be asked for", async () => {
  const sent = { body: { kind: "360giving" }, headers: { "idempotency-key": "import-once" } };
  const first = await world.call(funder, "POST", "/imports", sent);
  const again = await world.call(funder, "POST", "/imports", sent);
  expect(again.status).toBe(201);
  expect(again.body.id).toBe(first.body.id);
  expect(again.body.upload).toBeUndefined();
  const { id } = first.body;
  const renewed = await world.call(funder, "POST", `/imports/${id}/upload`);
  expect(renewed.body.upload?.url).toContain(id);
  await world.call(funder, "POST", `/imports/${id}/start`);
  expect((await world.call(funder, "POST", `/imports/${id}/upload`)).status).toBe(409);
});
