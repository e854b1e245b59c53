import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AccessIds,
  accessCalls,
  anAgreementBody,
  aRequestBody,
  dayIn,
} from "../support/access-addresses.ts";
import { type Client, clientOf, versionIn } from "../support/client.ts";
import { inPerson } from "../support/colleague.ts";
import type { Answer } from "../support/http-call.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let evaluatorMember: Member;
/** The key that agreements name; the person who made it is the colleague whom they do not. */
let evaluator: Client;
let evaluatorKeyId: string;
let funderMember: Member;
let funder: Client;
let stranger: Member;
let programme: Programme;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  evaluatorMember = await aMember(target, "evaluator");
  evaluator = clientOf(target, evaluatorMember);
  evaluatorKeyId = await idOf(evaluator);
  funderMember = await aMember(target, "funder");
  funder = clientOf(target, funderMember);
  stranger = await aMember(target, "evaluator");
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, funderMember.id);
  await measure();
});
afterAll(() => target?.stop());

async function idOf(client: Client): Promise<string> {
  return (await succeed(client.get("/me"))).body.id;
}

async function measure(): Promise<void> {
  const { readinessId: indicatorId } = programme;
  const cell = (dimensions: object, numerator: number, denominator: number) => {
    return { indicatorId, period: schoolYear(2024), dimensions, numerator, denominator };
  };
  const observations = [
    cell({}, 270, 500),
    cell({ "race-ethnicity": "white" }, 266, 493),
    cell({ "race-ethnicity": "native" }, 4, 7),
    cell({ sex: "female" }, 145, 250),
  ];
  const { body } = await succeed(backbone.post("/observations", { observations }));
  if (body.counts.recorded !== observations.length) throw new Error(JSON.stringify(body));
}

/** An agreement of the partnership with the evaluator's key, unless other parties are given. */
async function agree(overrides: object = {}): Promise<Answer> {
  const parties = [{ organisationId: evaluatorMember.id, principalIds: [evaluatorKeyId] }];
  const body = anAgreementBody(parties, { ...overrides });
  return succeed(backbone.post(`/partnerships/${programme.partnershipId}/data-use-agreements`, body));
}

const seriesUnder = (agreement: Answer, client = evaluator) =>
  client.get(`/data-use-agreements/${agreement.body.id}/series/${programme.readinessId}`);
const numerators = ({ body }: Answer) => body.rows.map(({ numerator }: { numerator: number }) => numerator);
const reads = async (agreement: Answer) =>
  (await succeed(backbone.get(`/data-use-agreements/${agreement.body.id}/reads`))).body.items;

describe("a named evaluator", () => {
  it("finds the agreement and reads unsuppressed cells under it, and the read is in the log", async () => {
    const agreement = await agree();
    const opened = await succeed(evaluator.get("/data-use-agreements"));
    expect(opened.body.items).toMatchObject([{ id: agreement.body.id, standing: "in-force" }]);
    const series = await eventually(
      () => seriesUnder(agreement),
      ({ status, body }) => status === 200 && body.rows.length === 3,
    );
    expect(numerators(series)).toEqual([270, 4, 266]);
    expect(series.headers["cache-control"]).toBe("private, no-store");
    expect(series.headers.etag).toMatch(/^"[0-9a-f]{64}"$/);
    const [entry] = await reads(agreement);
    expect(entry).toMatchObject({
      by: { principalId: evaluatorKeyId, organisationId: evaluatorMember.id },
      agreementVersion: 1,
      figures: [{ indicatorId: programme.readinessId, placeCode: "harbour", cells: 3 }],
    });
  });

  it("finds nothing at the indicator's own address: nothing is shared by an agreement", async () => {
    expect((await evaluator.get(`/indicators/${programme.readinessId}/series`)).status).toBe(404);
  });

  it("is one alone: a colleague is refused with what to do, and so is the partnership by this address", async () => {
    const agreement = await agree();
    const colleague = inPerson(target, evaluatorMember);
    const refused = await seriesUnder(agreement, colleague);
    expect(refused.body).toMatchObject({ status: 403, code: "forbidden" });
    expect(refused.body.detail).toContain(await idOf(colleague));
    expect((await seriesUnder(agreement, backbone)).status).toBe(403);
    expect(await reads(agreement)).toEqual([]);
  });

  it("is refused after the last day, before the first one, and once it is ended", async () => {
    const over = await agree({ from: dayIn(-60), through: dayIn(-1) });
    expect((await seriesUnder(over)).body).toMatchObject({ status: 403, code: "forbidden" });
    expect((await seriesUnder(over)).body.detail).toContain("ended");
    const early = await agree({ from: dayIn(10), through: dayIn(20) });
    expect((await seriesUnder(early)).body.detail).toContain("begins");
    const agreement = await agree();
    const at = `/data-use-agreements/${agreement.body.id}`;
    await succeed(backbone.patch(at, { ended: true, reason: "The study is done" }, versionIn(agreement)));
    expect((await seriesUnder(agreement)).status).toBe(403);
    expect((await succeed(evaluator.get(at))).body.standing).toBe("ended");
  });
});

