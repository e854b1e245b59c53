import { expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { aTenant } from "../../support/tenants.ts";
import { aSetting } from "../partnerships/setting.ts";

const at = aSetting();
const NOW = "2027-02-01T09:00:00.000Z";
const PROMISE = { organisation: { name: "County court" }, role: "Clerk", agreedOn: "2024-01-15" };

const visit = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(at.current.table, { organisationId: at.current.ownerId, kind: "partnership", ...rest }, NOW);

/** Something of everything that the first screen shows; a study-like change for the backbone alone among it. */
async function fill(): Promise<void> {
  const { add } = at.current;
  await add("results", { statement: "Children are ready", population: "Children of the wards" });
  await add("action-commitments", { ...PROMISE, what: "Send the filings", dueOn: "2024-03-31" });
  await add("action-commitments", { ...PROMISE, what: "Open a clinic", dueOn: "2099-03-31" });
  await add("action-commitments", {
    ...PROMISE,
    what: "A promise among ourselves",
    dueOn: "2099-04-30",
    visibility: "partnership",
  });
  const missed = await add("action-commitments", {
    ...PROMISE,
    what: "Share addresses",
    dueOn: "2024-05-31",
  });
  await at.current.backbone("POST", `${at.current.path}/action-commitments/${missed.body.id}/outcome`, {
    body: { outcome: "missed", on: "2024-06-01", why: "No agreement was signed" },
    ifMatch: '"1"',
  });
  await add("meetings", { kind: "other", title: "Winter table", heldOn: "2099-01-01", status: "planned" });
  await add("tests-of-change", { title: "A clinic before court", aim: "More stay", change: "Legal aid" });
}

test("a partnership's first screen says what changed, what is due, who owes what, kept or missed and why", async () => {
  await fill();
  const { status, html } = await visit().open(at.current.path);
  expect(status).toBe(200);
  expect(html).toMatch(/What changed.*A clinic before court.*What is due.*Winter table.*Who owes what/s);
  expect(html).toMatch(/Promises that are open.*Send the filings.*Open a clinic/s);
  expect(html).toMatch(/href="[^"]+\/tests-of-change\/tst_[0-9A-Z]{26}">A clinic before court/);
  expect(html).toContain(`${at.current.path}/stories`);
  expect(html).toContain("late: it was due on");
  expect(html).toContain("County court, Clerk");
  expect(html).toMatch(/Missed.*Share addresses.*No agreement was signed/s);
  expect(html).toContain("Children are ready");
  expect(html).toContain(`${at.current.path}/releases`);
  const viewer = await visit({ roles: ["viewer"] }).open(at.current.path);
  expect(viewer.html).toContain(`${at.current.path}/due-reports`);
  expect(viewer.html).not.toContain(`${at.current.path}/releases`);
});

test("a partnership that has recorded nothing reads what will stand there", async () => {
  const { status, html } = await visit().open(at.current.path);
  expect(status).toBe(200);
  expect(html).toContain("stand here, the latest first");
  expect(html).toContain("Nothing is due: no promise, no meeting, no report to a funder.");
});

test("strangers find nothing, and those it is shared with no more than is meant for them", async () => {
  await fill();
  expect((await visit({ organisationId: newId("org") }).open(at.current.path)).status).toBe(404);
  const own = (await visit().open(at.current.path)).html;
  expect(own).toContain("A promise among ourselves");
  const readerId = await aTenant(at.current.table, "funder");
  const { version: ifMatch } = await at.current.backbone("GET", at.current.path);
  await at.current.backbone("PUT", `${at.current.path}/shares/${readerId}`, {
    body: { reason: "Funds it" },
    ifMatch,
  });
  const shared = await visit({ organisationId: readerId, kind: "funder" }).open(at.current.path);
  expect(shared.status).toBe(200);
  expect(shared.html).toContain("Send the filings");
  expect(shared.html).not.toContain("A promise among ourselves");
  expect(shared.html).not.toContain(`${at.current.path}/due-reports`);
});
