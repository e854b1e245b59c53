import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveTranche } from "../../../shared/investments/approve-tranche.ts";
import type { LedgerEntryView } from "../../../shared/investments/ledger-entry.ts";
import {
  createPaymentRun,
  resumePaymentRun,
} from "../../../shared/investments/payment-runs/create-payment-run.ts";
import { loadRun, runPk } from "../../../shared/investments/payment-runs/payment-run.store.ts";
import { NewPaymentRunSchema } from "../../../shared/investments/payment-runs/payment-run.ts";
import type {
  PaymentRunPreview,
  PaymentRunSummary,
  PaymentRunView,
} from "../../../shared/investments/payment-runs/payment-run-view.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { getItem, queryAll, type Table, TableBusy } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import { MATCH_CONDITION, NOW, usd } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import {
  aCommitmentOf,
  aFunderOfItsOwn,
  type Client,
  type Fate,
  type Funder,
  ON,
  paymentsIn,
  setSettings,
  signedIn,
  underFate,
} from "./run-world.ts";

let engine: TestEngine;
let table: Table;
let funder: Funder;
let client: Client;
let first: string;
let second: string;
let blocked: string;

beforeAll(async () => {
  engine = await startEngine();
  const dynamo = makeClient(engine.endpoint);
  table = { client: dynamo, name: (await makeTables(dynamo, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  funder = aFunderOfItsOwn();
  client = signedIn(table, funder);
  first = await aCommitmentOf(table, funder);
  second = await aCommitmentOf(table, funder, { fundCode: "F-2", recipient: { name: "=Harbour, Promise" } });
  blocked = await aCommitmentOf(table, funder, {
    tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }],
  });
});

const item = (commitmentId: string, trancheNumber = 1) => ({ commitmentId, trancheNumber });
const sent = (...items: object[]) => ({ on: ON, currency: "USD", items });
/** Two tranches of one commitment, one of another, and one that is blocked. */
const four = () => sent(item(first, 1), item(first, 2), item(second), item(blocked));
/** The same in part, so that each could be paid twice if nothing kept it from that. */
const fourInPart = () => sent(...four().items.map((each) => ({ ...each, amount: usd("100.00") })));
const statuses = (items: readonly { readonly status: string }[]) => items.map(({ status }) => status);

/** Approves part of a tranche, as somebody else than who pays. */
async function approve(id: string): Promise<void> {
  const principal = { ...funder.principal, id: newId("per") };
  const author = { principalId: principal.id, organisationId: funder.id };
  const call = { id, principal, author, now: NOW, trancheNumber: 1, input: { amount: usd("150000.00") } };
  const approved = await approveTranche({ table, newId }, call);
  if (!approved.ok) throw new Error(approved.problem.detail);
}

function listed(query = "", by = client) {
  return by<Listed<PaymentRunSummary>>("GET", `/payment-runs${query}`);
}

async function allPayments() {
  return [await paymentsIn(table, first), await paymentsIn(table, second), await paymentsIn(table, blocked)];
}
const EACH_ONCE = [
  [
    [1, 10_000],
    [2, 10_000],
  ],
  [[1, 10_000]],
  [],
];

function run(id: string, on: Table = table, isLate?: () => boolean) {
  const author = { principalId: funder.principal.id, organisationId: funder.id };
  const call = { id, principal: funder.principal, author, now: NOW, ...(isLate ? { isLate } : {}) };
  const deps = { table: on, newId };
  return {
    create: () => createPaymentRun(deps, { ...call, input: NewPaymentRunSchema().parse(fourInPart()) }),
    resume: () => resumePaymentRun(deps, call),
  };
}

describe("a payment run", () => {
  test("pays each item, names every block of what it refuses, and holds up no other for it", async () => {
    const made = await client("POST", "/payment-runs", { body: { ...four(), note: "First of March" } });
    expect(made.status).toBe(201);
    const { body } = made;
    expect(made.headers.get("location")).toBe(`/v1/payment-runs/${body.id}`);
    expect(body).toMatchObject({
      status: "done-with-refusals",
      result: { paid: 3, refused: 1, sum: usd("1400000.00") },
      control: { count: 3, sum: usd("1400000.00") },
      note: "First of March",
    });
    expect(statuses(body.items)).toEqual(["paid", "paid", "paid", "refused"]);
    expect(body.items[2]).toMatchObject({ amount: usd("400000.00"), payee: { name: "=Harbour, Promise" } });
    expect(body.items[3]?.problem).toMatchObject({
      code: "condition_not_met",
      blockedBy: [{ code: "donor-condition-open" }],
    });
    expect(await allPayments()).toEqual([
      [
        [1, 40_000_000],
        [2, 60_000_000],
      ],
      [[1, 40_000_000]],
      [],
    ]);
    expect((await client("GET", `/payment-runs/${body.id}`)).body).toEqual(body);
  });

  test("can be found from the ledger and the ledger from it, and its history holds", async () => {
    const { body } = await client("POST", "/payment-runs", { body: sent(item(first)) });
    expect(body.status).toBe("done");
    const entry = await client<LedgerEntryView>(
      "GET",
      `/commitments/${first}/ledger/${body.items[0]?.entryId}`,
    );
    expect(entry.body).toMatchObject({ runId: body.id, reference: body.items[0]?.reference });
    const items = await queryAll(table, { partition: runPk(body.id) });
    const changes = items.filter(({ sk }) => sk.startsWith("H#")).map(toChange);
    expect(changes.map(({ action }) => action)).toEqual(["payment-run.created", "payment-run.finished"]);
    expect(checkHistory(changes, items)).toEqual([]);
  });

  test("names all blocks at once, and pays in part where an amount is given", async () => {
    await setSettings(table, funder, { approvalRequiredFrom: [usd("500000.00")] });
    const body = sent({ ...item(first), amount: usd("0.01") }, item(blocked), item(first, 2));
    const made = await client("POST", "/payment-runs", { body });
    expect(made.body.items.map(({ problem }) => problem?.blockedBy)).toMatchObject([
      undefined,
      [{ code: "donor-condition-open" }, { code: "approval-missing" }],
      [{ code: "approval-missing" }],
    ]);
    expect(await paymentsIn(table, first)).toEqual([[1, 1]]);
  });

  test("refuses what is another funder's, or nobody's, as if it were not there", async () => {
    const foreign = await aCommitmentOf(table, aFunderOfItsOwn());
    const made = await client("POST", "/payment-runs", { body: sent(item(foreign), item(newId("cmt"))) });
    expect(made.body.items.map(({ problem }) => problem?.code)).toEqual(["not_found", "not_found"]);
    expect(made.body.items[0]?.problem).toEqual(made.body.items[1]?.problem);
    expect(await paymentsIn(table, foreign)).toEqual([]);
  });

  test("is not made for a day whose books are closed", async () => {
    await setSettings(table, funder, { closedThroughOn: "2026-02-28" });
    const body = { ...four(), on: "2026-02-28" };
    const refused = await client("POST", "/payment-runs", { body });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "period_closed", errors: [{ pointer: "/on" }] },
    });
    expect((await client("POST", "/payment-runs?dryRun=true", { body })).status).toBe(409);
    expect((await listed()).body.items).toEqual([]);
  });

  test("is made and seen by those whose role includes it, in its own organisation", async () => {
    const { body } = await client("POST", "/payment-runs", { body: sent(item(first)) });
    const address = `/payment-runs/${body.id}`;
    const viewer = signedIn(table, funder, { roles: ["viewer"] });
    expect((await viewer("POST", "/payment-runs", { body: sent(item(second)) })).status).toBe(403);
    expect((await viewer("GET", address)).status).toBe(200);
    expect((await viewer("GET", `${address}/file`)).status).toBe(403);
    const stranger = signedIn(table, aFunderOfItsOwn());
    for (const [method, path] of [
      ["GET", address],
      ["GET", `${address}/file`],
      ["POST", `${address}/resume`],
    ] as const)
      expect((await stranger(method, path)).status).toBe(404);
    expect((await listed("", stranger)).body.items).toEqual([]);
  });

  test("is listed, newest first, a page at a time", async () => {
    const ids: string[] = [];
    for (const amount of ["1.00", "2.00", "3.00"]) {
      const body = sent({ ...item(first), amount: usd(amount) });
      ids.unshift((await client("POST", "/payment-runs", { body })).body.id);
    }
    const page = (await listed("?limit=2")).body;
    expect(page.items).toMatchObject([{ id: ids[0], result: { paid: 1, sum: usd("3.00") } }, { id: ids[1] }]);
    const rest = (await listed(`?limit=2&cursor=${page.next}`)).body;
    expect(rest.items.map(({ id }) => id)).toEqual([ids[2]]);
  });
});

