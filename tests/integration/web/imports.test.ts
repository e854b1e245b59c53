import { afterAll, beforeAll, expect, test } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import { templateXlsx } from "../../../shared/interchange/template/write-template.ts";
import {
  CellQuerySchema,
  readExpectedCells,
} from "../../../shared/measurement/calendar/read-expected-cells.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { newId } from "../../../shared/platform/id.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { filledIn } from "../../support/workbook.ts";
import { must } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, type ImportWorld } from "../imports/import-world.ts";

const NOW = "2026-11-24T09:00:00.000Z";
const KIND = { kind: "observations-template", fileName: "template.xlsx" };
const OPTIONS = { source: "District office" };

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;
let indicatorId: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId, indicatorId } = await aMeasuredPartnership(world));
});
afterAll(() => world.stop());

const visit = ({ organisationId }: Pick<Principal, "organisationId">) =>
  siteVisitor(world.table, { organisationId, kind: "partnership" }, NOW);
const under = (id: string, job: string) => `/partnerships/${id}/data/imports/${job}`;
const latest = () =>
  findLatestSet(
    world.table,
    setKey({ indicatorId, period: schoolYear(2024), placeCode: "CT", dimensionKey: "all" }),
  );

async function filled(numerator: number): Promise<Uint8Array> {
  const query = CellQuerySchema().parse({ from: "2025-06-30", to: "2025-06-30" });
  const { organisationId } = lead;
  const cells = must(await readExpectedCells(world.table, { partnershipId, organisationId, query }));
  return filledIn(await templateXlsx(cells), () => ({ Numerator: numerator, Denominator: 500 }));
}

test("a file that restates figures shows the old and the new ones, and replaces them for a reason", async () => {
  await world.run(lead, { ...KIND, options: OPTIONS }, await filled(400));
  const looked = await world.run(lead, { ...KIND, dryRun: true, options: OPTIONS }, await filled(410));
  const keeper = visit(lead);
  const address = under(partnershipId, looked.id);
  const page = await keeper.open(address);
  expect(page.html).toContain("Looked at: nothing is recorded yet");
  expect(page.html).toContain("400 of 500 becomes 410 of 500");
  const form = await keeper.open(`${address}/application`);
  expect(form.html).toContain(
    "1 need a decision: where they change recorded figures, they do if you say why",
  );
  expect(await latest()).toMatchObject({ revision: 1, cells: { all: { numerator: 400 } } });
  const reason = "Ten more graduated in summer";
  const told = await keeper.fillIn(`${address}/application`, { reason });
  expect(told).toMatchObject({ status: 303, location: address });
  await world.settle(looked.id);
  expect(await latest()).toMatchObject({ revision: 2, reason, cells: { all: { numerator: 410 } } });
  expect((await keeper.open(address)).html).toContain("See the series of the partnership");
});

test("a file of others is not there, nor one's own under a partnership that is not", async () => {
  const looked = await world.run(lead, { ...KIND, dryRun: true, options: OPTIONS }, await filled(420));
  const other = await aMeasuredPartnership(world);
  const stranger = visit(other.lead);
  for (const of of [partnershipId, other.partnershipId])
    for (const part of ["", "/application", "/calling-off"])
      expect((await stranger.open(`${under(of, looked.id)}${part}`)).status, part).toBe(404);
  expect((await stranger.open(`/partnerships/${partnershipId}/data`)).status).toBe(404);
  expect((await stranger.open(`/partnerships/${other.partnershipId}/data`)).html).not.toContain(looked.id);
  const keeper = visit(lead);
  expect((await keeper.open(under(partnershipId, looked.id))).status).toBe(200);
  for (const of of [other.partnershipId, newId("prt")])
    expect((await keeper.open(under(of, looked.id))).status).toBe(404);
});

test("the template of what is expected is a download, for who keeps the partnership", async () => {
  const keeper = visit(lead);
  const data = `/partnerships/${partnershipId}/data`;
  expect((await keeper.open(data)).html).toContain(`action="${data}/template"`);
  const days = "from=2025-01-01&to=2025-12-31";
  const csv = await keeper.open(`${data}/template?${days}&format=csv`);
  expect(csv.status).toBe(200);
  expect(csv.html).toContain("Graduation within four years");
  expect(csv.html).toContain(indicatorId);
  const xlsx = await keeper.open(`${data}/template?${days}&format=xlsx`);
  expect(xlsx.status).toBe(200);
  expect(xlsx.html.startsWith("PK")).toBe(true);
  const dayless = await keeper.open(`${data}/template?from=&to=2025-12-31`);
  expect(dayless.status).toBe(400);
  expect(dayless.html).toContain("give two days");
  const other = await aMeasuredPartnership(world);
  expect((await visit(other.lead).open(`${data}/template?${days}`)).status).toBe(404);
});
