import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentHash } from "../../shared/platform/canonical-json.ts";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import type { Answer } from "../support/http-call.ts";
import { aCommitmentBody, usd } from "../support/programme.ts";
import { aMember, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let funder: Client;

beforeAll(async () => {
  target = await startTarget();
  funder = clientOf(target, await aMember(target, "funder"));
});
afterAll(() => target?.stop());

const create = (overrides: Readonly<Record<string, unknown>> = {}) =>
  funder.post("/commitments", aCommitmentBody(overrides));
const made = async (overrides: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  (await succeed(create(overrides))).body.id;
const pay = (id: string, trancheNumber: number, amount: string, headers = {}) =>
  funder.post(
    `/commitments/${id}/payments`,
    { trancheNumber, on: "2025-07-15", amount: usd(amount) },
    headers,
  );
const totalsOf = async (id: string) => {
  const { body } = await succeed(funder.get(`/commitments/${id}`));
  const entries = Object.entries<{ amount: string }>(body.totals).map(([name, { amount }]) => [name, amount]);
  return Object.fromEntries(entries);
};

describe("a commitment", () => {
  it("is recorded with its schedule, and what is under a condition stands apart", async () => {
    const answer = await create();
    expect(answer.status).toBe(201);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.headers.location).toBe(`/v1/commitments/${answer.body.id}`);
    expect(answer.body).toMatchObject({
      status: "agreed",
      amount: usd("10000000.00"),
      unallocated: usd("10000000.00"),
      totals: {
        committed: usd("10000000.00"),
        conditional: usd("4000000.00"),
        unconditional: usd("6000000.00"),
        payable: usd("6000000.00"),
        paid: usd("0.00"),
      },
    });
    const states = answer.body.tranches.map((tranche: { state: string }) => tranche.state);
    expect(states).toEqual(["payable", "payable", "conditional"]);
  });

  it("lives: paid, its condition met, refunded, released, closed; its totals are its ledger at each step", async () => {
    const id = await made();
    await succeed(pay(id, 1, "3000000.00"));
    await succeed(pay(id, 2, "2500000.00"));
    expect((await pay(id, 2, "500000.01")).body).toMatchObject({ status: 409, code: "amount_exceeded" });
    expect((await pay(id, 3, "1.00")).body).toMatchObject({ status: 409, code: "condition_not_met" });
    const met = { metOn: "2025-07-20", evidence: "Letters of four funders", reason: "Match verified" };
    const path = `/commitments/${id}/tranches/3/condition-met`;
    expect((await succeed(funder.post(path, met))).body.tranches[2]).toMatchObject({
      state: "payable",
      conditionMetOn: "2025-07-20",
    });
    expect((await funder.post(path, met)).body).toMatchObject({ status: 409, code: "conflict" });
    await succeed(pay(id, 3, "4000000.00"));
    const back = { trancheNumber: 1, on: "2025-08-01", amount: usd("120000.50"), reason: "Unspent" };
    await succeed(funder.post(`/commitments/${id}/refunds`, back));
    const tooMuch = { ...back, amount: usd("3000000.00") };
    expect((await funder.post(`/commitments/${id}/refunds`, tooMuch)).body).toMatchObject({
      status: 409,
      code: "amount_exceeded",
    });
    const closing = { status: "closing", on: "2025-09-01", reason: "Its time is over" };
    await succeed(funder.post(`/commitments/${id}/status`, closing));
    const status = { status: "closed", on: "2025-09-30", reason: "All is done" };
    expect((await funder.post(`/commitments/${id}/status`, status)).body).toMatchObject({ status: 409 });
    const given = { trancheNumber: 2, on: "2025-09-01", amount: usd("500000.00"), reason: "Not needed" };
    await succeed(funder.post(`/commitments/${id}/releases`, given));
    const closed = await succeed(funder.post(`/commitments/${id}/status`, status));
    expect(closed.body.status).toBe("closed");
    expect((await pay(id, 1, "1.00")).body).toMatchObject({ status: 409, code: "conflict" });
    expect(await totalsOf(id)).toEqual({
      committed: "9500000.00",
      conditional: "0.00",
      unconditional: "9500000.00",
      payable: "0.00",
      paid: "9500000.00",
      advanced: "0.00",
      refunded: "120000.50",
      netPaid: "9379999.50",
      released: "500000.00",
      firstAgreed: "10000000.00",
      spent: "0.00",
      intended: "0.00",
    });
    const ledger = await succeed(funder.get(`/commitments/${id}/ledger`));
    const sum = (kind: string) =>
      ledger.body.items
        .filter((entry: { kind: string }) => entry.kind === kind)
        .reduce(
          (minor: number, entry: { amount: { amount: string } }) => minor + toCents(entry.amount.amount),
          0,
        );
    expect(sum("payment")).toBe(950_000_000);
    expect(sum("refund")).toBe(12_000_050);
    expect(sum("commitment") - sum("release")).toBe(950_000_000);
  });

  it("that is only intended is in no total, until it is agreed", async () => {
    const id = await made({ status: "intended", agreedOn: undefined });
    expect((await totalsOf(id)).committed).toBe("0.00");
    expect((await pay(id, 1, "1.00")).body).toMatchObject({ status: 409, code: "conflict" });
    const agreed = { status: "agreed", on: "2025-06-20", reason: "Both have signed" };
    expect((await funder.post(`/commitments/${id}/status`, agreed)).body).toMatchObject({ status: 409 });
    const approved = { status: "approved", on: "2025-06-12", reason: "The board approved it" };
    await succeed(funder.post(`/commitments/${id}/status`, approved));
    await succeed(funder.post(`/commitments/${id}/status`, agreed));
    expect(await totalsOf(id)).toMatchObject({ committed: "10000000.00", conditional: "4000000.00" });
  });
});

const toCents = (amount: string) => Math.round(Number(amount) * 100);

describe("what is refused", () => {
  const tranches = aCommitmentBody().tranches;
  it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ["an unknown field", { colour: "blue" }, ["/colour"]],
    ["a wrong type", { title: 7 }, ["/title"]],
    ["too many decimals", { amount: usd("10000000.005") }, ["/amount/amount"]],
    ["a number for money", { amount: { amount: 10, currency: "USD" } }, ["/amount/amount"]],
    ["a currency that does not exist", { amount: { amount: "1", currency: "ZZZ" } }, ["/amount/currency"]],
    ["an end before the start", { endOn: "2024-01-01" }, ["/endOn"]],
    ["tranches that do not sum", { amount: usd("10000000.01") }, ["/tranches"]],
    [
      "a tranche in another currency",
      {
        tranches: [
          { ...tranches[0], amount: { amount: "3000000.00", currency: "EUR" } },
          ...tranches.slice(1),
        ],
      },
      ["/tranches/0/amount/currency"],
    ],
    ["a date that does not exist", { startOn: "2025-02-30" }, ["/startOn"]],
    [
      "a partnership that is not there",
      { partnershipId: "prt_01ARZ3NDEKTSV4RRFFQ69G5FAV" },
      ["/partnershipId"],
    ],
    [
      "an allocation to a strategy that is not there",
      { allocations: [{ strategyId: "str_01ARZ3NDEKTSV4RRFFQ69G5FAV", amount: usd("1.00") }] },
      ["/allocations/0/strategyId"],
    ],
  ])("is %s, by its pointer", async (_what, overrides, pointers) => {
    const refused = await create(overrides);
    expect(refused.body).toMatchObject({ status: 422, code: "validation_failed" });
    expect(pointersIn(refused)).toEqual(pointers);
  });

  it("is every wrong field of a body at once", async () => {
    const refused = await create({
      title: "",
      startOn: "soon",
      tranches: [{ dueOn: "2025-07-15" }],
      extra: 1,
    });
    expect(pointersIn(refused).sort()).toEqual(["/extra", "/startOn", "/title", "/tranches/0/amount"].sort());
  });

  it("is a payment in another currency, of nothing, of a tranche that is not there", async () => {
    const id = await made();
    const entry = { trancheNumber: 1, on: "2026-01-01", amount: usd("1.00") };
    const path = `/commitments/${id}/payments`;
    const euros = await funder.post(path, { ...entry, amount: { amount: "1.00", currency: "EUR" } });
    expect(pointersIn(euros)).toEqual(["/amount/currency"]);
    expect(pointersIn(await funder.post(path, { ...entry, amount: usd("0.00") }))).toEqual([
      "/amount/amount",
    ]);
    expect(pointersIn(await funder.post(path, { ...entry, trancheNumber: 9 }))).toEqual(["/trancheNumber"]);
    expect((await totalsOf(id)).paid).toBe("0.00");
  });

  it("is an external id in use", async () => {
    const externalIds = [{ scheme: "test", value: randomUUID() }];
    const id = await made({ externalIds });
    const again = await create({ externalIds });
    expect(again.body).toMatchObject({ status: 409, code: "already_exists" });
    expect(pointersIn(again)).toEqual(["/externalIds/0"]);
    const found = await succeed(funder.get(`/commitments?externalId=test:${externalIds[0]?.value}`));
    expect(found.body.items).toMatchObject([{ id }]);
  });
});

