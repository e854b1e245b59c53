import { afterAll, beforeAll, expect, test } from "vitest";
import { changesSummary, projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { newId } from "../../../shared/platform/id.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { aRow, type Cedar, observe, recordCedarCounty } from "../reporting/cedar-county.ts";

const NOW = "2027-02-01T09:00:00.000Z";
let engine: TestEngine;
let table: Table;
let cedar: Cedar;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  cedar = await recordCedarCounty(table);
  const groups = { asian: [3, 60], black: [50, 120], white: [150, 300] } as const;
  const rows = Object.entries(groups).map(([group, counts]) =>
    aRow(cedar.outcomeId, 2025, counts, { "race-ethnicity": group }),
  );
  await observe(table, cedar, [aRow(cedar.outcomeId, 2025, [203, 480]), ...rows]);
  for await (const items of scanPages(table)) await projectSummaries(table, items.filter(changesSummary));
});
afterAll(() => engine.stop());

const visit = (organisationId = cedar.backboneId, kind: "partnership" | "funder" = "partnership") =>
  siteVisitor(table, { organisationId, kind }, NOW);
const own = () => `/partnerships/${cedar.partnershipId}`;

test("the indicators of a partnership stand on one scale, each leading to its own page", async () => {
  const { status, html } = await visit().open(`${own()}/indicators`);
  expect(status).toBe(200);
  expect(html).toContain(`${own()}/indicators/${cedar.outcomeId}`);
  expect(html).toContain("not enough points to say");
  const page = await visit().open(`${own()}/indicators/${cedar.outcomeId}`);
  expect(page.status).toBe(200);
  expect(page.html).toMatch(/Signals.*Groups and gaps.*Targets.*What it means/s);
});

test("strangers find neither, nor an indicator under another partnership", async () => {
  for (const path of [`${own()}/indicators`, `${own()}/indicators/${cedar.outcomeId}`, `${own()}/plan`])
    expect((await visit(newId("org")).open(path)).status, path).toBe(404);
  const elsewhere = `/partnerships/${newId("prt")}/indicators/${cedar.outcomeId}`;
  expect((await visit().open(elsewhere)).status).toBe(404);
});

test("those it is shared with read protected figures, are offered nothing, and do not keep the plan", async () => {
  const reader = visit(cedar.funderId, "funder");
  const { status, html } = await reader.open(`${own()}/indicators/${cedar.outcomeId}`);
  expect(status).toBe(200);
  expect(html).toContain("every figure of this breakdown is protected");
  expect(html).not.toContain("Set a target");
  expect((await reader.open(`${own()}/plan`)).status).toBe(403);
  expect((await reader.open(`${own()}/strategies/new`)).status).toBe(403);
});
