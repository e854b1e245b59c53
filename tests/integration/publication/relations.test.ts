import { describe, expect, test } from "vitest";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { anIndicator, aRow } from "../measurement/harbour.ts";
import { aReleaseWorld, prepare, publish } from "./release-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aReleaseWorld(engine));

type Row = Parameters<typeof aRow>[1] & { readonly indicatorId?: string };

async function record(rows: readonly Row[]): Promise<void> {
  const observations = rows.map(({ indicatorId = world.reading, ...row }) => aRow(indicatorId, row));
  const { body } = await world.owner("POST", "/observations", { body: { observations } });
  if (body.counts?.rejected !== 0) throw new Error(JSON.stringify(body));
}

/** The addresses of figures that a release would not show whole: "indicator place category period". */
async function hiddenIn(fields: object = {}): Promise<string[]> {
  const id = await prepare(world, fields);
  const seen = await world.owner("GET", `/releases/${id}/preview`);
  if (seen.status !== 200)
    throw new Error(JSON.stringify((await world.owner("GET", `/releases/${id}`)).body));
  return seen.body.items
    .filter(({ hiding }: { hiding: string }) => hiding !== "nothing")
    .map((one: Record<string, string>) =>
      [
        one.indicatorId === world.reading ? "reading" : "other",
        one.placeCode,
        one.category,
        one.periodKey,
      ].join(" "),
    );
}

