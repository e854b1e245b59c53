import { composeScorecards } from "../../../functions/jobs/compose.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import type { ScorecardFacts } from "../../../shared/publication/scorecards/facts.ts";
import {
  runScorecardStep,
  type ScorecardDeps,
} from "../../../shared/publication/scorecards/run-scorecard-step.ts";
import { loadScorecard } from "../../../shared/publication/scorecards/scorecard.store.ts";
import type { TestEngine } from "../../support/engine.ts";
import { aReleaseWorld, prepare, publish, type ReleaseWorld, recordYear } from "./release-world.ts";

export type ScorecardWorld = ReleaseWorld & { readonly cards: ScorecardDeps };

export const STRATEGY = "str_01JD00000000000000000READS";
export const CHANGE = "sys_01JD00000000000000000CHANG";
export const TITLE = { en: "Are our children better off?", es: "¿Están mejor nuestros niños?" };

/** What records say in these tests, whatever is asked. */
export function someFacts(world: Pick<ReleaseWorld, "reading">): ScorecardFacts {
  const target = {
    value: 70,
    period: { start: "2029-07-01", end: "2030-06-30", kind: "school-year" as const },
  };
  return {
    targets: new Map([[world.reading, target]]),
    strategies: new Map([[STRATEGY, { name: "Tutors in every school" }]]),
    systemsChanges: new Map([
      [CHANGE, { title: "One enrollment for all", status: "adopted", statusOn: "2024-05-01" }],
    ]),
    gateways: [{ framework: "Theory of Action", gateway: "Sustaining", reachedOn: "2026-02-12" }],
    money: new Map([[STRATEGY, [{ amount: "1500000.00", currency: "USD" }]]]),
  };
}

/** A partnership with three school years of figures, one of its groups small in the last, and its release. */
export async function aScorecardWorld(engine: TestEngine): Promise<ScorecardWorld & { releaseId: string }> {
  const world = await aReleaseWorld(engine);
  for (const [year, ahead] of [
    [2021, 0],
    [2022, 6],
    [2023, 14],
  ] as const)
    await recordYear(world, year, {
      asian: [year === 2023 ? 4 : 45, 90],
      black: [60 + 2 * ahead, 160],
      latino: [55 + 2 * ahead, 140],
      white: [90 + ahead, 150],
    });
  const releaseId = await prepare(world);
  await publish(world, releaseId);
  const { table, published } = world;
  const cards = {
    ...composeScorecards({ table, published, clock: systemClock }),
    scorecardFacts: async () => someFacts(world),
  };
  return { ...world, cards, releaseId };
}

/** Does the work that a scorecard waits for, as the queue would. */
export async function workOn(
  world: Pick<ScorecardWorld, "table" | "cards">,
  scorecardId: string,
): Promise<void> {
  const step = (await loadScorecard(world.table, scorecardId))?.scorecard.step ?? 0;
  await runScorecardStep(world.cards, { scorecardId, step });
}

/** All that a scorecard of these tests shows. */
export function choicesOf(world: Pick<ScorecardWorld, "reading">, releaseId: string) {
  return {
    releaseId,
    title: TITLE,
    indicators: [{ id: world.reading, es: "Lectura en tercer grado", showsTarget: true }],
    strategies: [{ id: STRATEGY, es: "Tutores en cada escuela" }],
    systemsChanges: [{ id: CHANGE }],
    showsMoney: true,
    showsGateways: true,
  };
}

/** Makes a scorecard and has it composed. */
export async function compose(
  world: ScorecardWorld,
  releaseId: string,
  fields: object = {},
): Promise<string> {
  const { owner, partnershipId } = world;
  const body = { partnershipId, ...choicesOf(world, releaseId), ...fields };
  const made = await owner("POST", "/scorecards", { body });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  await workOn(world, made.body.id);
  return made.body.id;
}

/** Asks for a deed in the version that is read now. */
export async function askFor(world: ScorecardWorld, id: string, deed: string, body?: object) {
  const { etag } = await world.owner("GET", `/scorecards/${id}`);
  return world.owner("POST", `/scorecards/${id}/${deed}`, { ifMatch: etag, ...(body ? { body } : {}) });
}

/** Publishes a composed scorecard, to its end. */
export async function publishCard(world: ScorecardWorld, id: string): Promise<void> {
  const asked = await askFor(world, id, "publish");
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  await workOn(world, id);
}
