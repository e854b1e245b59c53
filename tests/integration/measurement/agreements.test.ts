import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { previewObservations } from "../../../functions/jobs/preview-observations.ts";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { findOwnSummaries } from "../../../shared/measurement/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, signedIn, summarise } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let funderId: string;
let owner: Client;
let funder: Client;
let stranger: Client;
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
  [ownerId, funderId] = [newId("org"), newId("org")];
  owner = on("2026-06-10");
  funder = signedIn(table, funderId);
  stranger = signedIn(table, newId("org"));
  partnershipId = await aPartnership(table, ownerId, [funderId]);
  id = await anIndicator(owner, partnershipId);
});

const on = (day: string) => signedIn(table, ownerId, { clock: () => `${day}T12:00:00.000Z` });
const TERMS = {
  source: { name: "Harbour School District" },
  permittedUse: "Yearly counts by grade",
  from: "2025-07-01",
  through: "2026-06-30",
  mayBePublished: false,
  contactRole: "Director of research",
  document: "https://files.example.org/agreements/14.pdf",
};
const path = (rest = "") => `/partnerships/${partnershipId}/data-agreements${rest}`;
const agree = (fields: object = {}, client = owner, key?: string) =>
  client("POST", path(), { body: { ...TERMS, ...fields }, ...(key ? { key } : {}) });
const change = (made: { etag: string; body: { id: string } }, body: object, client = owner) =>
  client("PATCH", path(`/${made.body.id}`), { body: { reason: "Agreed anew", ...body }, ifMatch: made.etag });

const post = (observations: readonly unknown[], more: object = {}, client = owner) =>
  client("POST", "/observations", { body: { observations, reason: "Restated", ...more } });
const codes = ({
  body,
}: {
  body: { results: readonly { outcome: string; errors?: { code: string }[] }[] };
}) => body.results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome);
async function series(client: Client) {
  await summarise(table, id);
  return (await client("GET", `/indicators/${id}/series`)).body.rows;
}

describe("an agreement with a source of data", () => {
  test("is recorded once, listed while it ends soon, changed for a reason over the version read, and keeps its history", async () => {
    const made = await agree({}, owner, "once");
    expect(made).toMatchObject({ status: 201, etag: '"1"', body: { ...TERMS, version: 1 } });
    expect((await agree({}, owner, "once")).body.id).toBe(made.body.id);
    const list = await owner("GET", path());
    const ending = { id: made.body.id, through: "2026-06-30", daysLeft: 20 };
    expect(list.body).toMatchObject({ agreements: [made.body], expiring: [ending] });
    const changed = await change(made, { through: "2027-06-30", document: null });
    expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { through: "2027-06-30" } });
    expect(changed.body).not.toHaveProperty("document");
    expect((await owner("GET", path())).body.expiring).toEqual([]);
    expect(await change(made, { through: "2028-06-30" })).toMatchObject({ status: 412 });
    expect(await owner("GET", path(`/${made.body.id}`))).toMatchObject({ etag: '"2"', body: changed.body });
    const history = await owner("GET", `/partnerships/${partnershipId}/data-agreement-history`);
    expect(history.body.items).toMatchObject([
      { action: "data-agreement.added", by: { organisationId: ownerId } },
      { action: "data-agreement.changed", reason: "Agreed anew" },
    ]);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("is one of several that are recorded at once", async () => {
    const made = await Promise.all([agree(), agree(), agree()]);
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await owner("GET", path())).body.agreements).toHaveLength(3);
  });

  test("is the partnership's own, and names indicators of its own", async () => {
    const made = await agree();
    for (const client of [funder, stranger]) {
      expect(await agree({}, client)).toMatchObject({ status: 404 });
      expect(await client("GET", path())).toMatchObject({ status: 404 });
      expect(await client("GET", path(`/${made.body.id}`))).toMatchObject({ status: 404 });
      expect(await change(made, { mayBePublished: true }, client)).toMatchObject({ status: 404 });
    }
    const astray = { status: 422, body: { errors: [{ pointer: "/indicatorIds/1" }] } };
    expect(await agree({ indicatorIds: [id, newId("ind")] })).toMatchObject(astray);
    expect(await agree({ document: "http://example.org/" })).toMatchObject({ status: 422 });
    expect(await change(made, { through: "2025-01-01" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/through" }] },
    });
  });
});

