import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import { aProgramme, type Programme, READINESS, SEATS, schoolYear, share } from "../support/programme.ts";
import { aMember, eventually, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let evaluator: Client;
let stranger: Client;
let programme: Programme;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  const reader = await aMember(target, "evaluator");
  evaluator = clientOf(target, reader);
  stranger = clientOf(target, await aMember(target, "partnership"));
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, reader.id);
});
afterAll(() => target?.stop());

const row = (overrides: object = {}) => ({
  indicatorId: programme.readinessId,
  period: schoolYear(2024),
  numerator: 120,
  denominator: 240,
  quality: 1,
  ...overrides,
});
const record = (observations: object[], rest: object = {}) =>
  backbone.post("/observations", { observations, ...rest });
/** An indicator that no other test records for. */
const anIndicator = async (definition: object = READINESS): Promise<string> =>
  (await succeed(backbone.post(`/partnerships/${programme.partnershipId}/indicators`, definition))).body.id;

describe("observations", () => {
  it("are recorded in bulk, each row answered", async () => {
    const indicatorId = await anIndicator();
    const answer = await succeed(
      record([
        row({ indicatorId }),
        row({ indicatorId, dimensions: { sex: "female" }, numerator: 70, denominator: 120 }),
        row({ indicatorId, dimensions: { sex: "male" }, numerator: 50, denominator: 120 }),
        row({ indicatorId, dimensions: { sex: "male" }, numerator: 51, denominator: 120 }),
      ]),
    );
    expect(answer.body.counts).toEqual({ recorded: 3, revised: 0, unchanged: 0, rejected: 1 });
    expect(answer.body.results[3]).toMatchObject({ index: 3, errors: [{ pointer: "/observations/3" }] });
    const again = await succeed(record([row({ indicatorId })]));
    expect(again.body.counts).toMatchObject({ unchanged: 1, recorded: 0 });
  });

  it("of a metric of the catalogue are in the categories of the scheme that it names", async () => {
    const metric = await succeed(backbone.get("/catalogue/chronic-absence"));
    const schemes = await succeed(backbone.get("/schemes"));
    expect(schemes.body.builtIn).toContainEqual(expect.objectContaining({ id: "race-ethnicity" }));
    const made = await succeed(
      backbone.post(`/partnerships/${programme.partnershipId}/indicators`, {
        catalogueId: "chronic-absence",
        categorySchemes: { "race-ethnicity": "race-ethnicity@2024" },
        placeCode: "harbour",
        placeName: "Harbour wards",
      }),
    );
    expect(made.body).toMatchObject({
      numeratorDefinition: metric.body.numeratorDefinition,
      catalogue: { id: "chronic-absence", version: metric.body.version, localVariation: [] },
    });
    const indicatorId = made.body.id;
    const of = (category: string) => row({ indicatorId, dimensions: { "race-ethnicity": category } });
    const answer = await succeed(record([of("middle-eastern"), of("martian")]));
    expect(answer.body.results).toMatchObject([
      { outcome: "recorded" },
      { outcome: "rejected", errors: [{ pointer: "/observations/1/dimensions/race-ethnicity" }] },
    ]);
  });

  it("up to a thousand a request", async () => {
    const rows = Array.from({ length: 1001 }, (_, index) => row({ period: schoolYear(1000 + index) }));
    const refused = await record(rows);
    expect(refused.body).toMatchObject({ status: 422 });
    expect(pointersIn(refused)).toEqual(["/observations"]);
    const indicatorId = await anIndicator(SEATS);
    const categories = Array.from({ length: 1000 }, (_, index) => ({
      ...row({ indicatorId, dimensions: { school: `school-${index}` } }),
    }));
    expect((await succeed(record(categories))).body.counts.recorded).toBe(1000);
  });

  it.each<[string, object, string]>([
    ["a numerator over its denominator", { numerator: 241 }, "/observations/0/numerator"],
    [
      "a percentage over 100",
      { numerator: undefined, denominator: undefined, value: 100.5 },
      "/observations/0/value",
    ],
    ["a value that its counts do not give", { value: 61 }, "/observations/0/value"],
    [
      "an end before the start",
      { period: { start: "2024-07-01", end: "2023-06-30", kind: "custom" } },
      "/observations/0/period/end",
    ],
    ["half a child", { numerator: 12.5 }, "/observations/0/numerator"],
    ["an unknown field", { colour: "blue" }, "/observations/0/colour"],
    ["a wrong type", { numerator: "12" }, "/observations/0/numerator"],
    ["a category that is none", { dimensions: { sex: "Not Kebab" } }, "/observations/0/dimensions/sex"],
    ["no figure and no reason for it", { numerator: undefined }, "/observations/0"],
    [
      "an indicator that is not there",
      { indicatorId: "ind_01ARZ3NDEKTSV4RRFFQ69G5FAV" },
      "/observations/0/indicatorId",
    ],
  ])("are refused with %s, by its pointer", async (_what, overrides, pointer) => {
    const answer = await succeed(record([row(overrides)]));
    expect(answer.body.counts.rejected).toBe(1);
    const pointers = answer.body.results[0].errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual([pointer]);
  });

  it("with the noise of floating point are rounded, and said to be", async () => {
    const indicatorId = await anIndicator();
    const noisy = row({
      indicatorId,
      numerator: undefined,
      denominator: undefined,
      value: 0.30000000000000004,
    });
    const answer = await succeed(record([noisy]));
    expect(answer.body.results[0].adjusted).toMatchObject([
      { pointer: "/observations/0/value", code: "rounded" },
    ]);
  });

  it("change for a reason only, and the revision before can still be opened", async () => {
    const indicatorId = await anIndicator();
    const first = await succeed(record([row({ indicatorId })]));
    const unexplained = await succeed(record([row({ indicatorId, numerator: 130 })]));
    expect(unexplained.body.results[0]).toMatchObject({
      outcome: "rejected",
      errors: [{ code: "reason_required" }],
    });
    const revised = await succeed(record([row({ indicatorId, numerator: 130 })], { reason: "Late scores" }));
    expect(revised.body.counts.revised).toBe(1);
    const before = first.body.results[0].observation;
    const after = revised.body.results[0].observation;
    const opened = await succeed(backbone.get(`/observations/${after}`));
    expect(opened.body).toMatchObject({ revision: 2, reason: "Late scores", previousRef: before });
    const original = await succeed(backbone.get(`/observations/${before}`));
    expect(original.body.cells).toMatchObject([{ numerator: 120, denominator: 240, value: 50 }]);
    expect(opened.body.previousHash).toBe(original.body.hash);
  });

  it("that two people revise at the same time: disjoint cells both stand, of one cell one is told of the other", async () => {
    const indicatorId = await anIndicator();
    await succeed(record([row({ indicatorId, dimensions: { sex: "female" } })]));
    const send = (sex: string, numerator: number) =>
      record([row({ indicatorId, dimensions: { sex }, numerator })], { reason: "Counted again" });
    const disjoint = await Promise.all([send("female", 121), send("male", 99), send("another", 33)]);
    expect(disjoint.map(({ body }) => body.counts.rejected)).toEqual([0, 0, 0]);
    const same = await Promise.all([send("female", 141), send("female", 142)]);
    const stored = await succeed(backbone.get(`/indicators/${indicatorId}/observations?dimensions=sex`));
    const cells: readonly { dimensions: { sex: string }; numerator: number }[] = stored.body.items[0].cells;
    const numeratorOf = (sex: string) => cells.find(({ dimensions }) => dimensions.sex === sex)?.numerator;
    expect(numeratorOf("male")).toBe(99);
    expect(numeratorOf("another")).toBe(33);
    expect([141, 142]).toContain(numeratorOf("female"));
    const conflicts = same.filter(({ body }) => body.counts.rejected === 1);
    for (const { body } of conflicts)
      expect(body.results[0]).toMatchObject({ errors: [{ code: "cell_conflict" }], conflict: { sent: {} } });
  });
});

