import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withdrawObservations } from "../../../functions/jobs/withdraw-observations.ts";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import type { ReviewView } from "../../../shared/investments/reviews/review.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { aTenant } from "../../support/tenants.ts";
import { faultsIn } from "./beside-world.ts";
import { aReviewWorld, pay, type ReviewWorld } from "./reviews-world.ts";

let world: ReviewWorld;

beforeAll(async () => {
  world = await aReviewWorld();
});
afterAll(() => world.stop());

/** The reviews of one commitment in a list of its funder. */
async function reviewsOf(commitmentId: string, state = "open"): Promise<readonly ReviewView[]> {
  const { body } = await world.ask(world.funder, "GET", `/reviews?state=${state}&limit=100`);
  return body.items.filter((review) => review.commitmentId === commitmentId);
}

/** A tranche whose ground was restated from 60 to 48 per cent, and its one review. */
async function aRestatedTranche() {
  const paid = await world.aPaidTranche();
  await world.observe(paid.indicatorId, 96);
  const revisions = await world.restated();
  expect(await world.deliver(revisions)).toBe(1);
  const [review] = await reviewsOf(paid.commitmentId);
  if (!review) throw new Error("No review was opened.");
  return { ...paid, revisions, review };
}

const KEPT = {
  decision: "kept",
  words: "The payment stands.",
  reason: "The programme did what it had promised",
};

describe("a restated indicator after payment", () => {
  it("opens a review that says what was rested on, what it says now, who restated it and why", async () => {
    const { commitmentId, indicatorId, review } = await aRestatedTranche();
    const set = `${indicatorId}~2024-07-01_2025-06-30~own~all`;
    expect(review).toEqual({
      ref: `${commitmentId}~1~${set}~2`,
      commitmentId,
      trancheNumber: 1,
      state: "open",
      indicatorId,
      indicatorName: "Third graders who read",
      period: "2024-25",
      rested: [{ ref: `${set}~1`, value: 60 }],
      before: { ref: `${set}~1`, value: 60 },
      now: { ref: `${set}~2`, value: 48 },
      clauses: [
        {
          words:
            "“Third graders who read” is at least 50, measured over a period that ends by 31 December 2025.",
          clause: { kind: "measure", indicatorId, comparison: "at-least", value: 50, by: "2025-12-31" },
          isFulfilled: false,
        },
      ],
      restated: {
        by: { principalId: world.backbone.id, organisationId: world.backbone.organisationId },
        at: expect.any(String),
        reason: "Counted again by the district",
      },
      paid: { amount: "40000.00", currency: "USD" },
      openedAt: expect.any(String),
    });
    expect((await world.ask(world.funder, "GET", `/reviews/${review.ref}`)).body).toEqual(review);
  });

  it("is never a claw-back: what was paid and what is owed stay as they were", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    const before = await world.ask(world.funder, "GET", `/commitments/${commitmentId}`);
    await world.observe(indicatorId, 96);
    expect(await world.deliver(await world.restated())).toBe(1);
    const after = await world.ask(world.funder, "GET", `/commitments/${commitmentId}`);
    expect({ ...after.body, version: 0, recordedAt: "" }).toEqual({
      ...before.body,
      version: 0,
      recordedAt: "",
    });
  });

  it("is recorded as done by the system for the funder, and keeps the history whole", async () => {
    const { commitmentId } = await aRestatedTranche();
    const items = await world.itemsOf(commitmentId);
    expect(faultsIn(items)).toEqual([]);
    expect(items.find(({ action }) => action === "commitment.review-opened")?.by).toEqual({
      principalId: "system:restatement",
      organisationId: world.funder.organisationId,
    });
  });

  it("told five times, all at once and after a rebuild of the read models, leaves one review", async () => {
    const { commitmentId, revisions } = await aRestatedTranche();
    expect(await world.deliver([...revisions, ...revisions])).toBe(0);
    await Promise.all(Array.from({ length: 5 }, () => world.deliver(revisions)));
    await rebuildReadModels(world.table);
    expect(await world.deliver(revisions)).toBe(0);
    expect(await reviewsOf(commitmentId)).toHaveLength(1);
  });

  it("told for the first time five times at once, is opened once", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    await world.observe(indicatorId, 96);
    const revisions = await world.restated();
    const opened = await Promise.all(Array.from({ length: 5 }, () => world.deliver(revisions)));
    expect(opened.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await reviewsOf(commitmentId)).toHaveLength(1);
  });

  it("stays closed once it was closed, told again and after a rebuild", async () => {
    const { commitmentId, revisions, review } = await aRestatedTranche();
    await world.ask(world.funder, "POST", `/reviews/${review.ref}/closing`, KEPT);
    await rebuildReadModels(world.table);
    expect(await world.deliver(revisions)).toBe(0);
    expect(await reviewsOf(commitmentId)).toEqual([]);
    expect((await reviewsOf(commitmentId, "closed"))[0]).toMatchObject({ state: "closed", closed: KEPT });
  });

  it("restated twice is two reviews, the same in whichever order they are told", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    await world.observe(indicatorId, 96);
    await world.observe(indicatorId, 130);
    const [second, third] = await world.restated();
    if (!second || !third) throw new Error("Two revisions were recorded.");
    expect(await world.deliver([third, second, third])).toBe(2);
    const figures = (await reviewsOf(commitmentId))
      .map(({ rested, before, now, clauses }) => ({
        rested: rested.map(({ value }) => value),
        before: before.value,
        now: now.value,
        isFulfilled: clauses[0]?.isFulfilled,
      }))
      .sort((a, b) => (a.now ?? 0) - (b.now ?? 0));
    expect(figures).toEqual([
      { rested: [60], before: 60, now: 48, isFulfilled: false },
      { rested: [60], before: 48, now: 65, isFulfilled: true },
    ]);
  });

  it("is not missed where it is told only after a later payment has rested on the restated figure", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    await world.observe(indicatorId, 110);
    await pay(world, commitmentId, "10000.00");
    const late = await world.restated();
    expect(await world.deliver(late)).toBe(1);
    expect(await reviewsOf(commitmentId)).toMatchObject([{ rested: [{ value: 60 }], now: { value: 55 } }]);
    await world.observe(indicatorId, 104);
    expect(await world.deliver(await world.restated())).toBe(1);
    const [, next] = await reviewsOf(commitmentId);
    expect(next).toMatchObject({
      rested: [{ value: 60 }, { value: 55 }],
      before: { value: 55 },
      now: { value: 52 },
    });
  });

  it("that its source took back opens a review: there is no value now", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    const { id: principalId, organisationId } = world.backbone;
    const observation = `${indicatorId}~2024-07-01_2025-06-30~own~all~1`;
    const figure = { dimensions: {}, was: { numerator: 120, denominator: 200, status: "ok" } };
    const place = { code: "own" };
    const answers = await withdrawObservations(world.table, {
      sets: [{ indicatorId, observation, period: schoolYear(2024), place, cells: [figure] }],
      ownerId: organisationId,
      author: { principalId, organisationId },
      now: systemClock(),
      source: "State files",
      reason: "The state took it back",
      protectedAtSource: false,
    });
    expect(answers).toMatchObject([{ outcome: "revised" }]);
    expect(await world.deliver(await world.restated())).toBe(1);
    expect(await reviewsOf(commitmentId)).toMatchObject([
      { before: { value: 60 }, now: { value: null }, restated: { reason: "The state took it back" } },
    ]);
  });

  it("hides what could identify a child, from the funder too", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    await world.observe(indicatorId, 4, { denominator: 9 });
    await world.deliver(await world.restated());
    const [review] = await reviewsOf(commitmentId);
    expect(review).toMatchObject({
      before: { value: 60 },
      now: { value: null },
      clauses: [{ isFulfilled: false }],
    });
  });
});

