import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITE_FORMS } from "../../../functions/web/site-forms.ts";
import type { Role } from "../../../shared/identity/permissions.ts";
import { readCommitment } from "../../../shared/investments/index.ts";
import { submitRequirement } from "../../../shared/investments/requirements/submit-requirement.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { fieldsIn, siteVisitor } from "../../support/site-visitor.ts";
import { type Cedar, recordCedarCounty } from "../reporting/cedar-county.ts";

let engine: TestEngine;
let table: Table;
let cedar: Cedar;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  cedar = await recordCedarCounty(table);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

function funder(rest: { roles?: readonly Role[]; organisationId?: string } = {}) {
  return siteVisitor(table, { organisationId: cedar.funderId, ...rest });
}

async function stateOf(address: string) {
  const id = address.split("/")[2] ?? "";
  const loaded = await readCommitment(table, id, aPrincipal({ organisationId: cedar.funderId }));
  if (!loaded.ok) throw new Error(loaded.problem.detail);
  return loaded.value.state;
}

/** Fills in a form and says where it led; what the page says is wrong is an error. */
async function done(visitor: ReturnType<typeof funder>, path: string, fields: Record<string, string> = {}) {
  const answer = await visitor.fillIn(path, fields);
  if (answer.status !== 303) {
    const wrong = /<section class="errors".*?<\/section>/s.exec(answer.html)?.[0] ?? answer.html.slice(-2000);
    throw new Error(`${path} answered ${answer.status}: ${wrong.replace(/<[^>]+>/g, " ")}`);
  }
  return answer.location ?? "";
}

/** An active commitment of three tranches: free, under a donor condition, and tied to a report and a milestone. */
async function anActive(overrides: Record<string, string> = {}): Promise<string> {
  const visitor = funder();
  const address = await done(visitor, "/commitments/new", {
    title: "Reading coaches",
    "recipient.name": "Cedar County Promise",
    partnershipId: cedar.partnershipId,
    startOn: "2024-07-01",
    endOn: "2027-06-30",
    amount: "300,000",
    status: "agreed",
    agreedOn: "2024-07-01",
    "milestones.0.title": "Coaches hired",
    "reports.0.title": "First report",
    "reports.0.dueOn": "2025-06-30",
    "tranches.0.dueOn": "2024-08-01",
    "tranches.0.amount": "100,000",
    "tranches.1.dueOn": "2025-08-01",
    "tranches.1.amount": "100,000",
    "tranches.1.barrier": "match",
    "tranches.1.barrierText": "A match of 50,000 is verified",
    "tranches.1.release": "yes",
    "tranches.2.dueOn": "2026-08-01",
    "tranches.2.amount": "100,000",
    "tranches.2.report": "1",
    "tranches.2.milestone": "1",
    ...overrides,
  });
  return address;
}

const WHY = { reason: "The board decided so" };
const SAID = { ...WHY, reasonCode: "funder-decision", effectiveOn: "2025-02-01" };