describe("a dry run", () => {
  test("says what the run would do, and writes nothing", async () => {
    const before = await queryAll(table, { partition: `CMT#${first}` });
    const dry = await client<PaymentRunPreview>("POST", "/payment-runs?dryRun=true", { body: four() });
    expect(dry).toMatchObject({
      status: 200,
      body: { isDryRun: true, control: { count: 3, sum: usd("1400000.00") } },
    });
    expect(statuses(dry.body.items)).toEqual(["payable", "payable", "payable", "refused"]);
    expect(await queryAll(table, { partition: `CMT#${first}` })).toEqual(before);
    expect((await listed()).body.items).toEqual([]);
    const made = await client("POST", "/payment-runs", { body: four() });
    const facts = (items: readonly Pick<PaymentRunView["items"][number], "amount" | "payee" | "problem">[]) =>
      items.map(({ amount, payee, problem }) => ({ amount, payee, problem }));
    expect(facts(made.body.items)).toEqual(facts(dry.body.items));
  });
});

describe("exactly once", () => {
  const dead = new Error("The process was killed.");
  const WRITES = 6;
  const moments = Array.from({ length: WRITES }, (_, index) => index + 1).flatMap((write) => [
    { write, when: "before" as const },
    { write, when: "after" as const },
  ]);

  /** Nothing more is sent from the given write on; or that one is sent, and its answer is never read. */
  function killedAt({ write, when }: (typeof moments)[number]): Fate {
    return (count) => {
      if (count < write) return undefined;
      return count === write && when === "after" ? { afterwards: dead } : dead;
    };
  }

  test.each(moments)("a run killed $when its write $write is resumed to the same end", async (moment) => {
    const dying = { ...table, client: makeClient(engine.endpoint) };
    underFate(dying.client, killedAt(moment));
    const id = newId("run");
    await expect(run(id, dying).create()).rejects.toThrow(dead.message);
    dying.client.destroy();
    if (moment.write === 1 && moment.when === "before") {
      expect(await loadRun(table, id)).toBeUndefined();
      expect(await allPayments()).toEqual([[], [], []]);
      return;
    }
    const resumed = await run(id).resume();
    expect(resumed).toMatchObject({ ok: true, value: { run: { status: "done-with-refusals" } } });
    expect(await run(id).resume()).toMatchObject({ value: { run: { result: { paid: 3, refused: 1 } } } });
    expect(await allPayments()).toEqual(EACH_ONCE);
  });

  test("however many work on a run side by side", async () => {
    const id = newId("run");
    const created = await run(id, table, () => true).create();
    expect(created).toMatchObject({ value: { run: { status: "open" }, outcomes: [] } });
    const worked = await Promise.all(Array.from({ length: 4 }, () => run(id).resume()));
    expect(worked.every(({ ok }) => ok)).toBe(true);
    expect(await allPayments()).toEqual(EACH_ONCE);
    const again = await run(id).resume();
    expect(again).toMatchObject({ value: { run: { status: "done-with-refusals", result: { paid: 3 } } } });
  });

  test("however often it is sent with one idempotency key", async () => {
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => client("POST", "/payment-runs", { body: fourInPart(), key: "march" })),
    );
    expect(statuses(answers.map(({ status }) => ({ status: String(status) })))).toEqual([
      "201",
      "201",
      "201",
    ]);
    expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect((await listed()).body.items).toHaveLength(1);
    const id = answers[0]?.body.id ?? "";
    await client("POST", `/payment-runs/${id}/resume`);
    expect(await allPayments()).toEqual(EACH_ONCE);
  });

  test("what was refused stays refused when what blocked it has gone; another run pays it", async () => {
    await setSettings(table, funder, { approvalRequiredFrom: [usd("1.00")] });
    const { body } = await client("POST", "/payment-runs", { body: sent(item(first)) });
    expect(statuses(body.items)).toEqual(["refused"]);
    await approve(first);
    expect((await client("POST", `/payment-runs/${body.id}/resume`)).body).toEqual(body);
    expect(await paymentsIn(table, first)).toEqual([]);
    const other = await client("POST", "/payment-runs", { body: sent(item(first)) });
    expect(other.body.items[0]).toMatchObject({ status: "paid", amount: usd("150000.00") });
  });
});

