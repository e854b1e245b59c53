import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, meter, signedIn, summarise } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let funderId: string;
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
  [ownerId, funderId] = [newId("org"), newId("org")];
  id = await anIndicator(on(1), await aPartnership(table, ownerId, [funderId]));
});

const noon = (day: number) => `2026-11-${String(day).padStart(2, "0")}T12:00:00.000Z`;
/** The owner, on a day of November. */
const on = (day: number) => signedIn(table, ownerId, { clock: () => noon(day) });
const post = (day: number, observations: readonly unknown[]) =>
  on(day)("POST", "/observations", { body: { observations, reason: "Restated" } });
const project = async () => summarise(table, id);
const series = (client: Client, query: string) => client("GET", `/indicators/${id}/series?${query}`);
const figures = ({ body }: { body: { rows: { value: number | null }[] } }) =>
  body.rows.map(({ value }) => value);
const reader = () => signedIn(table, funderId, { clock: () => noon(28) });

describe("a series as of an instant", () => {
  test("has of every set the revision that was the latest then, and none that came later", async () => {
    for (const [day, numerator] of [10, 11, 12, 13, 14, 15, 16].entries())
      await post(2 + day, [aRow(id, { numerator })]);
    await post(5, [aRow(id, { startYear: 2023, numerator: 99 })]);
    await project();
    const share = (numerator: number) => Math.round((1e8 * numerator) / 102) / 1e6;
    for (const [day, numerator] of [10, 11, 12, 13, 14, 15, 16].entries()) {
      const read = await series(on(28), `asOf=${noon(2 + day)}`);
      const earlier = 2 + day >= 5 ? [share(99)] : [];
      expect(figures(read)).toEqual([...earlier, share(numerator)]);
      expect(read.body.rows.at(-1).observation.endsWith(`~${day + 1}`)).toBe(true);
    }
    expect(figures(await series(on(28), "asOf=2026-11-02T11:59:59.999Z"))).toEqual([]);
    expect(figures(await series(on(28), ""))).toEqual([share(99), share(16)]);
  });

  test("says what the indicator was called then, and has no note of later", async () => {
    await post(2, [aRow(id)]);
    await project();
    const body = { name: "Reading by grade 3", reason: "Plain words" };
    await on(4)("PATCH", `/indicators/${id}`, { body, ifMatch: '"1"' });
    const note = { text: "Testing was optional.", visibility: "readers" };
    await on(5)("POST", `/indicators/${id}/notes`, { body: note });
    const then = await series(on(28), `asOf=${noon(3)}`);
    expect(then.body).toMatchObject({ indicatorVersion: 1, notes: [], asOf: noon(3) });
    expect(then.body.name).not.toBe(body.name);
    const since = await series(on(28), `asOf=${noon(6)}`);
    expect(since.body).toMatchObject({ indicatorVersion: 2, name: body.name, notes: [{ text: note.text }] });
    expect(await series(on(28), "asOf=2026-10-31T00:00:00Z")).toMatchObject({ status: 404 });
  });

  test("has what was recorded in a locked period by an exception from that instant on", async () => {
    const partnership = (await on(1)("GET", `/indicators/${id}`)).body.partnershipId;
    await post(2, [aRow(id)]);
    const days = { through: "2025-06-30", reason: "Reported" };
    await on(3)("POST", `/partnerships/${partnership}/period-locks`, { body: days });
    const until = "2026-12-01T00:00:00Z";
    await on(4)("POST", `/partnerships/${partnership}/period-lock-exceptions`, { body: { ...days, until } });
    expect((await post(5, [aRow(id, { numerator: 102 })])).body.counts).toMatchObject({ revised: 1 });
    await project();
    expect(figures(await series(on(28), `asOf=${noon(4)}`))).toEqual([50]);
    expect(figures(await series(on(28), `asOf=${noon(5)}`))).toEqual([100]);
  });

  test("shows others no figure that was taken back since, nor what beside it would tell it", async () => {
    const sexes = [
      aRow(id, { dimensions: { sex: "female" }, numerator: 30, denominator: 50 }),
      aRow(id, { dimensions: { sex: "male" }, numerator: 21, denominator: 52 }),
    ];
    await post(2, [aRow(id), ...sexes, aRow(id, { startYear: 2023 })]);
    await project();
    expect(figures(await series(reader(), `asOf=${noon(3)}`))).toEqual([50, 50, 60, 40.384615]);
    await post(4, [aRow(id, { dimensions: { sex: "female" }, status: "c" })]);
    await project();
    expect(figures(await series(reader(), `asOf=${noon(3)}`))).toEqual([50, null, null, null]);
    expect(figures(await series(on(28), `asOf=${noon(3)}`))).toEqual([50, 50, 60, 40.384615]);
    expect(figures(await series(reader(), ""))).toEqual([50, 50, null, null]);
  });

  test("comes in pages of whole periods, and reads what a page holds", async () => {
    const dimensions = Array.from({ length: 99 }, (_, index) => ({ [`d${index}`]: "a" }));
    for (const startYear of [2021, 2022, 2023, 2024])
      await post(
        2,
        dimensions.map((one) => aRow(id, { startYear, dimensions: one })),
      );
    await project();
    const gets = meter(table.client, ["QueryCommand", "GetItemCommand"]);
    const first = await series(on(28), `asOf=${noon(3)}`);
    expect(first.body.rows).toHaveLength(297);
    expect(gets.requests).toBeLessThan(297 + 10);
    const second = await series(on(28), `asOf=${noon(3)}&cursor=${first.body.next}`);
    expect(second.body.rows).toHaveLength(99);
    expect(second.body.next).toBeUndefined();
    const other = await series(on(28), `asOf=${noon(4)}&cursor=${first.body.next}`);
    expect(other).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  });

  test("is of a settled past, and only it has pages", async () => {
    const at = signedIn(table, ownerId, { clock: () => "2026-11-28T12:00:59.000Z" });
    expect(await series(at, `asOf=${noon(28)}`)).toMatchObject({ body: { errors: [{ parameter: "asOf" }] } });
    expect(await series(at, "cursor=x")).toMatchObject({ body: { errors: [{ parameter: "cursor" }] } });
    const stranger = signedIn(table, newId("org"), { clock: () => noon(28) });
    expect(await series(stranger, `asOf=${noon(3)}`)).toMatchObject({ status: 404 });
  });
});

