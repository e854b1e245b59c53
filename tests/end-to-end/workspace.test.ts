import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import { aProgramme, type Programme, share } from "../support/programme.ts";
import { aMember, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let funder: Client;
let programme: Programme;
let base: string;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  const funderMember = await aMember(target, "funder");
  funder = clientOf(target, funderMember);
  programme = await aProgramme(backbone);
  base = `/partnerships/${programme.partnershipId}`;
  await share(backbone, programme.partnershipId, funderMember.id);
});
afterAll(() => target?.stop());

const made = async (below: string, body: object): Promise<string> =>
  (await succeed(backbone.post(`${base}/${below}`, body))).body.id;
const coded = (lever: string, level: string) => ({
  lever: { list: "four-levers@2021", code: lever },
  level: { list: "system-levels@1", code: level },
});
const led = (fromId: string, toId: string, because: string) =>
  made("edges", { fromId, toId, because, statedBy: "Leadership table", statedOn: "2023-09-20" });

describe("the story of a city, told through the API alone", () => {
  let ids: Readonly<Record<"study" | "homes" | "proposal" | "act" | "taskForce" | "schools", string>>;

  beforeAll(async () => {
    const study = await made("studies", {
      title: "Evictions and school moves",
      purpose: "study",
      question: "Which children lose their school with their home, and where?",
      with: [{ name: "Harbour Housing Authority" }],
      data: "Court filings matched with enrolment; counts only",
      startedOn: "2022-02-01",
      findings: "Three neighbourhoods held half of the filings; many followed the loss of child care.",
    });
    const homes = await made("strategies", {
      name: "Stable homes, stable schools",
      kind: "targeted",
      sectors: ["housing", "education"],
      populations: ["renting families with children in school"],
      places: ["Eastbank", "Mill Street", "Southside"].map((name) => ({
        code: name.toLowerCase().replace(" ", "-"),
        name,
      })),
      owner: { name: "Bridgeline Housing Trust" },
    });
    const schools = await made("strategies", {
      name: "Community schools",
      kind: "universal",
      rationale: "Families asked for one door to what they need.",
    });
    const proposal = await made("systems-changes", {
      title: "Proposal: mediation, and child care while parents look for work",
      ...coded("policies", "city"),
      status: "proposed",
      statusOn: "2022-12-06",
      strategyIds: [homes, schools],
    });
    const act = await made("systems-changes", {
      title: "Family Stability Act",
      ...coded("policies", "state"),
      status: "proposed",
      statusOn: "2023-01-24",
    });
    for (const [code, on] of [
      ["development", "2023-01-24"],
      ["advocacy", "2023-02-20"],
      ["implementation", "2023-06-01"],
    ])
      await succeed(
        backbone.post(`${base}/systems-changes/${act}/phases`, { list: "policy-phases@1", code, on }),
      );
    for (const [status, on] of [
      ["adopted", "2023-05-18"],
      ["implemented", "2024-01-02"],
    ])
      await succeed(backbone.post(`${base}/systems-changes/${act}/transitions`, { status, on }));
    const taskForce = await made("systems-changes", {
      title: "Child care task force",
      ...coded("power-structures", "city"),
      status: "implemented",
      statusOn: "2023-09-12",
    });
    await led(study, homes, "It showed in which three neighbourhoods.");
    await led(study, proposal, "It showed what followed the loss of child care.");
    await led(proposal, act, "Its sections were taken over.");
    await led(act, taskForce, "Section 7 asks for one.");
    ids = { study, homes, proposal, act, taskForce, schools };
  });

  it("is read back as one connected page: a branching graph, with no edge that nobody stated", async () => {
    const { body } = await succeed(funder.get(`${base}/workspace`));
    const edges = body.graph.edges.map(({ fromId, toId }: { fromId: string; toId: string }) => [
      fromId,
      toId,
    ]);
    expect(edges).toEqual([
      [ids.study, ids.homes],
      [ids.study, ids.proposal],
      [ids.proposal, ids.act],
      [ids.act, ids.taskForce],
    ]);
    expect(body.graph.beginnings).toEqual([ids.study]);
    expect(body.graph.alone).toContain(ids.schools);
    const titles = new Map(
      body.graph.nodes.map(({ id, title }: { id: string; title: string }) => [id, title]),
    );
    expect(titles.get(ids.act)).toBe("Family Stability Act");
    expect(body.strategies.find(({ id }: { id: string }) => id === ids.homes)).toMatchObject({
      places: [{ name: "Eastbank" }, { name: "Mill Street" }, { name: "Southside" }],
      owner: { name: "Bridgeline Housing Trust" },
    });
  });

  it("shows how a law came to be, by days and phases", async () => {
    const { body } = await succeed(funder.get(`${base}/systems-changes/${ids.act}`));
    expect(body).toMatchObject({
      status: "implemented",
      transitions: [{ status: "proposed" }, { status: "adopted" }, { status: "implemented" }],
      phases: [{ code: "development" }, { code: "advocacy" }, { code: "implementation" }],
    });
  });

  it("refuses an edge that would lead round in a circle, and to what is not there", async () => {
    const edge = { because: "So", statedBy: "Somebody", statedOn: "2024-01-01" };
    const post = (fromId: string, toId: string) => backbone.post(`${base}/edges`, { ...edge, fromId, toId });
    expect(pointersIn(await post(ids.taskForce, ids.study))).toEqual(["/toId"]);
    expect(pointersIn(await post(ids.study, "sys_01ARZ3NDEKTSV4RRFFQ69G5FAV"))).toEqual(["/toId"]);
    expect((await post(ids.study, ids.homes)).body).toMatchObject({ status: 409, code: "already_exists" });
  });
});

