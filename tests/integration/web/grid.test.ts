import { afterAll, beforeAll, expect, test } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import { findLatestSet } from "../../../shared/measurement/observation.store.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import { newId } from "../../../shared/platform/id.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { aMeasuredPartnership, anImportWorld, type ImportWorld } from "../imports/import-world.ts";

const NOW = "2026-11-24T09:00:00.000Z";

let world: ImportWorld;
let lead: Principal;
let address: string;
let indicatorId: string;

beforeAll(async () => {
  world = await anImportWorld();
  let partnershipId: string;
  ({ lead, partnershipId, indicatorId } = await aMeasuredPartnership(world, {
    categorySchemes: { "race-ethnicity": "race-ethnicity@1997" },
  }));
  address = `/partnerships/${partnershipId}/indicators/${indicatorId}/grid`;
});
afterAll(() => world.stop());

const visit = ({ organisationId }: Pick<Principal, "organisationId">) =>
  siteVisitor(world.table, { organisationId, kind: "partnership" }, NOW);
const latest = (startYear: number, dimensionKey = "all") =>
  findLatestSet(
    world.table,
    setKey({ indicatorId, period: schoolYear(startYear), placeCode: "CT", dimensionKey }),
  );
/** The name of a field of the row of a school year. */
const of = (startYear: number, field: string) => `cells.${startYear + 1}-06-30.${field}`;

test("what is typed is recorded together, and what is left empty stays", async () => {
  const keeper = visit(lead);
  const { status, html } = await keeper.open(address);
  expect(status).toBe(200);
  expect(html).toContain("2024-25, All: nothing yet");
  const typed = {
    [of(2024, "numerator")]: "410",
    [of(2024, "denominator")]: "500",
    source: "District office",
  };
  const sent = await keeper.fillIn(address, typed);
  expect(sent.status).toBe(303);
  expect(await latest(2024)).toMatchObject({
    revision: 1,
    cells: { all: { numerator: 410, denominator: 500 } },
  });
  expect(await latest(2025)).toBeUndefined();
});

test("a figure typed over another restates it, for a reason that is asked for at its field", async () => {
  const keeper = visit(lead);
  const typed = { [of(2024, "numerator")]: "420", [of(2024, "denominator")]: "500" };
  const refused = await keeper.fillIn(address, typed);
  expect(refused.status).toBe(400);
  expect(refused.html).toContain('href="#f-reason"');
  expect(refused.html).toContain('value="420"');
  expect(refused.html).toContain("2024-25, All: 82.0% (410 of 500)");
  expect(await latest(2024)).toMatchObject({ revision: 1 });
  const sent = await keeper.fillIn(address, { ...typed, reason: "Late records came in" });
  expect(sent.status).toBe(303);
  expect(await latest(2024)).toMatchObject({
    revision: 2,
    reason: "Late records came in",
    cells: { all: { numerator: 420, denominator: 500 } },
  });
});

test("what cannot be is refused at its cell, and nothing of the rest is recorded", async () => {
  const refused = await visit(lead).fillIn(address, {
    [of(2023, "numerator")]: "300",
    [of(2023, "denominator")]: "500",
    [of(2022, "numerator")]: "600",
    [of(2022, "denominator")]: "500",
  });
  expect(refused.status).toBe(422);
  expect(refused.html).toMatch(/href="#f-cells-2023-06-30-\w+"/);
  expect(await latest(2023)).toBeUndefined();
  const empty = await visit(lead).fillIn(address, {});
  expect(empty.status).toBe(400);
  expect(empty.html).toContain("Type at least one figure.");
});

test("who typed into a cell that somebody filled meanwhile is told so at that row", async () => {
  const [one, other] = [visit(lead), visit(lead)];
  const { html } = await other.open(`${address}/race-ethnicity`);
  expect(html).toContain("2024-25, Black or African American, not Hispanic: nothing yet");
  const group = (field: string) => `cells.2025-06-30_black.${field}`;
  const first = { [group("numerator")]: "40", [group("denominator")]: "80", source: "Office" };
  expect((await one.fillIn(`${address}/race-ethnicity`, first)).status).toBe(303);
  expect(await latest(2024, "race-ethnicity")).toMatchObject({ cells: { black: { numerator: 40 } } });
  const second = await other.fillIn(`${address}/race-ethnicity`, { ...first, [group("numerator")]: "41" });
  expect(second.status).toBe(400);
  expect(second.html).toContain("2024-25, Black or African American, not Hispanic: 50.0% (40 of 80)");
});

test("a grid is for who keeps the partnership, and of breakdowns that there are", async () => {
  const stranger = visit({ organisationId: newId("org") });
  expect((await stranger.open(address)).status).toBe(404);
  expect((await visit(lead).open(`${address}/colour`)).status).toBe(404);
});