describe("what opens no review", () => {
  it("is a revision that leaves the value as it was, or that concerns a subgroup", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche();
    await world.observe(indicatorId, 120, { quality: 2 });
    await world.observe(indicatorId, 50, { denominator: 80, group: "black" });
    await world.observe(indicatorId, 40, { denominator: 80, group: "black" });
    const revisions = await world.restated();
    expect(revisions).toHaveLength(2);
    expect(await world.deliver(revisions)).toBe(0);
    expect(await reviewsOf(commitmentId)).toEqual([]);
  });

  it("is a figure on which nothing rested yet", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche({ pays: false });
    await world.observe(indicatorId, 96);
    expect(await world.deliver(await world.restated())).toBe(0);
    const evaluations = `/commitments/${commitmentId}/tranches/1/evaluations`;
    expect((await world.ask(world.funder, "POST", evaluations)).body).toMatchObject({
      finding: { isMet: false },
    });
    await world.observe(indicatorId, 90);
    expect(await world.deliver(await world.restated())).toBe(0);
    expect(await reviewsOf(commitmentId)).toEqual([]);
  });
});

describe("a payment of a run", () => {
  it("rests on the figure as one by itself does", async () => {
    const { commitmentId, indicatorId } = await world.aPaidTranche({ pays: false });
    const items = [{ commitmentId, trancheNumber: 1, amount: { amount: "40000.00", currency: "USD" } }];
    const run = { on: "2026-02-01", currency: "USD", items };
    const made = await world.ask(world.funder, "POST", "/payment-runs", run);
    expect(made.body.items).toMatchObject([{ status: "paid" }]);
    await world.observe(indicatorId, 96);
    expect(await world.deliver(await world.restated())).toBe(1);
    expect(await reviewsOf(commitmentId)).toMatchObject([
      { paid: { amount: "40000.00" }, now: { value: 48 } },
    ]);
  });
});