describe("a release is protected against what readers know of its figures together:", () => {
  test("the months of a quarter, where figures add up over time", async () => {
    const visits = await anIndicator(world.owner, world.partnershipId, {
      ...{ name: "Visits", unit: "count", aggregation: "sum", overTime: "flow", outcomeId: undefined },
      ...{ level: "contributing", frequency: "monthly" },
    });
    const month = (start: string, end: string, numerator: number, kind = "month") => ({
      ...{ indicatorId: visits, period: { start, end, kind }, numerator, denominator: undefined },
    });
    await record([
      month("2025-01-01", "2025-01-31", 40),
      month("2025-02-01", "2025-02-28", 4),
      month("2025-03-01", "2025-03-31", 60),
      month("2025-01-01", "2025-03-31", 104, "quarter"),
    ] as never);
    const hidden = await hiddenIn({ selection: { indicatorIds: [visits] } });
    expect(hidden).toContain("other 09001 all 2025-02-01_2025-02-28");
    expect(hidden.length).toBeGreaterThan(1);
  });

  test("denominators that are the same children, by their definition or because it is stated", async () => {
    const same = await anIndicator(world.owner, world.partnershipId, { name: "Math" });
    const other = await anIndicator(world.owner, world.partnershipId, {
      ...{ name: "Science", denominatorDefinition: "Grade-3 students who sat it" },
    });
    const group = (indicatorId: string, name: string, numerator: number, denominator: number) => ({
      ...{ indicatorId, dimensions: { "race-ethnicity": name }, numerator, denominator },
    });
    const larger = (id: string) => [group(id, "black", 60, 120), group(id, "white", 160, 300)];
    // The two larger groups of another indicator, and the total of reading, tell of the seven in the small one.
    await record([
      { numerator: 224, denominator: 427 },
      group(world.reading, "asian", 4, 7),
      ...larger(world.reading),
      ...larger(same),
      ...larger(other),
    ] as never);
    const hiddenOfOthers = async (indicatorId: string, fields: object = {}) => {
      const selection = { indicatorIds: [world.reading, indicatorId] };
      const hidden = await hiddenIn({ selection, ...fields });
      return hidden.filter((one) => one.startsWith("other "));
    };
    expect(await hiddenOfOthers(other)).toEqual([]);
    expect(await hiddenOfOthers(same)).not.toEqual([]);
    const sharedDenominators = [[world.reading, other]];
    expect(await hiddenOfOthers(other, { sharedDenominators })).not.toEqual([]);
  });

  test("denominators that are stated to be those of an indicator that an earlier release had", async () => {
    const science = await anIndicator(world.owner, world.partnershipId, {
      ...{ name: "Science", denominatorDefinition: "Grade-3 students who sat it" },
    });
    const group = (indicatorId: string, name: string, numerator: number, denominator: number) => ({
      ...{ indicatorId, dimensions: { "race-ethnicity": name }, numerator, denominator },
    });
    const larger = (id: string) => [group(id, "black", 60, 120), group(id, "white", 160, 300)];
    const total = { numerator: 224, denominator: 427 };
    await record([
      ...larger(science),
      total,
      group(world.reading, "asian", 4, 7),
      ...larger(world.reading),
    ] as never);
    await publish(world, await prepare(world, { selection: { indicatorIds: [science] } }));
    // The total less the two groups of the first release would be the seven in the small one.
    const totalOfReading = /^reading 09001 all /;
    expect((await hiddenIn()).filter((one) => totalOfReading.test(one))).toEqual([]);
    const hidden = await hiddenIn({ sharedDenominators: [[world.reading, science]] });
    expect(hidden.filter((one) => totalOfReading.test(one))).toHaveLength(1);
  });

  test("two outcomes that make everybody up, though nobody stated it; and no second copy of one", async () => {
    const missed = await anIndicator(world.owner, world.partnershipId, { name: "Not reading" });
    const copy = await anIndicator(world.owner, world.partnershipId, { name: "Reading, once more" });
    const groups = { asian: [5, 40], black: [60, 120], hispanic: [45, 90], white: [160, 300] } as const;
    const rows = (indicatorId: string, of: (counts: readonly [number, number]) => number) => [
      { indicatorId, numerator: of([270, 550]), denominator: 550 },
      ...Object.entries(groups).map(([group, counts]) => ({
        ...{ indicatorId, dimensions: { "race-ethnicity": group } },
        ...{ numerator: of(counts), denominator: counts[1] },
      })),
    ];
    const inside = ([numerator]: readonly [number, number]) => numerator;
    await record(rows(world.reading, inside) as never);
    await record(rows(missed, ([numerator, all]) => all - numerator) as never);
    await record(rows(copy, inside) as never);
    const hidden = await hiddenIn({ selection: { indicatorIds: [world.reading, missed] } });
    const of = (name: string) => hidden.filter((one) => one.startsWith(name)).map((one) => one.split(" ")[2]);
    expect(of("reading").length).toBeGreaterThan(1);
    expect(of("other")).toEqual(of("reading"));
    const twice = { selection: { indicatorIds: [world.reading, copy] } };
    await expect(hiddenIn(twice)).rejects.toThrow("Leave one of each out");
  });

  test("a state that is divided in two ways", async () => {
    const places = [
      { code: "state", name: "State", kind: "state" },
      { code: "d1", name: "North district", kind: "district", parent: "state" },
      { code: "d2", name: "South district", kind: "district", parent: "state" },
      { code: "c1", name: "East county", kind: "county", parent: "state" },
      { code: "c2", name: "West county", kind: "county", parent: "state" },
    ];
    const put = await world.owner("PUT", `/partnerships/${world.partnershipId}/places`, {
      ifMatch: '"0"',
      body: { places, reason: "As they are" },
    });
    expect(put.status).toBe(200);
    const at = (code: string, numerator: number, denominator: number) => ({
      ...{ place: { code }, numerator, denominator },
    });
    await record([
      at("state", 205, 400),
      at("d1", 5, 100),
      at("d2", 200, 300),
      at("c1", 100, 200),
      at("c2", 105, 200),
    ]);
    const hidden = await hiddenIn();
    const ofPlace = (code: string) => hidden.some((one) => one.includes(` ${code} `));
    expect(ofPlace("d1")).toBe(true);
    // By itself the other district would be the state less the hidden one.
    expect(ofPlace("d2") || ofPlace("state")).toBe(true);
  });
});
