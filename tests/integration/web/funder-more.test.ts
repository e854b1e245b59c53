import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../../shared/identity/permissions.ts";
import { readCommitment } from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { MATCH_CONDITION, usd } from "../../support/commitments.ts";
import { fieldsIn, siteVisitor } from "../../support/site-visitor.ts";
import { tableOfSuite, worldOfSuite } from "../../support/suite.ts";
import { aReviewWorld, type ReviewWorld } from "../investments/reviews-world.ts";
import { aCommitmentOf, aFunderOfItsOwn, paymentsIn, setSettings } from "../investments/run-world.ts";
import { recordCedarCounty } from "../reporting/cedar-county.ts";

const table = tableOfSuite();
const cedar = worldOfSuite(() => recordCedarCounty(table));

/** When runs are made: the first tranche is due. */
const RUN_AT = "2026-03-01T09:00:00.000Z";

const funder = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(table, { organisationId: cedar.funderId, ...rest });

/** The part of a page from one heading to the next. */
function partOf(html: string, heading: string): string {
  const from = html.indexOf(`id="${heading}"`);
  expect(from, heading).toBeGreaterThan(-1);
  return html.slice(from, html.indexOf("<h2", from));
}

describe("the line of sight of a commitment", () => {
  it("leads from the money through strategies to outcomes, drawn and as a table, with what is unallocated", async () => {
    const { status, html } = await funder().open(`/commitments/${cedar.commitmentId}`);
    expect(status).toBe(200);
    const sight = partOf(html, "line-of-sight");
    expect(sight).toContain('role="img"');
    expect(sight).toContain("From the money, through strategies and systems, to outcomes");
    expect(sight).toContain(`/commitments/${cedar.commitmentId}/report#${cedar.outcomeId}`);
    expect(sight).toContain("Unallocated");
  });

  it("is told to nobody who may not read the commitment", async () => {
    const stranger = funder({ organisationId: newId("org") });
    expect((await stranger.open(`/commitments/${cedar.commitmentId}`)).status).toBe(404);
  });
});

/** Proposes and agrees that 500,000 of the second tranche are paid with the first. */
async function rePlanned(organisationId: string, id: string): Promise<void> {
  const visitor = (role: Role) =>
    siteVisitor(table, { organisationId, roles: [role], id: newId("per") }, RUN_AT);
  const proposed = await visitor("administrator").fillIn(`/commitments/${id}/amendments/new/re-plan`, {
    "tranches.1.amount": "900000",
    "tranches.2.amount": "100000",
    reasonCode: "funder-decision",
    reason: "Needed sooner",
  });
  expect(proposed.status).toBe(303);
  const second = visitor("finance");
  const page = (await second.open(`/commitments/${id}`)).html;
  const proposal = new RegExp(`/commitments/${id}/proposals/prp_[0-9A-Z]{26}`).exec(page)?.[0] ?? "";
  expect((await second.fillIn(`${proposal}/approval`, {})).status).toBe(303);
}

