import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyReleases } from "../../../infra/commands/verify-releases.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { putIf, transact } from "../../../shared/platform/transaction.ts";
import { startEngine, type TestEngine } from "../../support/engine.ts";
import {
  aReleaseWorld,
  prepare,
  publish,
  type ReleaseWorld,
  recordYear,
  withdraw,
} from "../publication/release-world.ts";
import { aScorecardWorld, compose, publishCard } from "../publication/scorecard-world.ts";

const EXISTS = { expression: "attribute_exists(pk)" };
let engine: TestEngine;
let world: ReleaseWorld;

beforeAll(async () => {
  engine = await startEngine();
  world = await aReleaseWorld(engine);
});
afterAll(async () => {
  world.table.client.destroy();
  await engine.stop();
});

it("finds whatever was altered of what is published, and nothing where all is intact", async () => {
  await recordYear(world, 2024, { asian: [50, 90], black: [60, 120], white: [160, 300] });
  const ids = [await prepare(world)];
  await publish(world, ids[0] as string);
  ids.push(await prepare(world));
  await publish(world, ids[1] as string);
  expect(await verifyReleases(world.published)).toEqual({ releases: 2, scorecards: 0, faults: [] });

  const partition = `REL#${ids[0]}`;
  const [manifest] = await queryAll(world.published, { partition, prefix: "M#MANIFEST" });
  const [chunk] = await queryAll(world.published, { partition, prefix: "T#" });
  if (!manifest || !chunk) throw new Error("The table does not hold what was published.");

  await putIf(world.published, { ...chunk, text: String(chunk.text).replace("160", "190") }, EXISTS);
  expect((await verifyReleases(world.published)).faults).toEqual([
    { pk: partition, sk: manifest.sk, detail: "Chunk 1 is not what was published." },
  ]);
  await putIf(world.published, chunk, EXISTS);

  const text = gunzipSync(manifest.manifest as Uint8Array).toString("utf8");
  const retitled = gzipSync(text.replace("Reading by", "Better reading by"));
  await putIf(world.published, { ...manifest, manifest: retitled }, EXISTS);
  expect((await verifyReleases(world.published)).faults).toMatchObject([{ pk: partition, sk: manifest.sk }]);
  await putIf(world.published, { ...manifest, manifest: "{}" }, EXISTS);
  expect((await verifyReleases(world.published)).faults).toMatchObject([{ pk: partition, sk: manifest.sk }]);
  await putIf(world.published, manifest, EXISTS);

  await withdraw(world, ids[0] as string, "The district recalled its counts");
  expect(await verifyReleases(world.published)).toEqual({ releases: 2, scorecards: 0, faults: [] });
  await putIf(world.published, chunk, { expression: "attribute_not_exists(pk)" });
  expect((await verifyReleases(world.published)).faults).toMatchObject([{ pk: partition }]);
});

it("finds a scorecard whose document was altered, or is gone without a withdrawal", async () => {
  const own = await aScorecardWorld(engine);
  await publishCard(own, await compose(own, own.releaseId));
  expect(await verifyReleases(own.published)).toEqual({ releases: 1, scorecards: 1, faults: [] });
  const partition = `SCP#${own.partnershipId}`;
  const [document] = await queryAll(own.published, { partition, prefix: "S#000001#1DOC" });
  if (!document) throw new Error("The table does not hold what was published.");
  const text = gunzipSync(document.document as Uint8Array).toString("utf8");
  const altered = gzipSync(text.replace("Are our children", "Were our children"));
  await putIf(own.published, { ...document, document: altered }, EXISTS);
  expect((await verifyReleases(own.published)).faults).toMatchObject([
    { pk: partition, detail: "The document is not what was published." },
  ]);
  await transact(own.published, [{ delete: { pk: document.pk, sk: document.sk } }]);
  expect((await verifyReleases(own.published)).faults).toMatchObject([
    { pk: partition, detail: "The document of the scorecard is not there." },
  ]);
  own.table.client.destroy();
});
