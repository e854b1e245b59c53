import { describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import { getItem, type Item } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import { textHash } from "../../../shared/publication/published/chunks.ts";
import { isSealed } from "../../../shared/publication/published/manifest.ts";
import { loadRelease } from "../../../shared/publication/releases/release.store.ts";
import { giveUpReleaseStep, runReleaseStep } from "../../../shared/publication/releases/run-release-step.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { aRow, signedIn } from "../measurement/harbour.ts";
import {
  aReleaseWorld,
  prepare,
  publish,
  readPublished,
  recordYear,
  withdraw,
  work,
} from "./release-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aReleaseWorld(engine));

/** Five of the Asian students read: too few to be told. */
const YEAR = { asian: [5, 40], black: [60, 120], hispanic: [45, 90], white: [160, 300] } as const;
const see = (id: string) => world.owner("GET", `/releases/${id}`);

describe("a release", () => {
  test("is planned with what it hides and what that costs, and publishes nothing by itself", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    const seen = await see(id);
    expect(seen.body).toMatchObject({
      status: "planned",
      isCurrent: true,
      cells: 5,
      loss: { cells: 5, figures: 5, primary: 1, hidden: 0 },
      progress: { phase: "assemble", status: "done" },
    });
    expect(seen.body.loss.shown).toBeGreaterThanOrEqual(3);
    expect(seen.body.lossByDimension["race-ethnicity"].cells).toBe(4);
    const preview = await world.owner("GET", `/releases/${id}/preview`);
    const asian = preview.body.items.find(({ category }: { category: string }) => category === "asian");
    expect(asian).toMatchObject({
      own: { numerator: 5, denominator: 40, value: 12.5 },
      hiding: "inside",
      why: "small",
      published: { numerator: null, denominator: 40, value: null, status: "c" },
    });
    expect(await readPublished(world, id)).toBeUndefined();
  });

  test("is published under a number, sealed, with one label for all that it hides", async () => {
    await recordYear(world, 2024, YEAR);
    const licence = { name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0" };
    const id = await prepare(world, { licence });
    await publish(world, id);
    const out = await readPublished(world, id);
    expect(out?.manifest).toMatchObject({
      number: 1,
      licence,
      partnership: { id: world.partnershipId, name: "Harbour Partnership" },
      cells: 5,
      dimensionKeys: ["all", "race-ethnicity"],
      indicators: [{ id: world.reading, version: 1 }],
    });
    expect(out && isSealed(out.manifest)).toBe(true);
    expect(out?.texts.map((text) => textHash(text ?? ""))).toEqual(
      out?.manifest.chunks.map(({ hash }) => hash),
    );
    expect((await see(id)).body).toMatchObject({
      status: "published",
      number: 1,
      contentHash: out?.manifest.contentHash,
    });
    const hidden = out?.cells.filter(({ status }) => status === "c") ?? [];
    expect(hidden.length).toBeGreaterThanOrEqual(2);
    for (const cell of hidden) expect(cell).toMatchObject({ numerator: null, value: null });
    expect(JSON.stringify(out?.texts)).not.toMatch(/primary|complementary|small/);
  });

  test("holds the figures as they were frozen, whatever is recorded before it is published", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    await recordYear(world, 2024, { ...YEAR, white: [200, 300] });
    await publish(world, id);
    const out = await readPublished(world, id);
    const total = out?.cells.find(({ dimensionKey }) => dimensionKey === "all");
    expect(total).toMatchObject({ numerator: 270, denominator: 550 });
  });

  test("comes out the same from many short steps, each done twice, as from few", async () => {
    for (const startYear of [2021, 2022, 2023, 2024]) await recordYear(world, startYear, YEAR);
    const whole = await prepare(world);
    const made = await world.owner("POST", "/releases", {
      body: {
        partnershipId: world.partnershipId,
        title: "In short steps",
        selection: { indicatorIds: [world.reading] },
      },
    });
    const id = made.body.id as string;
    const deps = { ...world.deps, stepMs: 0 };
    for (let step = 1; step < 50; step++) {
      await runReleaseStep(deps, { releaseId: id, step });
      expect(await runReleaseStep(deps, { releaseId: id, step })).toBe("dropped");
    }
    const preview = async (of: string) => (await world.owner("GET", `/releases/${of}/preview`)).body;
    expect((await see(id)).body.loss).toEqual((await see(whole)).body.loss);
    expect(await preview(id)).toEqual(await preview(whole));
  });

  test("cannot be published once something else is out: it is planned anew, with that", async () => {
    await recordYear(world, 2024, YEAR);
    const [first, second] = [await prepare(world), await prepare(world)];
    await publish(world, first);
    const stale = await see(second);
    expect(stale.body).toMatchObject({ status: "planned", isCurrent: false });
    const refused = await world.owner("POST", `/releases/${second}/publish`, { ifMatch: stale.etag });
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    const again = await world.owner("POST", `/releases/${second}/plan`, { ifMatch: stale.etag });
    expect(again.status).toBe(202);
    await work(world, second);
    await publish(world, second);
    expect((await see(second)).body).toMatchObject({ status: "published", number: 2 });
    const [a, b] = [await readPublished(world, first), await readPublished(world, second)];
    expect(b?.cells).toEqual(a?.cells);
  });

  test("of two that are asked for at once, one alone is published", async () => {
    await recordYear(world, 2024, YEAR);
    const ids = [await prepare(world), await prepare(world)];
    const seen = await Promise.all(ids.map(see));
    const asked = await Promise.all(
      ids.map((id, at) => world.owner("POST", `/releases/${id}/publish`, { ifMatch: seen[at]?.etag ?? "" })),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 409]);
  });

  test("that corrects another one hides what the two would tell together", async () => {
    await recordYear(world, 2024, YEAR);
    const first = await prepare(world);
    await publish(world, first);
    // Three more white students read: the difference to what is out is about three children.
    await recordYear(world, 2024, { ...YEAR, white: [163, 300] });
    const corrects = { releaseId: first, reason: "Three students were counted late" };
    const second = await prepare(world, { corrects });
    expect((await see(second)).body.status).toBe("planned");
    await publish(world, second);
    const out = await readPublished(world, second);
    const white = out?.cells.find(({ category }) => category === "white");
    const total = out?.cells.find(({ category }) => category === "all");
    expect(white?.numerator).toBeNull();
    expect(total?.numerator).toBeNull();
    expect(out?.manifest.corrects).toEqual({ id: first, number: 1, reason: corrects.reason });
    expect((await readPublished(world, first))?.state).toMatchObject({ correctedBy: second });
  });

  test("is withdrawn with a reason: its figures go, what it said of itself and its hash stay", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    await publish(world, id);
    const before = await readPublished(world, id);
    const body = { reason: "The district recalled its counts" };
    await withdraw(world, id, body.reason);
    const after = await readPublished(world, id);
    expect(after?.cells).toEqual([]);
    expect(after?.manifest).toEqual(before?.manifest);
    expect(after?.state).toMatchObject({ status: "withdrawn", reason: body.reason });
    expect((await see(id)).body).toMatchObject({ status: "withdrawn", withdrawal: body });
    const history = await world.owner("GET", `/releases/${id}/history`);
    expect(history.body.items.map(({ action }: { action: string }) => action)).toEqual([
      "release.created",
      "release.planned",
      "release.publishing-asked",
      "release.published",
      "release.withdrawal-asked",
      "release.withdrawn",
    ]);
    expect((await verifyRecords(world.table)).faults).toEqual([]);
  });

  test("is put away before it is published, and then not published any more", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    const { etag } = await see(id);
    const body = { reason: "Not needed any more" };
    const gone = await world.owner("POST", `/releases/${id}/discard`, { ifMatch: etag, body });
    expect(gone.body).toMatchObject({ status: "discarded" });
    const late = await world.owner("POST", `/releases/${id}/publish`, { ifMatch: gone.etag });
    expect(late.body).toMatchObject({ status: 409, code: "conflict", state: "discarded" });
  });

  test("is not published where a figure was altered in the table after it was planned", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    const pack = await getItem(world.table, { pk: `REL#${id}`, sk: "W#A001#C#000001" });
    const data = String(pack?.data).replace('"numerator":160', '"numerator":190');
    await putIf(world.table, { ...(pack as Item), data }, { expression: "attribute_exists(pk)" });
    await expect(publish(world, id)).rejects.toThrow("not those that were planned");
    expect(await readPublished(world, id)).toBeUndefined();
  });

  test("leaves out what an agreement forbids to publish, and says how much", async () => {
    const terms = {
      source: { name: "Harbour schools" },
      permittedUse: "Counts by grade",
      from: "2026-01-01",
      mayBePublished: false,
      contactRole: "Registrar",
    };
    const agreements = `/partnerships/${world.partnershipId}/data-agreements`;
    const agreed = await world.owner("POST", agreements, { body: terms });
    await recordYear(world, 2024, YEAR);
    const sex = { dimensions: { sex: "female" }, startYear: 2024, numerator: 140, denominator: 270 };
    await world.owner("POST", "/observations", {
      body: { observations: [aRow(world.reading, sex)], agreementId: agreed.body.id },
    });
    const id = await prepare(world);
    expect((await see(id)).body).toMatchObject({ status: "planned", cells: 5, heldBack: 1 });
  });

  test("is not published where an agreement forbids by now what it holds; planned again, it goes without", async () => {
    const terms = {
      source: { name: "Harbour schools" },
      permittedUse: "Counts by grade",
      from: "2026-01-01",
      mayBePublished: true,
      contactRole: "Registrar",
    };
    const agreements = `/partnerships/${world.partnershipId}/data-agreements`;
    const agreed = await world.owner("POST", agreements, { body: terms });
    await recordYear(world, 2024, YEAR);
    const sex = { dimensions: { sex: "female" }, startYear: 2024, numerator: 140, denominator: 270 };
    await world.owner("POST", "/observations", {
      body: { observations: [aRow(world.reading, sex)], agreementId: agreed.body.id },
    });
    const id = await prepare(world);
    expect((await see(id)).body).toMatchObject({ cells: 6, heldBack: 0, agreementIds: [agreed.body.id] });
    await world.owner("PATCH", `${agreements}/${agreed.body.id}`, {
      ifMatch: agreed.etag,
      body: { mayBePublished: false, reason: "The district thought again" },
    });
    await expect(publish(world, id)).rejects.toThrow("forbids to publish");
    const { etag } = await see(id);
    await world.owner("POST", `/releases/${id}/plan`, { ifMatch: etag });
    await work(world, id);
    await publish(world, id);
    expect((await readPublished(world, id))?.manifest).toMatchObject({
      cells: 5,
      dimensionKeys: ["all", "race-ethnicity"],
    });
  });

  test("holds the places, periods and breakdowns that it selects, and totals", async () => {
    for (const startYear of [2022, 2023, 2024]) await recordYear(world, startYear, YEAR);
    await world.owner("POST", "/observations", {
      body: {
        observations: [
          aRow(world.reading, {
            startYear: 2024,
            dimensions: { sex: "female" },
            numerator: 140,
            denominator: 270,
          }),
          aRow(world.reading, { startYear: 2024, numerator: 70, denominator: 140, place: { code: "09003" } }),
        ],
      },
    });
    const indicatorIds = [world.reading];
    const cellsOf = async (selection: object) => {
      const id = await prepare(world, { selection: { indicatorIds, ...selection } });
      return (await see(id)).body.cells;
    };
    expect(await cellsOf({})).toBe(17);
    expect(await cellsOf({ from: "2023-07-01" })).toBe(12);
    expect(await cellsOf({ to: "2024-06-30" })).toBe(10);
    expect(await cellsOf({ placeCodes: ["09003"] })).toBe(1);
    expect(await cellsOf({ dimensionKeys: ["sex"] })).toBe(5);
  });

  test("with nothing recorded is refused in words", async () => {
    const id = await prepare(world);
    expect((await see(id)).body).toMatchObject({
      status: "refused",
      refusal: "None of the figures that it selects are recorded.",
    });
  });

  test("that is cut off says so, and goes on where it stood", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    const { etag } = await see(id);
    await world.owner("POST", `/releases/${id}/publish`, { ifMatch: etag });
    const running = (await see(id)).body;
    expect(running).toMatchObject({ status: "publishing", progress: { status: "running" } });
    await giveUpReleaseStep(world.deps, { releaseId: id, step: await stepOf(id) });
    const failed = await see(id);
    expect(failed.body).toMatchObject({ status: "publishing", progress: { status: "failed" } });
    expect(await readPublished(world, id)).toBeUndefined();
    const again = await world.owner("POST", `/releases/${id}/publish`, { ifMatch: failed.etag });
    expect(again.status).toBe(202);
    await work(world, id);
    expect((await see(id)).body.status).toBe("published");
  });

  test("that stopped without a word is taken up again after twenty minutes, and not before", async () => {
    await recordYear(world, 2024, YEAR);
    const body = {
      partnershipId: world.partnershipId,
      title: "Stopped",
      selection: { indicatorIds: [world.reading] },
    };
    const { body: made, etag } = await world.owner("POST", "/releases", { body });
    const later = (minutes: number) =>
      signedIn(world.table, world.ownerId, {
        clock: () => new Date(Date.now() + minutes * 60_000).toISOString(),
      });
    const plan = `/releases/${made.id}/plan`;
    expect((await later(19)("POST", plan, { ifMatch: etag })).body).toMatchObject({ state: "planning" });
    const again = await later(21)("POST", plan, { ifMatch: etag });
    expect(again.body).toMatchObject({
      status: "planning",
      progress: { phase: "freeze", status: "running" },
    });
    await work(world, made.id);
    const planned = await see(made.id);
    expect(planned.body.status).toBe("planned");
    const asked = await world.owner("POST", `/releases/${made.id}/publish`, { ifMatch: planned.etag });
    const publishing = `/releases/${made.id}/publish`;
    expect((await later(19)("POST", publishing, { ifMatch: asked.etag })).status).toBe(409);
    expect((await later(21)("POST", publishing, { ifMatch: asked.etag })).status).toBe(202);
    await work(world, made.id);
    expect((await see(made.id)).body.status).toBe("published");
  });

  test("is nobody else's before it is published", async () => {
    await recordYear(world, 2024, YEAR);
    const id = await prepare(world);
    const stranger = signedIn(world.table, newId("org"));
    for (const path of [`/releases/${id}`, `/releases/${id}/preview`, `/releases/${id}/history`])
      expect((await stranger("GET", path)).status).toBe(404);
    for (const deed of ["plan", "publish"])
      expect((await stranger("POST", `/releases/${id}/${deed}`, { ifMatch: '"2"' })).status).toBe(404);
    const list = await stranger("GET", `/partnerships/${world.partnershipId}/releases`);
    expect(list.status).toBe(404);
    const foreign = await stranger("POST", "/releases", {
      body: {
        partnershipId: world.partnershipId,
        title: "Not mine",
        selection: { indicatorIds: [world.reading] },
      },
    });
    expect(foreign.status).toBe(422);
  });
});

async function stepOf(id: string): Promise<number> {
  return (await loadRelease(world.table, id))?.work?.step ?? 0;
}