describe("payment runs", () => {
  it("shows what is due and blocked with why, pays what is ticked, and gives files for bank and ledger", async () => {
    const own = aFunderOfItsOwn();
    const paid = await aCommitmentOf(table, own);
    const blocked = await aCommitmentOf(table, own, {
      title: "Blocked by its condition",
      tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }],
    });
    const visitor = siteVisitor(table, { organisationId: own.id, roles: ["finance"] }, RUN_AT);
    const empty = await visitor.open("/payment-runs");
    expect(empty.html).toContain("No payment run was made yet");
    const form = (await visitor.open("/payment-runs/new")).html;
    const blockedTable = /<caption>Due, and blocked.*?<\/table>/s.exec(form)?.[0];
    expect(blockedTable).toContain("Blocked by its condition");
    expect(form).not.toContain(`name="ticked.${blocked}:1`);
    const nothing = await visitor.fillIn("/payment-runs/new", {});
    expect([nothing.status, nothing.html.includes("Nothing is ticked.")]).toEqual([422, true]);
    const made = await visitor.fillIn("/payment-runs/new", { [`ticked.${paid}:1:USD400000.00`]: "yes" });
    expect(made.status).toBe(303);
    const address = made.location ?? "";
    const page = (await visitor.open(address)).html;
    expect(page).toContain("Each payment was decided by itself");
    expect(page).toContain("$400,000");
    const again = await visitor.send("/payment-runs/new", made.sent);
    expect([again.status, again.location]).toEqual([303, address]);
    expect((await paymentsIn(table, paid)).length).toBe(1);
    const bank = await visitor.open(`${address}/bank.csv`);
    expect(bank.status).toBe(200);
    expect(bank.html).toContain("400000.00");
    expect((await visitor.open(`${address}/ledger.csv`)).html).toContain("control");
    expect((await visitor.open(`${address}/other.csv`)).status).toBe(404);
    expect((await visitor.fillIn(`${address}/resume`, {})).location).toBe(address);
    const reversal = /href="(\/commitments\/[^"]+\/reversal)"/.exec(page)?.[1] ?? "";
    expect((await visitor.fillIn(reversal, { reason: "Paid in error" })).status).toBe(303);
    expect((await visitor.open(address)).html).toContain("Paid, and reversed since");
  });

  it("are approved by one person and paid by another", async () => {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    await setSettings(table, own, { approvalRequiredFrom: [usd("1000.00")] });
    const visitor = (person: string) =>
      siteVisitor(table, { organisationId: own.id, roles: ["finance"], id: person }, RUN_AT);
    const [approver, payer] = [visitor(newId("per")), visitor(newId("per"))];
    expect((await payer.open("/payment-runs/new")).html).toContain("is paid only after it was approved");
    const seen = { [`ticked.${id}:1:USD400000.00`]: "yes" };
    const approved = await approver.fillIn("/payment-runs/approvals", seen);
    expect(approved.location).toBe("/payment-runs");
    expect((await approver.send("/payment-runs/approvals", approved.sent)).status).toBe(303);
    const tick = `name="ticked.${id}:1:USD400000.00"`;
    expect((await payer.open("/payment-runs/new")).html).toContain(tick);
    expect((await approver.open("/payment-runs/new")).html).not.toContain(tick);
    expect((await payer.fillIn("/payment-runs/new", { [`ticked.${id}:1:USD400000.00`]: "yes" })).status).toBe(
      303,
    );
    expect((await approver.open("/payment-runs/approvals")).status).toBe(409);
  });

  it("are approved with the amount that was seen, and never said to be where nothing was", async () => {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    await setSettings(table, own, { approvalRequiredFrom: [usd("1000.00")] });
    const visitor = siteVisitor(table, { organisationId: own.id, roles: ["finance"] }, RUN_AT);
    const form = (await visitor.open("/payment-runs/approvals")).html;
    expect(form).toContain(`name="ticked.${id}:1:USD400000.00"`);
    const more = await visitor.fillIn("/payment-runs/approvals", { [`ticked.${id}:1:USD400000.01`]: "yes" });
    expect([more.status, more.html.includes("Nothing was approved.")]).toEqual([409, true]);
    const nothing = await visitor.fillIn("/payment-runs/approvals", {});
    expect([nothing.status, nothing.html.includes("Nothing is ticked.")]).toEqual([422, true]);
    const less = await visitor.fillIn("/payment-runs/approvals", { [`ticked.${id}:1:USD300000.00`]: "yes" });
    expect(less.status).toBe(303);
    const read = await readCommitment(table, id, own.principal);
    expect(read.ok && read.value.state.tranches[0]?.approval?.leftMinor).toBe(30_000_000);
  });

  it("are approved as they were shown, not as they were planned anew since", async () => {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    await setSettings(table, own, { approvalRequiredFrom: [usd("1000.00")] });
    const approver = siteVisitor(table, { organisationId: own.id, roles: ["finance"] }, RUN_AT);
    const { html } = await approver.open("/payment-runs/approvals");
    const tick = new RegExp(`name="(ticked\\.${id}:1[^"]*)"`).exec(html)?.[1] ?? "";
    await rePlanned(own.id, id);
    const sent = { ...fieldsIn(html), step: "send", [tick]: "yes" };
    expect((await approver.send("/payment-runs/approvals", sent)).status).toBe(303);
    const read = await readCommitment(table, id, own.principal);
    expect(read.ok && read.value.state.tranches[0]).toMatchObject({
      amountMinor: 90_000_000,
      approval: { leftMinor: 40_000_000 },
    });
  });

  it("pay what was shown, not what was planned anew since", async () => {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    const payer = siteVisitor(table, { organisationId: own.id, roles: ["finance"] }, RUN_AT);
    const { html } = await payer.open("/payment-runs/new");
    const tick = new RegExp(`name="(ticked\\.${id}:1[^"]*)"`).exec(html)?.[1] ?? "";
    await rePlanned(own.id, id);
    const sent = { ...fieldsIn(html), step: "send", [tick]: "yes" };
    expect((await payer.send("/payment-runs/new", sent)).status).toBe(303);
    expect(await paymentsIn(table, id)).toEqual([[1, 40_000_000]]);
  });

  it("are nobody else's, and begun by nobody whose role does not include it", async () => {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    const visitor = siteVisitor(table, { organisationId: own.id, roles: ["finance"] }, RUN_AT);
    const made = await visitor.fillIn("/payment-runs/new", { [`ticked.${id}:1:USD400000.00`]: "yes" });
    const stranger = siteVisitor(table, { organisationId: newId("org") }, RUN_AT);
    for (const part of ["", "/bank.csv", "/resume"])
      expect((await stranger.open(`${made.location}${part}`)).status, part).toBe(404);
    const viewer = siteVisitor(table, { organisationId: own.id, roles: ["viewer"] }, RUN_AT);
    expect((await viewer.open("/payment-runs/new")).status).toBe(403);
    expect((await viewer.open("/payment-runs")).html).not.toContain("Begin a payment run");
  });
});

