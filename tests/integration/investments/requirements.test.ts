import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  commitmentPk,
  createCommitment,
  loadCommitment,
  payTranche,
} from "../../../shared/investments/index.ts";
import { NO_FACTS } from "../../../shared/investments/rule-facts.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { NOT_EXISTS, putIf } from "../../../shared/platform/transaction.ts";
import { aFunder, aNewCommitment, anAuthor, unsetSettings, usd } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { inNetwork } from "../../support/network.ts";
import { aMember, aReport, type Member } from "./requirements-world.ts";

let engine: TestEngine;
let table: Table;
let now = "2026-03-01T12:00:00.000Z";
let funder: Member;
let grantee: Member;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  now = "2026-03-01T12:00:00.000Z";
  funder = aMember(table, { organisationKind: "funder" }, () => now);
  grantee = aMember(table, { organisationKind: "partnership", roles: ["data-lead"] }, () => now);
  await inNetwork(table, [funder.principal, grantee.principal]);
});

/** A commitment of the funder to the grantee, agreed unless it says otherwise. */
async function promise(overrides: Record<string, unknown> = {}): Promise<string> {
  const { organisationId } = funder.principal;
  const id = newId("cmt");
  const recipient = { organisationId: grantee.principal.organisationId, name: "Cedar County Promise" };
  const made = await createCommitment(
    { table, newId },
    {
      id,
      input: aNewCommitment({ recipient, ...overrides }),
      funder: aFunder({ organisationId }),
      settings: unsetSettings(organisationId),
      facts: NO_FACTS,
      author: anAuthor(organisationId),
      now,
    },
  );
  if (!made.ok) throw new Error(made.problem.detail);
  return id;
}

/** A commitment that asks for one report; gives the address of the report. */
async function owed(overrides: Record<string, unknown> = {}): Promise<string> {
  const id = await promise();
  const added = await funder.call("POST", `/commitments/${id}/requirements`, {
    body: aReport(grantee, overrides),
  });
  expect(added.status).toBe(201);
  return `/commitments/${id}/requirements/1`;
}

async function faultsOf(id: string) {
  const items = await queryAll(table, { partition: commitmentPk(id) });
  return checkHistory(items.filter((item) => item.sk.startsWith("H#")).map(toChange), items);
}

async function listed(who: Member, as: string, span = "from=2026-01-01&to=2027-12-31") {
  const { status, body } = await who.call("GET", `/requirements?${span}&as=${as}`);
  expect(status).toBe(200);
  return body.items.map(({ dueOn, status: state, number }) => `${dueOn} ${number} ${state}`);
}