describe("a funder's report", () => {
  it("shows what its agreement opens to the named reader, says so, and is logged", async () => {
    const allocations = [{ strategyId: programme.strategyId, amount: usd("7000000.00") }];
    const body = aCommitmentBody({ partnershipId: programme.partnershipId, allocations });
    const { id } = (await succeed(funder.post("/commitments", body))).body;
    const report = () => succeed(funder.get(`/commitments/${id}/report`));
    const before = await eventually(
      report,
      ({ body }) =>
        body.indicators.find((one: { level: string }) => one.level === "core")?.latest?.value === 54,
    );
    expect(before.text).not.toContain('"numerator":4,');
    const principalIds = [await idOf(funder)];
    const agreement = await agree({ parties: [{ organisationId: funderMember.id, principalIds }] });
    const opened = await report();
    expect(opened.text).toContain('"numerator":4,');
    const method = opened.body.methods.find((one: { id: string }) => one.id === agreement.body.id);
    expect(method.text).toContain(`under data use agreement ${agreement.body.id}`);
    expect(await reads(agreement)).toMatchObject([{ shownIn: "report", commitmentId: id }]);
    const colleagues = await succeed(inPerson(target, funderMember).get(`/commitments/${id}/report`));
    expect(colleagues.text).not.toContain('"numerator":4,');
    expect(await reads(agreement)).toHaveLength(1);
  });
});

describe("who has no agreement", () => {
  it("asks for a release in the same words whether there is anything, and hears what the partnership decides", async () => {
    const asker = clientOf(target, stranger);
    const made = await succeed(asker.post("/release-requests", aRequestBody(programme.partnershipId)));
    const nowhere = await asker.post("/release-requests", aRequestBody(`prt_${"0".repeat(26)}`));
    expect([made.status, nowhere.status]).toEqual([202, 202]);
    const queue = `/partnerships/${programme.partnershipId}/release-requests`;
    expect((await succeed(backbone.get(queue))).body.items).toMatchObject([{ id: made.body.id }]);
    const at = `/release-requests/${made.body.id}`;
    const reason = "We publish these in July";
    await succeed(backbone.patch(at, { status: "declined", reason }, 1));
    expect((await succeed(asker.get(at))).body).toMatchObject({ status: "declined", reason });
    expect((await succeed(asker.get("/release-requests"))).body.items).toHaveLength(2);
  });

  it("gets nothing of an agreement or of what others asked, by any operation that the document names", async () => {
    const agreement = await agree();
    const request = await succeed(evaluator.post("/release-requests", aRequestBody(programme.partnershipId)));
    const ids: AccessIds = {
      partnership: programme.partnershipId,
      indicator: programme.readinessId,
      agreement: agreement.body.id,
      request: request.body.id,
    };
    const asked = accessCalls(ids);
    for (const [method, path, body] of asked) {
      const call = { credential: stranger.key, headers: { "if-match": '"1"' }, ...(body ? { body } : {}) };
      const answer = await target.call(method, `/v1${path}`, call);
      expect.soft({ method, path, status: answer.status }).toEqual({ method, path, status: 404 });
    }
    const left = clientOf(target, stranger);
    expect((await succeed(left.get("/data-use-agreements"))).body.items).toEqual([]);
    expect((await succeed(backbone.get(`/data-use-agreements/${agreement.body.id}`))).body).toEqual(
      agreement.body,
    );
    const { body: document } = await succeed(target.call("GET", "/v1/openapi.json"));
    const tags = ["Data use agreements", "Release requests"];
    const named = Object.entries<Record<string, { tags: string[] }>>(document.paths).flatMap(
      ([path, operations]) =>
        Object.entries(operations)
          .filter(([, operation]) => operation.tags.some((tag) => tags.includes(tag)))
          .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    const ofOthers = named.filter((each) => each.includes("{"));
    expect(ofOthers).toHaveLength(asked.length);
    const unasked = ofOthers.filter((each) => {
      const pattern = new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !asked.some(([method, path]) => pattern.test(`${method} /v1${path}`));
    });
    expect(unasked).toEqual([]);
  });
});
