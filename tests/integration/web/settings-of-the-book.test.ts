import { beforeEach, expect, test } from "vitest";
import { siteVisitor } from "../../support/site-visitor.ts";
import { aTenant } from "../../support/tenants.ts";
import { aSetting } from "../partnerships/setting.ts";

const at = aSetting();
let ownId: string;

beforeEach(async () => {
  ownId = await aTenant(at.current.table, "funder");
});

const visit = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(at.current.table, { organisationId: ownId, ...rest });

const BOOK = "/settings/book";
const ORGANISATION = "/settings/organisation";
const LIMIT = {
  "approvalLimits.0.role": "finance",
  "approvalLimits.0.currency": "eur",
  "approvalLimits.0.upTo": "1,250.50",
};

test("an organisation is changed for a reason, and what is emptied is taken away", async () => {
  const admin = visit();
  const all = { country: "de", fiscalYearStartMonth: "7", timeZone: "Europe/Berlin", reason: "We moved" };
  const registers = { "identifiers.0.scheme": "DE-CR", "identifiers.0.value": "HRB 1" };
  const saved = await admin.fillIn(`${ORGANISATION}/change`, { ...all, ...registers });
  expect(saved).toMatchObject({ status: 303, location: ORGANISATION });
  const page = await admin.open(ORGANISATION);
  for (const text of ["Germany (DE)", "July", "Europe/Berlin", "DE-CR HRB 1"])
    expect(page.html).toContain(text);
  const emptied = { country: "", "identifiers.0.scheme": "", "identifiers.0.value": "", reason: "Withdrawn" };
  expect((await admin.fillIn(`${ORGANISATION}/change`, emptied)).status).toBe(303);
  const after = await admin.open(ORGANISATION);
  expect(after.html).not.toContain("DE-CR");
  expect(after.html).not.toContain("Germany");
  expect(after.html).toContain("Europe/Berlin");
});

test("a time zone that there is not is said at its field, and nothing is written", async () => {
  const admin = visit();
  const refused = await admin.fillIn(`${ORGANISATION}/change`, { timeZone: "Mars/Base", reason: "Try" });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('id="f-timeZone-error"');
  expect((await admin.open(ORGANISATION)).html).not.toContain("Mars/Base");
});

test("the book begins with the defaults; limits, rates and accounts are set, and survive a change of something else", async () => {
  const admin = visit();
  expect((await admin.open(BOOK)).html).toContain("Nothing is recorded yet");
  const set = await admin.fillIn(`${BOOK}/change`, {
    ...LIMIT,
    "approvalRequiredFrom.0.currency": "usd",
    "approvalRequiredFrom.0.amount": "100,000",
    "discountRates.0.from": "2024-07-01",
    "discountRates.0.rate": "0.0425",
    "accounts.cash": "1000",
    reportingCurrency: "usd",
    taxYearStartMonth: "1",
    reason: "The board set limits",
  });
  expect(set).toMatchObject({ status: 303, location: BOOK });
  const other = await admin.fillIn(`${BOOK}/change`, { showsAllocations: "yes", reason: "In the open" });
  expect(other.status).toBe(303);
  const { html } = await admin.open(BOOK);
  for (const text of ["€1,250.50", "$100,000</dd>", "4.25 %", "<td>1000</td>", "<dd>yes</dd>", "January"])
    expect(html).toContain(text);
});

test("a limit is taken away by emptying it; half a limit is refused at what is missing", async () => {
  const admin = visit();
  const half = await admin.fillIn(`${BOOK}/change`, { ...LIMIT, "approvalLimits.0.upTo": "", reason: "Try" });
  expect(half.status).toBe(422);
  expect(half.html).toContain('id="f-approvalLimits-0-upTo-error"');
  expect((await admin.fillIn(`${BOOK}/change`, { ...LIMIT, reason: "Set" })).status).toBe(303);
  const none = { "approvalLimits.0.currency": "", "approvalLimits.0.upTo": "", reason: "Taken back" };
  expect((await admin.fillIn(`${BOOK}/change`, none)).status).toBe(303);
  expect((await admin.open(BOOK)).html).toContain("No limits of approval");
});

