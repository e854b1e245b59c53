import { describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { type Client, faultsIn, HARBOUR, historyFaults } from "./harbour.ts";
import { aSetting, pointers } from "./setting.ts";

const at = aSetting();

const SEALED = {
  title: "Filings are sealed after three years",
  lever: { list: "four-levers@2021", code: "policies" },
  level: { list: "system-levels@1", code: "state" },
  status: "proposed",
  statusOn: "2023-01-17",
  affected: { whom: "Renting families with a filing", people: 4200 },
  money: [{ amount: { amount: "250000.00", currency: "USD" }, move: "new", isYearly: true }],
};
const EVICTIONS = {
  title: "Evictions and school moves",
  purpose: "study",
  question: "How many children change school in the year of a filing?",
  with: [{ name: "Housing authority" }],
  startedOn: "2022-02-01",
};
const said = { because: "It showed where", statedBy: "Leadership table", statedOn: "2022-11-03" };

type Graph = {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly title: string }[];
  readonly edges: readonly { readonly fromId: string; readonly toId: string }[];
  readonly beginnings: readonly string[];
  readonly alone: readonly string[];
};
const graph = async (client: Client) =>
  (await client("GET", `${at.current.path}/graph`)).body as unknown as Graph;

describe("a systems change", () => {
  test("is recorded with its lever, level, people and money, and moves by days to reversed and back", async () => {
    const { add, backbone, reader, path, strategyId, outcome, table } = at.current;
    const body = { ...SEALED, strategyIds: [strategyId], indicatorIds: [outcome] };
    const made = await add("systems-changes", body);
    expect(made).toMatchObject({
      status: 201,
      body: { ...body, transitions: [{ status: "proposed" }], phases: [] },
    });
    const one = `systems-changes/${made.body.id}`;
    await add(`${one}/phases`, { list: "policy-phases@1", code: "advocacy", on: "2023-02-20" });
    const steps = [
      { status: "adopted", on: "2023-05-02", note: "Signed" },
      { status: "implemented", on: "2023-07-01" },
      { status: "reversed", on: "2024-01-01" },
      { status: "adopted", on: "2024-06-01" },
    ];
    for (const step of steps) expect((await add(`${one}/transitions`, step)).status).toBe(200);
    expect((await add(`${one}/transitions`, { status: "proposed", on: "2024-07-01" })).status).toBe(409);
    const read = await reader("GET", `${path}/${one}`);
    expect(read.body).toMatchObject({
      status: "adopted",
      statusOn: "2024-06-01",
      transitions: [{ status: "proposed", on: "2023-01-17" }, ...steps],
      phases: [{ code: "advocacy" }],
    });
    const retracted = await add(`${one}/retraction`, { reason: "It was another bill" });
    expect(retracted.body).toMatchObject({ status: "reversed" });
    expect((await add(`${one}/retraction`, {})).status).toBe(422);
    const { items } = (await backbone("GET", `${path}/${one}/history`)).body;
    expect(items.map(({ action }) => action)).toEqual([
      "systems-change.recorded",
      "systems-change.phase-entered",
      "systems-change.adopted",
      "systems-change.implemented",
      "systems-change.reversed",
      "systems-change.adopted",
      "systems-change.transition-retracted",
    ]);
    expect(await faultsIn(table, `SYS#${made.body.id}`)).toEqual([]);
  });

  test("is coded from lists there are, and its lever and status are not simply written over", async () => {
    const { add, backbone, path } = at.current;
    const lever = (list: string, code: string) =>
      add("systems-changes", { ...SEALED, lever: { list, code } });
    expect(pointers(await lever("four-levers@2021", "mental-models"))).toEqual(["/lever/code"]);
    expect(pointers(await lever("four-levers@1999", "policies"))).toEqual(["/lever/list"]);
    const made = await lever("water-of-systems-change@2018", "mental-models");
    expect(made.status).toBe(201);
    const one = `${path}/systems-changes/${made.body.id}`;
    const patch = (body: object) =>
      backbone("PATCH", one, { body: { reason: "So", ...body }, ifMatch: '"1"' });
    for (const body of [{ status: "adopted" }, { statusOn: "2024-01-01" }, { lever: SEALED.lever }])
      expect((await patch(body)).status).toBe(422);
    expect((await patch({ title: "Another title" })).body).toMatchObject({ title: "Another title" });
  });

  test("is moved by two at once in an order that holds", async () => {
    const { add, path, reader } = at.current;
    const { body } = await add("systems-changes", SEALED);
    const step = (status: string) =>
      add(`systems-changes/${body.id}/transitions`, { status, on: "2023-05-02" });
    const answers = await Promise.all([step("adopted"), step("adopted")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const read = await reader("GET", `${path}/systems-changes/${body.id}`);
    expect(read.body).toMatchObject({ transitions: [{ status: "proposed" }, { status: "adopted" }] });
  });

  test("names only what this partnership has", async () => {
    const { add } = at.current;
    const named = (fields: object) => add("systems-changes", { ...SEALED, ...fields });
    expect(pointers(await named({ strategyIds: [newId("str")] }))).toEqual(["/strategyIds/0"]);
    expect(pointers(await named({ testIds: [newId("tst")] }))).toEqual(["/testIds/0"]);
    expect(pointers(await named({ indicatorIds: [newId("ind")] }))).toEqual(["/indicatorIds/0"]);
    expect(pointers(await named({ by: [{ name: "X", organisationId: newId("org") }] }))).toEqual([
      "/by/0/organisationId",
    ]);
  });
});

describe("a study", () => {
  test("that evaluates names its design, which then stays; a counterfactual one says with what it compares", async () => {
    const { add, backbone, path } = at.current;
    const evaluation = { ...EVICTIONS, purpose: "evaluation" };
    const design = { list: "study-designs@1", code: "matched-comparison" };
    expect(pointers(await add("studies", evaluation))).toEqual(["/design"]);
    expect(pointers(await add("studies", { ...evaluation, design }))).toEqual(["/comparison"]);
    const made = await add("studies", { ...evaluation, design, comparison: "Three wards alike" });
    expect(made).toMatchObject({ status: 201, body: { isCounterfactual: true } });
    const patch = { reason: "Better so", design: { list: "study-designs@1", code: "randomised-trial" } };
    const one = `${path}/studies/${made.body.id}`;
    expect((await backbone("PATCH", one, { body: patch, ifMatch: '"1"' })).status).toBe(422);
    const before = { ...evaluation, design: { list: "study-designs@1", code: "before-and-after" } };
    expect((await add("studies", before)).body).toMatchObject({ isCounterfactual: false });
  });
});

describe("the graph", () => {
  test("branches where it was stated, and nowhere else", async () => {
    const { add, reader, strategyId, table, partnershipId } = at.current;
    const schools = (await add("strategies", { name: "Community schools", kind: "universal" })).body.id;
    const study = (await add("studies", EVICTIONS)).body.id;
    // A link to a strategy is what the change serves; it does not say that the one led to the other.
    const change = (await add("systems-changes", { ...SEALED, strategyIds: [schools] })).body.id;
    await add("edges", { fromId: study, toId: strategyId, ...said });
    await add("edges", { fromId: study, toId: change, ...said });
    const shown = await graph(reader);
    expect(shown.nodes.map(({ id }) => id).sort()).toEqual([schools, study, change, strategyId].sort());
    expect(shown.edges.map(({ fromId, toId }) => [fromId, toId])).toEqual([
      [study, strategyId],
      [study, change],
    ]);
    expect(shown.beginnings).toEqual([study]);
    expect(shown.alone).toEqual([schools]);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("shows readers no edge to what is not for them", async () => {
    const { add, backbone, reader, path, strategyId } = at.current;
    const study = (await add("studies", { ...EVICTIONS, visibility: "partnership" })).body.id;
    const made = await add("edges", { fromId: study, toId: strategyId, ...said });
    expect((await graph(backbone)).edges).toHaveLength(1);
    expect(await graph(reader)).toMatchObject({ edges: [], alone: [strategyId] });
    expect((await backbone("GET", `${path}/edges/${made.body.id}`)).status).toBe(200);
    expect((await reader("GET", `${path}/edges/${made.body.id}`)).status).toBe(404);
  });

  test("takes back what was stated for a reason, and leads to nothing of another partnership", async () => {
    const { add, backbone, path, strategyId } = at.current;
    const study = (await add("studies", EVICTIONS)).body.id;
    const made = await add("edges", { fromId: study, toId: strategyId, ...said });
    expect((await add("edges", { fromId: study, toId: strategyId, ...said })).status).toBe(409);
    const round = await add("edges", { fromId: strategyId, toId: study, ...said });
    expect(pointers(round)).toEqual(["/toId"]);
    const removed = await backbone("DELETE", `${path}/edges/${made.body.id}?reason=Not+so`, {
      ifMatch: made.version,
    });
    expect(removed.status).toBe(204);
    expect((await graph(backbone)).edges).toEqual([]);
    const other = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    const foreign = (await backbone("POST", `/partnerships/${other}/studies`, { body: EVICTIONS })).body.id;
    expect(pointers(await add("edges", { fromId: foreign, toId: strategyId, ...said }))).toEqual(["/fromId"]);
  });

  test("keeps what was withdrawn, says so, and lets nothing new rest on it", async () => {
    const { add, backbone, reader, path, strategyId, table } = at.current;
    const study = (await add("studies", EVICTIONS)).body.id;
    await add("edges", { fromId: study, toId: strategyId, ...said });
    const withdrawn = await add(`studies/${study}/withdrawal`, { reason: "It was another county's" });
    expect(withdrawn).toMatchObject({
      status: 200,
      body: { withdrawn: { reason: "It was another county's" } },
    });
    expect((await add(`studies/${study}/withdrawal`, { reason: "Again" })).status).toBe(409);
    const patch = { body: { reason: "So", title: "Mine" }, ifMatch: withdrawn.version };
    expect((await backbone("PATCH", `${path}/studies/${study}`, patch)).status).toBe(409);
    expect((await graph(reader)).nodes.find(({ id }) => id === study)).toMatchObject({ status: "withdrawn" });
    const change = (await add("systems-changes", SEALED)).body.id;
    expect(pointers(await add("edges", { fromId: study, toId: change, ...said }))).toEqual(["/fromId"]);
    const page = (await reader("GET", `${path}/workspace`)).body as unknown as {
      latest: { studies: object[] };
    };
    expect(page.latest.studies).toEqual([]);
    expect(await faultsIn(table, `STD#${study}`)).toEqual([]);
  });

  test("reaches beyond the latest fifty of a kind to whatever an edge names", async () => {
    const { add, reader, strategyId } = at.current;
    const first = (await add("studies", { ...EVICTIONS, startedOn: "2001-01-01" })).body.id;
    await add("edges", { fromId: first, toId: strategyId, ...said });
    for (let made = 0; made < 5; made++)
      await Promise.all(Array.from({ length: 10 }, () => add("studies", EVICTIONS)));
    const shown = await graph(reader);
    expect(shown.nodes.filter(({ kind }) => kind === "study")).toHaveLength(51);
    expect(shown.beginnings).toEqual([first]);
  });
});
