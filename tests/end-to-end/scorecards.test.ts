import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import type { Answer } from "../support/http-call.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aReleaseBody } from "../support/release-addresses.ts";
import { aScorecardBody, scorecardCalls } from "../support/scorecard-addresses.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let stranger: Member;
let programme: Programme;
let release: string;

const GROUPS = [
  ["asian", 41, 80],
  ["black", 60, 120],
  ["white", 160, 300],
] as const;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  stranger = await aMember(target, "partnership");
  programme = await aProgramme(backbone);
  for (const year of [2022, 2023, 2024]) await record(year, year - 2022);
  release = await releaseOf(programme.readinessId);
});
afterAll(() => target?.stop());

/** Records a school year in which every group does somewhat better with each step. */
async function record(year: number, step: number) {
  const indicatorId = programme.readinessId;
  const cell = (dimensions: object, numerator: number, denominator: number) => {
    return { indicatorId, period: schoolYear(year), dimensions, numerator, denominator };
  };
  const rows = GROUPS.map(([group, n, d]) => cell({ "race-ethnicity": group }, n + 12 * step, d));
  const sum = (name: "numerator" | "denominator") => rows.reduce((total, row) => total + row[name], 0);
  const observations = [cell({}, sum("numerator"), sum("denominator")), ...rows];
  await succeed(backbone.post("/observations", { observations, reason: "Counted" }));
}

/** Does something to a release or a scorecard in the version that is read now, and waits until it is there. */
async function deed(path: string, name: string, until: string, body?: object): Promise<Answer> {
  const seen = await succeed(backbone.get(path));
  await succeed(backbone.post(`${path}/${name}`, body, { "if-match": seen.headers.etag ?? "" }));
  return reached(path, until);
}

function reached(path: string, status: string): Promise<Answer> {
  return eventually(
    () => succeed(backbone.get(path)),
    ({ body }) => body.status === status,
    60_000,
  );
}

async function releaseOf(indicator: string): Promise<string> {
  const body = aReleaseBody({ partnership: programme.partnershipId, indicator });
  const path = `/releases/${(await succeed(backbone.post("/releases", body))).body.id}`;
  await reached(path, "planned");
  return (await deed(path, "publish", "published")).body.id;
}

async function composed(fields: object = {}): Promise<string> {
  const body = { ...aScorecardBody({ partnership: programme.partnershipId, release }), ...fields };
  const path = `/scorecards/${(await succeed(backbone.post("/scorecards", body))).body.id}`;
  await reached(path, "composed");
  return path;
}

/** What everybody reads, without signing in. */
const open = (path: string, headers: Record<string, string> = {}) =>
  target.call("GET", `/open/partnerships/${programme.partnershipId}/${path}`, { headers });