describe("money", () => {
  it("is approved by one person and paid in part by another, and what is left is shown", async () => {
    const address = await anActive();
    const first = funder();
    await done(first, `${address}/tranches/1/approval`, { amount: "80,000" });
    const own = await first.fillIn(`${address}/tranches/1/payment`, { amount: "30,000" });
    expect(own.status).toBe(409);
    expect(own.html).toMatch(/second person|approved/);
    const second = funder({ roles: ["finance"] });
    const path = `${address}/tranches/1/payment`;
    expect(fieldsIn((await second.open(path)).html).amount).toBe("80,000.00");
    await done(second, path, { amount: "30,000" });
    expect((await stateOf(address)).tranches[0]?.paidMinor).toBe(3_000_000);
    const page = await second.open(address);
    expect(page.html).toContain("The payment is recorded.");
    expect(page.html).toMatch(/Approved, not paid<\/dt><dd>\$50,000\.00/);
  });

  it("is not paid twice by the same form, nor by a form that was opened before somebody else paid", async () => {
    const address = await anActive();
    const path = `${address}/tranches/1/payment`;
    const [one, other] = [funder(), funder()];
    const late = fieldsIn((await other.open(path)).html);
    const paid = await one.fillIn(path, { amount: "100,000" });
    const again = await one.send(path, paid.sent);
    expect([paid.status, again.status]).toEqual([303, 303]);
    const conflict = await other.send(path, { ...late, amount: "100,000", step: "send" });
    expect(conflict.status).toBe(412);
    expect(conflict.html).toContain("Somebody changed this since you opened the form");
    expect((await stateOf(address)).tranches[0]?.paidMinor).toBe(10_000_000);
  });

  it("comes back, and an entry is reversed by another one", async () => {
    const address = await anActive();
    await done(funder(), `${address}/tranches/1/payment`, { amount: "100,000" });
    await done(funder(), `${address}/tranches/1/refund`, { amount: "10,000", ...WHY });
    const { html } = await funder().open(address);
    const reversal = /href="([^"]*\/reversal)">Reverse<span class="unseen"> the refund/.exec(html)?.[1] ?? "";
    await done(funder(), reversal, WHY);
    expect((await stateOf(address)).tranches[0]).toMatchObject({ paidMinor: 10_000_000, refundedMinor: 0 });
  });

  it("is refused where something still blocks it, by name, and the page shows what", async () => {
    const address = await anActive();
    const { status, html } = await funder().fillIn(`${address}/tranches/3/payment`, {});
    expect(status).toBe(409);
    expect(html).toContain("Its payment rule is not fulfilled");
    const page = await funder().open(address);
    expect(page.html).toMatch(/Still open: <\/span>“Coaches hired” is not achieved yet/);
    expect(page.html).toMatch(/Still open: <\/span>Donor condition: A match of 50,000 is verified/);
    expect(page.html).not.toContain(`href="${address}/tranches/3/payment"`);
  });

  it("becomes unconditional by a condition that is met, with its evidence", async () => {
    const address = await anActive();
    await done(funder(), `${address}/tranches/2/condition`, { evidence: "Letter of the county", ...WHY });
    const { tranches, commitment } = await stateOf(address);
    expect(tranches[1]).toMatchObject({
      conditionMetOn: "2025-02-01",
      conditionEvidence: "Letter of the county",
    });
    expect(commitment.totals.conditionalMinor).toBe(0);
  });
});

