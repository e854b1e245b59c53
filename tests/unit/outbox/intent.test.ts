import { describe, expect, it } from "vitest";
import { intentOf, restatementOf } from "../../../functions/outbox/intent.ts";
import { aChange, aJob, aRecord, JOB_ID } from "./records.ts";

describe("a job", () => {
  it("calls for its step when it is started, and for the next when a step is done", () => {
    const awaiting = aJob({ status: "awaiting-upload", step: 0 });
    expect(intentOf(aRecord(awaiting))).toBeUndefined();
    expect(intentOf(aRecord(aJob(), awaiting))).toEqual({ kind: "step", jobId: JOB_ID, step: 1 });
    const running = aJob({ status: "running", step: 2 });
    expect(intentOf(aRecord(running, aJob()))).toEqual({ kind: "step", jobId: JOB_ID, step: 2 });
  });

  it("calls for nothing where a write leaves the step as it was", () => {
    expect(intentOf(aRecord(aJob({ version: 3 }), aJob({ version: 2 })))).toBeUndefined();
  });

  it.each(["done", "failed", "cancelled"])(
    "that is %s is told once, without the name of its file",
    (status) => {
      const over = aJob({ status, step: 3 });
      const event = intentOf(aRecord(over, aJob({ status: "running", step: 2 })));
      expect(event).toMatchObject({ kind: "event", type: `import.${status}`, detail: { id: JOB_ID } });
      expect(JSON.stringify(event)).not.toContain("private");
      expect(intentOf(aRecord(over, over))).toBeUndefined();
    },
  );
});

describe("work on a release", () => {
  const work = (status: string, step: number) => ({
    pk: "REL#rel_1",
    sk: "W#WORK",
    type: "release-work",
    releaseId: "rel_1",
    status,
    step,
  });

  it("calls for its first step, and for the next when one is done", () => {
    expect(intentOf(aRecord(work("running", 1)))).toEqual({ kind: "release", releaseId: "rel_1", step: 1 });
    const next = aRecord(work("running", 2), work("running", 1));
    expect(intentOf(next)).toEqual({ kind: "release", releaseId: "rel_1", step: 2 });
  });

  it.each(["done", "failed"])("that is %s calls for nothing", (status) => {
    expect(intentOf(aRecord(work(status, 3), work("running", 2)))).toBeUndefined();
  });
});

describe("what happened", () => {
  it("is told by ids and types: no figure, no reason, no person", () => {
    const event = intentOf(aRecord(aChange()));
    expect(event).toEqual({
      kind: "event",
      type: "commitment.created",
      at: "2026-11-23T09:00:00.000Z",
      detail: {
        id: "cmt_01JD0000000000000000000001",
        version: 1,
        action: "commitment.created",
        ownerId: "org_01JD0000000000000000000001",
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/per_|private|amount/);
  });

  it("says of an import that is over whether it recorded: a dry run did not", () => {
    const over = (phase: string) =>
      intentOf(aRecord(aJob({ status: "done", phase }), aJob({ status: "running", phase })));
    expect(over("check")).toMatchObject({ type: "import.done", detail: { phase: "check" } });
    expect(over("record")).toMatchObject({ type: "import.done", detail: { phase: "record" } });
  });

  it.each([
    ["CMT#cmt_1", "commitment.changed"],
    ["PRT#prt_1", "partnership.changed"],
    ["IND#ind_1", "indicator.changed"],
  ])("to %s is %s from its second version on", (pk, type) => {
    expect(intentOf(aRecord(aChange({ pk, version: 2 })))).toMatchObject({ type });
  });

  it.each(["ORG#org_1", "PER#per_1", "KEY#key_1"])("to %s is nobody else's business", (pk) => {
    expect(intentOf(aRecord(aChange({ pk })))).toBeUndefined();
  });

  it("with observations and reminders is told when they are written", () => {
    const set = { pk: "IND#ind_1", sk: "O#", type: "observation-set", indicatorId: "ind_1", revision: 2 };
    const event = intentOf(
      aRecord({ ...set, cells: '{"black":{"n":4}}', recordedAt: "2026-11-23T09:00:00Z" }),
    );
    expect(event).toMatchObject({
      type: "observation.recorded",
      detail: { indicatorId: "ind_1", revision: 2 },
    });
    expect(JSON.stringify(event)).not.toContain("black");
    const reminder = { type: "reminder", commitmentId: "cmt_1", trancheNumber: 2, threshold: 7 };
    expect(intentOf(aRecord(reminder))).toMatchObject({
      type: "reminder.due",
      detail: { commitmentId: "cmt_1", trancheNumber: 2, threshold: 7 },
    });
    const { trancheNumber: _number, ...rest } = reminder;
    const report = { ...rest, about: "report", requirementNumber: 3, title: "Annual report" };
    expect(intentOf(aRecord(report))).toMatchObject({
      detail: { commitmentId: "cmt_1", requirementNumber: 3, threshold: 7, ownerId: "" },
    });
    expect(JSON.stringify(intentOf(aRecord(report)))).not.toContain("Annual");
  });

  it("is told of a reminder once, and not again when it was mailed", () => {
    const reminder = { type: "reminder", commitmentId: "cmt_1", trancheNumber: 2, threshold: 7 };
    expect(intentOf(aRecord({ ...reminder, sentAt: "2026-11-23T06:00:00Z" }, reminder))).toBeUndefined();
  });

  it("is also looked at where observations were recorded anew, by their key alone", () => {
    const key = { pk: "IND#ind_1", sk: "O#2024-07-01_2025-06-30#own#all#R99999997" };
    const set = { ...key, type: "observation-set", reason: "A private reason", cells: '{"all":{"n":4}}' };
    expect(restatementOf(aRecord({ ...set, revision: 2 }))).toEqual({ kind: "restatement", ...key });
    expect(restatementOf(aRecord({ ...set, revision: 1 }))).toBeUndefined();
    expect(restatementOf(aRecord({ ...set, revision: 2 }, { ...set, revision: 2 }))).toBeUndefined();
    expect(restatementOf(aRecord(undefined, { ...set, revision: 2 }))).toBeUndefined();
    expect(restatementOf(aRecord(aChange({ revision: 2 })))).toBeUndefined();
  });

  it("is not told of heads, ledgers, read models, results, or what expires", () => {
    for (const type of ["commitment", "ledger-entry", "summary", "import-results", "idempotency"])
      expect(intentOf(aRecord({ pk: "CMT#cmt_1", type }))).toBeUndefined();
    expect(intentOf(aRecord(undefined, { type: "reminder" }))).toBeUndefined();
  });
});
