import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCommitment } from "../../../shared/investments/index.ts";
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

const funder = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(table, { organisationId: cedar.funderId, ...rest });

async function stateOf(address: string) {
  const id = address.split("/")[2] ?? "";
  const loaded = await readCommitment(table, id, aPrincipal({ organisationId: cedar.funderId }));
  if (!loaded.ok) throw new Error(loaded.problem.detail);
  return loaded.value.state;
}

/** Five years of a million each, the third of which waits for a report and a milestone. */
const FIVE_YEARS = {
  title: "Five years of reading",
  "recipient.name": "Cedar County Promise",
  startOn: "2025-01-01",
  endOn: "2029-12-31",
  amount: "5,000,000.00",
  status: "draft",
  "milestones.1.title": "Coaches in every school",
  "reports.0.title": "Second-year report",
  "reports.0.dueOn": "2026-12-31",
  ...Object.fromEntries(
    [2025, 2026, 2027, 2028, 2029].flatMap((year, index) => [
      [`tranches.${index}.dueOn`, `${year}-03-01`],
      [`tranches.${index}.amount`, "1,000,000"],
    ]),
  ),
  "tranches.2.report": "1",
  "tranches.2.milestone": "2",
};

async function aDraft(): Promise<string> {
  const { status, location, html } = await funder().fillIn("/commitments/new", FIVE_YEARS);
  if (status !== 303) throw new Error(html);
  return location ?? "";
}

describe("a form that is sent", () => {
  it("does what it says, and leads to the page of what was done, which says so once", async () => {
    const visitor = funder();
    const { status, location } = await visitor.fillIn("/commitments/new", FIVE_YEARS);
    expect(status).toBe(303);
    expect(location).toMatch(/^\/commitments\/cmt_[0-9A-Z]{26}$/);
    const page = await visitor.open(location ?? "");
    expect(page.html).toContain("The commitment is recorded.");
    expect((await visitor.open(location ?? "")).html).not.toContain("The commitment is recorded.");
    const { tranches, milestones, requirements } = await stateOf(location ?? "");
    expect(tranches.map(({ amountMinor }) => amountMinor)).toEqual(Array(5).fill(100_000_000));
    expect([milestones.length, requirements.length]).toEqual([1, 1]);
    // The first row of milestones was left empty, so the second one is number 1.
    expect(tranches[2]?.rule).toEqual({
      kind: "all",
      of: [
        { kind: "report-accepted", requirement: 1 },
        { kind: "milestone", milestone: 1, of: "commitment" },
      ],
    });
  });

  it("ties no payment to another milestone or report than was meant: one that was left empty is none", async () => {
    const visitor = funder();
    for (const choice of [{ "tranches.2.milestone": "1" }, { "tranches.2.report": "2" }]) {
      const { status, html } = await visitor.fillIn("/commitments/new", { ...FIVE_YEARS, ...choice });
      expect(status).toBe(422);
      expect(html).toMatch(/href="#f-tranches-2-(milestone|report)"/);
    }
  });

  it("comes back with all that was typed, and says what is wrong at the field and above", async () => {
    const { status, html } = await funder().fillIn("/commitments/new", {
      ...FIVE_YEARS,
      title: "A <b>bold</b> title",
      amount: "5.000.000",
      endOn: "2024-01-01",
    });
    expect(status).toBe(422);
    expect(html).toContain('<a href="#f-amount">Amount over all years: “5.000.000” is not an amount');
    expect(html).toMatch(
      /<input id="f-amount"[^>]*aria-describedby="f-amount-hint f-amount-error" aria-invalid="true"/,
    );
    expect(fieldsIn(html)).toMatchObject({
      title: "A <b>bold</b> title",
      amount: "5.000.000",
      "tranches.2.report": "1",
    });
    expect(html).not.toContain("<b>bold");
  });

  it("shows what the API refuses at the very field, in a row too", async () => {
    const uneven = await funder().fillIn("/commitments/new", { ...FIVE_YEARS, "tranches.4.amount": "1" });
    expect(uneven.status).toBe(422);
    expect(uneven.html).toContain('href="#f-tranches"');
    expect(uneven.html).toContain("The tranches sum to");
    const { html } = await funder().fillIn("/commitments/new", { ...FIVE_YEARS, "tranches.3.dueOn": "soon" });
    expect(html).toContain('href="#f-tranches-3-dueOn"');
    expect(html).toContain("Payment 4, Due on");
  });

  it("shows a row more by a button, keeps what was typed, and writes nothing", async () => {
    const visitor = funder();
    const { status, html } = await visitor.fillIn("/commitments/new", {
      ...FIVE_YEARS,
      step: "more:tranches",
    });
    expect(status).toBe(200);
    expect(fieldsIn(html)).toMatchObject({
      "tranches.rows": "6",
      "tranches.5.dueOn": "",
      title: FIVE_YEARS.title,
    });
  });

  it("does nothing twice, however often it is sent", async () => {
    const visitor = funder();
    const first = await visitor.fillIn("/commitments/new", FIVE_YEARS);
    const again = await visitor.send("/commitments/new", first.sent);
    expect([again.status, again.location]).toEqual([303, first.location]);
    const other = await visitor.send("/commitments/new", { ...first.sent, title: "Another one" });
    expect(other.status).toBe(422);
    expect(other.html).toContain("This form was sent before");
    expect(fieldsIn(other.html).key).not.toBe(first.sent.key);
  });
});