describe("what takes a second person", () => {
  /** Proposes, looks at it as who proposed it, and approves it as somebody else. */
  async function agreed(address: string, path: string, fields: Record<string, string>): Promise<string> {
    const first = funder();
    await done(first, `${address}${path}`, { ...SAID, ...fields });
    const proposal = /href="([^"]*\/proposals\/prp_[^"]+)"/.exec((await first.open(address)).html)?.[1] ?? "";
    expect((await first.open(proposal)).html).toContain("You proposed it, so somebody else decides.");
    expect((await first.fillIn(`${proposal}/approval`, {})).status).toBe(409);
    const second = funder({ roles: ["finance"] });
    const seen = await second.open(proposal);
    await done(second, `${proposal}/approval`);
    return seen.html;
  }

  it("is waived only so, and says so for ever", async () => {
    const address = await anActive();
    expect(await agreed(address, "/tranches/3/waiver", {})).toContain("condition waived on");
    expect((await stateOf(address)).tranches[2]?.waivedOn).toBe("2025-02-01");
    expect((await funder().open(`${address}/amendments`)).html).toContain("Waiver</a>, approved");
  });

  it("is advanced only so", async () => {
    const address = await anActive();
    await agreed(address, "/tranches/2/advance", { amount: "25,000" });
    expect((await stateOf(address)).tranches[1]).toMatchObject({
      paidMinor: 2_500_000,
      advancedMinor: 2_500_000,
    });
  });

  it("is planned anew with before and after, of what was changed alone", async () => {
    const address = await anActive();
    const path = `${address}/amendments/new/re-plan`;
    const looked = await funder().fillIn(path, {
      ...SAID,
      "tranches.1.dueOn": "2025-03-01",
      step: "preview",
    });
    expect(looked.status).toBe(200);
    expect(looked.html).toContain("Nothing is written yet.");
    expect(looked.html.match(/<th scope="row">Tranche/g)).toHaveLength(1);
    expect((await stateOf(address)).proposals).toEqual([]);
    await agreed(address, "/amendments/new/re-plan", { "tranches.1.dueOn": "2025-03-01" });
    expect((await stateOf(address)).tranches[0]?.dueOn).toBe("2025-03-01");
  });

  it("refuses a re-plan that does not come out even, when looking ahead and when proposing", async () => {
    const path = `${await anActive()}/amendments/new/re-plan`;
    for (const step of ["preview", "send"]) {
      const { status, html } = await funder().fillIn(path, { ...SAID, "tranches.1.amount": "120,000", step });
      expect(status).toBe(422);
      expect(html).toContain('href="#f-tranches"');
      expect(fieldsIn(html)["tranches.1.amount"]).toBe("120,000");
    }
  });

  it("is planned anew for the payment that was meant, though another one was paid meanwhile", async () => {
    const address = await anActive();
    const path = `${address}/amendments/new/re-plan`;
    const late = funder();
    const opened = fieldsIn((await late.open(path)).html);
    await done(funder(), `${address}/tranches/1/payment`, { amount: "100,000" });
    const typed = { ...opened, ...SAID, "tranches.3.dueOn": "2026-10-01", step: "send" };
    const conflict = await late.send(path, typed);
    expect(conflict.status).toBe(412);
    const again = fieldsIn(conflict.html);
    expect(again).toMatchObject({ "tranches.2.dueOn": "2025-08-01", "tranches.3.dueOn": "2026-10-01" });
    expect((await late.send(path, { ...again, step: "send" })).status).toBe(303);
    const [proposal] = (await stateOf(address)).proposals;
    expect(proposal).toMatchObject({ tranches: [{ number: 3, dueOn: "2026-10-01" }] });
  });

  it("is suspended and resumed, added to and reduced, and extended", async () => {
    const address = await anActive();
    await done(funder(), `${address}/status`, { status: "active", on: "2024-07-02", ...WHY });
    await agreed(address, "/amendments/new/suspension", {});
    expect((await stateOf(address)).commitment.status).toBe("suspended");
    await agreed(address, "/amendments/new/resumption", {});
    const grown = { amount: "50,000", "added.0.dueOn": "2027-01-01", "added.0.amount": "50,000" };
    await agreed(address, "/amendments/new/supplement", grown);
    await agreed(address, "/amendments/new/reduction", { amount: "40,000", "tranches.1.amount": "60,000" });
    await agreed(address, "/amendments/new/no-cost-extension", { endOn: "2027-12-31" });
    const { commitment, tranches } = await stateOf(address);
    expect(commitment).toMatchObject({ status: "active", amountMinor: 31_000_000, endOn: "2027-12-31" });
    expect(tranches.map(({ amountMinor }) => amountMinor)).toEqual([
      6_000_000, 10_000_000, 10_000_000, 5_000_000,
    ]);
  });

  it("is rejected with a reason, or taken back by who proposed it", async () => {
    const address = await anActive();
    const first = funder();
    const propose = async () => {
      await done(first, `${address}/tranches/3/waiver`, SAID);
      return /href="([^"]*\/proposals\/prp_[^"]+)"/.exec((await first.open(address)).html)?.[1] ?? "";
    };
    const rejected = await propose();
    await done(funder({ roles: ["finance"] }), `${rejected}/rejection`, WHY);
    expect((await first.open(rejected)).html).toContain("Said with the decision: The board decided so");
    const withdrawn = await propose();
    await done(first, `${withdrawn}/withdrawal`, WHY);
    expect((await stateOf(address)).proposals).toEqual([]);
    expect((await first.open(`${withdrawn}/approval`)).status).toBe(409);
  });
});

