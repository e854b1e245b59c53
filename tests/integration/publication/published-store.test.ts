import { afterAll, beforeAll, expect, test } from "vitest";
import type { Table } from "../../../shared/platform/table.ts";
import {
  findChunk,
  findPublished,
  publishedPage,
  publishManifest,
  withdrawPublished,
} from "../../../shared/publication/published/published.store.ts";
import { aRelease, publish, releaseId } from "../../support/published.ts";
import { engineOfSuite } from "../../support/suite.ts";
import { aReader } from "./reader.ts";

const engine = engineOfSuite();
let reader: Awaited<ReturnType<typeof aReader>>;
let table: Table;
beforeAll(async () => {
  reader = await aReader(engine);
  table = reader.table;
});
afterAll(() => reader.stop());

const WITHDRAWN = { withdrawnAt: "2026-11-20T10:00:00.000Z", reason: "The agreement ended" };
const correcting = (number: number, corrected: number) =>
  aRelease({ number, corrects: { id: releaseId(corrected), number: corrected, reason: "Restated" } });
const listed = async (number: number) =>
  (await publishedPage(table, { limit: 50 })).items.find(({ id }) => id === releaseId(number));

test("publishing again changes nothing, and nothing else is published under the same id", async () => {
  const release = aRelease({ number: 1 });
  await publish(table, release);
  await withdrawPublished(table, release.manifest.id, WITHDRAWN);
  await publish(table, release);
  expect((await findPublished(table, release.manifest.id))?.state.status).toBe("withdrawn");
  const other = aRelease({ number: 1, title: "Another one" });
  await expect(publishManifest(table, other.manifest)).rejects.toThrow("Another manifest was published");
});

test("a manifest that does not say what it was sealed with is not published", async () => {
  const altered = { ...aRelease({ number: 2 }).manifest, title: "Altered" };
  await expect(publishManifest(table, altered)).rejects.toThrow("does not say what it was sealed with");
  expect(await findPublished(table, releaseId(2))).toBeUndefined();
});

test("a withdrawal drops every chunk, keeps its first reason, and goes on where it was cut off", async () => {
  const release = aRelease({ number: 3 }, { mostBytes: 700 });
  await publish(table, release);
  await withdrawPublished(table, release.manifest.id, WITHDRAWN);
  await withdrawPublished(table, release.manifest.id, { ...WITHDRAWN, reason: "Another reason" });
  expect((await findPublished(table, release.manifest.id))?.state).toEqual({
    status: "withdrawn",
    ...WITHDRAWN,
  });
  for (const { number } of release.chunks)
    expect(await findChunk(table, release.manifest.id, number)).toBeUndefined();
  expect(await listed(3)).toMatchObject({ status: "withdrawn" });
});

test("corrections and a withdrawal at the same time leave the release both withdrawn and corrected", async () => {
  for (const round of [10, 13, 16]) {
    const release = aRelease({ number: round });
    await publish(table, release);
    await Promise.all([
      publish(table, correcting(round + 1, round)),
      withdrawPublished(table, release.manifest.id, WITHDRAWN),
      publish(table, correcting(round + 2, round)),
    ]);
    const state = (await findPublished(table, release.manifest.id, { consistent: true }))?.state;
    expect(state).toMatchObject({ status: "withdrawn", ...WITHDRAWN });
    expect([releaseId(round + 1), releaseId(round + 2)]).toContain(state?.correctedBy);
    expect(await listed(round)).toMatchObject({ status: "withdrawn", correctedBy: state?.correctedBy });
  }
});