describe("a body", () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    funder.post("/commitments", body, headers);
  it("that is not JSON is refused, with the place", async () => {
    const refused = await post('{"title": "Half');
    expect(refused.body).toMatchObject({ status: 400, code: "malformed_json" });
  });
  it("of another content type is refused", async () => {
    const refused = await post("title=Half", { "content-type": "application/x-www-form-urlencoded" });
    expect(refused.body).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });
  it("of more than four megabytes is refused", async () => {
    const refused = await post(`{"title":"${"x".repeat(4 * 1024 * 1024)}"}`);
    expect(refused.body).toMatchObject({ status: 413, code: "body_too_large" });
  });
  it("that is no object is refused", async () => {
    expect((await post("[]")).body).toMatchObject({ status: 422, code: "validation_failed" });
    expect((await post("null")).body).toMatchObject({ status: 422, code: "validation_failed" });
  });
});

describe("addresses", () => {
  it("that do not exist answer 404, and other methods 405 with those there are", async () => {
    expect((await funder.get("/nothing")).body).toMatchObject({ status: 404, code: "not_found" });
    const refused = await funder.remove("/commitments");
    expect(refused.body).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect(refused.headers.allow).toBe("POST, GET");
  });
  it("refuse parameters they do not know, and formats they do not have", async () => {
    expect((await funder.get("/commitments?colour=blue")).body).toMatchObject({
      status: 400,
      code: "invalid_request",
    });
    const refused = await funder.get("/commitments", { accept: "image/png" });
    expect(refused.body).toMatchObject({ status: 406, code: "not_acceptable" });
  });
  it("refuse an id that is none", async () => {
    expect((await funder.get("/commitments/abc")).status).toBe(400);
  });
});