describe("what a payment waits for", () => {
  const tied = { report: "1", milestone: "1" };
  const rule = {
    kind: "all",
    of: [
      { kind: "report-accepted", requirement: 1 },
      { kind: "milestone", milestone: 1, of: "commitment" },
    ],
  };

  it("is planned at once while nothing is agreed", async () => {
    const address = await anActive({ status: "draft", agreedOn: "" });
    await done(funder(), `${address}/tranches/1/rule`, { ...tied, ...WHY });
    const { tranches } = await stateOf(address);
    expect(tranches[0]?.rule).toEqual(rule);
    expect(tranches[1]?.condition?.barrier?.description).toBe("A match of 50,000 is verified");
  });

  it("is proposed once it is agreed", async () => {
    const address = await anActive();
    await done(funder(), `${address}/tranches/1/rule`, { ...tied, ...SAID });
    const { tranches, proposals } = await stateOf(address);
    expect(tranches[0]?.rule).toBeUndefined();
    expect(proposals[0]).toMatchObject({ kind: "re-scope", tranches: [{ number: 1, rule }] });
  });

  it("is fulfilled by a report that is accepted and a milestone that is achieved", async () => {
    const address = await anActive();
    const owed = siteVisitor(table, { organisationId: cedar.backboneId, kind: "partnership" });
    expect((await owed.open(`${address}/reports/1`)).status).toBe(200);
    await done(funder(), `${address}/milestones/1/achievement`, { evidence: "Contracts signed", ...WHY });
    await done(funder(), `${address}/milestones/new`, { title: "Coaches at work" });
    await done(funder(), `${address}/reports/new`, { title: "Last report", dueOn: "2027-06-30" });
    const { milestones, requirements } = await stateOf(address);
    expect(milestones.map(({ achievedOn }) => achievedOn)).toEqual(["2025-02-01", undefined]);
    expect(requirements.map(({ title }) => title)).toEqual(["First report", "Last report"]);
  });
});

describe("a report that was handed in", () => {
  async function handedIn(): Promise<string> {
    const address = await anActive();
    const principal = aPrincipal({ organisationId: cedar.funderId });
    const handed = await submitRequirement(
      { table, newId },
      {
        id: address.split("/")[2] ?? "",
        requirementNumber: 1,
        input: { note: "By mail" },
        principal,
        author: { principalId: principal.id, organisationId: cedar.funderId },
        now: "2025-01-15T09:00:00.000Z",
      },
    );
    if (!handed.ok) throw new Error(handed.problem.detail);
    return address;
  }

  it("is accepted, and what waits for it is one thing less", async () => {
    const address = await handedIn();
    const visitor = funder();
    expect((await visitor.open(`${address}/reports/1`)).html).toContain("By mail");
    await done(visitor, `${address}/reports/1/acceptance`, { comment: "Well told" });
    expect((await visitor.open(`${address}/reports/1`)).html).toContain("Well told");
    expect((await visitor.open(address)).html).toMatch(/Done: <\/span>“First report”/);
  });

  it("is given back with a comment, and is awaited again", async () => {
    const address = await handedIn();
    const silent = await funder().fillIn(`${address}/reports/1/return`, {});
    expect(silent.status).toBe(422);
    expect(silent.html).toContain('href="#f-comment"');
    await done(funder(), `${address}/reports/1/return`, { comment: "The second quarter is missing" });
    const { html } = await funder().open(`${address}/reports/1`);
    expect(html).toContain("The second quarter is missing");
    await done(funder(), `${address}/reports/1/waiver`, WHY);
    expect((await stateOf(address)).requirements[0]?.status).toBe("waived");
  });
});

describe("what describes a commitment", () => {
  it("is changed with a reason; who comes second sees both versions beside each other", async () => {
    const address = await anActive();
    const path = `${address}/description`;
    const [one, other] = [funder(), funder()];
    const opened = fieldsIn((await other.open(path)).html);
    await done(one, path, { title: "Reading coaches in all schools", ...WHY });
    const typed = { ...opened, title: "Coaches who read", ...WHY, step: "send" };
    const late = await other.send(path, typed);
    expect(late.status).toBe(412);
    expect(late.html).toMatch(/<td>Reading coaches in all schools<\/td><td>Coaches who read<\/td>/);
    const again = await other.send(path, { ...fieldsIn(late.html), step: "send" });
    expect(again.status).toBe(303);
    expect((await stateOf(address)).commitment.title).toBe("Coaches who read");
  });

  it("is divided among strategies, and notes are kept beside it", async () => {
    const address = await anActive({ status: "draft", agreedOn: "" });
    const lines = { "allocations.0.strategyId": cedar.strategyId, "allocations.0.amount": "120,000", ...WHY };
    await done(funder(), `${address}/allocations`, lines);
    expect((await stateOf(address)).allocations.map(({ amountMinor }) => amountMinor)).toEqual([12_000_000]);
    const share = { "allocations.0.amount": "", "allocations.0.sharePercent": "12.5", ...WHY };
    await done(funder(), `${address}/allocations`, share);
    // What was given as a share stays one where the form is sent as it stands.
    await done(funder(), `${address}/allocations`, { "allocations.0.note": "As agreed", ...WHY });
    expect((await stateOf(address)).allocations).toMatchObject([
      { sharePercent: "12.5", amountMinor: 3_750_000, note: "As agreed" },
    ]);
    await done(funder(), `${address}/notes/new`, { text: "Call them in May <soon>" });
    const papers = await funder().open(`${address}/papers`);
    expect(papers.html).toContain("Call them in May &lt;soon&gt;");
  });
});

