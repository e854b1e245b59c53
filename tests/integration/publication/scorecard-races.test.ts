import { afterAll, beforeAll, expect, test } from "vitest";
import { withdrawPublished } from "../../../shared/publication/published/published.store.ts";
import { findScorecard } from "../../../shared/publication/published/scorecards.store.ts";
import { runScorecardStep } from "../../../shared/publication/scorecards/run-scorecard-step.ts";
import { loadScorecard } from "../../../shared/publication/scorecards/scorecard.store.ts";
import { makeClient, startEngine, type TestEngine } from "../../support/engine.ts";
import { before } from "../measurement/harbour.ts";
import { aScorecardWorld, askFor, compose, publishCard, someFacts, workOn } from "./scorecard-world.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test("a step that is done twice at once says of a scorecard what became of it, though its release falls between", async () => {
  const world = await aScorecardWorld(engine);
  const id = await compose(world, world.releaseId);
  await askFor(world, id, "publish");
  const step = (await loadScorecard(world.table, id))?.scorecard.step ?? 0;
  const client = makeClient(engine.endpoint);
  let isFirst = true;
  before(client, async (command) => {
    if (command !== "TransactWriteItemsCommand" || !isFirst) return;
    isFirst = false;
    const other = makeClient(engine.endpoint);
    const cut = { ...world.cards, table: { ...world.table, client: other } };
    before(other, (name) => {
      if (name === "TransactWriteItemsCommand") throw new Error("The machine went away.");
    });
    await expect(runScorecardStep(cut, { scorecardId: id, step })).rejects.toThrow("went away");
    other.destroy();
    const withdrawal = { withdrawnAt: "2026-11-20T10:00:00.000Z", reason: "An error" };
    await withdrawPublished(world.published, world.releaseId, withdrawal);
  });
  const slow = { ...world.cards, published: { ...world.published, client } };
  await runScorecardStep(slow, { scorecardId: id, step });
  expect((await findScorecard(world.published, world.partnershipId))?.state.id).toBe(id);
  const { body } = await world.owner("GET", `/scorecards/${id}`);
  expect(body).toMatchObject({ status: "published", number: 1 });
  client.destroy();
  world.table.client.destroy();
});

test("money that a funder does not let be shown any more goes out in none that was composed before", async () => {
  const world = await aScorecardWorld(engine);
  const [out, late] = [await compose(world, world.releaseId), await compose(world, world.releaseId)];
  await publishCard(world, out);
  await askFor(world, late, "publish");
  const hiding = {
    ...world.cards,
    scorecardFacts: async () => ({ ...someFacts(world), money: new Map() }),
  };
  await workOn({ ...world, cards: hiding }, late);
  const { body } = await world.owner("GET", `/scorecards/${late}`);
  expect(body).toMatchObject({ status: "refused", refusal: expect.stringContaining("Money") });
  expect((await findScorecard(world.published, world.partnershipId))?.state.id).toBe(out);
  await askFor(world, late, "compose", {});
  await workOn({ ...world, cards: hiding }, late);
  expect((await world.owner("GET", `/scorecards/${late}/preview`)).body.strategies[0].money).toEqual([]);
  world.table.client.destroy();
});
