import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createCommitment } from "../../../shared/investments/index.ts";
import { templatePk } from "../../../shared/investments/requirements/report-template.store.ts";
import { NO_FACTS } from "../../../shared/investments/rule-facts.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { aFunder, aNewCommitment, anAuthor, NOW, unsetSettings } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { inNetwork } from "../../support/network.ts";
import { aMember, aReport, type Member } from "./requirements-world.ts";

let engine: TestEngine;
let table: Table;
let funder: Member;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(() => {
  funder = aMember(table, {}, () => NOW);
});

const sections = [
  { key: "what-changed", title: "What changed for children", kind: "text", guidance: "In your own words." },
  { key: "spending", title: "Spending against the budget", kind: "money", isRequired: false },
];
const template = { name: "Annual report", sections };

async function aTemplate(): Promise<string> {
  const made = await funder.call("POST", "/report-templates", { body: template });
  expect(made).toMatchObject({ status: 201, version: '"1"', body: { version: 1, name: "Annual report" } });
  return made.body.id;
}

function revise(id: string, version: string, name = "Annual report, shorter") {
  const body = { name, sections: sections.slice(0, 1), reason: "It asked too much" };
  return funder.call("POST", `/report-templates/${id}/versions`, { body, version });
}

it("a version stays as it was made, whatever comes after it", async () => {
  const id = await aTemplate();
  const first = await funder.call("GET", `/report-templates/${id}`);
  expect(first.body.sections.map(({ key, isRequired }) => [key, isRequired])).toEqual([
    ["what-changed", true],
    ["spending", false],
  ]);
  expect(await revise(id, '"1"')).toMatchObject({ status: 201, version: '"2"', body: { version: 2 } });
  const again = await funder.call("GET", `/report-templates/${id}?version=1`);
  expect(again.body).toEqual(first.body);
  const latest = await funder.call("GET", `/report-templates/${id}`);
  expect(latest.body).toMatchObject({ version: 2, name: "Annual report, shorter", sections: [{}] });
  const { body } = await funder.call("GET", "/report-templates");
  expect(body.items).toEqual([
    { id, version: 2, name: "Annual report, shorter", recordedAt: latest.body.recordedAt },
  ]);
  const items = await queryAll(table, { partition: templatePk(id) });
  expect(checkHistory(items.filter(({ sk }) => sk.startsWith("H#")).map(toChange), items)).toEqual([]);
});

it("one of two who revise the same version wins", async () => {
  const id = await aTemplate();
  const both = await Promise.all([revise(id, '"1"', "One"), revise(id, '"1"', "Other")]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
  expect(await revise(id, '"1"')).toMatchObject({ status: 412, body: { code: "version_conflict" } });
});

it("somebody else's template is not there, nor is a version that was not made", async () => {
  const id = await aTemplate();
  const other = aMember(table, {}, () => NOW);
  const body = { name: "Ours now", sections, reason: "We like it" };
  const tried = await Promise.all([
    other.call("GET", `/report-templates/${id}`),
    other.call("POST", `/report-templates/${id}/versions`, { body, version: '"1"' }),
    funder.call("GET", `/report-templates/${id}?version=2`),
  ]);
  expect(tried.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect((await other.call("GET", "/report-templates")).body.items).toEqual([]);
});

it("a section's key is given once, and said in small letters", async () => {
  const [first] = sections;
  const twice = { ...template, sections: [first, first] };
  const loud = { ...template, sections: [{ ...first, key: "What changed" }] };
  for (const [body, pointer] of [
    [twice, "/sections"],
    [loud, "/sections/0/key"],
  ] as const)
    expect(await funder.call("POST", "/report-templates", { body })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
});

it("a report keeps the version it was asked for under, and its organisation reads that very version", async () => {
  const id = await aTemplate();
  const grantee = aMember(table, { organisationKind: "partnership", roles: ["data-lead"] }, () => NOW);
  await inNetwork(table, [funder.principal, grantee.principal]);
  const commitmentId = newId("cmt");
  const { organisationId } = funder.principal;
  const recipient = { organisationId: grantee.principal.organisationId, name: "Cedar County Promise" };
  await createCommitment(
    { table, newId },
    {
      id: commitmentId,
      input: aNewCommitment({ recipient }),
      funder: aFunder({ organisationId }),
      settings: unsetSettings(organisationId),
      facts: NO_FACTS,
      author: anAuthor(organisationId),
      now: NOW,
    },
  );
  const path = `/commitments/${commitmentId}/requirements`;
  await funder.call("POST", path, { body: aReport(grantee, { template: { id } }) });
  await revise(id, '"1"');
  await funder.call("POST", path, { body: aReport(grantee, { template: { id } }) });
  const read = (number: number) => grantee.call("GET", `${path}/${number}/template`);
  expect([(await read(1)).body.version, (await read(2)).body.version]).toEqual([1, 2]);
  expect((await read(1)).body.sections).toHaveLength(2);
  expect((await grantee.call("GET", `/report-templates/${id}`)).status).toBe(404);
  const refused = await Promise.all([
    funder.call("POST", path, { body: aReport(grantee, { template: { id, version: 3 } }) }),
    funder.call("POST", path, { body: aReport(grantee, { template: { id: newId("tpl") } }) }),
  ]);
  expect(refused.map(({ body }) => body.errors[0]?.pointer)).toEqual(["/template/version", "/template/id"]);
});