describe("all or nothing", () => {
  const mode = "all-or-nothing";

  it("records all, or nothing and says why", async () => {
    const indicatorId = await anIndicator();
    const rows = [row({ indicatorId }), row({ indicatorId, period: schoolYear(2023), numerator: 999 })];
    const refused = await record(rows, { mode });
    expect(refused.body).toMatchObject({ status: 422, code: "validation_failed" });
    expect(pointersIn(refused)).toEqual(["/observations/1/numerator"]);
    const empty = await succeed(backbone.get(`/indicators/${indicatorId}/observations`));
    expect(empty.body.items).toEqual([]);
    const good = [row({ indicatorId }), row({ indicatorId, period: schoolYear(2023) })];
    expect((await succeed(record(good, { mode }))).body.counts.recorded).toBe(2);
  });

  it("keeps at most ninety stored sets together, and names the limit", async () => {
    const rows = Array.from({ length: 91 }, (_, index) => row({ period: schoolYear(1900 + index) }));
    const refused = await record(rows, { mode });
    expect(refused.body).toMatchObject({ status: 422, code: "too_many_items", limit: 90, sets: 91 });
  });
});

describe("an indicator", () => {
  it("has baselines and targets, changed for a reason", async () => {
    const indicatorId = await anIndicator();
    const path = `/indicators/${indicatorId}/targets`;
    const target65 = {
      dimensions: {},
      baseline: { period: schoolYear(2021), value: 49 },
      target: { period: schoolYear(2028), value: 65 },
    };
    expect((await backbone.put(path, { targets: [target65] })).status).toBe(428);
    const set = await succeed(backbone.put(path, { targets: [target65] }, 1));
    expect(set.body.targets).toHaveLength(1);
    const moved = { ...target65, target: { period: schoolYear(2028), value: 60 } };
    expect(pointersIn(await backbone.put(path, { targets: [moved] }, versionIn(set)))).toEqual(["/reason"]);
    const over = { ...target65, target: { period: schoolYear(2028), value: 101 } };
    const refused = await backbone.put(path, { targets: [over], reason: "More" }, versionIn(set));
    expect(pointersIn(refused)).toEqual(["/targets/0/target/value"]);
    const stale = await backbone.put(path, { targets: [moved], reason: "Less" }, 1);
    expect(stale.body).toMatchObject({ status: 412, code: "version_conflict" });
  });

  it("is defined by the catalogue where it is an outcome", async () => {
    const { body } = await succeed(backbone.get("/outcomes"));
    expect(body.items).toHaveLength(7);
    const path = `/partnerships/${programme.partnershipId}/indicators`;
    const unknown = await backbone.post(path, { ...READINESS, outcomeId: "world-peace" });
    expect(pointersIn(unknown)).toEqual(["/outcomeId"]);
    const baseless = await backbone.post(path, { ...SEATS, ratePer: undefined });
    expect(pointersIn(baseless)).toEqual(["/ratePer"]);
  });
});