describe("the restatements of figures", () => {
  const restatements = (ref: string, query = "", client = on(28)) =>
    client("GET", `/observations/${ref}/restatements?${query}`);

  test("tell the old beside the new, who and why, of all cells or of one", async () => {
    const female = { dimensions: { sex: "female" } };
    const male = { dimensions: { sex: "male" }, numerator: 20 };
    const { body } = await post(2, [aRow(id, female), aRow(id, male)]);
    await post(3, [aRow(id, { ...female, numerator: 60 })]);
    await post(4, [aRow(id, { ...male, numerator: 21 })]);
    const ref = body.results[0].observation;
    const all = await restatements(ref);
    const cellsOf = ({ body: { items } }: { body: { items: { cells: { category: string }[] }[] } }) =>
      items.map(({ cells }) => cells.map(({ category }) => category));
    expect(cellsOf(all)).toEqual([["male"], ["female"], ["female", "male"]]);
    const one = await restatements(ref, "category=female");
    expect(one.body.items).toMatchObject([
      {
        revision: 2,
        recordedAt: noon(3),
        by: { organisationId: ownerId },
        reason: "Restated",
        cells: [{ before: { numerator: 51 }, after: { numerator: 60 } }],
      },
      { revision: 1, cells: [{ before: null, after: { numerator: 51 } }] },
    ]);
  });

  test("come a page at a time, each beside the one before it", async () => {
    const { body } = await post(2, [aRow(id)]);
    for (const numerator of [52, 53, 54, 55]) await post(3, [aRow(id, { numerator })]);
    const ref = body.results[0].observation;
    const read: string[] = [];
    let cursor = "";
    do {
      const page = await restatements(ref, `limit=2${cursor && `&cursor=${cursor}`}`);
      for (const { cells } of page.body.items)
        read.push(`${cells[0].before?.numerator ?? "-"}>${cells[0].after.numerator}`);
      cursor = page.body.next ?? "";
    } while (cursor);
    expect(read).toEqual(["54>55", "53>54", "52>53", "51>52", "->51"]);
  });

  test("are the owner's", async () => {
    const { body } = await post(2, [aRow(id)]);
    const ref = body.results[0].observation;
    expect(await restatements(ref, "", reader())).toMatchObject({ status: 404 });
    expect(await restatements("nothing")).toMatchObject({ status: 404 });
  });
});
