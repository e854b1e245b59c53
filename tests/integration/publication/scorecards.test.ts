import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { textHash } from "../../../shared/publication/published/chunks.ts";
import { withdrawPublished } from "../../../shared/publication/published/published.store.ts";
import { documentOf, findScorecard } from "../../../shared/publication/published/scorecards.store.ts";
import { loadRelease } from "../../../shared/publication/releases/release.store.ts";
import { runReleaseStep } from "../../../shared/publication/releases/run-release-step.ts";
import {
  giveUpScorecardStep,
  runScorecardStep,
} from "../../../shared/publication/scorecards/run-scorecard-step.ts";
import { loadScorecard } from "../../../shared/publication/scorecards/scorecard.store.ts";
import { makeClient, startEngine, type TestEngine } from "../../support/engine.ts";
import { before, signedIn } from "../measurement/harbour.ts";
import { aReader } from "./reader.ts";
import { prepare, publish, withdraw, work } from "./release-world.ts";
import {
  aScorecardWorld,
  askFor,
  choicesOf,
  compose,
  publishCard,
  TITLE,
  workOn,
} from "./scorecard-world.ts";

let engine: TestEngine;
let world: Awaited<ReturnType<typeof aScorecardWorld>>;
let reader: Awaited<ReturnType<typeof aReader>>;

beforeAll(async () => {
  engine = await startEngine();
  world = await aScorecardWorld(engine);
  reader = await aReader(engine, world.published);
});
afterAll(async () => {
  reader.stop();
  world.table.client.destroy();
  await engine.stop();
});

const pathOf = (number?: number) =>
  `/open/partnerships/${world.partnershipId}/${number === undefined ? "scorecard" : `scorecards/${number}`}`;
const view = async (id: string) => (await world.owner("GET", `/scorecards/${id}`)).body;

