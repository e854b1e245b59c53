import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { send } from "../support/http-call.ts";
import {
  aCommitmentBody,
  aProgramme,
  type Programme,
  READINESS,
  schoolYear,
  share,
  usd,
} from "../support/programme.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let owner: Member;
let funder: Client;
let backbone: Client;
let stranger: Client;
let programme: Programme;

beforeAll(async () => {
  target = await startTarget();
  owner = await aMember(target, "funder");
  funder = clientOf(target, owner);
  backbone = clientOf(target, await aMember(target, "partnership"));
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, owner.id);
});
afterAll(() => target?.stop());

async function aCommitment(overrides: object = {}): Promise<string> {
  const { partnershipId } = programme;
  const made = await succeed(funder.post("/commitments", aCommitmentBody({ partnershipId, ...overrides })));
  return made.body.id;
}

describe("a document", () => {
  it("is put to the bucket, confirmed by it, fetched by both sides, and withdrawn", async () => {
    const path = `/commitments/${await aCommitment()}/documents`;
    const text = "Signed on both sides.";
    const announced = await succeed(
      funder.post(path, {
        kind: "signed-agreement",
        title: "Agreement",
        fileName: "agreement.txt",
        contentType: "text/plain",
        size: text.length,
        sha256: createHash("sha256").update(text).digest("hex"),
        visibility: "parties",
      }),
    );
    const { id, upload } = announced.body;
    expect((await funder.post(`${path}/${id}/confirmation`)).status).toBe(409);
    const put = (body: string) => send("PUT", new URL(upload.url), { body, headers: upload.headers });
    expect((await put("Signed on one side.!!")).status).toBe(400);
    expect((await put(text)).status).toBe(200);
    expect((await succeed(funder.post(`${path}/${id}/confirmation`))).body.status).toBe("kept");
    const { body } = await succeed(backbone.get(`${path}/${id}/download`));
    expect((await send("GET", new URL(body.url))).text).toBe(text);
    for (const ask of [stranger.get(path), stranger.get(`${path}/${id}`)])
      expect((await ask).status).toBe(404);
    await succeed(funder.post(`${path}/${id}/withdrawal`, { reason: "The wrong version" }));
    expect((await backbone.get(`${path}/${id}/download`)).status).toBe(410);
    expect((await send("GET", new URL(body.url))).status).toBe(404);
  });
});

describe("the award letter", () => {
  it("is a page and its facts, made from the record", async () => {
    const path = `/commitments/${await aCommitment()}/award-letter`;
    expect((await succeed(funder.get(path))).body).toMatchObject({
      amountInWords: "Ten million US dollars",
      asRecorded: { version: 1 },
    });
    const page = await succeed(backbone.get(path, { accept: "text/html" }));
    expect(page.text).toContain("Ten million US dollars");
    expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'/);
  });
});

describe("a restated indicator after payment", () => {
  it("opens a review for the funder, which a person closes", async () => {
    const base = `/partnerships/${programme.partnershipId}/indicators`;
    const performance = { ...READINESS, level: "performance", outcomeId: undefined };
    const indicatorId = (await succeed(backbone.post(base, performance))).body.id;
    const observe = (numerator: number, reason?: string) => {
      const row = { indicatorId, period: schoolYear(2024), numerator, denominator: 200 };
      return succeed(backbone.post("/observations", { observations: [row], ...(reason ? { reason } : {}) }));
    };
    await observe(120);
    const rule = { kind: "measure", indicatorId, comparison: "at-least", value: 50, by: "2025-12-31" };
    const amount = usd("10000000.00");
    const id = await aCommitment({ tranches: [{ dueOn: "2026-01-15", amount, rule }] });
    const pay = { trancheNumber: 1, on: "2026-02-01", amount };
    // The rule is held against the summary, which shows a moment after the observation.
    await eventually(
      () => funder.post(`/commitments/${id}/payments`, pay),
      ({ status }) => status === 201,
    );
    await observe(96, "Counted again");
    const { body } = await eventually(
      () => succeed(funder.get("/reviews")),
      (answer) => answer.body.items.length > 0,
    );
    expect(body.items).toMatchObject([
      { commitmentId: id, state: "open", rested: [{ value: 60 }], now: { value: 48 }, paid: amount },
    ]);
    const path = `/reviews/${body.items[0].ref}`;
    expect((await stranger.get(path)).status).toBe(404);
    const closing = { decision: "kept", words: "It stands.", reason: "The children read" };
    expect((await funder.post(`${path}/closing`, closing)).status).toBe(403);
    const closed = await succeed(
      target.call("POST", `/v1${path}/closing`, {
        credential: target.idToken,
        headers: { "throughline-organisation": owner.id },
        body: closing,
      }),
    );
    expect(closed.body).toMatchObject({ state: "closed", closed: closing });
    expect((await succeed(funder.get(`/commitments/${id}`))).body.totals.paid).toEqual(amount);
  });
});