describe("a form that nobody here filled in", () => {
  it("is refused: from another site, without the mark of the session, or without a session", async () => {
    const address = `${await aDraft()}/status`;
    const visitor = funder();
    const { html } = await visitor.open(address);
    const sent = { ...fieldsIn(html), reason: "The board met", step: "send" };
    const foreign = await visitor.send(address, sent, { "sec-fetch-site": "cross-site" });
    const elsewhere = await visitor.send(address, sent, { origin: "https://evil.example" });
    const forged = await visitor.send(address, { ...sent, token: "forged" });
    const nobody = await visitor.send(address, sent, { cookie: "" });
    expect([foreign, elsewhere, forged, nobody].map(({ status }) => status)).toEqual([403, 403, 403, 401]);
    expect(fieldsIn(forged.html).reason).toBe("The board met");
    expect((await stateOf(address)).commitment.status).toBe("draft");
    expect((await visitor.send(address, sent, { "sec-fetch-site": "same-origin" })).status).toBe(303);
    expect((await stateOf(address)).commitment.status).toBe("intended");
  });
});

describe("who may", () => {
  it("is asked twice: a role without the permission is shown no form, and its post is refused", async () => {
    const address = `${await aDraft()}/status`;
    const sent = { ...fieldsIn((await funder().open(address)).html), reason: "Because", step: "send" };
    const viewer = funder({ roles: ["viewer"] });
    expect((await viewer.open(address)).status).toBe(403);
    expect((await viewer.send(address, sent)).status).toBe(403);
    expect((await stateOf(address)).commitment.status).toBe("draft");
  });

  it("of another organisation finds nothing there", async () => {
    const address = `${await aDraft()}/status`;
    const stranger = funder({ organisationId: newId("org") });
    expect((await stranger.open(address)).status).toBe(404);
    const sent = { ...fieldsIn((await funder().open(address)).html), reason: "Because", step: "send" };
    expect((await stranger.send(address, sent)).status).toBe(404);
  });
});

describe("two people at one commitment", () => {
  it("the second one sees both versions, keeps what was typed, and can send it again", async () => {
    const address = await aDraft();
    const visitor = funder();
    const opened = fieldsIn((await visitor.open(`${address}/status`)).html);
    await funder().fillIn(`${address}/status`, { status: "intended", reason: "Meant to be" });
    const late = await visitor.send(`${address}/status`, {
      ...opened,
      status: "cancelled",
      reason: "It will not happen",
      step: "send",
    });
    expect(late.status).toBe(412);
    expect(late.html).toContain("As it stands now");
    expect(fieldsIn(late.html).reason).toBe("It will not happen");
    const again = { ...fieldsIn(late.html), status: "cancelled", step: "send" };
    expect((await visitor.send(`${address}/status`, again)).status).toBe(303);
    expect((await stateOf(address)).commitment.status).toBe("cancelled");
  });
});
