import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import { changesSummary, projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { recordObservations } from "../../../shared/measurement/record-observations.ts";
import { setTargets } from "../../../shared/measurement/set-targets.ts";
import { newId } from "../../../shared/platform/id.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, type Client, HARBOUR, NAVIGATORS, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let networkId: string;
let backboneId: string;
let network: Client;
let backbone: Client;
let funder: Client;
let stranger: Client;
let base: string;
let partnershipId: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

async function aMember(kind: OrganisationKind, of: string, id: string): Promise<Client> {
  const organisation = { name: `A ${kind}`, kind, identifiers: [], fiscalYearStartMonth: 7, timeZone: "UTC" };
  const by = { principalId: newId("per"), organisationId: of };
  const made = await createOrganisation({ table, newId }, { organisation, by, now: systemClock(), id });
  if (!made.ok) throw new Error(made.problem.detail);
  return signedIn(table, id, { kind });
}
const shareWith = async (organisationId: string) => {
  const { version } = await backbone("GET", base);
  const body = { reason: "Works with us" };
  await backbone("PUT", `${base}/shares/${organisationId}`, { body, ifMatch: version });
};

beforeEach(async () => {
  [networkId, backboneId] = [newId("org"), newId("org")];
  network = await aMember("network", networkId, networkId);
  backbone = await aMember("partnership", networkId, backboneId);
  const funderId = newId("org");
  funder = await aMember("funder", networkId, funderId);
  stranger = await aMember("funder", newId("org"), newId("org"));
  partnershipId = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
  base = `/partnerships/${partnershipId}`;
  await shareWith(networkId);
  await shareWith(funderId);
});

const SEALED = {
  title: "Filings are sealed after three years",
  lever: { list: "four-levers@2021", code: "policies" },
  level: { list: "system-levels@1", code: "state" },
  status: "proposed",
  statusOn: "2023-01-17",
  affected: { whom: "Renting families with a filing", people: 4200 },
  money: [{ amount: { amount: "250000.00", currency: "USD" }, move: "new", isYearly: true }],
};
const FRAMEWORK = {
  name: "Valley Milestones",
  visibility: "network",
  label: "2026",
  gateways: [
    { key: "forming", name: "Forming" },
    { key: "proving", name: "Proving" },
  ],
  pillars: [{ key: "vision", name: "Vision" }],
  benchmarks: [
    { key: "table", gateway: "forming", pillar: "vision", text: "A leadership table meets." },
    { key: "outcomes", gateway: "proving", pillar: "vision", text: "Outcomes improve." },
  ],
  criteria: [
    {
      key: "most",
      gateway: "proving",
      kind: "core-improving-or-maintained",
      comparison: "more-than",
      percent: 50,
    },
  ],
};
const imported = async () => (await network("POST", "/frameworks", { body: FRAMEWORK })).body.id;
const begin = async (frameworkId: string, gateway = "forming") =>
  (await backbone("POST", `${base}/assessments`, { body: { frameworkId, gateway } })).body.id;
const rated = async (frameworkId: string, gateway = "forming", benchmark = "table") => {
  const id = await begin(frameworkId, gateway);
  const ratings = [{ benchmark, rating: "met", evidence: [{ kind: "document", ref: "Minutes of March" }] }];
  await backbone("PUT", `/assessments/${id}/ratings`, { body: { ratings }, ifMatch: '"1"' });
  return id;
};
const submit = (id: string, changes: object = {}) =>
  backbone("POST", `/assessments/${id}/submission`, {
    body: { reviewerId: networkId, visibility: "partnership", ...changes },
  });
const REACHED = { outcome: "reached", reason: "All benchmarks are met", reachedOn: "2026-02-12" };
const NOT = { outcome: "not-reached", reason: "The table met once" };
const decide = (client: Client, id: string, body: object) =>
  client("POST", `/assessments/${id}/decision`, { body });

describe("an imported framework", () => {
  test("is there for its network, in every version, and for nobody else", async () => {
    const id = await imported();
    const next = {
      ...FRAMEWORK,
      label: "2027",
      reason: "Fewer benchmarks",
      name: undefined,
      visibility: undefined,
    };
    const versions = `/frameworks/${id}/versions`;
    expect((await backbone("POST", versions, { body: next, ifMatch: '"1"' })).status).toBe(404);
    expect((await network("POST", versions, { body: next, ifMatch: '"7"' })).status).toBe(412);
    expect((await network("POST", versions, { body: next, ifMatch: '"1"' })).status).toBe(201);
    expect((await backbone("GET", `/frameworks/${id}`)).body).toMatchObject({
      version: 2,
      content: { label: "2027" },
    });
    expect((await backbone("GET", `/frameworks/${id}?version=1`)).body).toMatchObject({
      content: { label: "2026" },
    });
    expect((await stranger("GET", `/frameworks/${id}`)).status).toBe(404);
    expect((await backbone("GET", "/frameworks")).body.items).toMatchObject([{ id, latestVersion: 2 }]);
    expect((await stranger("GET", "/frameworks")).body).toMatchObject({
      items: [],
      builtIn: [{ id: "theory-of-action" }],
    });
    expect((await stranger("GET", "/frameworks/theory-of-action")).status).toBe(200);
  });

  test("says where it does not fit together", async () => {
    const body = { ...FRAMEWORK, benchmarks: [{ ...FRAMEWORK.benchmarks[0], pillar: "gone" }] };
    expect(await network("POST", "/frameworks", { body })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/benchmarks/0/pillar" }] },
    });
  });
});