describe("a change", () => {
  it("needs the version that was read, and answers the present one where it is stale", async () => {
    const first = await succeed(create());
    const path = `/commitments/${first.body.id}`;
    const patch = { title: "Another title", reason: "Better said" };
    expect((await funder.patch(path, patch)).body).toMatchObject({
      status: 428,
      code: "precondition_required",
    });
    const changed = await succeed(funder.patch(path, patch, versionIn(first)));
    expect(changed.headers.etag).toBe('"2"');
    const stale = await funder.patch(path, { ...patch, title: "A third" }, versionIn(first));
    expect(stale.body).toMatchObject({ status: 412, code: "version_conflict", currentVersion: 2 });
    expect((await succeed(funder.get(path))).body.title).toBe("Another title");
    expect(pointersIn(await funder.patch(path, { title: "Why?" }, 2))).toEqual(["/reason"]);
  });

  it("is kept in a chain of hashes that anybody can compute again", async () => {
    const id = await made();
    await succeed(pay(id, 1, "1000000.00"));
    await succeed(funder.patch(`/commitments/${id}`, { title: "Renamed", reason: "Typing error" }, 2));
    const { body } = await succeed(funder.get(`/commitments/${id}/history`));
    expect(body.items.map((change: { action: string }) => change.action)).toEqual([
      "commitment.created",
      "commitment.payment",
      "commitment.changed",
    ]);
    expect(body.items[2]).toMatchObject({ version: 3, reason: "Typing error" });
    let previousHash = "0".repeat(64);
    for (const change of body.items) {
      const { hash, ...unsealed } = change;
      expect(change.previousHash).toBe(previousHash);
      expect(contentHash(unsealed)).toBe(hash);
      previousHash = hash;
    }
  });

  it("of the last minute is not settled enough to be asked about", async () => {
    const first = await succeed(create());
    const asOf = encodeURIComponent(first.body.recordedAt);
    const refused = await funder.get(`/commitments/${first.body.id}?asOf=${asOf}`);
    expect(refused.body).toMatchObject({ status: 400, errors: [{ parameter: "asOf" }] });
    const before = await funder.get(`/commitments/${first.body.id}?asOf=2020-01-01T00:00:00Z`);
    expect(before.status).toBe(404);
  });
});