describe("a big bet", () => {
  it("is recorded, listed, and shown with its money", async () => {
    const visitor = funder();
    const address = await done(visitor, "/big-bets/new", {
      title: "Every child ready by 2032",
      purpose: "Pre-K for all",
      plan: "Two wards first, then all",
      partnershipId: cedar.partnershipId,
      startOn: "2025-01-01",
      endOn: "2031-12-31",
      target: "1,000,000",
      "designLeftOut.reason": "The design is done",
    });
    expect((await visitor.open("/big-bets")).html).toContain("Every child ready by 2032");
    expect((await visitor.open(address)).html).toMatch(/Gap<\/dt><dd>\$1,000,000/);
    const stranger = funder({ organisationId: newId("org") });
    expect((await stranger.open(address)).status).toBe(404);
  });
});

/** The address of each form on a commitment, with what its path names filled in; but of documents, which both sides keep (papers.test.ts). */
function addressesOf(address: string, entryId: string, proposalId: string): string[] {
  const id = address.split("/")[2] ?? "";
  const values: Record<string, string> = {
    commitmentId: id,
    trancheNumber: "2",
    requirementNumber: "1",
    milestoneNumber: "1",
    kind: "re-plan",
    entryId,
    proposalId,
  };
  return SITE_FORMS.map(({ path }) => path)
    .filter((path) => path.includes(":commitmentId") && !path.includes("/documents/"))
    .map((path) => path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? ""));
}

describe("every form of a commitment", () => {
  it("is for those whose role includes it, and for its own funder alone", async () => {
    const address = await anActive();
    await done(funder(), `${address}/tranches/1/payment`, { amount: "1,000" });
    await done(funder(), `${address}/tranches/3/waiver`, SAID);
    const { html } = await funder().open(address);
    const entryId = /\/ledger\/(pay_[^/]+)\/reversal/.exec(html)?.[1] ?? "";
    const proposalId = /\/proposals\/(prp_[^"]+)"/.exec(html)?.[1] ?? "";
    const paths = addressesOf(address, entryId, proposalId);
    expect(paths.length).toBeGreaterThan(15);
    const before = await stateOf(address);
    const token = fieldsIn((await funder().open(`${address}/description`)).html).token ?? "";
    for (const path of paths) {
      const statuses = async (visitor: ReturnType<typeof funder>) => [
        (await visitor.open(path)).status,
        (await visitor.send(path, { token, step: "send" })).status,
      ];
      expect([path, (await funder().open(path)).status]).toEqual([path, 200]);
      expect([path, ...(await statuses(funder({ roles: ["viewer"] })))]).toEqual([path, 403, 403]);
      const stranger = funder({ organisationId: newId("org") });
      expect([path, ...(await statuses(stranger))]).toEqual([path, 404, 404]);
      const partnership = siteVisitor(table, { organisationId: cedar.backboneId, kind: "partnership" });
      // An open proposal is the funder's alone; of the commitment itself its partnership may know.
      const known = path.includes("/proposals/") ? 404 : 403;
      expect([path, ...(await statuses(partnership))]).toEqual([path, known, known]);
      const forged = await funder().send(path, { token: "x", step: "send" });
      expect([path, forged.status]).toEqual([path, 403]);
    }
    expect(await stateOf(address)).toEqual(before);
  });
});