describe("a report's life", () => {
  it("is handed in, given back, handed in again and taken, each step by whom it belongs to", async () => {
    const report = await owed();
    const first = await grantee.call("POST", `${report}/submission`, { body: { note: "All is well" } });
    expect(first).toMatchObject({
      status: 200,
      version: '"3"',
      body: {
        status: "submitted",
        revision: 2,
        submittedOn: "2026-03-01",
        submission: { isOnBehalf: false },
      },
    });
    expect(await grantee.call("POST", `${report}/acceptance`, { body: {} })).toMatchObject({ status: 403 });
    const returned = await funder.call("POST", `${report}/return`, {
      body: { comment: "Where is the budget?" },
    });
    expect(returned.body).toMatchObject({ status: "returned", comment: "Where is the budget?" });
    now = "2026-08-02T12:00:00.000Z";
    const late = await grantee.call("POST", `${report}/submission`, { body: {} });
    expect(late.body).toMatchObject({ status: "submitted", wasLate: true, dueOn: "2026-06-30" });
    const accepted = await funder.call("POST", `${report}/acceptance`, { body: { comment: "Thank you" } });
    expect(accepted.body).toMatchObject({ status: "accepted", revision: 5, decidedOn: "2026-08-02" });
    expect(await funder.call("POST", `${report}/waiver`, { body: { reason: "Not needed" } })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect(await faultsOf(report.split("/")[2] ?? "")).toEqual([]);
  });

  it("takes one of two decisions that race, and the other is refused by what it finds", async () => {
    const report = await owed();
    const twice = await Promise.all(
      [1, 2].map(() => grantee.call("POST", `${report}/submission`, { body: {} })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    const verdicts = await Promise.all([
      funder.call("POST", `${report}/acceptance`, { body: {} }),
      funder.call("POST", `${report}/return`, { body: { comment: "Once more" } }),
      funder.call("POST", `${report}/waiver`, { body: { reason: "Not needed" } }),
    ]);
    const final = await funder.call("GET", report);
    const done = verdicts.filter(({ status }) => status === 200);
    // A return may be followed by a waiver, which is a step of its life; after anything else comes nothing.
    const isWaivedAfterReturn = done.length === 2 && final.body.status === "waived";
    expect(done.length === 1 || isWaivedAfterReturn).toBe(true);
    expect(final.body.revision).toBe(2 + done.length);
    expect(await faultsOf(report.split("/")[2] ?? "")).toEqual([]);
  });

  it("answers a repeated submission as the first one, to the organisation that sees nothing else", async () => {
    const report = await owed();
    const sent = { body: { note: "All is well" }, key: "one-key" };
    const first = await grantee.call("POST", `${report}/submission`, sent);
    const again = await grantee.call("POST", `${report}/submission`, sent);
    expect([first.status, again.status, again.replayed]).toEqual([200, 200, "true"]);
    expect(again.body).toEqual(first.body);
  });

  it("takes documents that the commitment has, and names the one that it has not", async () => {
    const report = await owed();
    const [there, missing] = [newId("doc"), newId("doc")];
    const id = report.split("/")[2] ?? "";
    const aDocument = (documentId: string, status: string) =>
      putIf(table, { pk: commitmentPk(id), sk: `X#DOC#${documentId}`, type: "document", status }, NOT_EXISTS);
    await aDocument(there, "kept");
    const withdrawn = newId("doc");
    await aDocument(withdrawn, "withdrawn");
    expect(
      await grantee.call("POST", `${report}/submission`, { body: { documentIds: [withdrawn] } }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: "/documentIds/0" }] } });
    const refused = await grantee.call("POST", `${report}/submission`, {
      body: { documentIds: [there, missing] },
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/documentIds/1" }] } });
    const taken = await grantee.call("POST", `${report}/submission`, { body: { documentIds: [there] } });
    expect(taken.body.submission?.documentIds).toEqual([there]);
  });
});

describe("who sees a report", () => {
  it("its organisation sees the report and nothing else of the commitment", async () => {
    const id = await promise();
    const body = aReport(grantee, { schedule: { frequency: "on-days", days: [{ dueOn: "2026-05-01" }] } });
    await funder.call("POST", `/commitments/${id}/requirements`, { body });
    const own = { organisationId: funder.principal.organisationId, name: "Harbor Fund" };
    await funder.call("POST", `/commitments/${id}/requirements`, { body: { ...body, responsible: own } });
    const seen = await grantee.call("GET", `/commitments/${id}/requirements`);
    expect(seen.body.items.map(({ number }) => number)).toEqual([1]);
    expect((await funder.call("GET", `/commitments/${id}/requirements`)).body.items).toHaveLength(2);
    const hidden = await Promise.all([
      grantee.call("GET", `/commitments/${id}`),
      grantee.call("PATCH", `/commitments/${id}/requirements/1`, {
        body: { dueOn: "2027-01-01", reason: "We are late" },
        version: '"3"',
      }),
    ]);
    expect(hidden.map(({ status }) => status)).toEqual([404, 403]);
    expect((await grantee.call("GET", `/commitments/${id}/requirements/2`)).status).toBe(404);
  });

  it("anybody else is told that there is nothing, whatever they try", async () => {
    const report = await owed();
    const stranger = aMember(table, { organisationKind: "funder" }, () => now);
    const tried = await Promise.all([
      stranger.call("GET", report),
      stranger.call("GET", `${report}/template`),
      stranger.call("GET", report.replace("/1", "")),
      stranger.call("POST", `${report}/submission`, { body: {} }),
      stranger.call("POST", `${report}/submission`, { body: {}, version: '"99"' }),
      stranger.call("POST", `${report}/acceptance`, { body: {} }),
      stranger.call("PATCH", report, { body: { graceDays: 1, reason: "Be strict" }, version: '"2"' }),
      stranger.call("POST", report.replace("/1", ""), { body: aReport(stranger) }),
      stranger.call("GET", `/commitments/${newId("cmt")}/requirements/1`),
    ]);
    expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 404));
    expect(new Set(tried.map(({ body }) => body.detail))).toEqual(new Set(["There is no such commitment."]));
    expect(await listed(stranger, "funder")).toEqual([]);
    expect(await listed(stranger, "responsible")).toEqual([]);
  });

  it("its organisation learns of it when the commitment is agreed, and not before", async () => {
    const id = await promise({ status: "intended", agreedOn: undefined });
    await funder.call("POST", `/commitments/${id}/requirements`, { body: aReport(grantee) });
    expect([await listed(grantee, "responsible"), await listed(funder, "funder")]).toEqual([[], []]);
    expect((await grantee.call("GET", `/commitments/${id}/requirements/1`)).status).toBe(404);
    for (const status of ["approved", "agreed"])
      await funder.call("POST", `/commitments/${id}/status`, {
        body: { status, on: "2026-02-15", reason: "As the board decided" },
      });
    expect(await listed(grantee, "responsible")).toEqual(["2026-06-30 1 open"]);
    expect(await listed(funder, "funder")).toEqual(["2026-06-30 1 open"]);
  });
});