describe("the life of a scorecard", () => {
  test("what is looked at is what is published, under the next number; the same address gives the same bytes", async () => {
    const { owner } = world;
    const id = await compose(world, world.releaseId);
    const preview = (await owner("GET", `/scorecards/${id}/preview`)).body;
    expect(await view(id)).toMatchObject({ status: "composed" });
    expect((await reader.read(pathOf())).status).toBe(404);
    await publishCard(world, id);
    expect(await view(id)).toMatchObject({ status: "published", number: 1, address: pathOf(1) });
    const first = await reader.read(`${pathOf(1)}.json`);
    const { id: named, number, publishedAt, ...content } = first.body;
    expect([named, number, typeof publishedAt]).toEqual([id, 1, "string"]);
    expect(content).toEqual(preview);
    expect([first.queries, first.gets]).toEqual([1, 0]);
    expect((await view(id)).hash).toBe(textHash(first.text));

    const next = await compose(world, world.releaseId, { changes: { en: "Other words" } });
    await publishCard(world, next);
    expect((await view(next)).number).toBe(2);
    expect((await reader.read(`${pathOf(1)}.json`)).text).toBe(first.text);
    expect((await reader.read(`${pathOf()}.json`)).body.number).toBe(2);
    const older = await reader.read(pathOf(1));
    expect(older.text).toContain("There is a later scorecard.");
    expect(older.headers.get("link")).toContain(`<${pathOf(2)}>; rel="successor-version"`);
    const history = (await owner("GET", `/scorecards/${id}/history`)).body.items;
    expect(history.map(({ action }: { action: string }) => action)).toEqual([
      "scorecard.created",
      "scorecard.composed",
      "scorecard.publishing-asked",
      "scorecard.published",
    ]);
  });

  test("numbers stay dense where several are published at once, and each is published once however often it is worked on", async () => {
    const beforehand = (await reader.read(`${pathOf()}.json`)).body.number;
    const ids = await Promise.all([1, 2, 3].map(() => compose(world, world.releaseId)));
    for (const id of ids) expect((await askFor(world, id, "publish")).status).toBe(202);
    await Promise.all([...ids, ...ids].map((id) => workOn(world, id)));
    const numbers = await Promise.all(ids.map(async (id) => (await view(id)).number));
    expect(numbers.toSorted()).toEqual([1, 2, 3].map((more) => beforehand + more));
    expect((await reader.read(`${pathOf()}.json`)).body.number).toBe(beforehand + 3);
  });

  test("one that was cut off after it went out is not published twice", async () => {
    const id = await compose(world, world.releaseId);
    await askFor(world, id, "publish");
    const client = makeClient(engine.endpoint);
    let writes = 0;
    before(client, (command) => {
      writes += command === "TransactWriteItemsCommand" ? 1 : 0;
      if (writes > 0) throw new Error("The machine went away.");
    });
    const step = (await loadScorecard(world.table, id))?.scorecard.step ?? 0;
    const cut = { ...world.cards, table: { ...world.table, client } };
    await expect(runScorecardStep(cut, { scorecardId: id, step })).rejects.toThrow("went away");
    const out = (await reader.read(`${pathOf()}.json`)).body;
    expect(out.id).toBe(id);
    await giveUpScorecardStep(world.cards, { scorecardId: id, step });
    expect(await view(id)).toMatchObject({ status: "publishing", cutOff: true });
    expect(await runScorecardStep(world.cards, { scorecardId: id, step })).toBe("dropped");
    expect((await askFor(world, id, "publish")).status).toBe(202);
    await workOn(world, id);
    expect(await view(id)).toMatchObject({ status: "published", number: out.number });
    expect((await reader.read(`${pathOf()}.json`)).body.number).toBe(out.number);
    client.destroy();
  });

  test("a draft that was altered is not published", async () => {
    const id = await compose(world, world.releaseId);
    await askFor(world, id, "publish");
    const { table, cards } = world;
    const loaded = await loadScorecard(table, id);
    const draft = { step: loaded?.scorecard.draft?.step ?? 0, hash: textHash("another") };
    const item = { ...loaded?.item, draft: JSON.stringify(draft) } as NonNullable<typeof loaded>["item"];
    const { putIf } = await import("../../../shared/platform/transaction.ts");
    await putIf(table, item, { expression: "attribute_exists(pk)" });
    await expect(
      runScorecardStep(cards, { scorecardId: id, step: loaded?.scorecard.step ?? 0 }),
    ).rejects.toThrow("not the one that was looked at");
  });

  test("is withdrawn for a reason: its address says which it was, with its hash, and nothing of what it said", async () => {
    const id = await compose(world, world.releaseId);
    await publishCard(world, id);
    const { number, hash } = await view(id);
    expect((await askFor(world, id, "withdraw", { reason: "The board wants other words" })).status).toBe(202);
    await workOn(world, id);
    expect(await view(id)).toMatchObject({ status: "withdrawn" });
    for (const path of [pathOf(), pathOf(number)]) {
      const page = await reader.read(`${path}?lang=es`);
      expect(page.status).toBe(410);
      expect(page.text).toContain(hash);
      expect(page.text).toContain("Este informe fue retirado");
      expect(page.text).toContain("The board wants other words");
      const data = await reader.read(`${path}.json`);
      expect(data.status).toBe(410);
      expect(data.body.scorecard).toMatchObject({ number, hash, id });
      expect(data.text).not.toContain("periodKey");
      expect((await reader.read(`${path}/embed`)).status).toBe(410);
    }
    expect((await askFor(world, id, "withdraw", { reason: "Again" })).status).toBe(409);
  });

  test("is refused before there is anything, by name, and can be composed of other choices then", async () => {
    const id = await compose(world, world.releaseId, { strategies: [{ id: newId("str") }] });
    expect(await view(id)).toMatchObject({
      status: "refused",
      refusal: expect.stringContaining("no strategy of the partnership"),
    });
    expect((await world.owner("GET", `/scorecards/${id}/preview`)).status).toBe(409);
    expect((await askFor(world, id, "publish")).status).toBe(409);
    const choices = { ...choicesOf(world, world.releaseId), title: { en: "Better" } };
    expect((await askFor(world, id, "compose", { choices })).status).toBe(202);
    await workOn(world, id);
    expect((await world.owner("GET", `/scorecards/${id}/preview`)).body.title).toEqual({ en: "Better" });
    expect((await askFor(world, id, "discard", { reason: "Not needed" })).body.status).toBe("discarded");
  });

  test("draws on nothing but the partnership's own published release and its indicators", async () => {
    const { owner, partnershipId } = world;
    const other = newId("ind");
    const manyNames = Object.fromEntries(
      Array.from({ length: 1500 }, (_, n) => [`group-${n}`, "á".repeat(300)]),
    );
    const refusals = [
      [{ releaseId: newId("rel") }, "/releaseId"],
      [{ indicators: [{ id: other }] }, "/indicators/0/id"],
      [{ partnershipId: newId("prt") }, "/releaseId"],
      [{ title: { en: "" } }, "/title/en"],
      [{ spanish: { dimensions: manyNames } }, "/spanish"],
    ] as const;
    for (const [fields, pointer] of refusals) {
      const body = { partnershipId, ...choicesOf(world, world.releaseId), ...fields };
      const answer = await owner("POST", "/scorecards", { body });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    }
  });
});