describe("a run that is left open", () => {
  test("for want of time says what waits, gives no file, and is resumed by the API", async () => {
    let looks = 0;
    const slow = () => (looks++ === 0 ? NOW : "2026-03-01T12:00:16.000Z");
    const open = await signedIn(table, funder, { clock: slow })("POST", "/payment-runs", {
      body: fourInPart(),
    });
    expect(open).toMatchObject({ status: 201, body: { status: "open", control: { count: 0 } } });
    expect(statuses(open.body.items)).toEqual(["waiting", "waiting", "waiting", "waiting"]);
    const address = `/payment-runs/${open.body.id}`;
    expect(await client("GET", `${address}/file`)).toMatchObject({ status: 409, body: { code: "conflict" } });
    const resumed = await client("POST", `${address}/resume`);
    expect(resumed).toMatchObject({ status: 200, body: { status: "done-with-refusals" } });
    expect(await allPayments()).toEqual(EACH_ONCE);
  });

  test("because the table was busy refuses nothing on that account", async () => {
    const busy = { ...table, client: makeClient(engine.endpoint) };
    underFate(busy.client, (_write, input) =>
      input.includes(`CMT#${second}`) ? new TableBusy("Too much at once.") : undefined,
    );
    const id = newId("run");
    const created = await run(id, busy).create();
    busy.client.destroy();
    expect(created).toMatchObject({ ok: true, value: { run: { status: "open" } } });
    expect((await loadRun(table, id))?.outcomes.map(({ number }) => number)).toEqual([1, 2, 4]);
    expect(await run(id).resume()).toMatchObject({ value: { run: { result: { paid: 3, refused: 1 } } } });
    expect(await allPayments()).toEqual(EACH_ONCE);
  });
});

