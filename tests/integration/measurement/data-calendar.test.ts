import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CalendarQuerySchema,
  readDataCalendar,
} from "../../../shared/measurement/calendar/read-data-calendar.ts";
import { updateSummary } from "../../../shared/measurement/summary.store.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aSet } from "../../unit/measurement/builders.ts";
import { countingRounds } from "../reporting/rounds.ts";
import { anIndicator, aPartnership, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let owner: Client;
let funder: Client;
let ownerId: string;
let partnershipId: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  const funderId = newId("org");
  ownerId = newId("org");
  const clock = () => "2026-11-23T10:00:00.000Z";
  owner = signedIn(table, ownerId, { clock });
  funder = signedIn(table, funderId, { clock });
  partnershipId = await aPartnership(table, ownerId, [funderId]);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

const calendar = (query = "", client = owner) =>
  client("GET", `/partnerships/${partnershipId}/data-calendar${query}`);

/** What projections bring into the summary of an indicator. */
async function arrive(indicatorId: string, startYear: number) {
  const { key, ...set } = aSet({ startYear, partnershipId });
  const record = { ...set, key: { ...key, indicatorId } };
  await updateSummary(table, { partnershipId, indicatorId }, (summary) => mergeSet(summary, record));
}

describe("the data calendar", () => {
  test("tells what has come and what is late, late ones first", async () => {
    const reading = await anIndicator(owner, partnershipId, { sourceLagMonths: 2 });
    const absence = await anIndicator(owner, partnershipId, { name: "Absence", frequency: "quarterly" });
    const survey = await anIndicator(owner, partnershipId, { name: "Survey", frequency: "irregular" });
    await arrive(reading, 2024);
    const { status, body } = await calendar("?from=2025-06-01&to=2027-01-31&on=2026-11-23");
    expect(status).toBe(200);
    const seen = body.items.map((item: { indicatorId: string; state: string; dueOn: string }) => [
      item.indicatorId === reading ? "reading" : "absence",
      item.state,
      item.dueOn,
    ]);
    expect(seen).toEqual([
      ["reading", "late", "2026-09-29"],
      ["absence", "expected", "2027-01-30"],
      ["reading", "arrived", "2025-09-29"],
    ]);
    expect(body.items[0]).toMatchObject({ period: schoolYear(2025), basis: "recorded", missing: ["all"] });
    expect(body.withoutCalendar).toEqual([{ indicatorId: survey, name: "Survey", frequency: "irregular" }]);
    expect(body.items.some((item: { indicatorId: string }) => item.indicatorId === absence)).toBe(true);
  });

  test("takes two rounds to the table", async () => {
    const counting = countingRounds(table);
    const query = CalendarQuerySchema().parse({});
    const call = { partnershipId, organisationId: ownerId, query, now: "2026-11-23T10:00:00.000Z" };
    const read = await readDataCalendar({ table: counting.table, cursorSecret: "a secret" }, call);
    expect(read.ok).toBe(true);
    expect(counting.rounds()).toBe(2);
  });

  test("goes on page by page, and through more than fifty indicators", async () => {
    for (let count = 0; count < 55; count++)
      await anIndicator(owner, partnershipId, { name: `Monthly ${count}`, frequency: "monthly" });
    const query = "?from=2026-12-01&to=2027-03-31&on=2026-11-23&limit=40";
    const pages = [];
    let cursor = "";
    do {
      const { body } = await calendar(`${query}${cursor}`);
      pages.push(body.items);
      cursor = body.next ? `&cursor=${body.next}` : "";
    } while (cursor !== "");
    const keys = pages.flat().map(({ indicatorId, period }) => `${indicatorId} ${period.start}`);
    expect(new Set(keys).size).toBe(keys.length);
    const monthly = pages.flat().filter(({ frequency }) => frequency === "monthly");
    // November, December, January and February end within 30 days before the window.
    expect(monthly).toHaveLength(55 * 4);
    expect(pages[0].map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual(
      pages[0].map(({ dueOn }: { dueOn: string }) => dueOn).toSorted(),
    );
  });

  test("answers for today where no day is given, filters by state, and is there for a funder it is shared with", async () => {
    const { body } = await calendar("?state=late", funder);
    expect(body).toMatchObject({ on: "2026-11-23", from: "2025-11-23", to: "2027-11-23" });
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(["late"]);
  });

  test("does not exist for others, and refuses a window that is none", async () => {
    expect((await calendar("", signedIn(table, newId("org")))).status).toBe(404);
    expect((await calendar("?from=2020-01-01")).body.errors).toMatchObject([{ parameter: "to" }]);
    expect((await calendar("?from=2020-01-01&to=2026-01-01")).body.errors).toMatchObject([
      { parameter: "to" },
    ]);
  });
});
