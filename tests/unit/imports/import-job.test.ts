import { describe, expect, it } from "vitest";
import {
  addResults,
  applied,
  cancelled,
  failed,
  type ImportJob,
  ImportJobSchema,
  isAppliable,
  isDue,
  isResumable,
  NO_COUNTS,
  queued,
} from "../../../shared/interchange/import-job.ts";
import { packResults, unpackResults } from "../../../shared/interchange/import-result.ts";
import { importView } from "../../../shared/interchange/import-view.ts";

const CREATED = "2026-11-23T09:00:00.000Z";
const LATER = "2026-11-23T09:00:10.000Z";

function aJob(overrides: Partial<ImportJob> = {}): ImportJob {
  return ImportJobSchema().parse({
    id: "job_01JD0000000000000000000001",
    ownerId: "org_01JD0000000000000000000001",
    author: {
      principalId: "per_01JD0000000000000000000001",
      organisationId: "org_01JD0000000000000000000001",
    },
    kind: "360giving",
    strict: false,
    status: "awaiting-upload",
    version: 1,
    phase: "record",
    step: 0,
    next: 0,
    counts: NO_COUNTS,
    tally: {},
    createdAt: CREATED,
    changedAt: CREATED,
    ...overrides,
  });
}

describe("a job", () => {
  it("waits for one step at a time, and for none before it is started or after it is over", () => {
    const job = queued(aJob(), LATER);
    expect(job).toMatchObject({ status: "queued", step: 1, startedAt: LATER });
    expect([0, 1, 2].map((step) => isDue(job, step))).toEqual([false, true, false]);
    expect(isDue(aJob(), 0)).toBe(false);
    expect(isDue(cancelled(job, LATER), 1)).toBe(false);
  });

  it("goes on where it stood after it was cut off, but not after its file was refused", () => {
    const running = aJob({ status: "running", step: 3, next: 200, startedAt: CREATED });
    const cut = failed(running, { code: "internal_error", detail: "Cut off." }, LATER);
    expect(isResumable(cut, LATER)).toBe(true);
    expect(queued(cut, LATER)).toMatchObject({ status: "running", step: 4, next: 200 });
    expect(queued(cut, LATER)).not.toHaveProperty("problem");
    const refused = failed(running, { code: "malformed_json", detail: "No." }, LATER);
    expect(isResumable(refused, LATER)).toBe(false);
  });

  it("that has not moved for ten minutes may be started again", () => {
    const running = aJob({ status: "running", step: 3 });
    expect(isResumable(running, "2026-11-23T09:10:00.000Z")).toBe(false);
    expect(isResumable(running, "2026-11-23T09:10:00.001Z")).toBe(true);
    expect(isResumable(aJob({ status: "done" }), "2026-11-24T09:00:00.000Z")).toBe(false);
  });

  it("from before an outcome was known has none of it", () => {
    const { "needs-decision": _decisions, withdrawn: _withdrawn, ...before } = NO_COUNTS;
    const job = ImportJobSchema().parse({ ...aJob(), counts: before });
    expect(importView(job).progress).toMatchObject({ needsDecision: 0, withdrawn: 0, removedFromSource: 0 });
  });

  it("of a dry run is recorded from its first record once it is done, and once only", () => {
    const by = { principalId: "per_2", organisationId: "org_01JD0000000000000000000001" };
    const done = aJob({
      dryRun: true,
      phase: "check",
      status: "done",
      step: 2,
      next: 5,
      counts: { ...NO_COUNTS, new: 5 },
      sweep: { slice: 1, page: 1, found: 0 },
      finishedAt: CREATED,
    });
    expect(importView(done).links.apply).toBe(`/v1/imports/${done.id}/apply`);
    const next = applied(done, { by, at: LATER });
    expect(next).toMatchObject({ status: "queued", phase: "record", step: 3, next: 0, counts: NO_COUNTS });
    expect(next).toMatchObject({ applied: { by, at: LATER }, dryRunCounts: { new: 5 } });
    expect(next).not.toHaveProperty("sweep");
    expect(next).not.toHaveProperty("finishedAt");
    expect(isAppliable({ ...next, status: "done" })).toBe(false);
    expect(isAppliable({ ...done, status: "running" })).toBe(false);
    expect(isAppliable({ ...done, dryRun: false })).toBe(false);
  });

  it("shows how fast it goes and how long it will take", () => {
    const running = aJob({ status: "running", next: 200, total: 1000, startedAt: CREATED, changedAt: LATER });
    expect(importView(running).progress).toMatchObject({ done: 200, rowsPerSecond: 20, secondsLeft: 40 });
    expect(importView(aJob()).progress).not.toHaveProperty("rowsPerSecond");
    expect(importView({ ...running, status: "done" }).progress).not.toHaveProperty("secondsLeft");
  });

  it("offers only what can be done with it", () => {
    expect(Object.keys(importView(aJob()).links)).toEqual(["self", "upload", "start", "cancel", "results"]);
    expect(Object.keys(importView(aJob({ status: "running" })).links)).toEqual(["self", "cancel", "results"]);
    expect(Object.keys(importView(aJob({ status: "done" })).links)).toEqual(["self", "results"]);
  });
});

describe("results", () => {
  const finding = { pointer: "/lines/3", rule: "parent-place", detail: "d", severity: "finding" as const };

  it("add up to the counts of their job", () => {
    const counts = addResults(NO_COUNTS, [
      { outcome: "new", findings: [finding], observations: 2, hidden: 1 },
      { outcome: "rejected", findings: [finding], moreFindings: 4 },
    ]);
    expect(counts).toMatchObject({
      new: 1,
      rejected: 1,
      findings: 6,
      observations: 2,
      hidden: 1,
      missing: 0,
    });
  });

  it("are read back as they were stored", () => {
    const results = [{ line: 3, outcome: "new" as const, findings: [finding], hidden: 1 }];
    expect(unpackResults(packResults(results))).toEqual(results);
  });

  it("fit an item however many figures their rows would change: those beyond the first are counted", () => {
    const change = {
      indicatorId: "ind_01JD0000000000000000000001",
      dimensions: { "race-ethnicity": "two-or-more-races", grade: "grade-11" },
      was: { numerator: 80, denominator: 100, status: "ok" },
      becomes: { numerator: 81, denominator: 100, status: "ok" },
      source: "State files",
    };
    const wide = {
      outcome: "changed" as const,
      findings: [],
      changes: Array.from({ length: 60 }, () => change),
    };
    const packed = packResults(Array.from({ length: 100 }, (_, line) => ({ line, ...wide })));
    expect(Buffer.byteLength(packed)).toBeLessThanOrEqual(300_000);
    const [first] = unpackResults(packed);
    expect((first?.changes?.length ?? 0) + (first?.moreChanges ?? 0)).toBe(60);
  });

  it("fit an item however many findings they have: those beyond the first are counted", () => {
    const many = Array.from({ length: 60 }, () => ({ ...finding, detail: "é".repeat(300) }));
    const results = Array.from({ length: 100 }, (_, line) => ({
      line,
      outcome: "rejected" as const,
      findings: many,
    }));
    const packed = packResults(results);
    expect(Buffer.byteLength(packed)).toBeLessThanOrEqual(300_000);
    const [first] = unpackResults(packed);
    expect((first?.findings.length ?? 0) + (first?.moreFindings ?? 0)).toBe(60);
    expect(addResults(NO_COUNTS, unpackResults(packed)).findings).toBe(6000);
  });
});
