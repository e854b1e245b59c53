import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { inPerson } from "../support/colleague.ts";
import { type MoneyIds, moneyCalls } from "../support/money-addresses.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aMember, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let owner: Member;
let funder: Client;
let backbone: Client;
let strangerMember: Member;
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
  mapping: string;
  agreement: string;
  reportRelease: string;
  view: string;
};
let money: MoneyIds;

beforeAll(async () => {
  target = await startTarget();
  owner = await aMember(target, "funder");
  funder = clientOf(target, owner);
  backbone = clientOf(target, await aMember(target, "partnership"));
  strangerMember = await aMember(target, "funder");
  stranger = clientOf(target, strangerMember);
  operator = clientOf(target, { key: target.operatorKey });
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, owner.id);
  ids = await fill();
  money = await fillWithMoney();
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
  const saved = { ...aSavedMapping(), indicatorId: readinessId };
  const mapping = (await post(backbone, "/import-mappings", saved)).id;
  const terms = {
    source: { name: "Harbour schools" },
    permittedUse: "Counts by grade",
    from: "2026-01-01",
    mayBePublished: false,
    contactRole: "Registrar",
  };
  const agreement = (await post(backbone, `/partnerships/${partnershipId}/data-agreements`, terms)).id;
  const ref = recorded.results[0].observation;
  const methods = { kind: "partnership", subjectId: partnershipId, sections: ["methods"] };
  const words = { title: "The year", authors: ["Harbour Promise"] };
  const reportRelease = (await post(backbone, "/report-releases", { ...methods, ...words })).id;
  const page = { name: "What is active", address: "/commitments?status=active" };
  const view = (await post(inPerson(target, owner), "/me/views", page)).id;
  return { commitment, entry, key, person, job, ref, scheme, mapping, agreement, reportRelease, view };
}

function aSavedMapping() {
  const columns = { place: { column: "Ward" }, period: { constant: "2024", style: "calendar-year" } };
  return { name: "Wards", mapping: { format: "long", ...columns, value: "Rate" }, source: "The city" };
}

/** A commitment with all that there can be of one, beside a payment run, a big bet and a report template. */
async function fillWithMoney(): Promise<MoneyIds> {
  const post = async (path: string, body: object) => (await succeed(funder.post(path, body))).body;
  const { partnershipId, strategyId } = programme;
  const sections = [{ key: "year", title: "The year", kind: "text" }];
  const template = (await post("/report-templates", { name: "Annual report", sections })).id;
  const days = [{ dueOn: "2099-01-31" }];
  const requirement = {
    kind: "narrative",
    title: "Year 1",
    schedule: { frequency: "on-days", days },
    responsible: { name: "Harbour Promise" },
    template: { id: template },
  };
  const parts = { milestones: [{ title: "A plan is adopted" }], requirements: [requirement] };
  const commitment = (await post("/commitments", aCommitmentBody({ partnershipId, ...parts }))).id;
  const at = `/commitments/${commitment}`;
  const given = { contributor: { name: "The city" }, kind: "cash", on: "2026-01-01", reference: commitment };
  await post(`${at}/match-contributions`, { ...given, amount: usd("1.00") });
  const items = [{ commitmentId: commitment, trancheNumber: 1, amount: usd("1.00") }];
  const run = await post("/payment-runs", { on: "2026-01-01", currency: "USD", items });
  const size = 4;
  const sha256 = "0".repeat(64);
  const file = { fileName: "letter.txt", contentType: "text/plain", size, sha256 };
  const document = { kind: "signed-agreement", title: "Agreement", visibility: "parties", ...file };
  const bet = {
    title: "Every child ready",
    purpose: "Pre-K in all wards.",
    plan: "Two wards, then twelve.",
    partnershipId,
    startOn: "2025-07-01",
    endOn: "2032-06-30",
    target: usd("30000000.00"),
  };
  const amendment = { effectiveOn: "2026-01-01", reasonCode: "other", reason: "Too much of it" };
  const proposed = await succeed(
    inPerson(target, owner).post(`${at}/proposals`, {
      ...amendment,
      kind: "no-cost-extension",
      endOn: "2029-06-30",
    }),
  );
  return {
    commitment,
    template,
    entry: run.items[0].entryId,
    run: run.id,
    proposal: proposed.body.id,
    note: (await post(`${at}/notes`, { text: "A risk", visibility: "parties" })).id,
    document: (await post(`${at}/documents`, document)).id,
    bet: (await post("/big-bets", bet)).id,
    owner: owner.id,
    strategy: strategyId,
  };
}

