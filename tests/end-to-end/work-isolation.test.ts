import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { aProgramme, type Programme, share } from "../support/programme.ts";
import { aMember, type Member, startTarget, succeed, type Target } from "../support/target.ts";
import { CYCLE, type WorkCalls, workCalls, workOf } from "../support/work-addresses.ts";

let target: Target;
let backbone: Client;
let reader: Member;
let stranger: Member;
let programme: Programme;
let calls: WorkCalls;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  reader = await aMember(target, "funder");
  stranger = await aMember(target, "partnership");
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, reader.id);
  calls = await fill();
});
afterAll(() => target?.stop());

/** Makes one of each, puts ids where they are named, and gives the requests for all of them. */
async function fill(): Promise<WorkCalls> {
  const ids = new Map<string, string>();
  const named = (body: object) =>
    JSON.parse(JSON.stringify(body).replaceAll(/"@([a-z-]+)"/g, (_, segment) => `"${ids.get(segment)}"`));
  const base = `/partnerships/${programme.partnershipId}`;
  const work = workOf(programme);
  for (const [segment, body] of work)
    ids.set(segment, (await succeed(backbone.post(`${base}/${segment}`, named(body)))).body.id);
  await succeed(backbone.post(`${base}/tests-of-change/${ids.get("tests-of-change")}/cycles`, CYCLE));
  return workCalls(
    programme.partnershipId,
    work.map(([segment, body]) => [segment, named(body)] as const),
    ids,
  );
}

async function statusesOf(member: Member, asked: WorkCalls["reads"]) {
  const statuses: string[] = [];
  for (const [method, path, body] of asked) {
    const call = { credential: member.key, headers: { "if-match": '"1"' }, ...(body ? { body } : {}) };
    const { status } = await target.call(method, `/v1${path}`, call);
    statuses.push(`${method} ${path}: ${status}`);
  }
  return statuses;
}
const all = (asked: WorkCalls["reads"], status: number) =>
  asked.map(([method, path]) => `${method} ${path}: ${status}`);

describe("a partnership's work", () => {
  it("does not exist for a stranger, whatever it asks for or sends", async () => {
    const asked = [...calls.reads, ...calls.ownReads, ...calls.writes];
    expect(await statusesOf(stranger, asked)).toEqual(all(asked, 404));
  });

  it("is read, and not written, by whom the partnership is shared with; its history is the backbone's", async () => {
    expect(await statusesOf(reader, calls.reads)).toEqual(all(calls.reads, 200));
    const refused = [...calls.ownReads, ...calls.writes];
    expect(await statusesOf(reader, refused)).toEqual(all(refused, 404));
  });

  it("is as it was after all that", async () => {
    const { body } = await succeed(backbone.get(`/partnerships/${programme.partnershipId}/workspace`));
    expect(JSON.stringify(body)).not.toContain("Mine");
    for (const [, path] of calls.ownReads)
      expect((await succeed(backbone.get(path))).body.items.length).toBeLessThanOrEqual(2);
  });

  it("was asked for every operation on it that the API's document names", async () => {
    const { body } = await succeed(target.call("GET", "/v1/openapi.json"));
    const asked = [...calls.reads, ...calls.ownReads, ...calls.writes].map(
      ([method, path]) => `${method} /v1${path.split("?")[0]}`,
    );
    const tags = ["Agenda", "Systems changes", "Tests of change", "Contribution"];
    const named = Object.entries<Record<string, { tags: string[] }>>(body.paths).flatMap(
      ([path, operations]) =>
        Object.entries(operations)
          .filter(([, operation]) => operation.tags.some((tag) => tags.includes(tag)))
          .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    const ofWork = named.filter((each) => each.includes("/v1/partnerships/{"));
    expect(ofWork.length).toBeGreaterThan(70);
    const left = ofWork.filter((each) => {
      const pattern = new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
      return !asked.some((one) => pattern.test(one));
    });
    expect(left).toEqual([]);
  });
});