describe("an assessment", () => {
  test("reads the same after a newer version of its framework is loaded, as a draft and when it is handed in", async () => {
    const frameworkId = await imported();
    const [draft, handedIn] = [await rated(frameworkId), await rated(frameworkId)];
    expect((await submit(handedIn)).status).toBe(200);
    const read = async () => [
      (await backbone("GET", `/assessments/${draft}`)).body,
      (await network("GET", `/assessments/${handedIn}`)).body,
    ];
    const before = await read();
    const { name: _, visibility: _v, ...content } = FRAMEWORK;
    const benchmarks = [{ ...FRAMEWORK.benchmarks[0], text: "A leadership table decides." }];
    const body = { ...content, benchmarks, label: "2027", criteria: [], reason: "Said better" };
    await network("POST", `/frameworks/${frameworkId}/versions`, { body, ifMatch: '"1"' });
    expect(await read()).toEqual(before);
    expect(before[1]).toMatchObject({
      framework: { version: 1, label: "2026" },
      dossier: { benchmarks: [{ text: "A leadership table meets." }], ratings: [{ rating: "met" }] },
    });
  });

  test("rests on evidence that is there, and on benchmarks of its gateway", async () => {
    const id = await begin("theory-of-action", "exploring");
    const strategyId = (await backbone("POST", `${base}/strategies`, { body: NAVIGATORS })).body.id;
    const indicatorId = await anIndicator(table, { partnershipId, ownerId: backboneId, level: "core" });
    const put = (benchmark: string, kind: string, ref: string) =>
      backbone("PUT", `/assessments/${id}/ratings`, {
        body: { ratings: [{ benchmark, rating: "partly", evidence: [{ kind, ref }] }] },
        ifMatch: '"1"',
      });
    const place = "/ratings/0/evidence/0/ref";
    const cases: [string, string, string, string][] = [
      ["baseline-report-card", "other", "x", "/ratings/0/benchmark"],
      ["anchor-entity", "indicator", newId("ind"), place],
      ["anchor-entity", "strategy", newId("str"), place],
      ["anchor-entity", "story", newId("sto"), place],
      ["anchor-entity", "observation", "last year's", place],
      ["anchor-entity", "observation", `${indicatorId}~2024-07-01_2025-06-30~2502345~all~1`, place],
      ["anchor-entity", "systems-change", newId("sto").replace("sto", "sys"), place],
      ["anchor-entity", "link", "minutes", place],
    ];
    for (const [benchmark, kind, ref, pointer] of cases)
      expect
        .soft(await put(benchmark, kind, ref))
        .toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    const evidence = [
      { kind: "indicator", ref: indicatorId },
      { kind: "observation", ref: await anObservation(indicatorId, 2023, 80) },
      { kind: "strategy", ref: strategyId },
      {
        kind: "systems-change",
        ref: (await backbone("POST", `${base}/systems-changes`, { body: SEALED })).body.id,
      },
      { kind: "systems-change", ref: "The early bus" },
    ];
    const ratings = [{ benchmark: "anchor-entity", rating: "met", evidence }];
    const rated = await backbone("PUT", `/assessments/${id}/ratings`, { body: { ratings }, ifMatch: '"1"' });
    expect(rated.status).toBe(200);
    expect((await submit(id)).body).toMatchObject({ detail: expect.stringContaining("funders-engaged") });
    expect(
      (
        await backbone("POST", `${base}/assessments`, {
          body: { frameworkId: "theory-of-action", gateway: "x" },
        })
      ).body,
    ).toMatchObject({ errors: [{ pointer: "/gateway" }] });
  });

  test("is nobody else's as a draft; handed in, its reviewer's, and whose its visibility says", async () => {
    const frameworkId = await imported();
    const id = await rated(frameworkId);
    for (const client of [network, funder])
      expect((await client("GET", `/assessments/${id}`)).status).toBe(404);
    expect((await submit(id, { reviewerId: newId("org") })).body).toMatchObject({
      errors: [{ pointer: "/reviewerId" }],
    });
    await submit(id);
    expect((await network("GET", `/assessments/${id}`)).status).toBe(200);
    expect((await network("GET", "/assessments")).body.items).toHaveLength(1);
    expect((await network("GET", `${base}/assessments`)).body.items).toHaveLength(1);
    expect((await funder("GET", `/assessments/${id}`)).status).toBe(404);
    expect((await funder("GET", `${base}/assessments`)).body.items).toEqual([]);
    const open = await rated(frameworkId);
    await submit(open, { visibility: "funders" });
    expect((await funder("GET", `/assessments/${open}`)).status).toBe(200);
    await decide(network, open, NOT);
    for (const path of [`/assessments/${open}`, `${base}/assessments`]) {
      const { body } = await funder("GET", path);
      expect(JSON.stringify(body)).toContain(NOT.reason);
      expect(JSON.stringify(body)).not.toContain(networkId);
    }
    expect((await backbone("GET", `/assessments/${open}`)).body).toMatchObject({ reviewerId: networkId });
    expect((await stranger("GET", `/assessments/${open}`)).status).toBe(404);
    expect((await funder("GET", `/assessments/${open}/history`)).status).toBe(404);
  });

  test("is frozen when it is handed in", async () => {
    const id = await rated(await imported());
    await submit(id);
    const body = { ratings: [{ benchmark: "table", rating: "partly" }] };
    expect((await backbone("PUT", `/assessments/${id}/ratings`, { body, ifMatch: '"3"' })).status).toBe(409);
    expect((await submit(id)).status).toBe(409);
  });

  test("computes its criteria from the figures of the moment, beside the ratings", async () => {
    const classes = [
      [40, 60],
      [40, 60],
      [60, 40],
    ] as const;
    for (const [then, now] of classes) await anOutcome(then, now);
    await project();
    const id = await rated(await imported(), "proving", "outcomes");
    await submit(id);
    const { dossier } = (await network("GET", `/assessments/${id}`)).body as unknown as {
      dossier: { criteria: unknown[] };
    };
    expect(dossier.criteria).toMatchObject([
      { favourable: 2, classifiable: 3, sharePercent: 66.7, outcome: "met", isWhole: true },
    ]);
  });
});