describe("the series", () => {
  it("is whole for its owner and protected for others: a breakdown with a small cell leaks nothing", async () => {
    const indicatorId = await anIndicator();
    const race = (category: string, numerator: number, denominator: number) =>
      row({ indicatorId, dimensions: { "race-ethnicity": category }, numerator, denominator });
    const sex = (category: string, numerator: number) =>
      row({ indicatorId, dimensions: { sex: category }, numerator, denominator: 120 });
    const rows = [
      row({ indicatorId }),
      race("black", 57, 120),
      race("white", 59, 112),
      race("native", 4, 8),
      sex("female", 70),
      sex("male", 50),
    ];
    await succeed(record(rows));
    const path = `/indicators/${indicatorId}/series`;
    const own = await eventually(
      () => backbone.get(path),
      ({ body }) => body.rows.length === rows.length,
    );
    expect(own.body.protected).toBe(false);
    expect(JSON.stringify(own.body.rows)).toContain('"native"');
    const shown = await succeed(evaluator.get(path));
    expect(shown.body.protected).toBe(true);
    expect(shown.body.rows).toHaveLength(rows.length);
    const byRace = shown.body.rows.filter(
      (one: { dimensions: object }) => "race-ethnicity" in one.dimensions,
    );
    expect(byRace).toHaveLength(3);
    for (const cell of byRace)
      expect(cell).toMatchObject({ status: "c", numerator: null, denominator: null, value: null });
    const bySex = shown.body.rows.filter((one: { dimensions: object }) => "sex" in one.dimensions);
    expect(bySex.map((one: { numerator: number }) => one.numerator)).toEqual([70, 50]);
    expect((await evaluator.get(`/indicators/${indicatorId}/observations`)).status).toBe(404);
    expect((await stranger.get(path)).status).toBe(404);
    // What is withheld enters no gap; what is shown does.
    const analysis = `/indicators/${indicatorId}/analysis`;
    const gapOf = (
      { body }: { body: { breakdowns: { dimensionKey: string; gap?: object }[] } },
      key: string,
    ) => body.breakdowns.find(({ dimensionKey }) => dimensionKey === key)?.gap;
    const [mine, theirs] = [await succeed(backbone.get(analysis)), await succeed(evaluator.get(analysis))];
    expect(gapOf(mine as never, "race-ethnicity")).toMatchObject({ furthestBehind: { category: "black" } });
    expect(gapOf(theirs as never, "race-ethnicity")).toBeUndefined();
    expect(gapOf(theirs as never, "sex")).toEqual(gapOf(mine as never, "sex"));
    expect((await stranger.get(analysis)).status).toBe(404);
  });

  it("behind it, revision by revision, is open to its owner only", async () => {
    const indicatorId = await anIndicator();
    const answer = await succeed(
      record([row({ indicatorId, dimensions: { sex: "male" }, numerator: 3, denominator: 7 })]),
    );
    const path = `/observations/${answer.body.results[0].observation}`;
    expect((await backbone.get(path)).status).toBe(200);
    expect((await evaluator.get(path)).status).toBe(404);
    expect((await stranger.get(path)).status).toBe(404);
  });
});
