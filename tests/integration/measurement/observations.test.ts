import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findLatestSet, toSet } from "../../../shared/measurement/observation.store.ts";
import { parseRef } from "../../../shared/measurement/observation-ref.ts";
import { isIntact } from "../../../shared/measurement/observation-set.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, before, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let owner: Client;
let partnershipId: string;
let id: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  ownerId = newId("org");
  owner = signedIn(table, ownerId);
  partnershipId = await aPartnership(table, ownerId);
  id = await anIndicator(owner, partnershipId);
});

const race = (category: string) => ({ dimensions: { "race-ethnicity": category } });
const post = (observations: readonly unknown[], more: object = {}, client = owner) =>
  client("POST", "/observations", { body: { observations, ...more } });
const stored = () => queryAll(table, { partition: `IND#${id}`, prefix: "O#" });
const outcomes = (body: { results: readonly { outcome: string }[] }) =>
  body.results.map((result) => result.outcome);

describe("recording row by row", () => {
  test("answers every row, and records those that are good", async () => {
    const rows = [
      aRow(id, race("black")),
      aRow(id, { ...race("white"), numerator: 200 }),
      aRow(newId("ind")),
      aRow(id, { ...race("asian"), value: 12.300000000000002 }),
      aRow(id, race("black")),
      { ...aRow(id), period: { start: "2025-07-01", end: "2024-06-30", kind: "custom" } },
    ];
    const { status, body } = await post(rows);
    expect(status).toBe(200);
    expect(body.counts).toEqual({ recorded: 2, revised: 0, unchanged: 0, rejected: 4 });
    expect(outcomes(body)).toEqual(["recorded", "rejected", "rejected", "recorded", "rejected", "rejected"]);
    const pointers = body.results.flatMap((result: { errors?: { pointer: string }[] }) =>
      (result.errors ?? []).map((error) => error.pointer),
    );
    expect(pointers).toEqual([
      "/observations/1/numerator",
      "/observations/2/indicatorId",
      "/observations/4",
      "/observations/5/period/end",
    ]);
    expect(body.results[3].adjusted).toMatchObject([{ pointer: "/observations/3/value", code: "rounded" }]);
    expect(await stored()).toHaveLength(1);
  });

  test("writes nothing where everything is recorded already, however the numbers are written", async () => {
    await post([aRow(id, race("black")), aRow(id, { startYear: 2023, value: 19 })]);
    const before = await stored();
    const again = await post([
      aRow(id, { ...race("black"), numerator: 51, denominator: 102, value: 50 }),
      aRow(id, { startYear: 2023, value: 19.0 }),
    ]);
    expect(outcomes(again.body)).toEqual(["unchanged", "unchanged"]);
    expect(await stored()).toEqual(before);
  });

  test("revises a cell for a reason as a whole new item, and keeps the one before", async () => {
    await post([aRow(id, race("black")), aRow(id, race("white"))]);
    expect(outcomes((await post([aRow(id, { ...race("black"), numerator: 60 })])).body)).toEqual([
      "rejected",
    ]);
    const body = { reason: "The state restated the year", source: "Restated file" };
    const revised = await post([aRow(id, { ...race("black"), numerator: 60 })], body);
    expect(outcomes(revised.body)).toEqual(["revised"]);
    const ref = revised.body.results[0].observation;
    const opened = await owner("GET", `/observations/${ref}`);
    expect(opened.body).toMatchObject({
      ref,
      revision: 2,
      ...body,
      by: { organisationId: ownerId },
      dimensionNames: ["race-ethnicity"],
      cells: [
        {
          dimensions: { "race-ethnicity": "black" },
          numerator: 60,
          denominator: 102,
          value: 58.823529,
          status: "ok",
        },
        { dimensions: { "race-ethnicity": "white" }, numerator: 51, value: 50 },
      ],
    });
    const first = await owner("GET", `/observations/${opened.body.previousRef}`);
    expect(first.body).toMatchObject({ revision: 1, hash: opened.body.previousHash });
    expect(first.body.cells[0].numerator).toBe(51);
  });

  test("seals every revision to the one before, so that an altered one is found", async () => {
    await post([aRow(id)]);
    await post([aRow(id, { numerator: 60 })], { reason: "Restated" });
    const [latest, first] = (await stored()).map(toSet);
    expect(latest?.previousHash).toBe(first?.hash);
    expect([latest, first].every((set) => set && isIntact(set))).toBe(true);
  });

  test("merges what two write at once into one table, where their cells differ", async () => {
    const rival = signedIn(table, ownerId);
    const answers = await Promise.all([
      post([aRow(id, race("black")), aRow(id, race("white"))]),
      post([aRow(id, race("asian"))], {}, rival),
      post([aRow(id, race("native"))], {}, rival),
    ]);
    expect(answers.flatMap(({ body }) => outcomes(body))).toEqual(Array(4).fill("recorded"));
    const key = parseRef(answers[0].body.results[0].observation)?.key;
    const latest = key && (await findLatestSet(table, key));
    expect(Object.keys(latest?.cells ?? {}).sort()).toEqual(["asian", "black", "native", "white"]);
    expect(latest?.revision).toBe(3);
  });

  test("refuses a cell that somebody else recorded otherwise in the same moment, with both values, and merges the rest", async () => {
    const { owner: slow } = slowed(() => post([aRow(id, { ...race("black"), numerator: 70 })]));
    const { body } = await post([aRow(id, race("black")), aRow(id, race("white"))], {}, slow);
    expect(outcomes(body)).toEqual(["rejected", "recorded"]);
    expect(body.results[0]).toMatchObject({
      errors: [{ code: "cell_conflict" }],
      conflict: { recorded: { numerator: 70 }, sent: { numerator: 51 } },
    });
  });

  test("keeps counts behind a rate that the source hides, and no value", async () => {
    const rows = [
      aRow(id, { ...race("a"), status: "c", numerator: 9, denominator: 15 }),
      aRow(id, { ...race("b"), status: "x" }),
    ];
    const { body } = await post(rows, { protectedAtSource: true });
    const opened = await owner("GET", `/observations/${body.results[0].observation}`);
    expect(opened.body).toMatchObject({
      protectedAtSource: true,
      cells: [
        { numerator: 9, denominator: 15, value: null, status: "c" },
        { numerator: null, value: null, status: "x" },
      ],
    });
  });

  test("takes 1,000 rows and not one more", async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => aRow(id, { ...race(`c${index}`), value: 5 }));
    const most = await post(rows(1_000));
    expect(most.body.counts).toMatchObject({ recorded: 1_000 });
    expect(await post(rows(1_001))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/observations" }] },
    });
  });

  test("is not for organisations that the partnership is shared with, nor for roles without it", async () => {
    const funderId = newId("org");
    const shared = await anIndicator(owner, await aPartnership(table, ownerId, [funderId]));
    const refused = await post([aRow(shared)], {}, signedIn(table, funderId));
    expect(outcomes(refused.body)).toEqual(["rejected"]);
    expect(await post([aRow(id)], {}, signedIn(table, ownerId, { roles: ["viewer"] }))).toMatchObject({
      status: 403,
    });
  });
});