/** A core outcome with a baseline, a target of 90 and a latest figure, in per cent of 200 children. */
async function anOutcome(then: number, now: number): Promise<void> {
  const indicatorId = await anIndicator(table, { partnershipId, ownerId: backboneId, level: "core" });
  const author = { principalId: newId("per"), organisationId: backboneId };
  const targets = [
    {
      dimensions: {},
      baseline: { period: schoolYear(2022), value: then },
      target: { period: schoolYear(2028), value: 90 },
    },
  ];
  await setTargets({ table }, { indicatorId, targets, ifMatch: 1, author, now: systemClock() });
  await anObservation(indicatorId, 2022, then);
  await anObservation(indicatorId, 2024, now);
}

/** Records a figure in per cent of 200 children, and gives the reference of what was recorded. */
async function anObservation(indicatorId: string, year: number, percent: number): Promise<string> {
  const author = { principalId: newId("per"), organisationId: backboneId };
  const rows = [{ indicatorId, period: schoolYear(year), numerator: percent * 2, denominator: 200 }];
  const call = { rows, mode: "per-row" as const, reason: undefined, author, organisationId: backboneId };
  const recorded = await recordObservations({ table }, { ...call, now: systemClock() });
  if (!recorded.ok || recorded.value.counts.rejected > 0) throw new Error(JSON.stringify(recorded));
  const [first] = recorded.value.results;
  if (!first || !("observation" in first)) throw new Error("Nothing was recorded.");
  return String(first.observation);
}

async function project(): Promise<void> {
  for await (const items of scanPages(table)) await projectSummaries(table, items.filter(changesSummary));
}

