import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import {
  CAPACITY,
  FRAMEWORK,
  LESSON,
  type PracticeIds,
  practiceCalls,
  RESPONSE,
  STORY,
  SUPPORT,
} from "../support/practice-addresses.ts";
import { share } from "../support/programme.ts";
import { aMember, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let network: Client;
let networkId: string;
let backbone: Client;
let stranger: Client;
let strangerMember: Member;
let partnershipId: string;

beforeAll(async () => {
  target = await startTarget();
  network = clientOf(target, { key: target.operatorKey });
  networkId = (await succeed(network.get("/me"))).body.organisation.id;
  backbone = clientOf(target, await aMember(target, "partnership"));
  strangerMember = await aMember(target, "funder");
  stranger = clientOf(target, strangerMember);
  partnershipId = await aPartnership(backbone, "Harbour Promise");
});
afterAll(() => target?.stop());

async function aPartnership(client: Client, name: string): Promise<string> {
  const place = { placeCode: "harbour", placeName: `Wards of ${name}` };
  return made(client, "/partnerships", { name, purpose: "Every child is ready.", ...place });
}
async function made(client: Client, path: string, body: object): Promise<string> {
  return (await succeed(client.post(path, body))).body.id;
}

/** The plan of a year without schools, under invented names: five aims and three partners of the whole country. */
const PLAN = {
  title: "A plan for a year without schools",
  visibility: "network",
  problem: "Schools closed within a week; meals, lessons, care and wages went with them.",
  whatWasDone: "One plan with five aims was written in ten days, and a person answered for each family.",
  aims: [
    "Protect the most vulnerable",
    "Bridge the digital divide",
    "Prevent learning loss",
    "Mitigate the mental-health crisis",
    "Provide economic relief",
  ].map((title) => ({ title })),
  partners: ["Lantern Learning Alliance", "Open Meadow Health", "Commons Relief Fund"].map((name) => ({
    name,
    role: "Brought the plan to other communities",
  })),
  workedFor: [{ group: "Families that a navigator knew", how: "Nine in ten were reached in two weeks." }],
  didNotWorkFor: [{ group: "Families that had just moved", how: "No list had them." }],
  themes: ["pandemic"],
  capacities: ["practice-improvement-and-acceleration"],
};
const ADOPTERS = [
  ["Ridge Together", "2020-05-11", "Through the libraries instead of the schools"],
  ["Delta Cradle", "2020-05-28", "With churches as places to meet"],
  ["Mill City Promise", "2020-06-03", "Wages first, lessons second"],
  ["Prairie Children", "2020-06-15", "By radio where there was no network"],
  ["Bayside Ready", "2020-08-01", "In four languages"],
  ["Summit Futures", "2020-08-20", "With the county's nurses"],
] as const;

describe("the plan of one community, taken up by six others", () => {
  let lessonId: string;

  beforeAll(async () => {
    lessonId = await made(backbone, "/lessons", { ...PLAN, partnershipId });
    for (const [name, adoptedOn, adaptation] of ADOPTERS) {
      const client = clientOf(target, await aMember(target, "partnership"));
      const adopter = await aPartnership(client, name);
      const adoption = { lessonVersion: 1, adoptedOn, adaptation, visibility: "readers" };
      await succeed(client.post(`/lessons/${lessonId}/adoptions`, { ...adoption, partnershipId: adopter }));
      if (name !== "Delta Cradle") continue;
      const result = {
        verdict: "worked-in-part",
        description: "Meals, yes; lessons, less",
        on: "2020-12-01",
      };
      const patch = { result, status: "kept", reason: "The first half year" };
      await succeed(client.patch(`/lessons/${lessonId}/adoptions/${adopter}`, patch, 1));
    }
  });

  it("is one connected page: origin, aims, partners, who adopted it in which way, and how it spread", async () => {
    const { body } = await succeed(stranger.get(`/lessons/${lessonId}`));
    expect(body).toMatchObject({
      origin: { partnershipId, partnershipName: "Harbour Promise" },
      content: { aims: PLAN.aims, partners: PLAN.partners, didNotWorkFor: PLAN.didNotWorkFor },
      contentVersion: 1,
      spread: {
        months: [
          { month: "2020-05", adopted: 2, total: 2 },
          { month: "2020-06", adopted: 2, total: 4 },
          { month: "2020-08", adopted: 2, total: 6 },
        ],
        adoptions: 6,
        isWhole: true,
      },
    });
    const adopted = body.adoptions.map((one: Record<string, string>) => [
      one.partnershipName,
      one.adoptedOn,
      one.adaptation,
    ]);
    expect(adopted).toEqual(ADOPTERS.map((one) => [...one]));
    expect(body.adoptions[1]).toMatchObject({ status: "kept", result: { verdict: "worked-in-part" } });
  });

  it("is found by its theme and by the capacity it builds, within the network", async () => {
    const capacity = "practice-improvement-and-acceleration";
    const search = `/lessons?theme=Pandemic&capacity=${capacity}`;
    const found = (await succeed(stranger.get(search))).body.items.map(({ id }: { id: string }) => id);
    expect(found).toContain(lessonId);
    expect((await succeed(stranger.get(`${search}&within=own`))).body.items).toEqual([]);
  });

  it("reads in its first version as it was adopted, after a second one is written", async () => {
    const { partnershipId: _p, visibility: _v, ...content } = { ...PLAN, partnershipId };
    const before = await succeed(stranger.get(`/lessons/${lessonId}?version=1`));
    const next = { ...content, title: "A plan for any year", reason: "A year on" };
    await succeed(backbone.post(`/lessons/${lessonId}/versions`, next, { "if-match": '"1"' }));
    const after = await succeed(stranger.get(`/lessons/${lessonId}?version=1`));
    expect(after.body.content).toEqual(before.body.content);
    expect((await succeed(stranger.get(`/lessons/${lessonId}`))).body.content.title).toBe(
      "A plan for any year",
    );
  });
});

describe("a story", () => {
  it("is read by those whom its consent reaches, uncached, until it is withdrawn: then nowhere", async () => {
    const told = await succeed(
      backbone.post(`/partnerships/${partnershipId}/stories`, {
        ...STORY,
        consent: { ...STORY.consent, scope: "public" },
      }),
    );
    const at = `/stories/${told.body.id}`;
    const read = await succeed(stranger.get(at));
    expect(read.body.words.text).toBe(STORY.text);
    expect(read.headers["cache-control"]).toBe("no-store");
    await succeed(backbone.post(`${at}/withdrawal`, { reason: "She asked for it" }));
    for (const client of [stranger, backbone]) {
      const gone = await succeed(client.get(at));
      expect(gone.text).not.toContain(STORY.text);
      expect(gone.body).toMatchObject({ status: "withdrawn", wordsDigest: told.body.wordsDigest });
    }
    const history = await succeed(backbone.get(`${at}/history`));
    expect(history.text).not.toContain(STORY.text);
  });
});

describe("an assessment", () => {
  it("goes from the partnership's own word to the network's decision, and to a designation", async () => {
    await share(backbone, partnershipId, networkId);
    const gateway = { frameworkId: "theory-of-action", gateway: "exploring" };
    const id = await made(backbone, `/partnerships/${partnershipId}/assessments`, gateway);
    const { body } = await succeed(backbone.get(`/assessments/${id}`));
    const ratings = body.dossier.benchmarks.map(({ key }: { key: string }) => ({
      benchmark: key,
      rating: "met",
      evidence: [{ kind: "document", ref: `On file: ${key}` }],
    }));
    await succeed(backbone.put(`/assessments/${id}/ratings`, { ratings }, 1));
    const submission = { reviewerId: networkId, visibility: "partnership" };
    await succeed(backbone.post(`/assessments/${id}/submission`, submission));
    const decision = { outcome: "reached", reason: "All seven are met", reachedOn: "2026-03-01" };
    await succeed(network.post(`/assessments/${id}/decision`, decision));
    const designations = await succeed(backbone.get(`/partnerships/${partnershipId}/designations`));
    expect(designations.body.items).toMatchObject([{ framework: "Theory of Action", gateway: "Exploring" }]);
    const movement = "/frameworks/theory-of-action/movement?from=2026-01-01&to=2026-06-30";
    expect(await rowOf(movement)).toMatchObject({ from: null, to: "Exploring", move: "entered" });
    expect(await rowOf("/network?limit=25")).toMatchObject({ gateways: [{ gateway: "Exploring" }] });
  });
});

/** What a list of the network says of the partnership, on whichever page. */
async function rowOf(path: string): Promise<unknown> {
  for (let cursor = ""; ; ) {
    const { body } = await succeed(network.get(`${path}${cursor}`));
    const row = body.items.find((one: { partnershipId: string }) => one.partnershipId === partnershipId);
    if (row || !body.next) return row;
    cursor = `&cursor=${body.next}`;
  }
}

describe("capacities", () => {
  it("are rated by several, coached, and their change stands beside what went in", async () => {
    const base = `/partnerships/${partnershipId}`;
    for (const [heldOn, rating] of [
      ["2025-04-15", 2],
      ["2026-04-15", 4],
    ] as const) {
      const id = await made(backbone, `${base}/capacity-assessments`, { ...CAPACITY, heldOn });
      const ratings = [{ capacity: "equity", rating }];
      for (let n = 0; n < 3; n++)
        await succeed(backbone.post(`/capacity-assessments/${id}/responses`, { ...RESPONSE, ratings }));
    }
    await succeed(backbone.post(`${base}/capacity-supports`, SUPPORT));
    const { body } = await succeed(backbone.get(`${base}/capacities?from=2025-01-01&to=2026-12-31`));
    expect(body.capacities.find(({ key }: { key: string }) => key === "equity")).toMatchObject({
      change: { from: 2, to: 4, steps: 2 },
      supports: { entries: 1, hours: 3.5 },
    });
  });
});

describe("somebody of the same network with whom nothing is shared", () => {
  let ids: PracticeIds;

  beforeAll(async () => {
    const client = clientOf(target, await aMember(target, "partnership"));
    const partnership = await aPartnership(client, "Quiet Valley");
    const base = `/partnerships/${partnership}`;
    const lesson = await made(client, "/lessons", LESSON);
    const adoption = {
      partnershipId: partnership,
      lessonVersion: 1,
      adoptedOn: "2026-01-01",
      visibility: "own",
    };
    await succeed(client.post(`/lessons/${lesson}/adoptions`, adoption));
    const gateway = { frameworkId: "theory-of-action", gateway: "exploring" };
    ids = {
      partnership,
      lesson,
      adopter: partnership,
      story: await made(client, `${base}/stories`, STORY),
      framework: await made(client, "/frameworks", FRAMEWORK),
      assessment: await made(client, `${base}/assessments`, gateway),
      capacity: await made(client, `${base}/capacity-assessments`, CAPACITY),
      support: await made(client, `${base}/capacity-supports`, SUPPORT),
    };
  });

  it("reads and changes nothing, by any operation there is", async () => {
    for (const [method, path, body] of practiceCalls(ids)) {
      const headers = { "if-match": '"1"' };
      const call = { credential: strangerMember.key, headers, ...(body === undefined ? {} : { body }) };
      const answer = await target.call(method, `/v1${path}`, call);
      const said = { method, path, status: answer.status, code: answer.body?.code };
      expect.soft(said).toEqual({ method, path, status: 404, code: "not_found" });
    }
    for (const path of ["/lessons", "/lessons?within=public", "/frameworks", "/assessments", "/network"]) {
      const { text } = await succeed(stranger.get(path));
      for (const id of Object.values(ids)) expect.soft(text).not.toContain(id);
    }
  });

  it("was asked for every operation of these that the API's document names", async () => {
    const { body } = await succeed(target.call("GET", "/v1/openapi.json"));
    const asked = practiceCalls(ids).map(([method, path]) => `${method} /v1${path.split("?")[0]}`);
    const named = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const ours = named.filter((each) =>
      /\/v1\/((stories|lessons|frameworks|assessments|capacity-\w+)\/\{|partnerships\/\{\w+\}\/(stories|adoptions|assessments|capacit))/.test(
        each,
      ),
    );
    expect(ours.length).toBeGreaterThan(35);
    const left = ours.filter((each) => {
      const pattern = new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !asked.some((one) => pattern.test(one));
    });
    expect(left).toEqual([]);
  });
});