describe("who may", () => {
  test("a data lead prepares and only an administrator publishes; to others there is no such scorecard", async () => {
    const { table, ownerId, partnershipId } = world;
    const id = await compose(world, world.releaseId);
    const lead = signedIn(table, ownerId, { roles: ["data-lead"] });
    const viewer = signedIn(table, ownerId, { roles: ["viewer"] });
    const stranger = signedIn(table, newId("org"));
    const ifMatch = (await lead("GET", `/scorecards/${id}`)).etag;
    expect((await lead("GET", `/scorecards/${id}/preview`)).status).toBe(200);
    expect((await lead("POST", `/scorecards/${id}/publish`, { ifMatch })).status).toBe(403);
    expect((await viewer("GET", `/scorecards/${id}`)).status).toBe(403);
    for (const path of ["", "/preview", "/history"])
      expect((await stranger("GET", `/scorecards/${id}${path}`)).status).toBe(404);
    expect((await stranger("GET", `/partnerships/${partnershipId}/scorecards`)).status).toBe(404);
    for (const deed of ["publish", "withdraw", "discard", "compose"]) {
      const body = deed === "publish" ? {} : { body: deed === "compose" ? {} : { reason: "Mischief" } };
      expect((await stranger("POST", `/scorecards/${id}/${deed}`, { ifMatch, ...body })).status).toBe(404);
    }
    const body = { partnershipId, ...choicesOf(world, world.releaseId) };
    expect((await stranger("POST", "/scorecards", { body })).status).toBe(422);
    expect((await world.owner("GET", `/partnerships/${partnershipId}/scorecards`)).body.items[0].id).toBe(id);
  });
});