describe("a restated figure", () => {
  let world: ReviewWorld;
  beforeAll(async () => {
    world = await aReviewWorld();
  });
  afterAll(() => world.stop());

  it("waits for somebody who decides with a reason, and is closed once", async () => {
    const paid = await world.aPaidTranche();
    await world.observe(paid.indicatorId, 96);
    await world.deliver(await world.restated());
    const { organisationId } = world.funder;
    const visitor = siteVisitor(world.table, { organisationId });
    const list = (await visitor.open("/reviews")).html;
    const address = /href="(\/reviews\/cmt_[^"]+)"/.exec(list)?.[1] ?? "";
    const page = await visitor.open(address);
    expect(page.html).toContain("would not fulfil it");
    const stranger = siteVisitor(world.table, { organisationId: newId("org") });
    expect((await stranger.open(address)).status).toBe(404);
    const fields = { decision: "kept", words: "The payment stands.", reason: "They did their part" };
    const closed = await visitor.fillIn(`${address}/closing`, fields);
    expect([closed.status, closed.location]).toEqual([303, address]);
    expect((await visitor.open(address)).html).toContain("The payment stands.");
    expect((await visitor.open(`${address}/closing`)).status).toBe(409);
    expect((await visitor.open("/reviews?state=closed")).html).toContain(address);
  });
});

describe("the page of a portfolio", () => {
  it("teaches the next step while nothing is recorded", async () => {
    const { status, html } = await funder({ organisationId: newId("org") }).open("/portfolio");
    expect(status).toBe(200);
    expect(html).toContain("Nothing binding is recorded yet");
  });
});

describe("money that will not be paid, and what was spent", () => {
  it("is given up in part, or wholly where what it waits for was not fulfilled", async () => {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own, {
      tranches: [
        { dueOn: "2026-01-15", amount: usd("400000.00") },
        { dueOn: "2026-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
      ],
    });
    const address = `/commitments/${id}`;
    const visitor = siteVisitor(table, { organisationId: own.id, roles: ["finance"] }, RUN_AT);
    const before = (await visitor.open(address)).html;
    expect(before).toContain(`href="${address}/tranches/2/forfeiture"`);
    expect(before).not.toContain(`href="${address}/tranches/1/forfeiture"`);
    const [release, reason] = [`${address}/tranches/1/release`, "The project ended early"];
    const tooMuch = await visitor.fillIn(release, { amount: "400,001", reason });
    expect([tooMuch.status, tooMuch.html.includes("400000.00 USD are left")]).toEqual([409, true]);
    const given = await visitor.fillIn(release, { amount: "25,000", reason });
    expect([given.status, given.location]).toEqual([303, `${address}#ledger`]);
    await visitor.send(release, given.sent);
    const unfit = await visitor.fillIn(`${address}/tranches/1/forfeiture`, { reason });
    expect([unfit.status, unfit.html.includes("no unfulfilled condition")]).toEqual([409, true]);
    expect((await visitor.fillIn(`${address}/tranches/2/forfeiture`, { reason })).status).toBe(303);
    const spent = { amount: "12,345.67", reference: "Report 1" };
    expect((await visitor.fillIn(`${address}/expenditures/new`, spent)).status).toBe(303);
    const read = await readCommitment(table, id, own.principal);
    const tranches = read.ok ? read.value.state.tranches : [];
    expect(tranches.map(({ releasedMinor }) => releasedMinor)).toEqual([2_500_000, 60_000_000]);
    const after = (await visitor.open(address)).html;
    expect(after).toContain("$12,345.67");
    expect(after).not.toContain(`href="${address}/tranches/2/release"`);
  });

  it("is nobody's to give up but the funder's, by a role that moves money", async () => {
    const own = aFunderOfItsOwn();
    const address = `/commitments/${await aCommitmentOf(table, own)}`;
    const forms = ["tranches/1/release", "tranches/1/forfeiture", "expenditures/new"];
    const viewer = siteVisitor(table, { organisationId: own.id, roles: ["viewer"] }, RUN_AT);
    const stranger = siteVisitor(table, { organisationId: newId("org") }, RUN_AT);
    for (const form of forms) {
      expect((await viewer.open(`${address}/${form}`)).status, form).toBe(403);
      expect((await stranger.open(`${address}/${form}`)).status, form).toBe(404);
    }
    expect((await viewer.open(address)).html).not.toContain("Record what was spent");
  });
});
