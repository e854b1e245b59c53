import { describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { anOrganisation, faultsIn, HARBOUR } from "./harbour.ts";
import { aSetting, pointers } from "./setting.ts";

const at = aSetting();

const MEETING = {
  kind: "leadership-table",
  title: "Leadership table, February",
  heldOn: "2026-02-12",
  status: "held",
};
const PROMISE = {
  what: "Send the week's filings to the schools",
  organisation: { name: "County court" },
  agreedOn: "2026-02-12",
  dueOn: "2026-03-31",
};

describe("a meeting", () => {
  test("says who came by organisation and what was decided, and leads to what was promised", async () => {
    const { add, reader, path, table } = at.current;
    const promise = await add("action-commitments", PROMISE);
    const body = {
      ...MEETING,
      attendance: [
        { organisation: { name: "Court", organisationId: await anOrganisation(table) }, people: 2 },
      ],
      decisions: [{ what: "Data are shared", actionCommitmentIds: [promise.body.id] }],
    };
    const made = await add("meetings", body);
    expect(made).toMatchObject({
      status: 201,
      version: '"1"',
      location: `/v1${path}/meetings/${made.body.id}`,
      body,
    });
    expect((await reader("GET", `${path}/meetings/${made.body.id}`)).body).toEqual(made.body);
    expect((await reader("GET", `${path}/meetings`)).body.items).toEqual([made.body]);
  });

  test("that is only planned has decided nothing, and none was held on a day to come", async () => {
    const { add } = at.current;
    const planned = { ...MEETING, status: "planned", heldOn: "2099-01-01" };
    expect((await add("meetings", planned)).status).toBe(201);
    expect(pointers(await add("meetings", { ...planned, decisions: [{ what: "All" }] }))).toEqual([
      "/decisions",
    ]);
    expect(pointers(await add("meetings", { ...MEETING, heldOn: "2099-01-01" }))).toEqual(["/heldOn"]);
  });

  test("rests on groups, organisations and promises that are there, each refused at its field", async () => {
    const { add } = at.current;
    const nobody = { organisation: { name: "Nobody", organisationId: newId("org") }, people: 1 };
    expect(pointers(await add("meetings", { ...MEETING, attendance: [nobody] }))).toEqual([
      "/attendance/0/organisation/organisationId",
    ]);
    expect(pointers(await add("meetings", { ...MEETING, groupId: newId("grp") }))).toEqual(["/groupId"]);
    const decisions = [{ what: "All" }, { what: "More", actionCommitmentIds: [newId("acm")] }];
    expect(pointers(await add("meetings", { ...MEETING, decisions }))).toEqual([
      "/decisions/1/actionCommitmentIds/0",
    ]);
  });

  test("changes for a reason on the version that was read, in a chain of its own", async () => {
    const { add, backbone, reader, path, table } = at.current;
    const { body } = await add("meetings", { ...MEETING, status: "planned" });
    const one = `${path}/meetings/${body.id}`;
    const held = { reason: "It took place", status: "held", decisions: [{ what: "All" }] };
    expect((await backbone("PATCH", one, { body: held })).status).toBe(428);
    expect((await reader("PATCH", one, { body: held, ifMatch: '"1"' })).status).toBe(404);
    const changed = await backbone("PATCH", one, { body: held, ifMatch: '"1"' });
    expect(changed).toMatchObject({ status: 200, version: '"2"', body: { status: "held", version: 2 } });
    expect((await backbone("PATCH", one, { body: held, ifMatch: '"1"' })).status).toBe(412);
    const { items } = (await backbone("GET", `${one}/history`)).body;
    expect(items.map(({ action, reason }) => [action, reason])).toEqual([
      ["meeting.recorded", undefined],
      ["meeting.changed", "It took place"],
    ]);
    expect((await reader("GET", `${one}/history`)).status).toBe(404);
    expect(await faultsIn(table, `MTG#${body.id}`)).toEqual([]);
  });

  test("of the backbone alone is not listed for readers, nor there when they ask for it", async () => {
    const { add, backbone, reader, stranger, path } = at.current;
    const { body } = await add("meetings", { ...MEETING, visibility: "partnership" });
    await add("meetings", { ...MEETING, title: "Open" });
    const titles = async (client: typeof reader) =>
      (await client("GET", `${path}/meetings`)).body.items.length;
    expect([await titles(backbone), await titles(reader)]).toEqual([2, 1]);
    expect((await reader("GET", `${path}/meetings/${body.id}`)).status).toBe(404);
    expect((await stranger("GET", `${path}/meetings`)).status).toBe(404);
    expect((await stranger("POST", `${path}/meetings`, { body: MEETING })).status).toBe(404);
  });

  test("is found under its own partnership only", async () => {
    const { add, backbone } = at.current;
    const { body } = await add("meetings", MEETING);
    const other = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    expect((await backbone("GET", `/partnerships/${other}/meetings/${body.id}`)).status).toBe(404);
    const patch = { body: { reason: "Mine", title: "Mine" }, ifMatch: '"1"' };
    expect((await backbone("PATCH", `/partnerships/${other}/meetings/${body.id}`, patch)).status).toBe(404);
  });

  test("is listed by day, latest first, in pages each of which goes on where the last one ended", async () => {
    const { add, reader, path } = at.current;
    for (const heldOn of ["2026-01-10", "2026-02-12", "2025-12-01"])
      await add("meetings", { ...MEETING, title: heldOn, heldOn });
    const titles: string[] = [];
    let next: string | undefined = "";
    while (next !== undefined) {
      const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
      const { body } = await reader("GET", `${path}/meetings?limit=2${cursor}`);
      titles.push(...body.items.map((item) => (item as unknown as { title: string }).title));
      next = body.next;
    }
    expect(titles).toEqual(["2026-02-12", "2026-01-10", "2025-12-01"]);
  });
});

describe("an action commitment", () => {
  const settle = (id: string, body: object) => at.current.add(`action-commitments/${id}/outcome`, body);

  test("is open until it is kept or missed, and says why it was not kept", async () => {
    const { add, backbone, path, table } = at.current;
    const { body } = await add("action-commitments", PROMISE);
    expect(body).toMatchObject({ state: "open", firstDueOn: "2026-03-31" });
    expect(pointers(await settle(body.id, { outcome: "missed", on: "2026-04-01" }))).toEqual(["/why"]);
    const early = { outcome: "missed", on: "2026-03-31", why: "Not signed" };
    expect(pointers(await settle(body.id, early))).toEqual(["/on"]);
    expect(pointers(await settle(body.id, { outcome: "kept", on: "2099-01-01" }))).toEqual(["/on"]);
    const missed = await settle(body.id, { ...early, on: "2026-04-01" });
    expect(missed).toMatchObject({ status: 200, body: { state: "missed", settled: { why: "Not signed" } } });
    expect((await settle(body.id, { outcome: "kept", on: "2026-04-02" })).status).toBe(409);
    const again = await add(`action-commitments/${body.id}/reopening`, { reason: "It was kept" });
    expect(again).toMatchObject({ status: 200, body: { state: "open" } });
    expect((await settle(body.id, { outcome: "kept", on: "2026-03-30" })).body.status).toBeUndefined();
    const { items } = (await backbone("GET", `${path}/action-commitments/${body.id}/history`)).body;
    expect(items.map(({ action }) => action.split(".")[1])).toEqual([
      "recorded",
      "missed",
      "reopened",
      "kept",
    ]);
    expect(await faultsIn(table, `ACM#${body.id}`)).toEqual([]);
  });

  test("keeps the day that was promised at first beside the one it was moved to", async () => {
    const { add, backbone, path } = at.current;
    const { body, version } = await add("action-commitments", PROMISE);
    const moved = { reason: "The council met later", dueOn: "2026-05-31" };
    const one = `${path}/action-commitments/${body.id}`;
    const changed = await backbone("PATCH", one, { body: moved, ifMatch: version });
    expect(changed.body).toMatchObject({ dueOn: "2026-05-31", firstDueOn: "2026-03-31" });
    await settle(body.id, { outcome: "missed", on: "2026-06-01", why: "Nobody came" });
    const whitewash = { body: { reason: "Looks better", dueOn: "2026-12-31" }, ifMatch: '"3"' };
    expect(pointers(await backbone("PATCH", one, whitewash))).toEqual(["/dueOn"]);
    await add(`action-commitments/${body.id}/reopening`, { reason: "It was another promise" });
    const backwards = { reason: "No", dueOn: "2026-01-01" };
    expect(pointers(await backbone("PATCH", one, { body: backwards, ifMatch: '"4"' }))).toEqual(["/dueOn"]);
  });

  test("is listed by due day within its state", async () => {
    const { add, reader, path } = at.current;
    const ids: string[] = [];
    for (const dueOn of ["2026-05-01", "2026-03-01", "2026-04-01"])
      ids.push((await add("action-commitments", { ...PROMISE, dueOn })).body.id);
    await settle(ids[2] ?? "", { outcome: "kept", on: "2026-03-15" });
    const open = (await reader("GET", `${path}/action-commitments?state=open`)).body.items;
    expect(open.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
    const kept = (await reader("GET", `${path}/action-commitments?state=kept`)).body.items;
    expect(kept.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await reader("GET", `${path}/action-commitments?state=lost`)).status).toBe(400);
  });

  test("settled by two at once has one outcome, and a key settles once", async () => {
    const { add, backbone, path } = at.current;
    const { body } = await add("action-commitments", PROMISE);
    const kept = { outcome: "kept", on: "2026-03-30" };
    const answers = await Promise.all([settle(body.id, kept), settle(body.id, kept)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const other = await add("action-commitments", PROMISE);
    const one = `${path}/action-commitments/${other.body.id}/outcome`;
    const twice = [
      await backbone("POST", one, { body: kept, key: "k" }),
      await backbone("POST", one, { body: kept, key: "k" }),
    ];
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("what the community asked", () => {
  test("is open until it is answered, and the answer leads to what was promised", async () => {
    const { add, backbone, reader, path } = at.current;
    const ask = { question: "Why no bus?", askedBy: "Parents of the Southside", askedOn: "2026-01-20" };
    const { body, version } = await add("asks", ask);
    const ids = async (state: string) =>
      (await reader("GET", `${path}/asks?state=${state}`)).body.items.map(({ id }) => id);
    expect([await ids("open"), await ids("answered")]).toEqual([[body.id], []]);
    const promise = await add("action-commitments", { ...PROMISE, askId: body.id });
    const answer = {
      on: "2026-02-12",
      answer: "From March",
      outcome: "will-do",
      actionCommitmentIds: [promise.body.id],
    };
    const early = { reason: "Answered", answer: { ...answer, on: "2026-01-01" } };
    const one = `${path}/asks/${body.id}`;
    expect(pointers(await backbone("PATCH", one, { body: early, ifMatch: version }))).toEqual(["/answer/on"]);
    const answered = await backbone("PATCH", one, { body: { reason: "Answered", answer }, ifMatch: version });
    expect(answered).toMatchObject({ status: 200, body: { answer } });
    expect([await ids("open"), await ids("answered")]).toEqual([[], [body.id]]);
  });
});
