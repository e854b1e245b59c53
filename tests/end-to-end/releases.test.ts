import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../shared/platform/canonical-json.ts";
import { type Client, clientOf } from "../support/client.ts";
import type { Answer } from "../support/http-call.ts";
import { aProgramme, type Programme, schoolYear } from "../support/programme.ts";
import {
  anElsewhereBody,
  aReleaseBody,
  POLICY_RULES,
  type ReleaseIds,
  releaseCalls,
} from "../support/release-addresses.ts";
import { attackRows, type Row } from "../support/release-attacker.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let stranger: Member;
let programme: Programme;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  stranger = await aMember(target, "partnership");
  programme = await aProgramme(backbone);
});
afterAll(() => target?.stop());

type Counts = readonly [numerator: number, denominator: number];
const GROUPS: Readonly<Record<string, Counts>> = {
  asian: [5, 40],
  black: [60, 120],
  hispanic: [45, 90],
  white: [160, 300],
};

/** Records a school year by race and ethnicity, which sums to its total. */
async function record(indicatorId: string, year: number, groups: Readonly<Record<string, Counts>>) {
  const cell = (dimensions: object, [numerator, denominator]: Counts) => {
    return { indicatorId, period: schoolYear(year), dimensions, numerator, denominator };
  };
  const all = Object.values(groups).reduce<Counts>(([n, d], [a, b]) => [n + a, d + b], [0, 0]);
  const parts = Object.entries(groups).map(([group, counts]) => cell({ "race-ethnicity": group }, counts));
  const body = { observations: [cell({}, all), ...parts], reason: "Counted again" };
  await succeed(backbone.post("/observations", body));
}

/** Does something to a release in the version that is read now. */
async function deed(id: string, name: string, body?: object): Promise<Answer> {
  const seen = await succeed(backbone.get(`/releases/${id}`));
  return backbone.post(`/releases/${id}/${name}`, body, { "if-match": seen.headers.etag ?? "" });
}

/** A release once the work on it is over. */
async function settled(id: string): Promise<Answer["body"]> {
  const passing = ["planning", "publishing", "withdrawing"];
  const seen = await eventually(
    () => succeed(backbone.get(`/releases/${id}`)),
    ({ body }) => !passing.includes(body.status),
    60_000,
  );
  return seen.body;
}

async function prepared(fields: object = {}): Promise<string> {
  const ids = { partnership: programme.partnershipId, indicator: programme.readinessId };
  const made = await succeed(backbone.post("/releases", { ...aReleaseBody(ids), ...fields }));
  const { status, refusal } = await settled(made.body.id);
  expect({ status, refusal }).toEqual({ status: "planned", refusal: undefined });
  return made.body.id;
}

async function published(fields: object = {}): Promise<string> {
  const id = await prepared(fields);
  await succeed(deed(id, "publish"));
  expect(await settled(id)).toMatchObject({ status: "published" });
  return id;
}

/** What everybody reads, without signing in. */
const open = (path: string) =>
  target.call("GET", `/open/releases/${path}`, { headers: { accept: "application/json" } });

describe("a release", () => {
  it("is looked at, published to everybody, corrected and withdrawn; a copy can be checked to the end", async () => {
    await record(programme.readinessId, 2024, GROUPS);
    const first = await prepared();
    const preview = await succeed(backbone.get(`/releases/${first}/preview`));
    expect(preview.body.items).toContainEqual(
      expect.objectContaining({ category: "asian", hiding: "inside", why: "small" }),
    );
    expect((await open(first)).status).toBe(404);
    await succeed(deed(first, "publish"));
    expect(await settled(first)).toMatchObject({ status: "published", number: 1 });

    const manifest = (await succeed(open(first))).body;
    const { contentHash, state, ...unsealed } = manifest;
    expect(state).toMatchObject({ status: "published" });
    expect(createHash("sha256").update(canonicalJson(unsealed)).digest("hex")).toBe(contentHash);
    const page = await succeed(open(`${first}/cells.json?page=1`));
    expect(createHash("sha256").update(page.text).digest("hex")).toBe(unsealed.chunks[0].hash);
    const rows: Row[] = JSON.parse(page.text);
    expect(rows.find(({ category }) => category === "asian")).toMatchObject({
      numerator: null,
      denominator: 40,
    });
    const beliefs = attackRows(rows, { parents: new Map() });
    expect(beliefs.length).toBeGreaterThan(0);
    expect(beliefs.filter(({ least, most }) => most - least < 10)).toEqual([]);

    await record(programme.readinessId, 2024, { ...GROUPS, white: [163, 300] });
    const corrects = { releaseId: first, reason: "Three children were counted late" };
    const second = await published({ corrects });
    const corrected = (await succeed(open(`${second}/cells.json?page=1`))).body as Row[];
    expect(corrected.find(({ category }) => category === "white")?.numerator).toBeNull();
    expect(corrected.find(({ category }) => category === "all")?.numerator).toBeNull();

    await succeed(deed(first, "withdraw", { reason: "Superseded" }));
    expect(await settled(first)).toMatchObject({ status: "withdrawn" });
    const gone = await open(`${first}/cells.json?page=1`);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain(contentHash);
  });

  it("is protected against what others have printed", async () => {
    const indicatorId = programme.seatsId;
    await record(indicatorId, 2024, { asian: [5, 40], black: [60, 120] });
    const print = (numerator: number, denominator: number, dimensions = {}) => ({
      ...anElsewhereBody(indicatorId).cells[0],
      ...{ dimensions, numerator, denominator },
    });
    const body = {
      ...anElsewhereBody(indicatorId),
      cells: [print(65, 160), print(60, 120, { "race-ethnicity": "black" })],
    };
    await succeed(backbone.post(`/partnerships/${programme.partnershipId}/releases-elsewhere`, body));
    const ids = { partnership: programme.partnershipId, indicator: indicatorId };
    const made = await succeed(backbone.post("/releases", aReleaseBody(ids)));
    expect(await settled(made.body.id)).toMatchObject({ status: "refused" });
  });
});

describe("somebody else", () => {
  it("gets nothing of a release that is prepared, by any operation that the document names", async () => {
    await record(programme.readinessId, 2024, GROUPS);
    const release = await prepared();
    const policy = (await succeed(backbone.post("/disclosure-policies", POLICY_RULES))).body.id;
    const registered = await succeed(
      backbone.post(
        `/partnerships/${programme.partnershipId}/releases-elsewhere`,
        anElsewhereBody(programme.readinessId),
      ),
    );
    const ids: ReleaseIds = {
      partnership: programme.partnershipId,
      indicator: programme.readinessId,
      policy,
      release,
      registration: registered.body.id,
    };
    const asked = releaseCalls(ids);
    for (const [method, path, body] of asked) {
      const call = { credential: stranger.key, headers: { "if-match": '"1"' }, ...(body ? { body } : {}) };
      const answer = await target.call(method, `/v1${path}`, call);
      // A release is made for a partnership that its body names: to somebody else there is none.
      const expected = path === "/releases" ? 422 : 404;
      expect.soft({ method, path, status: answer.status }).toEqual({ method, path, status: expected });
    }
    const { body: document } = await succeed(target.call("GET", "/v1/openapi.json"));
    const tags = ["Releases", "Disclosure policies"];
    const named = Object.entries<Record<string, { tags: string[] }>>(document.paths).flatMap(
      ([path, operations]) =>
        Object.values(operations).flatMap((operation) =>
          path.includes("{") && operation.tags.some((tag) => tags.includes(tag)) ? [path] : [],
        ),
    );
    expect(named).toHaveLength(asked.length - 1);
  });
});