describe("figures under an agreement", () => {
  test("are refused before its first day, after its last, and where it does not cover them; repeated ones are unchanged", async () => {
    const other = await anIndicator(owner, partnershipId);
    const { body } = await agree({ indicatorIds: [id], sources: ["School files"] });
    const under = { agreementId: body.id, source: "School files" };
    const rows = [aRow(id), aRow(other), aRow(id, { startYear: 2023, source: "Census" })];
    const refused = "not_under_agreement";
    expect(codes(await post(rows, under))).toEqual(["recorded", refused, refused]);
    for (const day of ["2025-06-30", "2026-07-01"])
      expect(codes(await post([aRow(id), aRow(id, { startYear: 2022 })], under, on(day)))).toEqual([
        "unchanged",
        refused,
      ]);
    const nothing = { agreementId: newId("agr"), mode: "all-or-nothing" };
    expect(await post([aRow(id, { startYear: 2022 })], nothing)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/observations/0", code: refused }] },
    });
  });

  test("name it for ever, and are not shown to others while it forbids publication", async () => {
    const made = await agree();
    const sexes = [
      aRow(id, { dimensions: { sex: "female" }, numerator: 30, denominator: 50 }),
      aRow(id, { dimensions: { sex: "male" }, numerator: 21, denominator: 52 }),
    ];
    await post([aRow(id)]);
    const recorded = await post(sexes, { agreementId: made.body.id });
    const opened = await owner("GET", `/observations/${recorded.body.results[0].observation}`);
    expect(opened.body).toMatchObject({ agreementId: made.body.id, agreementIds: [made.body.id] });
    const hidden = { value: null, numerator: null, status: "c", withheldBy: "agreement" };
    expect(await series(funder)).toMatchObject([{ value: 50 }, hidden, hidden]);
    expect(await series(owner)).toMatchObject([{ value: 50 }, { value: 60 }, { value: 40.384615 }]);
    const [summary] = await findOwnSummaries(table, partnershipId, [id]);
    expect(Object.values(summary?.sets.sex ?? {})).toMatchObject([{ heldBack: true }]);

    const allowed = await change(made, { mayBePublished: true });
    expect(await series(funder)).toMatchObject([{ value: 50 }, { value: 60 }, { value: 40.384615 }]);
    await change(allowed, { mayBePublished: false });
    expect(await series(funder)).toMatchObject([{ value: 50 }, hidden, hidden]);
    const asOf = await signedIn(table, funderId, { clock: () => "2026-08-01T00:00:00.000Z" })(
      "GET",
      `/indicators/${id}/series?asOf=2026-07-01T00:00:00Z`,
    );
    expect(asOf.body.rows.slice(1)).toMatchObject([{ value: null }, { value: null }]);
  });

  test("come under it when they are sent again with its name, for a reason", async () => {
    const { body } = await agree();
    await post([aRow(id)]);
    const again = { observations: [aRow(id)], agreementId: body.id };
    expect(codes(await owner("POST", "/observations", { body: again }))).toEqual(["reason_required"]);
    expect(codes(await post([aRow(id)], { agreementId: body.id }))).toEqual(["revised"]);
    expect(codes(await post([aRow(id)], { agreementId: body.id }))).toEqual(["unchanged"]);
    expect(codes(await post([aRow(id)]))).toEqual(["unchanged"]);
    expect(await series(funder)).toMatchObject([{ value: null, withheldBy: "agreement" }]);
  });

  test("are told by the preview of an import, and carried by a submission until it is approved", async () => {
    const { body } = await agree({ indicatorIds: [await anIndicator(owner, partnershipId)] });
    const author = { principalId: newId("per"), organisationId: ownerId };
    const at = { indicatorId: id, period: schoolYear(2024), place: { code: "09001" }, dimensions: {} };
    const preview = await previewObservations(table, {
      rows: [{ ...at, numerator: 51, denominator: 102, status: "ok" }],
      author,
      ownerId,
      now: "2026-06-10T12:00:00.000Z",
      source: "A file",
      protectedAtSource: false,
      agreementId: body.id,
    });
    expect(preview).toMatchObject([{ outcome: "rejected", errors: [{ code: "not_under_agreement" }] }]);

    const own = await agree();
    const list = `/partnerships/${partnershipId}/observation-submissions`;
    const rows = { observations: [aRow(id)], agreementId: own.body.id };
    const draft = await owner("POST", list, { body: rows });
    const step = (client: Client, name: string, etag: string) =>
      client("POST", `/observation-submissions/${draft.body.id}/${name}`, { ifMatch: etag });
    const submitted = await step(owner, "submission", draft.etag);
    const late = await step(on("2026-07-01"), "approval", submitted.etag);
    expect(late).toMatchObject({ status: 422, body: { errors: [{ code: "not_under_agreement" }] } });
    const approved = await step(on("2026-06-30"), "approval", submitted.etag);
    const ref = approved.body.recorded.results[0].observation;
    expect((await owner("GET", `/observations/${ref}`)).body.agreementId).toBe(own.body.id);
  });
});
