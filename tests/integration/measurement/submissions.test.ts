import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let writer: Client;
let reviewer: Client;
let funder: Client;
let partnershipId: string;
let id: string;

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
  const funderId = newId("org");
  ownerId = newId("org");
  writer = signedIn(table, ownerId);
  reviewer = signedIn(table, ownerId, { roles: ["evaluator"] });
  funder = signedIn(table, funderId);
  partnershipId = await aPartnership(table, ownerId, [funderId]);
  id = await anIndicator(writer, partnershipId);
});

const list = () => `/partnerships/${partnershipId}/observation-submissions`;
const settings = () => `/partnerships/${partnershipId}/measurement-settings`;
const record = (observations: readonly unknown[]) =>
  writer("POST", "/observations", { body: { observations, reason: "Restated" } });
const write = (observations: readonly unknown[] = [aRow(id)], client = writer, key?: string) =>
  client("POST", list(), {
    body: { observations, reason: "Yearly results", source: "The state's file" },
    ...(key === undefined ? {} : { key }),
  });
const at = (subId: string, step = "") => `/observation-submissions/${subId}${step && `/${step}`}`;
const move = (client: Client, from: { etag: string; body: { id: string } }, step: string, body?: object) =>
  client("POST", at(from.body.id, step), { ifMatch: from.etag, ...(body ? { body } : {}) });
const stored = () => queryAll(table, { partition: `IND#${id}`, prefix: "O#" });

async function submitted(observations?: readonly unknown[]) {
  return move(writer, await write(observations), "submission");
}

describe("a partnership that asks for a second person", () => {
  test("takes nothing directly any more, and does not ask unless it was said", async () => {
    expect((await writer("GET", settings())).body).toEqual({ secondPersonReview: false });
    expect((await record([aRow(id)])).body.counts).toMatchObject({ recorded: 1 });
    const said = { secondPersonReview: true, reason: "Agreed with the data team" };
    expect((await writer("POST", settings(), { body: said })).status).toBe(200);
    const refused = await record([aRow(id), aRow(id, { startYear: 2023 })]);
    expect(refused.body.results).toMatchObject([
      { outcome: "unchanged" },
      { outcome: "rejected", errors: [{ code: "review_required" }] },
    ]);
    expect((await funder("POST", settings(), { body: said })).status).toBe(404);
    expect((await funder("GET", settings())).status).toBe(404);
    const approved = await move(reviewer, await submitted([aRow(id, { startYear: 2023 })]), "approval");
    expect(approved.body.recorded.counts).toMatchObject({ recorded: 1 });
  });
});

