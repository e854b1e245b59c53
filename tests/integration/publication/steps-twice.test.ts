import { describe, expect, test } from "vitest";
import { findFrozen } from "../../../shared/publication/releases/pack.store.ts";
import { loadRelease } from "../../../shared/publication/releases/release.store.ts";
import { runReleaseStep } from "../../../shared/publication/releases/run-release-step.ts";
import { makeClient } from "../../support/engine.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { before } from "../measurement/harbour.ts";
import { aReleaseWorld, prepare, publish, readPublished, recordYear, work } from "./release-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aReleaseWorld(engine));

/** Five of the Asian students read: too few to be told. */
const YEAR = { asian: [5, 40], black: [60, 120], hispanic: [45, 90], white: [160, 300] } as const;
const YEARS = [2021, 2022, 2023, 2024];

/** Begins a step that gets no further than to its first write of a kind until it is let go. */
async function lateStep(releaseId: string, { stepMs, until }: { stepMs: number; until: string }) {
  const client = makeClient(engine.endpoint);
  const arrived = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  before(client, async (command) => {
    if (command !== until) return;
    arrived.resolve();
    await free.promise;
  });
  const table = { ...world.table, client };
  const step = (await loadRelease(world.table, releaseId))?.work?.step ?? 0;
  const done = runReleaseStep({ ...world.deps, table, stepMs }, { releaseId, step });
  await arrived.promise;
  const letGo = () => {
    free.resolve();
    return done;
  };
  return { step, letGo };
}

async function make(): Promise<string> {
  const { body } = await world.owner("POST", "/releases", {
    body: {
      partnershipId: world.partnershipId,
      title: "Reading by race and ethnicity",
      selection: { indicatorIds: [world.reading] },
    },
  });
  return body.id;
}

describe("a step that is done twice side by side, one of them late,", () => {
  test("loses no plan: what is small stays hidden though it planned fewer parts", async () => {
    for (const year of YEARS) await recordYear(world, year, YEAR);
    const id = await make();
    await runReleaseStep(world.deps, { releaseId: id, step: 1 });
    expect((await loadRelease(world.table, id))?.work?.phase).toBe("plan");
    const late = await lateStep(id, { stepMs: 0, until: "PutItemCommand" });
    expect(await runReleaseStep(world.deps, { releaseId: id, step: late.step })).toBe("advanced");
    expect(await late.letGo()).toBe("dropped");
    await work(world, id);
    await publish(world, id);
    const asian = (await readPublished(world, id))?.cells.filter(({ category }) => category === "asian");
    expect(asian?.map(({ numerator, status }) => ({ numerator, status }))).toEqual(
      YEARS.map(() => ({ numerator: null, status: "c" })),
    );
  });

  test("does not plan against less than what is out: what was frozen first holds", async () => {
    await recordYear(world, 2024, YEAR);
    const first = await prepare(world);
    const id = await make();
    const late = await lateStep(id, { stepMs: 20_000, until: "PutItemCommand" });
    // What the late one has read of the ledger is past.
    await publish(world, first);
    await runReleaseStep(world.deps, { releaseId: id, step: late.step });
    await late.letGo();
    await work(world, id);
    const { etag, body } = await world.owner("GET", `/releases/${id}`);
    expect(body.status).toBe("planned");
    const asked = await world.owner("POST", `/releases/${id}/publish`, { ifMatch: etag });
    const { earlier } = await findFrozen(world.table, { releaseId: id, attempt: 1 });
    // Either it was planned with the first, or it is not published as it is.
    expect(asked.status === 202).toBe(earlier.some(({ releaseId }) => releaseId === first));
  });
});
