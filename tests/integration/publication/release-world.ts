import { composeReleases } from "../../../functions/jobs/compose.ts";
import { openSolver } from "../../../shared/disclosure/release/open-solver.ts";
import { createPartnership } from "../../../shared/partnerships/create-partnership.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { cellsOf } from "../../../shared/publication/published/chunks.ts";
import { findChunk, findPublished } from "../../../shared/publication/published/published.store.ts";
import { loadRelease } from "../../../shared/publication/releases/release.store.ts";
import {
  type ReleaseStepDeps,
  runReleaseStep,
} from "../../../shared/publication/releases/run-release-step.ts";
import { aPrefix, makeClient, makeTables, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aRow, type Client, signedIn } from "../measurement/harbour.ts";

export type ReleaseWorld = {
  readonly table: Table;
  readonly published: Table;
  readonly deps: ReleaseStepDeps;
  readonly ownerId: string;
  readonly owner: Client;
  readonly partnershipId: string;
  readonly reading: string;
};

const HARBOUR = { status: "active", placeCode: "harbour", placeName: "Harbour" } as const;

/** A partnership with an indicator on tables of its own, and the work on releases with the real solver. */
export async function aReleaseWorld(engine: TestEngine): Promise<ReleaseWorld> {
  const client = makeClient(engine.endpoint);
  const names = await makeTables(client, aPrefix());
  const [table, published] = [names.records, names.releases].map((name) => ({ client, name })) as [
    Table,
    Table,
  ];
  const ownerId = newId("org");
  const owner = signedIn(table, ownerId);
  const made = await createPartnership(
    { table, newId },
    {
      fields: { name: "Harbour Partnership", purpose: "Every child reads", ...HARBOUR },
      author: { principalId: newId("per"), organisationId: ownerId },
      now: systemClock(),
    },
  );
  if (!made.ok) throw new Error(made.problem.detail);
  const partnershipId = made.value.id;
  const reading = await anIndicator(owner, partnershipId);
  const composed = composeReleases({ table, published, openSolver, clock: systemClock });
  const deps = { ...composed, partnershipName: async () => "Harbour Partnership" };
  return { table, published, deps, ownerId, owner, partnershipId, reading };
}

/** Records figures of a school year by race and ethnicity, and their total: [numerator, denominator] each. */
export async function recordYear(
  { owner, reading }: Pick<ReleaseWorld, "owner" | "reading">,
  startYear: number,
  groups: Readonly<Record<string, readonly [number, number]>>,
): Promise<void> {
  const parts = Object.entries(groups).map(([group, [numerator, denominator]]) =>
    aRow(reading, { startYear, numerator, denominator, dimensions: { "race-ethnicity": group } }),
  );
  const sum = (at: 0 | 1) => Object.values(groups).reduce((total, group) => total + group[at], 0);
  const total = aRow(reading, { startYear, numerator: sum(0), denominator: sum(1) });
  const answer = await owner("POST", "/observations", {
    body: { observations: [total, ...parts], reason: "Recorded for a test" },
  });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
}

/** Does the work on a release to its end, as the queue would: step after step. Answers how many steps it took. */
export async function work(
  { table, deps }: Pick<ReleaseWorld, "table" | "deps">,
  releaseId: string,
): Promise<number> {
  for (let steps = 0; ; steps++) {
    const loaded = await loadRelease(table, releaseId);
    if (loaded?.work?.status !== "running") return steps;
    await runReleaseStep(deps, { releaseId, step: loaded.work.step });
  }
}

/** Prepares a release and works it out. */
export async function prepare(world: ReleaseWorld, fields: object = {}): Promise<string> {
  const made = await world.owner("POST", "/releases", {
    body: {
      partnershipId: world.partnershipId,
      title: "Reading by race and ethnicity",
      selection: { indicatorIds: [world.reading] },
      ...fields,
    },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  await work(world, made.body.id);
  return made.body.id;
}

/** Publishes a planned release, to its end. */
export async function publish(world: ReleaseWorld, id: string): Promise<void> {
  const { etag } = await world.owner("GET", `/releases/${id}`);
  const asked = await world.owner("POST", `/releases/${id}/publish`, { ifMatch: etag });
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  await work(world, id);
}

/** Withdraws a published release, to its end. */
export async function withdraw(world: ReleaseWorld, id: string, reason: string): Promise<void> {
  const { etag } = await world.owner("GET", `/releases/${id}`);
  const asked = await world.owner("POST", `/releases/${id}/withdraw`, { ifMatch: etag, body: { reason } });
  if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
  await work(world, id);
}

/** All figures of a published release, as everybody reads them. */
export async function readPublished({ published }: Pick<ReleaseWorld, "published">, id: string) {
  const found = await findPublished(published, id);
  if (!found) return undefined;
  const texts = await Promise.all(
    found.manifest.chunks.map(({ number }) => findChunk(published, id, number)),
  );
  const cells = texts.flatMap((text) => (text === undefined ? [] : cellsOf(text)));
  return { ...found, texts, cells };
}
