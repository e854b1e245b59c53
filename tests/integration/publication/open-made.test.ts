import { afterAll, beforeAll, expect, test } from "vitest";
import { cellsOf } from "../../../shared/publication/published/chunks.ts";
import { isSealed, ManifestSchema } from "../../../shared/publication/published/manifest.ts";
import { compareAddresses } from "../../../shared/publication/published/reading-order.ts";
import { engineOfSuite } from "../../support/suite.ts";
import { aReader } from "./reader.ts";
import { aReleaseWorld, prepare, publish, type ReleaseWorld, recordYear } from "./release-world.ts";

const engine = engineOfSuite();
let world: ReleaseWorld;
let reader: Awaited<ReturnType<typeof aReader>>;
let id: string;

beforeAll(async () => {
  world = await aReleaseWorld(engine);
  for (const [year, few] of [
    [2022, 61],
    [2023, 4],
  ] as const)
    await recordYear(world, year, {
      asian: [few, 90],
      black: [80, 160],
      latino: [70, 140],
      white: [90, 150],
    });
  id = await prepare(world);
  await publish(world, id);
  reader = await aReader(engine, world.published);
});
afterAll(() => {
  reader.stop();
  world.table.client.destroy();
});

test("what the product publishes is read by everybody, whole and sealed, and its small count by nobody", async () => {
  const { state, ...manifest } = (await reader.read(`/open/releases/${id}.json`)).body;
  expect(state).toEqual({ status: "published" });
  expect(isSealed(ManifestSchema().parse(manifest))).toBe(true);
  const cells = cellsOf((await reader.read(`/open/releases/${id}/cells.json`)).text);
  expect(cells).toHaveLength(10);
  expect([...cells].sort(compareAddresses)).toEqual(cells);
  const small = cells.find(({ category, periodKey }) => category === "asian" && periodKey.startsWith("2023"));
  expect(small).toMatchObject({ numerator: null, value: null, status: "c" });
  expect(cells.filter(({ status }) => status === "c").length).toBeGreaterThan(1);
  const page = await reader.read(`/open/releases/${id}`, { accept: "text/html" });
  expect([page.status, page.gets]).toEqual([200, 1]);
  const indicator = await reader.read(`/open/releases/${id}/indicators/${world.reading}`, {
    accept: "text/html",
  });
  expect(indicator.text).toContain("protected: could identify a child");
  expect(indicator.text).toContain("By race/ethnicity, 2023-24");
  const derived = await reader.read(
    `/open/releases/${id}/derived?indicator=${world.reading}&period=${small?.periodKey}`,
  );
  for (const { category, measure, value, status } of derived.body)
    if (category === "asian" || measure === "gap-to-best-off") expect([value, status]).toEqual([null, "c"]);
  expect((await reader.read("/open")).text).toContain("Reading by race and ethnicity");
});