describe("the file of a run", () => {
  test("is CSV to be saved, for the bank unless one asks for the ledger's, and adds up to the run's control", async () => {
    const { body } = await client("POST", "/payment-runs", { body: four() });
    const bank = await client("GET", `/payment-runs/${body.id}/file`);
    expect(bank.status).toBe(200);
    expect(bank.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(bank.headers.get("content-disposition")).toBe(`attachment; filename="${body.id}-bank.csv"`);
    const lines = bank.text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(5);
    expect(lines[3]).toContain(
      `"'=Harbour, Promise",,400000.00,USD,${body.items[2]?.reference},${second},F-2`,
    );
    expect(lines[4]).toBe(`control,3,,,,${body.control.sum.amount},USD,${body.id},,`);
    const ledger = await client("GET", `/payment-runs/${body.id}/file?format=ledger`);
    expect(ledger.text.trimEnd().split("\r\n")).toHaveLength(8);
    expect(ledger.text).toContain("control,6,,,,,,1400000.00,1400000.00,USD");
  });

  test("leaves a reversed payment out for the bank, keeps its booking, and the run says by what it was reversed", async () => {
    const { body } = await client("POST", "/payment-runs", { body: sent(item(first), item(second)) });
    const entryId = body.items[0]?.entryId;
    const reversal = { body: { on: ON, reason: "Wrong account" } };
    const reversed = await client<LedgerEntryView>(
      "POST",
      `/commitments/${first}/ledger/${entryId}/reversal`,
      reversal,
    );
    expect(reversed.status).toBe(201);
    const shown = (await client("GET", `/payment-runs/${body.id}`)).body;
    expect(shown.items.map(({ reversedBy }) => reversedBy)).toEqual([reversed.body.id, undefined]);
    expect(shown.control).toEqual({ count: 1, sum: usd("400000.00") });
    expect((await client("GET", `/payment-runs/${body.id}/file`)).text).not.toContain(first);
    expect((await client("GET", `/payment-runs/${body.id}/file?format=ledger`)).text).toContain(first);
  });

  test("is not made from outcomes that were altered behind the run's history", async () => {
    const { body } = await client("POST", "/payment-runs", { body: sent(item(first)) });
    const outcome = await getItem(table, { pk: runPk(body.id), sk: "OUT#001" });
    if (!outcome) throw new Error("The outcome is not there.");
    const content = String(outcome.content).replace("Cedar County Promise", "Somebody else");
    await putIf(table, { ...outcome, content }, { expression: "attribute_exists(pk)" });
    expect((await client("GET", `/payment-runs/${body.id}/file`)).status).toBe(500);
  });
});