describe("a scorecard", () => {
  it("is looked at as a page, published in two languages and as a card, and goes with its release", async () => {
    const path = await composed();
    const page = await succeed(backbone.get(`${path}/preview?lang=es`, { accept: "text/html" }));
    expect(page.text).toContain("Esta es una vista previa");
    expect((await open("scorecard")).status).toBe(404);
    const out = await deed(path, "publish", "published");
    expect(out.body).toMatchObject({ number: 1 });
    const [english, spanish, data, card] = [
      await succeed(open("scorecard?lang=en")),
      await succeed(open("scorecard", { "accept-language": "es" })),
      await succeed(open("scorecards/1.json")),
      await succeed(open("scorecard/embed")),
    ];
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toContain("Of 1 outcome: ");
    expect(spanish.text).toContain('<html lang="es">');
    expect(spanish.text).toContain("De 1 resultado: ");
    expect(spanish.headers.vary?.toLowerCase()).toContain("accept-language");
    expect(createHash("sha256").update(data.text).digest("hex")).toBe(out.body.hash);
    expect(card.headers["content-security-policy"]).toContain("frame-ancestors *");
    expect(english.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    await deed(`/releases/${release}`, "withdraw", "withdrawn", { reason: "The agreement ended" });
    await reached(path, "withdrawn");
    for (const gone of ["scorecard", "scorecards/1", "scorecards/1.json", "scorecard/embed"])
      expect((await open(gone)).status).toBe(410);
    expect((await open("scorecard?lang=es")).text).toContain(out.body.hash);
    release = await releaseOf(programme.readinessId);
  });

  it("shows the goal, strategies and changes that were chosen, and money once its funder lets it", async () => {
    const { partnershipId, readinessId, strategyId } = programme;
    const { version } = (await succeed(backbone.get(`/indicators/${readinessId}`))).body;
    const point = { period: schoolYear(2029), value: 90 };
    const targets = { targets: [{ dimensions: {}, target: point }], reason: "Agreed" };
    await succeed(backbone.put(`/indicators/${readinessId}/targets`, targets, version));
    const changed = {
      title: "One enrollment for all",
      lever: { list: "four-levers@2021", code: "policies" },
      level: { list: "system-levels@1", code: "county" },
      status: "adopted",
      statusOn: "2024-05-01",
    };
    const change = (await succeed(backbone.post(`/partnerships/${partnershipId}/systems-changes`, changed)))
      .body;
    const member = await aMember(target, "funder");
    await share(backbone, partnershipId, member.id);
    const funder = clientOf(target, member);
    const allocations = [{ strategyId, amount: usd("7000000.00") }];
    const body = aCommitmentBody({ partnershipId, allocations });
    const commitment = `/commitments/${(await succeed(funder.post("/commitments", body))).body.id}`;
    const active = { status: "active", on: "2025-07-01", reason: "The agreement is signed" };
    await succeed(funder.post(`${commitment}/status`, active));
    const choices = {
      indicators: [{ id: readinessId, showsTarget: true }],
      strategies: [{ id: strategyId, es: "Preescolar de día completo" }],
      systemsChanges: [{ id: change.id }],
      showsMoney: true,
    };
    const path = await composed(choices);
    const preview = (await succeed(backbone.get(`${path}/preview`))).body;
    expect(preview.indicators[0]).toMatchObject({ class: "improving", target: { value: 90 } });
    expect(preview.strategies).toEqual([
      { id: strategyId, name: { en: "Full-day pre-K", es: "Preescolar de día completo" }, money: [] },
    ]);
    expect(preview.systemsChanges[0]).toMatchObject({ title: { en: "One enrollment for all" } });
    const settings = { showsAllocations: true, reason: "The board lets families see it" };
    await succeed(funder.put("/funder-settings", settings, 0));
    await deed(path, "compose", "composed", {});
    const again = (await succeed(backbone.get(`${path}/preview`))).body;
    expect(again.strategies[0].money).toEqual([usd("7000000.00")]);
  });
});

describe("somebody else", () => {
  it("gets nothing of a scorecard that is prepared, by any operation that the document names", async () => {
    const path = await composed();
    const ids = { partnership: programme.partnershipId, release, scorecard: path.split("/").at(-1) ?? "" };
    const asked = scorecardCalls(ids);
    for (const [method, address, body] of asked) {
      const call = { credential: stranger.key, headers: { "if-match": '"1"' }, ...(body ? { body } : {}) };
      const answer = await target.call(method, `/v1${address}`, call);
      // A scorecard is made for a partnership that its body names: to somebody else there is none.
      const expected = address === "/scorecards" ? 422 : 404;
      expect.soft({ method, address, status: answer.status }).toEqual({ method, address, status: expected });
    }
    const { body: document } = await succeed(target.call("GET", "/v1/openapi.json"));
    const named = Object.entries<Record<string, { tags: string[] }>>(document.paths).flatMap(
      ([, operations]) => Object.values(operations).filter(({ tags }) => tags.includes("Scorecards")),
    );
    expect(named).toHaveLength(asked.length);
  });
});