describe("a release that scorecards draw on", () => {
  test("says on them that a newer one exists once it is corrected, and none is published on it any more", async () => {
    const own = await aScorecardWorld(engine);
    const ofOwn = await aReader(engine, own.published);
    const [out, late] = [await compose(own, own.releaseId), await compose(own, own.releaseId)];
    await publishCard(own, out);
    const page = `/open/partnerships/${own.partnershipId}/scorecard`;
    const was = await ofOwn.read(`${page}.json`);
    const corrects = { releaseId: own.releaseId, reason: "Counted again" };
    const correction = await prepare(own, { corrects });
    await publish(own, correction);
    const now = await ofOwn.read(page);
    expect(now.text).toContain("A newer release exists.");
    expect(now.text).toContain(`/open/releases/${correction}`);
    expect((await ofOwn.read(`${page}.json`)).text).toBe(was.text);
    await askFor(own, late, "publish");
    await workOn(own, late);
    expect((await own.owner("GET", `/scorecards/${late}`)).body).toMatchObject({ status: "refused" });
    const again = await compose(own, own.releaseId);
    expect((await own.owner("GET", `/scorecards/${again}`)).body.refusal).toContain(correction);
    ofOwn.stop();
    own.table.client.destroy();
  });

  test("takes their figures with it when it is withdrawn, wherever the work on that is cut off", async () => {
    const own = await aScorecardWorld(engine);
    const ids = [await compose(own, own.releaseId), await compose(own, own.releaseId)];
    for (const id of ids) await publishCard(own, id);
    const late = await compose(own, own.releaseId);
    await askFor(own, late, "publish");
    const { etag } = await own.owner("GET", `/releases/${own.releaseId}`);
    const body = { reason: "The agreement ended" };
    await own.owner("POST", `/releases/${own.releaseId}/withdraw`, { ifMatch: etag, body });
    const step = (await loadRelease(own.table, own.releaseId))?.work?.step ?? 0;
    for (let allowed = 1; ; allowed++) {
      const client = makeClient(engine.endpoint);
      let writes = 0;
      before(client, (command) => {
        if (/^(TransactWrite|Put|Delete)/.test(command) && ++writes > allowed) throw new Error("Cut off.");
      });
      const [table, published] = [own.table, own.published].map((one) => ({ ...one, client })) as [
        typeof own.table,
        typeof own.published,
      ];
      const done = await runReleaseStep({ ...own.deps, table, published }, { releaseId: own.releaseId, step })
        .then(() => true)
        .catch(() => false);
      client.destroy();
      if (done) break;
      expect(allowed).toBeLessThan(20);
    }
    await work(own, own.releaseId);
    for (const [index, id] of ids.entries()) {
      const found = await findScorecard(own.published, own.partnershipId, index + 1);
      expect(found?.text).toBeUndefined();
      expect(found?.state).toMatchObject({
        status: "withdrawn",
        reason: expect.stringContaining("agreement ended"),
      });
      expect((await own.owner("GET", `/scorecards/${id}`)).body).toMatchObject({
        status: "withdrawn",
        number: index + 1,
      });
    }
    await workOn(own, late);
    expect((await own.owner("GET", `/scorecards/${late}`)).body).toMatchObject({ status: "refused" });
    own.table.client.destroy();
  });

  test("and a scorecard that goes out at the same time never outlives it", async () => {
    const own = await aScorecardWorld(engine);
    const id = await compose(own, own.releaseId);
    await askFor(own, id, "publish");
    await Promise.all([workOn(own, id), withdraw(own, own.releaseId, "At once")]);
    // Whichever came first, the step of the release is done again, as the queue may do it.
    await withdrawPublished(own.published, own.releaseId, {
      withdrawnAt: "2026-11-20T10:00:00.000Z",
      reason: "x",
    });
    const found = await findScorecard(own.published, own.partnershipId);
    expect(found === undefined || found.text === undefined).toBe(true);
    expect(["withdrawn", "refused"]).toContain((await own.owner("GET", `/scorecards/${id}`)).body.status);
    own.table.client.destroy();
  });
});

test("a document says what its schema lets it say, in the languages that were given", async () => {
  const id = await compose(world, world.releaseId);
  await publishCard(world, id);
  const text = (await reader.read(`${pathOf()}.json`)).text;
  const document = documentOf(text);
  expect(document.title).toEqual(TITLE);
  expect(document.strategies[0]).toEqual({
    id: expect.any(String),
    name: { en: "Tutors in every school", es: "Tutores en cada escuela" },
    money: [{ amount: "1500000.00", currency: "USD" }],
  });
  expect(document.labels.categories["race-ethnicity"]?.white).toEqual({ en: "White", es: "Blancos" });
});
