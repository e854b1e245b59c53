import { describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { anIndicator, aPartnership, signedIn } from "../measurement/harbour.ts";
import { aReleaseWorld, prepare, publish, recordYear } from "./release-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aReleaseWorld(engine));

const path = () => `/partnerships/${world.partnershipId}/releases-elsewhere`;
const see = (id: string) => world.owner("GET", `/releases/${id}`);

/** What a state printed of the school year 2024-25: [numerator, denominator] or a rate and a denominator, by group. */
function printed(
  groups: Readonly<Record<string, { numerator?: number; denominator?: number; value?: number }>>,
) {
  return {
    title: "Report card 2024-25",
    publisher: "Department of Education",
    publishedOn: "2025-12-01",
    cells: Object.entries(groups).map(([group, figures]) => ({
      indicatorId: world.reading,
      period: { start: "2024-07-01", end: "2025-06-30" },
      placeCode: "09001",
      dimensions: group === "all" ? {} : { "race-ethnicity": group },
      ...figures,
    })),
  };
}

describe("a release made elsewhere", () => {
  test("is what every further release is protected against", async () => {
    await recordYear(world, 2024, {
      asian: [5, 40],
      black: [60, 120],
      hispanic: [45, 90],
      white: [160, 300],
    });
    const alone = await prepare(world);
    const hiddenAlone = await hiddenIn(alone);
    const [other] = hiddenAlone.filter((group) => group !== "asian");
    const figures: Record<string, number> = { black: 60, hispanic: 45, white: 160 };
    const denominators: Record<string, number> = { black: 120, hispanic: 90, white: 300 };
    // The state prints just the group that would have been hidden beside the small one.
    const body = printed({
      [other as string]: {
        denominator: denominators[other as string] as number,
        value: Number(
          ((100 * (figures[other as string] as number)) / (denominators[other as string] as number)).toFixed(
            1,
          ),
        ),
      },
    });
    expect((await world.owner("POST", path(), { body })).status).toBe(201);
    const beside = await hiddenIn(await prepare(world));
    expect(beside).toContain("asian");
    expect(beside.filter((group) => group !== "asian" && group !== other).length).toBeGreaterThan(0);
  });

  test("that gives a small count away whatever is hidden leads to no release at all, in words", async () => {
    await recordYear(world, 2024, { asian: [5, 40], black: [60, 120] });
    const body = printed({
      all: { numerator: 65, denominator: 160 },
      black: { numerator: 60, denominator: 120 },
    });
    await world.owner("POST", path(), { body });
    const id = await prepare(world);
    const seen = await see(id);
    expect(seen.body.status).toBe("refused");
    expect(seen.body.refusal).toContain(`${world.reading} 2024-07-01_2025-06-30 09001 race-ethnicity asian`);
    const refused = await world.owner("POST", `/releases/${id}/publish`, { ifMatch: seen.etag });
    expect(refused.body).toMatchObject({ code: "conflict", state: "refused" });
  });

  test("that printed the rate of a small group leads to no release of that breakdown, and to one without it", async () => {
    await recordYear(world, 2024, {
      asian: [5, 40],
      black: [60, 120],
      hispanic: [45, 90],
      white: [160, 300],
    });
    await world.owner("POST", path(), { body: printed({ asian: { value: 12.5 } }) });
    const id = await prepare(world);
    expect((await see(id)).body.status).toBe("refused");
    const selection = { indicatorIds: [world.reading], dimensionKeys: ["sex"] };
    const without = await prepare(world, { selection });
    expect((await see(without)).body).toMatchObject({ status: "planned", cells: 1 });
  });

  test("that was registered by mistake is taken back for a reason", async () => {
    await recordYear(world, 2024, { asian: [5, 40], black: [60, 120] });
    const body = printed({
      all: { numerator: 65, denominator: 160 },
      black: { numerator: 60, denominator: 120 },
    });
    const made = await world.owner("POST", path(), { body });
    const retraction = `/releases-elsewhere/${made.body.id}/retraction`;
    const reason = "These were last year's";
    const gone = await world.owner("POST", retraction, { ifMatch: made.etag, body: { reason } });
    expect(gone.body).toMatchObject({ retracted: { reason }, version: 2 });
    const twice = await world.owner("POST", retraction, { ifMatch: gone.etag, body: { reason } });
    expect(twice.status).toBe(409);
    const id = await prepare(world);
    expect((await see(id)).body.status).toBe("planned");
    const listed = await world.owner("GET", path());
    expect(listed.body.items).toMatchObject([{ id: made.body.id, cellCount: 2, retracted: { reason } }]);
  });

  test("registered after a release was planned makes it to be planned again", async () => {
    await recordYear(world, 2024, { asian: [5, 40], black: [60, 120], white: [160, 300] });
    const id = await prepare(world);
    await world.owner("POST", path(), { body: printed({ white: { denominator: 300 } }) });
    const seen = await see(id);
    expect(seen.body.isCurrent).toBe(false);
    await expect(publish(world, id)).rejects.toThrow("planned again");
  });

  test("names indicators of the partnership, and is the partnership's own", async () => {
    const stranger = signedIn(world.table, newId("org"));
    const body = printed({ white: { denominator: 300 } });
    expect((await stranger("POST", path(), { body })).status).toBe(404);
    const made = await world.owner("POST", path(), { body });
    const retraction = `/releases-elsewhere/${made.body.id}/retraction`;
    const taken = await stranger("POST", retraction, { ifMatch: made.etag, body: { reason: "Mine" } });
    expect(taken.status).toBe(404);
    expect((await stranger("GET", path())).status).toBe(404);
    const foreign = await anIndicator(world.owner, await aPartnership(world.table, world.ownerId));
    const other = { ...body, cells: body.cells.map((cell) => ({ ...cell, indicatorId: foreign })) };
    const refused = await world.owner("POST", path(), { body: other });
    expect(refused.body.errors).toMatchObject([{ pointer: "/cells/0/indicatorId" }]);
    const nothing = await world.owner("POST", path(), { body: printed({ white: {} }) });
    expect(nothing.body.errors).toMatchObject([{ pointer: "/cells/0" }]);
  });
});

/** The groups whose numerator a planned release would hide. */
async function hiddenIn(id: string): Promise<string[]> {
  const { body } = await world.owner("GET", `/releases/${id}/preview`);
  return body.items
    .filter(({ published }: { published: { numerator: number | null } }) => published.numerator === null)
    .map(({ category }: { category: string }) => category);
}