describe("an approval, and an evaluation that was fulfilled", () => {
  it.each([
    ["approvals", { amount: { amount: "100000.00", currency: "USD" } }],
    ["evaluations", undefined],
  ])("rest on the figure as a payment does: %s", async (deed, body) => {
    const { commitmentId, indicatorId } = await world.aPaidTranche({ pays: false });
    const done = await world.ask(
      world.funder,
      "POST",
      `/commitments/${commitmentId}/tranches/1/${deed}`,
      body,
    );
    expect(done.status).toBeLessThan(300);
    await world.observe(indicatorId, 96);
    expect(await world.deliver(await world.restated())).toBe(1);
    expect(await reviewsOf(commitmentId)).toMatchObject([{ paid: { amount: "0.00" }, now: { value: 48 } }]);
  });
});

describe("a review", () => {
  it("exists for its funder alone", async () => {
    const { review } = await aRestatedTranche();
    const stranger = { ...world.funder, organisationId: await aTenant(world.table, "funder") };
    for (const who of [world.backbone, stranger]) {
      expect((await world.ask(who, "GET", `/reviews/${review.ref}`)).status).toBe(404);
      expect((await world.ask(who, "POST", `/reviews/${review.ref}/closing`, KEPT)).status).toBe(404);
      expect((await world.ask(who, "GET", "/reviews")).body.items).toEqual([]);
    }
    for (const ref of [`${review.ref}9`, "cmt_1~1~ind_1", review.ref.replace("~1~", "~2~")])
      expect((await world.ask(world.funder, "GET", `/reviews/${ref}`)).status).toBe(404);
  });

  it("is closed by a person of the funder, with a decision in words and a reason, once", async () => {
    const { commitmentId, review } = await aRestatedTranche();
    const path = `/reviews/${review.ref}/closing`;
    const key = { ...world.funder, kind: "key" as const };
    expect((await world.ask(key, "POST", path, KEPT)).body.code).toBe("forbidden");
    const wordless = await world.ask(world.funder, "POST", path, { decision: "kept", reason: "Because" });
    expect(wordless.body).toMatchObject({ code: "validation_failed", errors: [{ pointer: "/words" }] });
    const rivals = await Promise.all(
      ["kept", "other", "kept", "other"].map((decision) =>
        world.ask(world.funder, "POST", path, { ...KEPT, decision }),
      ),
    );
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const winner = rivals.find(({ status }) => status === 200);
    expect(winner?.body).toMatchObject({
      state: "closed",
      closed: { words: KEPT.words, by: { principalId: world.funder.id }, at: expect.any(String) },
    });
    const items = await world.itemsOf(commitmentId);
    expect(items.find(({ action }) => action === "commitment.review-closed")?.reason).toBe(KEPT.reason);
    expect(faultsIn(items)).toEqual([]);
  });

  it("that was corrected names the reversal in the ledger; closing moves no money itself", async () => {
    const { commitmentId, entryId, review } = await aRestatedTranche();
    const path = `/reviews/${review.ref}/closing`;
    const corrected = {
      decision: "corrected-by-reversal",
      words: "Paid back.",
      reason: "The goal was missed",
    };
    expect((await world.ask(world.funder, "POST", path, corrected)).body.errors).toMatchObject([
      { pointer: "/entryId" },
    ]);
    const withEntry = await world.ask(world.funder, "POST", path, { ...corrected, entryId });
    expect(withEntry.body).toMatchObject({ code: "validation_failed", errors: [{ pointer: "/entryId" }] });
    const reversal = await world.send("funder", {
      method: "POST",
      path: `/commitments/${commitmentId}/ledger/${entryId}/reversal`,
      body: { on: "2026-03-01", reason: "The goal was missed" },
    });
    const closed = await world.ask(world.funder, "POST", path, { ...corrected, entryId: reversal.id });
    expect(closed.body).toMatchObject({ state: "closed", closed: { entryId: reversal.id } });
    const entries = (await world.itemsOf(commitmentId)).filter(({ sk }) => sk.startsWith("L#"));
    expect(entries.map(({ kind }) => kind).sort()).toEqual([
      "commitment",
      "payment",
      "recognition",
      "reversal",
    ]);
  });

  it("is listed page by page, the longest waiting first", async () => {
    await aRestatedTranche();
    await aRestatedTranche();
    const pages: ReviewView[] = [];
    let cursor = "";
    do {
      const { body } = await world.ask(world.funder, "GET", `/reviews?limit=3${cursor}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      pages.push(...body.items);
      cursor = body.next === undefined ? "" : `&cursor=${body.next}`;
    } while (cursor);
    const opened = pages.map(({ openedAt }) => openedAt);
    expect(opened.length).toBeGreaterThan(3);
    expect(opened).toEqual([...opened].sort());
    expect(new Set(pages.map(({ ref }) => ref)).size).toBe(pages.length);
  });
});