/** Every address below which something of somebody else could be read, money apart. */
const READS = (): string[] => [
  `/partnerships/${programme.partnershipId}`,
  `/partnerships/${programme.partnershipId}/history`,
  `/partnerships/${programme.partnershipId}/shares`,
  `/partnerships/${programme.partnershipId}/indicators`,
  `/partnerships/${programme.partnershipId}/progress`,
  `/partnerships/${programme.partnershipId}/report`,
  `/partnerships/${programme.partnershipId}/report/diff?from=2026-01-01T00:00:00Z`,
  `/partnerships/${programme.partnershipId}/strategies/${programme.strategyId}/report`,
  `/partnerships/${programme.partnershipId}/strategies/${programme.strategyId}/report/diff?from=2026-01-01T00:00:00Z`,
  `/partnerships/${programme.partnershipId}/places`,
  `/partnerships/${programme.partnershipId}/cohorts?entryYears=2020&steps=${programme.readinessId}:0`,
  `/partnerships/${programme.partnershipId}/data-agreements`,
  `/partnerships/${programme.partnershipId}/data-agreements/${ids.agreement}`,
  `/partnerships/${programme.partnershipId}/data-agreement-history`,
  `/partnerships/${programme.partnershipId}/data-use-agreements`,
  `/partnerships/${programme.partnershipId}/release-requests`,
  `/partnerships/${programme.partnershipId}/places/history`,
  `/partnerships/${programme.partnershipId}/data-calendar`,
  `/partnerships/${programme.partnershipId}/observation-template?from=2025-01-01&to=2025-12-31`,
  `/partnerships/${programme.partnershipId}/strategies/${programme.strategyId}`,
  `/indicators/${programme.readinessId}`,
  `/indicators/${programme.readinessId}/history`,
  `/indicators/${programme.readinessId}/versions`,
  `/indicators/${programme.readinessId}/versions/1`,
  `/indicators/${programme.readinessId}/schemes`,
  `/indicators/${programme.readinessId}/observations`,
  `/indicators/${programme.readinessId}/series`,
  `/indicators/${programme.readinessId}/series?asOf=2026-01-01T00:00:00Z`,
  `/indicators/${programme.readinessId}/analysis`,
  `/indicators/${programme.readinessId}/place-totals?place=harbour`,
  `/indicators/${programme.readinessId}/combined-figures?places=a%7Cb`,
  `/indicators/${programme.readinessId}/beside`,
  `/observations/${ids.ref}`,
  `/observations/${ids.ref}/restatements`,
  `/organisations/${owner.id}`,
  `/people/${ids.person}`,
  `/keys/${ids.key}`,
  `/imports/${ids.job}`,
  `/imports/${ids.job}/results`,
  `/import-mappings/${ids.mapping}`,
  `/import-mappings/${ids.mapping}/history`,
  `/schemes/${ids.scheme}`,
  `/schemes/${ids.scheme}/history`,
  `/me/views/${ids.view}`,
  ...[
    "",
    "/content",
    "/content.json",
    "/content.csv",
    "/content.html",
    "/series",
    "/differences",
    "/diff",
    "/history",
  ].map((below) => `/report-releases/${ids.reportRelease}${below}`),
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

  it("reads and changes nothing of the first one's money, by any operation there is", async () => {
    const before = await succeed(funder.get(`/commitments/${money.commitment}`));
    for (const [method, path, body] of moneyCalls(money)) {
      // In person, since what takes two people is no API key's to do in any commitment.
      const headers = { "if-match": '"1"', "throughline-organisation": strangerMember.id };
      const call = { credential: target.idToken, headers, ...(body === undefined ? {} : { body }) };
      const answer = await target.call(method, `/v1${path}`, call);
      const said = { method, path, status: answer.status, code: answer.body?.code };
      expect.soft(said).toEqual({ method, path, status: 404, code: "not_found" });
    }
    const after = await succeed(funder.get(`/commitments/${money.commitment}`));
    expect(after.body).toEqual(before.body);
  });

  it("was asked for every operation on money that the API's document names", async () => {
    const { body } = await succeed(target.call("GET", "/v1/openapi.json"));
    const asked = moneyCalls(money).map(([method, path]) => `${method} /v1${path.split("?")[0]}`);
    const named = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const ofMoney = named.filter((each) =>
      /\/v1\/(commitments|payment-runs|big-bets|report-templates)\/\{/.test(each),
    );
    expect(ofMoney.length).toBeGreaterThan(60);
    const left = ofMoney.filter((each) => {
      const pattern = new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !asked.some((one) => pattern.test(one));
    });
    expect(left).toEqual([]);
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
    const tries = [
      stranger.patch(`/partnerships/${programme.partnershipId}`, { name: "Mine", reason }, 1),
      stranger.post(`/partnerships/${programme.partnershipId}/strategies`, {
        name: "Mine",
        kind: "universal",
      }),
      stranger.patch(`/indicators/${programme.readinessId}`, { name: "Mine", reason }, 1),
      stranger.put(`/indicators/${programme.readinessId}/targets`, { targets: [] }, 1),
      stranger.put(`/indicators/${programme.readinessId}/series-breaks`, { seriesBreaks: [], reason }, 1),
      stranger.put(`/partnerships/${programme.partnershipId}/places`, { places: [], reason }, 0),
      stranger.patch(
        `/partnerships/${programme.partnershipId}/data-agreements/${ids.agreement}`,
        { mayBePublished: true, reason },
        1,
      ),
      stranger.patch(`/organisations/${owner.id}`, { name: "Mine", reason }, 1),
      stranger.patch(`/people/${ids.person}`, { name: "Mine", reason }, 1),
      stranger.post(`/people/${ids.person}/deactivate`, { reason }),
      stranger.post(`/keys/${ids.key}/revoke`, { reason }),
      stranger.post(`/imports/${ids.job}/start`),
      stranger.post(`/imports/${ids.job}/apply`, {}),
      stranger.post(`/imports/${ids.job}/cancel`),
      stranger.put(`/import-mappings/${ids.mapping}`, aSavedMapping(), 1),
      stranger.remove(`/import-mappings/${ids.mapping}`, 1),
      inPerson(target, strangerMember).patch(`/me/views/${ids.view}`, { name: "Mine" }, 1),
      inPerson(target, strangerMember).remove(`/me/views/${ids.view}`, 1),
      stranger.post(`/report-releases/${ids.reportRelease}/withdraw`, { reason }, { "if-match": '"1"' }),
    ];
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });

  it("approves and pays nothing of the first, in however long a list", async () => {
    const items = [{ commitmentId: money.commitment, trancheNumber: 1, amount: usd("1.00") }];
    const person = inPerson(target, strangerMember);
    const approved = await succeed(person.post("/approvals", { approvals: items }));
    const run = { on: "2026-01-01", currency: "USD", items };
    const paid = await succeed(stranger.post("/payment-runs", run));
    for (const { body } of [approved, paid])
      expect(body.items).toMatchObject([{ status: "refused", problem: { code: "not_found" } }]);
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

  it("imports by no saved mapping of somebody else", async () => {
    const options = { mappingId: ids.mapping, indicatorId: programme.readinessId };
    const refused = await stranger.post("/imports", { kind: "observations-csv", options });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: "/options/mappingId" }] });
  });

  it.each([
    "/commitments",
    "/partnerships",
    "/imports",
    "/import-mappings",
    "/me/views",
    "/data-use-agreements",
    "/release-requests",
    "/reminders",
    "/due?from=2025-01-01&to=2026-12-31",
    "/requirements?from=2025-01-01&to=2026-12-31&as=funder",
    "/requirements?from=2025-01-01&to=2026-12-31&as=responsible",
    "/report-templates",
    "/report-releases",
    "/proposals",
    "/reviews",
    "/big-bets",
    "/big-bets?role=joined",
    "/journal?from=2025-01-01&to=2026-12-31",
    "/exchange-rates?from=EUR&to=USD",
    "/portfolio/report/diff?from=2026-01-01T00:00:00Z",
  ])("sees an empty %s", async (path) => {
    expect((await succeed(stranger.get(path))).body.items).toEqual([]);
  });

  it("sees its own people and keys only, and an empty portfolio", async () => {
    expect((await succeed(stranger.get("/portfolio"))).body.currencies).toEqual([]);
    const { sections } = (await succeed(stranger.get("/portfolio/report?sections=partnerships"))).body;
    expect(sections).toMatchObject([{ content: { items: [] } }]);
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
      `/report-releases/${ids.reportRelease}`,
    ])
      expect.soft({ path, status: (await funder.get(path)).status }).toEqual({ path, status: 404 });
  });
});