describe("recording all or nothing", () => {
  const together = { mode: "all-or-nothing" };
  const years = (count: number) =>
    Array.from({ length: count }, (_, index) => aRow(id, { startYear: 1920 + index }));

  test("records the rows of up to 90 sets in one transaction", async () => {
    const { status, body } = await post(years(90), together);
    expect(status).toBe(200);
    expect(body.counts).toMatchObject({ recorded: 90 });
    expect(await stored()).toHaveLength(90);
  });

  test("is refused beyond 90 sets, naming the limit", async () => {
    const { status, body } = await post(years(91), together);
    expect([status, body.code, body.limit, body.sets]).toEqual([422, "too_many_items", 90, 91]);
    expect(body.detail).toContain("90");
    expect(await stored()).toEqual([]);
  });

  test("records nothing where one row is bad, and points to every bad row", async () => {
    const rows = [
      aRow(id),
      aRow(id, { startYear: 2020, numerator: 103 }),
      aRow(id, { startYear: 2021, value: 101 }),
    ];
    const { status, body } = await post(rows, together);
    expect([status, body.code]).toEqual([422, "validation_failed"]);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      "/observations/1/numerator",
      "/observations/2/value",
    ]);
    expect(await stored()).toEqual([]);
  });

  test("records nothing where one cell would be revised without a reason", async () => {
    await post([aRow(id)]);
    const { body } = await post([aRow(id, { startYear: 2020 }), aRow(id, { numerator: 60 })], together);
    expect(body.errors).toMatchObject([{ pointer: "/observations/1", code: "reason_required" }]);
    expect(await stored()).toHaveLength(1);
  });

  test("merges over what somebody else recorded meanwhile in other cells", async () => {
    const { owner: slow } = slowed(() => post([aRow(id, race("asian"))]));
    const { body } = await post([aRow(id, race("black")), aRow(id)], together, slow);
    expect(outcomes(body)).toEqual(["recorded", "recorded"]);
    const opened = await owner("GET", `/observations/${body.results[0].observation}`);
    expect(
      opened.body.cells.map(
        (cell: { dimensions: Record<string, string> }) => cell.dimensions["race-ethnicity"],
      ),
    ).toEqual(["asian", "black"]);
  });

  test("is refused as a conflict, with both values, where somebody else recorded the same cell otherwise", async () => {
    const { owner: slow } = slowed(() => post([aRow(id, { ...race("black"), numerator: 70 })]));
    const { status, body } = await post([aRow(id), aRow(id, race("black"))], together, slow);
    expect([status, body.code]).toEqual([412, "cell_conflict"]);
    expect(body.conflicts).toMatchObject([
      { index: 1, recorded: { numerator: 70 }, sent: { numerator: 51 } },
    ]);
    expect(await stored()).toHaveLength(1);
  });
});