describe("a partnership at work", () => {
  it("shows who decides, what was promised and how it was kept, and the five conditions beside what is recorded", async () => {
    const groupId = await made("groups", {
      kind: "leadership-table",
      name: "Table",
      decides: "By two thirds",
    });
    const seat = { role: "Tenant", power: "decides", livedExperience: ["an eviction filing"] };
    await made("seats", { ...seat, groupId });
    await made("activities", {
      strategyId: programme.strategyId,
      organisation: { name: "Fairlight Legal Aid" },
      name: "Clinics before the court date",
      measures: [{ kind: "betterOff", statement: "Families still at home after six months" }],
    });
    const promise = { what: "Send filings", organisation: { name: "Court" }, agreedOn: "2023-01-19" };
    const missed = await made("action-commitments", { ...promise, dueOn: "2023-02-27" });
    await made("action-commitments", { ...promise, dueOn: "2023-03-31" });
    const why = { outcome: "missed", on: "2023-03-01", why: "The agreement was not signed" };
    await succeed(backbone.post(`${base}/action-commitments/${missed}/outcome`, why));
    await made("meetings", {
      kind: "leadership-table",
      title: "Table",
      heldOn: "2023-01-19",
      status: "held",
      groupId,
      decisions: [{ what: "Filings are shared", actionCommitmentIds: [missed] }],
    });
    const read = await succeed(backbone.get(base));
    const judged = await backbone.put(
      `${base}/conditions/continuous-communication`,
      { status: "at-risk", judgement: "No meeting since", judgedOn: "2024-01-01", judgedBy: "Table" },
      versionIn(read),
    );
    expect(judged.status).toBe(200);
    const { body } = await succeed(funder.get(`${base}/workspace`));
    expect(body.groups).toMatchObject([{ name: "Table", seats: [seat] }]);
    expect(body.next).toMatchObject([{ on: "2023-03-31", isLate: true }]);
    const communication = body.conditions.find(
      ({ code }: { code: string }) => code === "continuous-communication",
    );
    expect(communication).toMatchObject({
      judgement: { status: "at-risk", framework: "collective-impact@2011" },
      facts: [{ code: "meetings", value: 0 }, { code: "attending-organisations" }],
    });
  });

  it("freezes what was predicted when a cycle starts", async () => {
    const test = await made("tests-of-change", {
      title: "Clinic",
      aim: "Families stay",
      change: "In school",
    });
    const at = `${base}/tests-of-change/${test}`;
    const plan = {
      objective: "Reach",
      prediction: "Six of ten",
      measures: [{ statement: "Came" }],
      scale: "Ten",
      plan: "Tuesday",
    };
    await succeed(backbone.post(`${at}/cycles`, plan));
    const started = await succeed(backbone.post(`${at}/cycles/1/start`, { on: "2023-03-07" }));
    const late = { prediction: "Four of ten", reason: "Now we know" };
    const refused = await backbone.patch(`${at}/cycles/1`, late, versionIn(started));
    expect(refused.body).toMatchObject({ status: 409, code: "conflict" });
    expect((await succeed(funder.get(`${at}/ramp`))).body.cycles).toMatchObject([
      { prediction: "Six of ten" },
    ]);
  });

  it("claims no attribution without an evaluation that can bear it, and says by which rule", async () => {
    const statement = {
      subjectId: programme.strategyId,
      period: { start: "2023-07-01", end: "2024-06-30", kind: "school-year" },
      claim: "attribution",
      intendedRole: "Seats",
      actualRole: "Seats",
      moved: [{ what: "Readiness", indicatorId: programme.readinessId }],
      withoutIt: "Fewer seats",
      confidence: "low",
      confidenceWhy: "Much else moved",
    };
    const refused = await backbone.post(`${base}/contribution-statements`, statement);
    expect(refused.body).toMatchObject({
      status: 422,
      type: "/problems/claim-refused",
      rule: "attribution-needs-counterfactual",
    });
    await made("contribution-statements", { ...statement, claim: "contribution" });
  });
});