test("a closed period is opened again only for its own reason", async () => {
  const admin = visit();
  const close = { closedThroughOn: "2024-12-31", reason: "The year is done" };
  expect((await admin.fillIn(`${BOOK}/change`, close)).status).toBe(303);
  const open = { closedThroughOn: "", reason: "A late invoice" };
  const refused = await admin.fillIn(`${BOOK}/change`, open);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('id="f-closedThroughOn-error"');
  const reopened = await admin.fillIn(`${BOOK}/change`, { ...open, reopenReason: "The auditor asked" });
  expect(reopened.status).toBe(303);
  expect((await admin.open("/settings/audit/book")).html).toContain("The auditor asked (A late invoice)");
});

test("of two at the same settings the second sees what the first made of them", async () => {
  const [one, two] = [visit(), visit()];
  const stale = await two.fillIn(`${BOOK}/change`, { reportingCurrency: "EUR", reason: "" });
  expect((await one.fillIn(`${BOOK}/change`, { reportingCurrency: "USD", reason: "First" })).status).toBe(
    303,
  );
  const late = await two.send(`${BOOK}/change`, { ...stale.sent, reason: "Second" });
  expect(late.status).toBe(412);
  expect((await one.open(BOOK)).html).toContain("<dd>USD</dd>");
});

test("who may not change them reads them, or is told who may; other kinds of organisations have no book to go to", async () => {
  const viewer = visit({ roles: ["viewer"] });
  const page = await viewer.open(ORGANISATION);
  expect(page.html).toContain("Who may change it: Administrator.");
  expect(page.html).not.toContain(`${ORGANISATION}/change`);
  expect((await viewer.open(`${ORGANISATION}/change`)).status).toBe(403);
  expect((await viewer.open(BOOK)).status).toBe(403);
  const officer = visit({ roles: ["programme-officer"] });
  expect((await officer.open(BOOK)).html).toContain("Who may change it: Administrator, Finance.");
  expect((await officer.open(`${BOOK}/change`)).status).toBe(403);
  const partnership = await aTenant(at.current.table, "partnership");
  const other = visit({ organisationId: partnership, kind: "partnership" });
  const rooms = (await other.open("/settings")).html;
  expect(rooms).toContain(`href="${ORGANISATION}"`);
  expect(rooms).not.toContain(`href="${BOOK}"`);
});

test("the history of settings and of a rate is said in words, and an id leads to its record", async () => {
  const admin = visit();
  await admin.fillIn(`${BOOK}/change`, { ...LIMIT, reason: "The board set limits" });
  const { html } = await admin.open("/settings/audit/book");
  expect(html).toContain("role: finance, up to: €1,250.50");
  expect(html).not.toContain("&quot;role");
  const rate = { from: "EUR", to: "USD", on: "2025-01-31", source: "A bank", rate: "1.0852" };
  expect((await admin.fillIn("/settings/rates/new", rate)).status).toBe(303);
  const corrected = { ...rate, rate: "1.0853", reason: "A digit was wrong" };
  expect((await admin.fillIn("/settings/rates/new", corrected)).status).toBe(303);
  const history = "/settings/audit/EUR-USD-2025-01-31";
  expect((await admin.open("/settings/rates?from=EUR&to=USD")).html).toContain(`href="${history}"`);
  expect((await admin.open(history)).html).toContain("A digit was wrong");
  const other = visit({ organisationId: await aTenant(at.current.table, "funder") });
  expect((await other.open(history)).status).toBe(404);
  const found = await admin.open(`/settings/audit?record=${ownId}`);
  expect(found.html).toContain(`href="/settings/audit/${ownId}"`);
  expect((await admin.open("/settings/audit?record=nothing")).html).toContain("No record has this id");
});
