import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aMember, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let owner: Member;
let funder: Client;
let backbone: Client;
let stranger: Client;
let operator: Client;
let programme: Programme;
let ids: {
  commitment: string;
  entry: string;
  key: string;
  person: string;
  job: string;
  ref: string;
  scheme: string;
};

beforeAll(async () => {
  target = await startTarget();
  owner = await aMember(target, "funder");
  funder = clientOf(target, owner);
  backbone = clientOf(target, await aMember(target, "partnership"));
  stranger = clientOf(target, await aMember(target, "funder"));
  operator = clientOf(target, { key: target.operatorKey });
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, owner.id);
  ids = await fill();
});
afterAll(() => target?.stop());

async function fill() {
  const post = async (client: Client, path: string, body: object) =>
    (await succeed(client.post(path, body))).body;
  const { partnershipId, readinessId } = programme;
  const commitment = (await post(funder, "/commitments", aCommitmentBody({ partnershipId }))).id;
  const payment = { trancheNumber: 1, on: "2026-01-01", amount: usd("1.00") };
  const entry = (await post(funder, `/commitments/${commitment}/payments`, payment)).id;
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const key = (await post(funder, "/keys", { label: "Sync", roles: ["viewer"], expiresAt })).id;
  const colleague = { name: "Finance officer", email: `${randomUUID()}@test.example`, roles: ["finance"] };
  const person = (await post(funder, "/people", colleague)).id;
  const job = (await post(funder, "/imports", { kind: "360giving" })).id;
  const row = { indicatorId: readinessId, period: schoolYear(2024), numerator: 40, denominator: 90 };
  const recorded = await post(backbone, "/observations", { observations: [row] });
  const wards = { name: "Wards", dimension: "ward", categories: [{ key: "north", label: "North" }] };
  const scheme = (await post(backbone, "/schemes", wards)).id;
  return { commitment, entry, key, person, job, ref: recorded.results[0].observation, scheme };
}

/** Every address below which something of somebody else could be read. */
const READS = (): string[] => [
  `/commitments/${ids.commitment}`,
  `/commitments/${ids.commitment}/history`,
  `/commitments/${ids.commitment}/ledger`,
  `/commitments/${ids.commitment}/documents`,
  `/commitments/${ids.commitment}/notes`,
  `/commitments/${ids.commitment}/contacts`,
  `/commitments/${ids.commitment}/award-letter`,
  `/commitments/${ids.commitment}/ledger/${ids.entry}`,
  `/commitments/${ids.commitment}/report`,
  `/partnerships/${programme.partnershipId}`,
  `/partnerships/${programme.partnershipId}/history`,
  `/partnerships/${programme.partnershipId}/shares`,
  `/partnerships/${programme.partnershipId}/indicators`,
  `/partnerships/${programme.partnershipId}/strategies/${programme.strategyId}`,
  `/indicators/${programme.readinessId}`,
  `/indicators/${programme.readinessId}/history`,
  `/indicators/${programme.readinessId}/versions`,
  `/indicators/${programme.readinessId}/versions/1`,
  `/indicators/${programme.readinessId}/schemes`,
  `/indicators/${programme.readinessId}/observations`,
  `/indicators/${programme.readinessId}/series`,
  `/observations/${ids.ref}`,
  `/organisations/${owner.id}`,
  `/people/${ids.person}`,
  `/keys/${ids.key}`,
  `/imports/${ids.job}`,
  `/imports/${ids.job}/results`,
  `/schemes/${ids.scheme}`,
  `/schemes/${ids.scheme}/history`,
];

