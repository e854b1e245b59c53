import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn } from "../support/client.ts";
import { type Answer, send } from "../support/http-call.ts";
import { aProgramme, type Programme } from "../support/programme.ts";
import { aMember, eventually, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let funder: Client;
let backbone: Client;
let stranger: Client;
let programme: Programme;
/** Grant ids of this run. */
const run = randomUUID().slice(0, 8);

beforeAll(async () => {
  target = await startTarget();
  funder = clientOf(target, await aMember(target, "funder"));
  backbone = clientOf(target, await aMember(target, "partnership"));
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
});
afterAll(() => target?.stop());

const aGrant = (number: number, overrides: object = {}) => ({
  id: `360G-test-${run}-${number}`,
  title: `Reading room ${number}`,
  description: "A reading room in a library.",
  currency: "GBP",
  amountAwarded: 30000,
  awardDate: "2024-03-31",
  plannedDates: [{ startDate: "2024-04-01", endDate: "2027-03-31" }],
  recipientOrganization: [{ id: `GB-CHC-${run}-${number}`, name: `Harbour Reading Trust ${number}` }],
  fundingOrganization: [{ id: "GB-CHC-0000002", name: "Lantern Fund" }],
  ...overrides,
});

/** Makes an import, puts its file where it is told to, starts it, and answers it once it is over. */
async function bring(client: Client, job: object, file: string): Promise<Answer> {
  const made = await succeed(client.post("/imports", job));
  expect(made.body.status).toBe("awaiting-upload");
  const { url, method, headers } = made.body.upload;
  const put = await send(method, new URL(url), { headers, body: Buffer.from(file) });
  expect(put.status).toBe(200);
  const started = await client.post(`/imports/${made.body.id}/start`);
  expect(started.status).toBe(202);
  return eventually(
    () => client.get(`/imports/${made.body.id}`),
    ({ body }) => ["done", "failed", "cancelled"].includes(body.status),
    60_000,
  );
}
const grants = (items: object[], rest: object = {}) =>
  bring(funder, { kind: "360giving", ...rest }, JSON.stringify({ grants: items }));
const resultsOf = async (client: Client, done: Answer) =>
  (await succeed(client.get(`/imports/${done.body.id}/results`))).body.items;

describe("an import of grants", () => {
  it("records each as a commitment; again it is unchanged, and a corrected one is changed", async () => {
    const first = await grants([aGrant(1), aGrant(2, { amountAwarded: 12_500.5 })]);
    expect(first.body).toMatchObject({
      status: "done",
      progress: { new: 2, rejected: 0, total: 2, done: 2 },
    });
    const results = await resultsOf(funder, first);
    expect(results).toMatchObject([{ outcome: "new" }, { outcome: "new", externalId: aGrant(2).id }]);
    const made = await succeed(funder.get(`/commitments/${results[1].commitmentId}`));
    expect(made.body).toMatchObject({
      title: "Reading room 2",
      amount: { amount: "12500.50", currency: "GBP" },
      recipient: { name: "Harbour Reading Trust 2" },
    });
    const again = await grants([aGrant(1), aGrant(2, { amountAwarded: 12_500.5 }), aGrant(3)]);
    expect(again.body.progress).toMatchObject({ new: 1, unchanged: 2, changed: 0 });
    const corrected = await grants([aGrant(1, { amountAwarded: 31_000 })]);
    expect(corrected.body.progress).toMatchObject({ changed: 1 });
    const [result] = await resultsOf(funder, corrected);
    const after = await succeed(funder.get(`/commitments/${result.commitmentId}`));
    expect(after.body.totals).toMatchObject({
      committed: { amount: "31000.00" },
      firstAgreed: { amount: "30000.00" },
    });
  });

  it("rejects by pointer what has no money, date or party, and records the others", async () => {
    const bad = [
      aGrant(11, { amountAwarded: undefined }),
      aGrant(12, { currency: "ZZZ" }),
      aGrant(13, { awardDate: "yesterday" }),
      aGrant(14, { recipientOrganization: undefined }),
      aGrant(15),
    ];
    const done = await grants(bad);
    expect(done.body.progress).toMatchObject({ new: 1, rejected: 4 });
    const results = await resultsOf(funder, done);
    const pointers = results
      .slice(0, 4)
      .map(
        (result: { findings: readonly { pointer: string; severity: string }[] }) =>
          result.findings.find(({ severity }) => severity === "rejects")?.pointer,
      );
    expect(pointers).toEqual([
      "/grants/0/amountAwarded",
      "/grants/1/currency",
      "/grants/2/awardDate",
      "/grants/3/recipientOrganization",
    ]);
    const rejected = await succeed(funder.get(`/imports/${done.body.id}/results?outcome=rejected`));
    expect(rejected.body.items).toHaveLength(4);
  });

  it("that is strict records nothing where anything is rejected", async () => {
    const done = await grants([aGrant(21), aGrant(22, { currency: "ZZZ" })], { strict: true });
    expect(done.body.progress).toMatchObject({ new: 0, rejected: 1, heldBack: 1 });
    const found = await succeed(funder.get(`/commitments?externalId=360giving:${aGrant(21).id}`));
    expect(found.body.items).toEqual([]);
  });

  it("of a file that is no package fails, and says where", async () => {
    const done = await bring(funder, { kind: "360giving" }, '{"grants": [');
    expect(done.body).toMatchObject({ status: "failed", problem: { code: "malformed_json" } });
  });

  it("is of nobody else, and not for a partnership", async () => {
    const made = await succeed(funder.post("/imports", { kind: "360giving" }));
    for (const path of ["", "/results"])
      expect((await stranger.get(`/imports/${made.body.id}${path}`)).status).toBe(404);
    expect((await stranger.post(`/imports/${made.body.id}/start`)).status).toBe(404);
    expect((await backbone.post("/imports", { kind: "360giving" })).body).toMatchObject({ status: 403 });
    expect((await succeed(stranger.get("/imports"))).body.items).toEqual([]);
    expect((await succeed(funder.post(`/imports/${made.body.id}/cancel`))).body.status).toBe("cancelled");
    expect((await funder.post(`/imports/${made.body.id}/start`)).body).toMatchObject({ status: 409 });
  });

  it("that is started without its file fails, and says so", async () => {
    const made = await succeed(funder.post("/imports", { kind: "360giving" }));
    await succeed(funder.post(`/imports/${made.body.id}/start`));
    const over = await eventually(
      () => funder.get(`/imports/${made.body.id}`),
      ({ body }) => body.status === "failed",
    );
    expect(over.body.problem.detail).toMatch(/file/);
  });

  it("names every field of the request that is wrong", async () => {
    const refused = await funder.post("/imports", { kind: "360giving", strict: "yes", colour: "blue" });
    expect(pointersIn(refused).sort()).toEqual(["/colour", "/strict"]);
  });
});

describe("an import of observations", () => {
  const mapping = {
    format: "long",
    place: { column: "District" },
    period: { constant: "2018-19", style: "school-year" },
    dimensions: [{ dimension: "race-ethnicity", column: "Group" }],
    numerator: "Ready",
    denominator: "Assessed",
    value: "Rate",
  };
  const job = (rest: object = {}) => ({
    kind: "observations-csv",
    options: { indicatorId: programme.readinessId, mapping, source: "Test file", ...rest },
  });
  const TITLES = "A title that is skipped\nDistrict,Group,Assessed,Ready,Rate";

  it("reads quoted codes, hidden and missing figures, and numbers as numbers", async () => {
    const file = `${TITLES}\n="0091",All Students,200,100,50.0\n="0091",Asian,40,30,75\n="0091",Native,*,*,*\n="0092",All Students,"1,200",600,50\n`;
    const done = await bring(backbone, job(), file);
    expect(done.body).toMatchObject({
      status: "done",
      progress: { rejected: 0, observations: 4, hidden: 1 },
    });
    const path = `/indicators/${programme.readinessId}/observations`;
    const all = await succeed(backbone.get(`${path}?place=0091&dimensions=all`));
    expect(all.body.items[0].cells).toMatchObject([{ numerator: 100, denominator: 200, value: 50 }]);
    const groups = await succeed(backbone.get(`${path}?place=0091&dimensions=race-ethnicity`));
    expect(groups.body.items[0].cells).toContainEqual(
      expect.objectContaining({ dimensions: { "race-ethnicity": "native" }, status: "c", value: null }),
    );
    const again = await bring(backbone, job(), file);
    expect(again.body.progress).toMatchObject({ new: 0, changed: 0 });
  });

  it("rejects by line what cannot be", async () => {
    const done = await bring(
      backbone,
      job(),
      `${TITLES}\n0093,All Students,100,140,140\n0093,Asian,50,25,50\n`,
    );
    expect(done.body.progress).toMatchObject({ rejected: 1, new: 1 });
    const rejected = await succeed(backbone.get(`/imports/${done.body.id}/results?outcome=rejected`));
    expect(rejected.body.items).toMatchObject([{ line: 3, outcome: "rejected" }]);
  });

  it("that is a dry run shows errors first and records nothing until it is applied", async () => {
    const file = `${TITLES}\n0094,All Students,200,100,50.0\n0094,Asian,40,30,75\n`;
    const source = "A file that is tried first";
    await bring(backbone, job({ source }), file);
    const next = `${TITLES}\n0094,All Students,200,110,55.0\n0094,Asian,40,30,75.0\n0094,Black,10,14,140\n`;
    const done = await bring(backbone, { ...job({ source }), dryRun: true }, next);
    expect(done.body).toMatchObject({
      status: "done",
      progress: { needsDecision: 1, unchanged: 1, rejected: 1, new: 0 },
    });
    const path = `/imports/${done.body.id}`;
    const { body } = await succeed(backbone.get(`${path}/results?order=severity`));
    expect(body.items).toMatchObject([
      { outcome: "rejected", line: 5, findings: [{ cell: "D5" }, { cell: "E5" }] },
      {
        outcome: "needs-decision",
        line: 3,
        findings: [{ pointer: "/lines/3/Rate", cell: "E3", field: "/reason" }],
        changes: [{ was: { numerator: 100 }, becomes: { numerator: 110 } }],
      },
      { outcome: "unchanged" },
    ]);
    const series = `/indicators/${programme.readinessId}/observations?place=0094&dimensions=all`;
    expect((await succeed(backbone.get(series))).body.items[0].cells).toMatchObject([{ value: 50 }]);
    const applied = await backbone.post(`${path}/apply`, { reason: "The state corrected its file" });
    expect(applied.status).toBe(202);
    const over = await eventually(
      () => backbone.get(path),
      ({ body: job }) => job.status === "done",
      60_000,
    );
    expect(over.body).toMatchObject({
      progress: { changed: 1, unchanged: 1, rejected: 1 },
      dryRunCounts: { needsDecision: 1 },
    });
    expect((await succeed(backbone.get(series))).body.items[0].cells).toMatchObject([{ value: 55 }]);
    expect((await backbone.post(`${path}/apply`, {})).status).toBe(409);
  });

  it("that replaces withdraws what its source does not hold any more", async () => {
    const source = "A file that was cut";
    const file = `${TITLES}\n0095,Asian,40,30,75\n0095,Black,10,5,50\n`;
    await bring(backbone, job({ source }), file);
    const cut = `${TITLES}\n0095,Asian,40,30,75\n`;
    const unsaid = await backbone.post("/imports", job({ source, mode: "replace" }));
    expect(pointersIn(unsaid)).toEqual(["/options/reason"]);
    const reason = "The state took it back";
    const done = await bring(backbone, job({ source, mode: "replace", reason }), cut);
    expect(done.body).toMatchObject({ status: "done", progress: { unchanged: 1, withdrawn: 1 } });
    const path = `/indicators/${programme.readinessId}`;
    const query = "place=0095&dimensions=race-ethnicity";
    const { body } = await succeed(backbone.get(`${path}/observations?${query}`));
    expect(body.items[0]).toMatchObject({ revision: 2, reason });
    expect(body.items[0].cells).toMatchObject([{ value: 75 }, { value: null, status: "x" }]);
    const series = await eventually(
      () => backbone.get(`${path}/series?place=0095`),
      ({ body: { rows } }) => rows.some(({ status }: { status: string }) => status === "x"),
    );
    expect(series.body.rows).toMatchObject([{ value: 75 }, { value: null, status: "x" }]);
  });

  it("is read by a saved mapping, as it was when the import was made", async () => {
    const titles = ["District", "School year", "Race/Ethnicity", "Graduation Rate"];
    const sample = { titles, rows: [["Harbour", "2018-19", "Asian", "80.0"]] };
    const proposed = await succeed(backbone.post("/import-mappings/suggestions", sample));
    expect(proposed.body.mapping).toMatchObject({ format: "long", place: { column: "District" } });
    const saved = await succeed(
      backbone.post("/import-mappings", {
        name: "Readiness",
        mapping,
        source: "Test file",
        indicatorId: programme.readinessId,
      }),
    );
    const path = `/import-mappings/${saved.body.id}`;
    expect(saved.headers.location).toBe(`/v1${path}`);
    const options = { mappingId: saved.body.id };
    const file = `${TITLES}\n0096,All Students,200,100,50.0\n`;
    const done = await bring(backbone, { kind: "observations-csv", options }, file);
    expect(done.body).toMatchObject({
      progress: { new: 1 },
      options: { mappingFrom: { id: saved.body.id, version: 1 }, source: "Test file" },
    });
    const { id: _, version: _version, changedAt: _at, ...fields } = saved.body;
    expect((await backbone.put(path, fields)).status).toBe(428);
    expect((await succeed(backbone.put(path, { ...fields, name: "Ready" }, 1))).body.version).toBe(2);
    expect((await backbone.put(path, fields, 1)).status).toBe(412);
    expect((await backbone.remove(path, 2)).status).toBe(204);
    expect((await backbone.get(path)).status).toBe(404);
    expect((await succeed(backbone.get(`/imports/${done.body.id}`))).body.options.mapping.value).toBe("Rate");
  });

  it("is refused for an indicator of somebody else, and for a mapping that is none", async () => {
    expect(pointersIn(await stranger.post("/imports", job()))).toEqual(["/options/indicatorId"]);
    const unmapped = await backbone.post("/imports", job({ mapping: { ...mapping, format: "tall" } }));
    expect(pointersIn(unmapped)).toEqual(["/options/mapping/format"]);
  });
});