describe("what is due", () => {
  it("is listed by day for both sides, with what it belongs to, until it is taken or waived", async () => {
    const id = await promise();
    const schedule = { frequency: "quarterly", firstPeriodOn: "2026-01-01", periods: 4, dueAfterDays: 30 };
    await funder.call("POST", `/commitments/${id}/requirements`, { body: aReport(grantee, { schedule }) });
    const all = ["2026-04-30 1 open", "2026-07-30 2 open", "2026-10-30 3 open", "2027-01-30 4 open"];
    expect(await listed(grantee, "responsible")).toEqual(all);
    expect(await listed(funder, "funder")).toEqual(all);
    expect(await listed(funder, "responsible")).toEqual([]);
    expect(await listed(funder, "funder", "from=2026-04-30&to=2026-07-29")).toEqual(all.slice(0, 1));
    const { body } = await grantee.call("GET", "/requirements?from=2026-04-01&to=2026-04-30&as=responsible");
    const { organisationId } = funder.principal;
    expect(body.items[0]).toMatchObject({
      commitmentId: id,
      commitmentTitle: "Cedar County place grant",
      funder: { organisationId, name: "Harbor Fund" },
      period: { start: "2026-01-01", end: "2026-03-31", kind: "quarter" },
      blocksFromOn: "2026-05-15",
    });
    await funder.call("POST", `/commitments/${id}/requirements/1/waiver`, { body: { reason: "Too early" } });
    await grantee.call("POST", `/commitments/${id}/requirements/2/submission`, { body: {} });
    expect(await listed(grantee, "responsible")).toEqual(["2026-07-30 2 submitted", ...all.slice(2)]);
  });

  it("moves with its day, under the version that was read; the first day stays", async () => {
    const report = await owed();
    const change = { dueOn: "2026-09-30", reason: "Their audit is late" };
    expect((await funder.call("PATCH", report, { body: change })).status).toBe(428);
    expect((await funder.call("PATCH", report, { body: change, version: '"1"' })).status).toBe(412);
    const moved = await funder.call("PATCH", report, { body: change, version: '"2"' });
    expect(moved.body).toMatchObject({
      dueOn: "2026-09-30",
      firstDueOn: "2026-06-30",
      revision: 2,
      blocksFromOn: "2026-10-15",
    });
    expect(await listed(grantee, "responsible")).toEqual(["2026-09-30 1 open"]);
    const { body } = await funder.call("GET", report.replace("/requirements/1", ""));
    expect(body.blockedFromOn).toBe("2026-10-15");
  });

  it("is asked for two years at most", async () => {
    const asked = await funder.call("GET", "/requirements?from=2026-01-01&to=2028-01-01");
    expect(asked).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  });
});

describe("a blocking report that is overdue", () => {
  function pay(id: string) {
    const { principal } = funder;
    const author = anAuthor(principal.organisationId);
    const input = { trancheNumber: 1, on: now.slice(0, 10), amount: usd("100.00") };
    return payTranche({ table, newId }, { id, principal, author, now, entryId: newId("pay"), input });
  }

  it("keeps anybody from paying until it is handed in, and again once it is given back", async () => {
    const report = await owed();
    const id = report.split("/")[2] ?? "";
    now = "2026-07-14T12:00:00.000Z";
    expect((await pay(id)).ok).toBe(true);
    now = "2026-07-15T12:00:00.000Z";
    const blocked = await pay(id);
    expect(blocked).toMatchObject({
      problem: {
        code: "payment_blocked",
        extra: { blockedBy: [{ code: "report-overdue", sinceOn: "2026-07-15", requirementNumber: 1 }] },
      },
    });
    await grantee.call("POST", `${report}/submission`, { body: {} });
    expect((await loadCommitment(table, id))?.state.commitment.blockedFromOn).toBeUndefined();
    expect((await pay(id)).ok).toBe(true);
    await funder.call("POST", `${report}/return`, { body: { comment: "Once more" } });
    expect((await pay(id)).ok).toBe(false);
    await funder.call("POST", `${report}/waiver`, { body: { reason: "They closed the programme" } });
    expect((await pay(id)).ok).toBe(true);
  });
});