describe("reading what is recorded", () => {
  type Set = { ref: string; revision: number; period: { start: string }; place: { code: string } };
  async function readAll(query: string, limit: number): Promise<Set[]> {
    const sets: Set[] = [];
    let cursor = "";
    do {
      const page = await owner("GET", `/indicators/${id}/observations?limit=${limit}${query}${cursor}`);
      expect(page.status).toBe(200);
      sets.push(...page.body.items);
      cursor = page.body.next ? `&cursor=${page.body.next}` : "";
    } while (cursor);
    return sets;
  }

  beforeEach(async () => {
    for (const startYear of [2022, 2023, 2024]) {
      await post([aRow(id, { startYear }), aRow(id, { startYear, ...race("black") })]);
      await post([aRow(id, { startYear, place: { code: "Hill Town/North", name: "Hill Town" } })]);
    }
    for (const numerator of [60, 61, 62])
      await post([aRow(id, { startYear: 2023, numerator })], { reason: "Restated" });
  });

  test("gives each set once, in its latest revision, in order, whatever the size of a page", async () => {
    const whole = await readAll("", 100);
    expect(whole.map((set) => `${set.period.start.slice(0, 4)} ${set.place.code} ${set.revision}`)).toEqual([
      "2022 09001 1",
      "2022 09001 1",
      "2022 Hill Town/North 1",
      "2023 09001 4",
      "2023 09001 1",
      "2023 Hill Town/North 1",
      "2024 09001 1",
      "2024 09001 1",
      "2024 Hill Town/North 1",
    ]);
    for (const limit of [1, 2, 4]) expect(await readAll("", limit)).toEqual(whole);
  });

  test("gives no set twice where another revision is recorded between two pages", async () => {
    const path = `/indicators/${id}/observations`;
    const first = await owner("GET", `${path}?limit=4`);
    await post([aRow(id, { startYear: 2023, numerator: 63 }), aRow(id, { startYear: 2024, numerator: 63 })], {
      reason: "Restated",
    });
    const second = await owner("GET", `${path}?limit=100&cursor=${first.body.next}`);
    const starts = second.body.items.map((set: Set) => `${set.period.start.slice(0, 4)} ${set.revision}`);
    expect(starts).toEqual(["2023 1", "2023 1", "2024 2", "2024 1", "2024 1"]);
  });

  test("can be narrowed to days, a place and a set of dimensions", async () => {
    expect(await readAll("&from=2023-07-01&to=2024-06-30", 100)).toHaveLength(3);
    expect(await readAll(`&place=${encodeURIComponent("Hill Town/North")}`, 2)).toHaveLength(3);
    expect(await readAll("&dimensions=race-ethnicity", 1)).toHaveLength(3);
    expect(await readAll("&dimensions=all&place=09001&from=2024-07-01", 1)).toHaveLength(1);
  });

  test("can be read as it was recorded at an instant at least a minute ago", async () => {
    const hour = (number: number) => `2026-11-2${number}T10:00:00.000Z`;
    const at = (clock: string) => signedIn(table, ownerId, { clock: () => clock });
    const other = await anIndicator(owner, partnershipId);
    await post([aRow(other, { value: 40 })], {}, at(hour(0)));
    await post([aRow(other, { value: 41 })], { reason: "Restated" }, at(hour(1)));
    await post([aRow(other, { startYear: 2025, value: 42 })], {}, at(hour(2)));
    const asOf = async (instant: string) => {
      const read = await at(hour(3))("GET", `/indicators/${other}/observations?asOf=${instant}&limit=1`);
      return read.status === 200
        ? read.body.items.map((set: { cells: { value: number }[] }) => set.cells[0]?.value)
        : read;
    };
    expect(await asOf("2026-11-20T12:00:00Z")).toEqual([40]);
    expect(await asOf("2026-11-21T12:00:00%2B01:00")).toEqual([41]);
    expect(await asOf("2026-11-19T12:00:00Z")).toEqual([]);
    expect(await asOf(hour(3))).toMatchObject({ status: 400, body: { errors: [{ parameter: "asOf" }] } });
  });

  test("is for the owner alone", async () => {
    const [{ ref } = { ref: "" }] = await readAll("", 1);
    const stranger = signedIn(table, newId("org"));
    expect(await stranger("GET", `/indicators/${id}/observations`)).toMatchObject({ status: 404 });
    expect(await stranger("GET", `/observations/${ref}`)).toMatchObject({ status: 404 });
    expect(await owner("GET", "/observations/nothing")).toMatchObject({ status: 404 });
    expect(await owner("GET", `/observations/${ref}`)).toMatchObject({ status: 200 });
  });
});

/** The owner on a client of its own that lets a rival write just before its first write. */
function slowed(rival: () => Promise<unknown>): { owner: Client } {
  const client = makeClient(engine.endpoint);
  let met = false;
  before(client, async (command) => {
    if (met || !["PutItemCommand", "TransactWriteItemsCommand"].includes(command)) return;
    met = true;
    await rival();
  });
  return { owner: signedIn({ client, name: table.name }, ownerId) };
}
