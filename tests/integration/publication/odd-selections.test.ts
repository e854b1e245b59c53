import { beforeEach, describe, expect, test } from "vitest";
import { engineOfSuite } from "../../support/suite.ts";
import {
  aReleaseWorld,
  prepare,
  publish,
  type ReleaseWorld,
  readPublished,
  recordYear,
  work,
} from "./release-world.ts";

const engine = engineOfSuite();
let world: ReleaseWorld;
beforeEach(async () => {
  world = await aReleaseWorld(engine);
  await recordYear(world, 2024, { asian: [5, 40], black: [60, 120], hispanic: [45, 90], white: [160, 300] });
});

const make = (fields: object, key?: string) =>
  world.owner("POST", "/releases", {
    body: {
      ...{ partnershipId: world.partnershipId, title: "By race and ethnicity" },
      ...{ selection: { indicatorIds: [world.reading] }, ...fields },
    },
    ...(key === undefined ? {} : { key }),
  });

describe("a release that is asked for oddly", () => {
  test("holds an indicator once that is named twice", async () => {
    const id = await prepare(world, { selection: { indicatorIds: [world.reading, world.reading] } });
    expect((await world.owner("GET", `/releases/${id}`)).body).toMatchObject({ status: "planned", cells: 5 });
  });

  test("is refused at once, with the place, where no work could end it", async () => {
    const indicatorIds = [world.reading];
    const twice = [[world.reading, world.reading]];
    for (const [fields, pointer] of [
      [{ selection: { indicatorIds, from: "2030-01-01", to: "2020-01-01" } }, "/selection/to"],
      [{ selection: { indicatorIds, categories: ["asian"] } }, "/selection/categories"],
      [{ partitions: twice }, "/partitions/0"],
      [{ sharedDenominators: twice }, "/sharedDenominators/0"],
    ] as const)
      expect(await make(fields)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test("is one where it is asked for twice under one key, and published once", async () => {
    const made = await make({}, "once");
    expect((await make({}, "once")).body.id).toBe(made.body.id);
    expect((await make({ title: "Another" }, "once")).status).toBe(422);
    await work(world, made.body.id);
    const { etag } = await world.owner("GET", `/releases/${made.body.id}`);
    const publishing = [1, 2, 3].map(() =>
      world.owner("POST", `/releases/${made.body.id}/publish`, { ifMatch: etag }),
    );
    expect((await Promise.all(publishing)).map(({ status }) => status).sort()).toEqual([202, 412, 412]);
  });

  test("corrects one that is being withdrawn, and undoes nothing of that", async () => {
    const first = await prepare(world);
    await publish(world, first);
    const second = await prepare(world, { corrects: { releaseId: first, reason: "Counted again" } });
    const { etag } = await world.owner("GET", `/releases/${first}`);
    const body = { reason: "Not to be read any more" };
    await world.owner("POST", `/releases/${first}/withdraw`, { ifMatch: etag, body });
    await publish(world, second);
    await work(world, first);
    const out = await readPublished(world, first);
    expect(out).toMatchObject({ state: { status: "withdrawn", correctedBy: second }, cells: [] });
  });
});