describe("a repeated request", () => {
  it("with its Idempotency-Key makes one commitment, and answers it twice", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const body = aCommitmentBody();
    const first = await succeed(funder.post("/commitments", body, headers));
    const again = await succeed(funder.post("/commitments", body, headers));
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    const other = await funder.post("/commitments", { ...body, title: "Another" }, headers);
    expect(other.body).toMatchObject({ status: 422, code: "idempotency_key_reused" });
  });

  it("pays once, also when it is sent twice at the same time", async () => {
    const id = await made();
    const headers = { "idempotency-key": randomUUID() };
    const answers = await Promise.all([pay(id, 1, "500000.00", headers), pay(id, 1, "500000.00", headers)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
    expect((await totalsOf(id)).paid).toBe("500000.00");
  });
});

describe("payments at the same time", () => {
  it("both stand where both fit", async () => {
    const id = await made();
    const answers = await Promise.all([pay(id, 1, "1000000.00"), pay(id, 2, "1500000.00")]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect((await totalsOf(id)).paid).toBe("2500000.00");
  });

  it("never exceed the tranche: of five that do not fit together, the rest is refused", async () => {
    const id = await made();
    const answers = await Promise.all(Array.from({ length: 5 }, () => pay(id, 1, "1000000.00")));
    const accepted = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(accepted.length).toBeLessThanOrEqual(3);
    expect(accepted.length).toBeGreaterThanOrEqual(1);
    // Whoever lost every race is told so; whoever came too late, that nothing is left.
    for (const answer of refused) expect([409, 412]).toContain(answer.status);
    expect((await totalsOf(id)).paid).toBe(`${accepted.length}000000.00`);
  });

  it("of the whole tranche: exactly one wins", async () => {
    const id = await made();
    const answers = await Promise.all([pay(id, 1, "3000000.00"), pay(id, 1, "3000000.00")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await totalsOf(id)).paid).toBe("3000000.00");
  });
});

describe("a list", () => {
  it("goes on page by page, each commitment once, and its cursor fits no other list", async () => {
    const owner = clientOf(target, await aMember(target, "funder"));
    const ids: string[] = [];
    for (const title of ["One", "Two", "Three"])
      ids.push((await succeed(owner.post("/commitments", aCommitmentBody({ title })))).body.id);
    const seen: string[] = [];
    let next: string | undefined;
    let page: Answer;
    do {
      const cursor: string = next === undefined ? "" : `&cursor=${encodeURIComponent(next)}`;
      page = await succeed(owner.get(`/commitments?limit=2${cursor}`));
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      if (page.body.next) expect(page.headers.link).toContain('rel="next"');
      next = page.body.next ?? next;
    } while (page.body.next);
    expect(seen).toEqual(ids);
    const cursor = encodeURIComponent(next ?? "");
    for (const stranger of [
      await funder.get(`/commitments?limit=2&cursor=${cursor}`),
      await owner.get(`/partnerships?cursor=${cursor}`),
      await owner.get(`/commitments?status=active&cursor=${cursor}`),
      await owner.get(`/commitments?cursor=${cursor.slice(0, -4)}AAAA`),
    ])
      expect(stranger.body).toMatchObject({ status: 400, code: "invalid_cursor" });
    expect((await owner.get("/commitments?limit=101")).status).toBe(400);
  });
});