describe("a submission", () => {
  test("records nothing before it is approved, by another person, and then names itself on each revision", async () => {
    const handedIn = await submitted();
    expect(handedIn.body).toMatchObject({ status: "submitted", rowCount: 1, version: 2 });
    expect(await stored()).toEqual([]);
    expect(await move(writer, handedIn, "approval")).toMatchObject({
      status: 409,
      body: { code: "second_person_required" },
    });
    const machine = signedIn(table, ownerId, { kind: "key" });
    expect((await move(machine, handedIn, "approval")).body.code).toBe("second_person_required");
    const approved = await move(reviewer, handedIn, "approval");
    expect(approved).toMatchObject({
      status: 200,
      body: { submission: { status: "approved", version: 3 }, recorded: { counts: { recorded: 1 } } },
    });
    const opened = await writer("GET", `/observations/${approved.body.recorded.results[0].observation}`);
    expect(opened.body).toMatchObject({
      submissionId: handedIn.body.id,
      reason: "Yearly results",
      source: "The state's file",
      by: approved.body.submission.approved.by,
    });
    const faults = (await verifyRecords(table)).faults.filter(
      ({ pk }) => pk === `SUB#${handedIn.body.id}` || pk === `IND#${id}`,
    );
    expect(faults).toEqual([]);
  });

  test("is returned with comments on cells, written anew, and handed in again", async () => {
    const first = await submitted([aRow(id), aRow(id, { startYear: 2023 })]);
    const astray = await move(reviewer, first, "return", { comments: [{ row: 2, text: "High" }] });
    expect(astray).toMatchObject({ status: 422, body: { errors: [{ pointer: "/comments/0/row" }] } });
    const said = { message: "Please check.", comments: [{ row: 1, text: "Last year it was 12." }] };
    const returned = await move(reviewer, first, "return", said);
    expect(returned.body).toMatchObject({ status: "returned", returns: 1 });
    const returns = await writer("GET", at(first.body.id, "returns"));
    expect(returns.body.items).toMatchObject([{ ...said, rows: 1 }]);
    const body = { observations: [aRow(id)] };
    const put = await writer("PUT", at(first.body.id, "rows"), { body, ifMatch: returned.etag });
    expect(put.body).toMatchObject({ status: "returned", rowCount: 1, rows: 2 });
    const again = await move(writer, put, "submission");
    expect((await move(reviewer, again, "approval")).body.recorded.counts).toMatchObject({ recorded: 1 });
    const history = await writer("GET", at(first.body.id, "history"));
    expect(history.body.items.map(({ action }: { action: string }) => action)).toEqual([
      "submission.written",
      "submission.submitted",
      "submission.returned",
      "submission.rows-put",
      "submission.submitted",
      "submission.approved",
    ]);
    expect(JSON.stringify(history.body)).not.toContain("Last year it was 12.");
  });

  test("that meets another value recorded since stays as it is, and tells both", async () => {
    const handedIn = await submitted([aRow(id), aRow(id, { startYear: 2023 })]);
    await record([aRow(id, { numerator: 70 })]);
    const refused = await move(reviewer, handedIn, "approval");
    expect(refused).toMatchObject({
      status: 412,
      body: { code: "cell_conflict", conflicts: [{ index: 0, recorded: { numerator: 70 } }] },
    });
    expect(await stored()).toHaveLength(1);
    expect((await writer("GET", at(handedIn.body.id))).body.status).toBe("submitted");
  });

  test("that is recorded already is approved as well", async () => {
    const handedIn = await submitted();
    await record([aRow(id)]);
    const approved = await move(reviewer, handedIn, "approval");
    expect(approved.body).toMatchObject({
      submission: { status: "approved" },
      recorded: { counts: { unchanged: 1 } },
    });
  });

  test("on which two decide at once is decided once", async () => {
    const handedIn = await submitted();
    const others = [reviewer, signedIn(table, ownerId, { roles: ["evaluator"] })];
    const answers = await Promise.all([
      ...others.map((client) => move(client, handedIn, "approval")),
      move(signedIn(table, ownerId), handedIn, "return", { message: "Wait." }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(2);
    const { status } = (await writer("GET", at(handedIn.body.id))).body;
    expect(await stored()).toHaveLength(status === "approved" ? 1 : 0);
  });

  test("is checked at every row when it is written, and written once however often that is repeated", async () => {
    const other = await anIndicator(writer, await aPartnership(table, ownerId));
    const bad = await write([aRow(id, { numerator: 103 }), aRow(id), aRow(other)]);
    expect(bad.status).toBe(422);
    expect(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      "/observations/0/numerator",
      "/observations/2/indicatorId",
    ]);
    const key = newId("job");
    const [first, again] = [await write([aRow(id)], writer, key), await write([aRow(id)], writer, key)];
    expect(again.body.id).toBe(first.body.id);
    await write();
    const page = await writer("GET", `${list()}?limit=1`);
    const next = await writer("GET", `${list()}?limit=1&cursor=${page.body.next}`);
    expect(next.body.items).toMatchObject([{ id: first.body.id }]);
  });

  test("shows its rows page by page to its own organisation, and is not there for others", async () => {
    const years = [2021, 2022, 2023].map((startYear) => aRow(id, { startYear }));
    const { body } = await write(years);
    const page = await writer("GET", `${at(body.id, "rows")}?limit=2`);
    expect(page.body.items.map(({ row }: { row: number }) => row)).toEqual([0, 1]);
    const rest = await writer("GET", `${at(body.id, "rows")}?limit=2&cursor=${page.body.next}`);
    expect(rest.body.items).toMatchObject([{ row: 2, observation: years[2] }]);
    expect(rest.body.next).toBeUndefined();
    for (const step of ["", "rows", "returns", "history"])
      expect((await funder("GET", at(body.id, step))).status).toBe(404);
    expect((await funder("GET", list())).status).toBe(404);
    expect((await write([aRow(id)], funder)).status).toBe(422);
  });

  test("is taken back by who wrote or handed it in before it is approved, for a reason, and nothing follows it", async () => {
    const reason = { reason: "The file was last year's" };
    const handedIn = await submitted();
    expect(await move(reviewer, handedIn, "withdrawal", reason)).toMatchObject({ status: 403 });
    const colleague = signedIn(table, ownerId);
    expect(await move(colleague, handedIn, "withdrawal", reason)).toMatchObject({ status: 403 });
    expect(await move(funder, handedIn, "withdrawal", reason)).toMatchObject({ status: 404 });
    expect(await move(writer, handedIn, "withdrawal", {})).toMatchObject({ status: 422 });
    const withdrawn = await move(writer, handedIn, "withdrawal", reason);
    expect(withdrawn.body).toMatchObject({ status: "withdrawn", version: 3, withdrawn: reason });
    expect((await move(reviewer, withdrawn, "approval")).status).toBe(409);
    expect((await move(writer, withdrawn, "withdrawal", reason)).status).toBe(409);
    expect((await move(writer, withdrawn, "submission")).status).toBe(409);
    const history = await writer("GET", at(handedIn.body.id, "history"));
    expect(history.body.items.at(-1)).toMatchObject({ action: "submission.withdrawn", ...reason });
    expect(await stored()).toEqual([]);

    const draft = await write();
    expect((await move(writer, draft, "withdrawal", reason)).status).toBe(200);
    const approved = await move(reviewer, await submitted(), "approval");
    const after = { etag: `"${approved.body.submission.version}"`, body: approved.body.submission };
    expect((await move(writer, after, "withdrawal", reason)).status).toBe(409);
  });

  test("that is approved and withdrawn at once is one of both", async () => {
    const handedIn = await submitted();
    const answers = await Promise.all([
      move(reviewer, handedIn, "approval"),
      move(writer, handedIn, "withdrawal", { reason: "Too early" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { status } = (await writer("GET", at(handedIn.body.id))).body;
    expect(await stored()).toHaveLength(status === "approved" ? 1 : 0);
  });

  test("takes no step out of turn", async () => {
    const draft = await write();
    expect((await move(reviewer, draft, "approval")).status).toBe(409);
    const handedIn = await move(writer, draft, "submission");
    expect((await move(writer, handedIn, "submission")).status).toBe(409);
    expect((await move(writer, draft, "submission")).status).toBe(412);
  });
});