describe("a second funder", () => {
  it("reads nothing of the first, nor of its partnership: 404 everywhere, as for what does not exist", async () => {
    for (const path of READS()) {
      const answer = await stranger.get(path);
      expect.soft({ path, status: answer.status, code: answer.body?.code }).toEqual({
        path,
        status: 404,
        code: "not_found",
      });
    }
  });

  it("gets the same words for an id that exists and for one that does not", async () => {
    const there = await stranger.get(`/commitments/${ids.commitment}`);
    const nowhere = await stranger.get("/commitments/cmt_01ARZ3NDEKTSV4RRFFQ69G5FAV");
    const { instance: _there, requestId: _one, ...said } = there.body;
    const { instance: _nowhere, requestId: _other, ...saidOfNothing } = nowhere.body;
    expect(said).toEqual(saidOfNothing);
  });

  it("changes nothing either", async () => {
    const reason = "Mischief";
    const at = `/commitments/${ids.commitment}`;
    const entry = { trancheNumber: 1, on: "2026-01-01", amount: usd("1.00") };
    const tries = [
      stranger.patch(at, { title: "Mine", reason }, 2),
      stranger.put(`${at}/allocations`, { allocations: [], reason }, 2),
      stranger.post(`${at}/payments`, entry),
      stranger.post(`${at}/refunds`, { ...entry, reason }),
      stranger.post(`${at}/releases`, { ...entry, reason }),
      stranger.post(`${at}/status`, { status: "cancelled", on: "2026-01-01", reason }),
      stranger.post(`${at}/tranches/3/condition-met`, { metOn: "2026-01-01", evidence: "None", reason }),
      stranger.patch(`/partnerships/${programme.partnershipId}`, { name: "Mine", reason }, 1),
      stranger.post(`/partnerships/${programme.partnershipId}/strategies`, {
        name: "Mine",
        kind: "universal",
      }),
      stranger.patch(`/indicators/${programme.readinessId}`, { name: "Mine", reason }, 1),
      stranger.put(`/indicators/${programme.readinessId}/targets`, { targets: [] }, 1),
      stranger.put(`/indicators/${programme.readinessId}/series-breaks`, { seriesBreaks: [], reason }, 1),
      stranger.patch(`/organisations/${owner.id}`, { name: "Mine", reason }, 1),
      stranger.patch(`/people/${ids.person}`, { name: "Mine", reason }, 1),
      stranger.post(`/people/${ids.person}/deactivate`, { reason }),
      stranger.post(`/keys/${ids.key}/revoke`, { reason }),
      stranger.post(`/imports/${ids.job}/start`),
      stranger.post(`/imports/${ids.job}/cancel`),
    ];
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await succeed(funder.get(at))).headers.etag).toBe('"2"');
  });

  it("records no observation for an indicator that is not its own", async () => {
    const row = {
      indicatorId: programme.readinessId,
      period: schoolYear(2023),
      numerator: 1,
      denominator: 2,
    };
    const { body } = await succeed(stranger.post("/observations", { observations: [row] }));
    expect(body.results).toMatchObject([
      { outcome: "rejected", errors: [{ pointer: "/observations/0/indicatorId" }] },
    ]);
  });

  it.each([
    "/commitments",
    "/partnerships",
    "/imports",
    "/reminders",
    "/due?from=2025-01-01&to=2026-12-31",
    "/requirements?from=2025-01-01&to=2026-12-31&as=funder",
    "/requirements?from=2025-01-01&to=2026-12-31&as=responsible",
    "/report-templates",
  ])("sees an empty %s", async (path) => {
    expect((await succeed(stranger.get(path))).body.items).toEqual([]);
  });

  it("sees its own people and keys only, and an empty portfolio", async () => {
    expect((await succeed(stranger.get("/portfolio"))).body.currencies).toEqual([]);
    expect((await succeed(stranger.get("/keys"))).body.items).toHaveLength(1);
    expect(
      (await succeed(stranger.get(`/commitments?partnershipId=${programme.partnershipId}`))).body.items,
    ).toEqual([]);
  });

  it("cannot learn by an Idempotency-Key of somebody else what was made with it", async () => {
    const headers = { "idempotency-key": "shared-words" };
    const theirs = await succeed(funder.post("/commitments", aCommitmentBody(), headers));
    const own = await succeed(stranger.post("/commitments", aCommitmentBody(), headers));
    expect(own.body.id).not.toBe(theirs.body.id);
    expect(own.headers["idempotent-replayed"]).toBeUndefined();
  });
});

describe("an operator", () => {
  it("made the organisations, and reads neither their money nor their people", async () => {
    for (const path of [
      `/commitments/${ids.commitment}`,
      `/partnerships/${programme.partnershipId}`,
      `/people/${ids.person}`,
    ])
      expect((await operator.get(path)).status).toBe(404);
    expect((await operator.get(`/organisations/${owner.id}`)).status).toBe(200);
  });
});

describe("a funder with which a partnership is shared", () => {
  it("reads it, but neither its raw observations nor its history nor with whom else it is shared", async () => {
    expect((await funder.get(`/partnerships/${programme.partnershipId}`)).status).toBe(200);
    expect((await funder.get(`/indicators/${programme.readinessId}/series`)).status).toBe(200);
    for (const path of [
      `/indicators/${programme.readinessId}/observations`,
      `/indicators/${programme.readinessId}/history`,
      `/schemes/${ids.scheme}`,
      `/partnerships/${programme.partnershipId}/history`,
      `/partnerships/${programme.partnershipId}/shares`,
      `/observations/${ids.ref}`,
    ])
      expect.soft({ path, status: (await funder.get(path)).status }).toEqual({ path, status: 404 });
  });
});