describe("a decision", () => {
  test("that a gateway is reached designates the partnership in the same transaction", async () => {
    const id = await rated(await imported());
    await submit(id);
    expect((await decide(funder, id, REACHED)).status).toBe(404);
    expect((await decide(backbone, id, REACHED)).status).toBe(404);
    expect((await decide(network, id, { ...REACHED, reachedOn: undefined })).status).toBe(422);
    expect(await decide(network, id, { ...REACHED, reachedOn: "2099-01-01" })).toMatchObject({ status: 422 });
    const decided = await decide(network, id, REACHED);
    expect(decided).toMatchObject({ status: 200, body: { status: "decided" } });
    const { body } = await backbone("GET", `${base}/designations`);
    expect(body.items).toMatchObject([
      {
        framework: "Valley Milestones",
        gateway: "Forming",
        reachedOn: "2026-02-12",
        evidence: `Decided on assessment ${id}`,
      },
    ]);
    expect((await decide(network, id, REACHED)).status).toBe(409);
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("that it is not is appealed once, and then final", async () => {
    const id = await rated(await imported());
    await submit(id);
    const appeal = { body: { grounds: "It met four times", evidence: [{ kind: "other", ref: "Minutes" }] } };
    expect((await backbone("POST", `/assessments/${id}/appeal`, appeal)).status).toBe(409);
    expect((await decide(network, id, NOT)).status).toBe(200);
    expect((await network("POST", `/assessments/${id}/appeal`, appeal)).status).toBe(404);
    expect((await backbone("POST", `/assessments/${id}/appeal`, appeal)).body.status).toBe("appealed");
    expect((await decide(network, id, NOT)).status).toBe(200);
    expect((await backbone("POST", `/assessments/${id}/appeal`, appeal)).status).toBe(409);
    expect((await backbone("GET", `${base}/designations`)).body.items).toEqual([]);
    const actions = (await backbone("GET", `/assessments/${id}/history`)).body.items.map(
      ({ action }) => action,
    );
    expect(actions).toEqual([
      "assessment.begun",
      "assessment.rated",
      "assessment.submitted",
      "assessment.decided",
      "assessment.appealed",
      "assessment.decided",
    ]);
  });

  test("is made no more once the partnership is not shared, and not by two at once", async () => {
    const id = await rated(await imported());
    await submit(id);
    const both = await Promise.all([decide(network, id, REACHED), decide(network, id, NOT)]);
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const other = await rated(await imported());
    await submit(other);
    const { version } = await backbone("GET", base);
    await backbone("DELETE", `${base}/shares/${networkId}?reason=Ended`, { ifMatch: version });
    for (const body of [REACHED, NOT]) expect((await decide(network, other, body)).status).toBe(404);
    expect((await network("GET", `/assessments/${other}`)).status).toBe(404);
    expect((await network("GET", "/assessments")).body.items).toEqual([]);
  });

  test("comes too late for what was withdrawn", async () => {
    const id = await rated(await imported());
    await submit(id);
    const withdrawal = { body: { reason: "Too early" } };
    expect((await backbone("POST", `/assessments/${id}/withdrawal`, withdrawal)).status).toBe(200);
    expect((await decide(network, id, REACHED)).status).toBe(409);
  });
});

describe("movement between two days", () => {
  test("counts the partnerships one may see by where they were and are, page by page", async () => {
    const frameworkId = await imported();
    const id = await rated(frameworkId);
    await submit(id);
    await decide(network, id, REACHED);
    const second = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    const share = { body: { reason: "Works with us" }, ifMatch: '"1"' };
    await backbone("PUT", `/partnerships/${second}/shares/${networkId}`, share);
    const at = `/frameworks/${frameworkId}/movement?from=2026-01-01&to=2026-03-01`;
    const moved = (await network("GET", at)).body as unknown as Record<string, unknown>;
    expect(moved).toMatchObject({
      gateways: ["Forming", "Proving"],
      items: [
        { partnershipId, from: null, to: "Forming", move: "entered" },
        { partnershipId: second, from: null, to: null, move: "none" },
      ],
      matrix: [
        { from: null, to: null, partnerships: 1 },
        { from: null, to: "Forming", partnerships: 1 },
      ],
    });
    const first = await network("GET", `${at}&limit=1`);
    expect(first.body.items).toHaveLength(1);
    const next = await network("GET", `${at}&limit=1&cursor=${first.body.next}`);
    expect(next.body.items).toMatchObject([{ partnershipId: second }]);
    expect(
      (await stranger("GET", "/frameworks/theory-of-action/movement?from=2026-01-01&to=2026-03-01")).body
        .items,
    ).toEqual([]);
    expect(
      (await network("GET", `/frameworks/${frameworkId}/movement?from=2026-03-01&to=2026-01-01`)).status,
    ).toBe(400);
  });
});
