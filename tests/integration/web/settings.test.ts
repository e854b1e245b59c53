import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
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

const ANA = { name: "Ana Example", email: "ana@example.org", "roles.finance": "yes" };

test("an administrator invites a colleague, changes roles, and ends the access for a reason", async () => {
  const admin = visit();
  expect((await admin.fillIn("/settings/people/new", { ...ANA, "roles.finance": "" })).status).toBe(422);
  const invited = await admin.fillIn("/settings/people/new", { ...ANA, email: "ana.one@example.org" });
  expect(invited.status).toBe(303);
  const address = invited.location ?? "";
  expect((await admin.open(address)).html).toContain("Invited, has not signed in yet");
  const changed = await admin.fillIn(`${address}/change`, { "roles.viewer": "yes", reason: "Also reads" });
  expect(changed.status).toBe(303);
  expect((await admin.open("/settings/people")).html).toContain("Finance, Viewer");
  const ended = await admin.fillIn(`${address}/deactivation`, { reason: "Left" });
  expect(ended.status).toBe(303);
  expect((await admin.open(address)).html).toContain("Has no access any more");
  expect((await admin.open(`${address}/change`)).status).toBe(409);
});

test("who may not change people reads who may, and is offered nothing", async () => {
  const invited = await visit().fillIn("/settings/people/new", { ...ANA, email: "ana.two@example.org" });
  const finance = visit({ roles: ["finance"] });
  const page = await finance.open(invited.location ?? "");
  expect(page.status).toBe(200);
  expect(page.html).toContain("Who may change it: Administrator.");
  expect(page.html).not.toContain("/deactivation");
  expect((await finance.open("/settings/people/new")).status).toBe(403);
  const viewer = visit({ roles: ["viewer"] });
  expect((await viewer.open("/settings/people")).status).toBe(403);
  const all = await viewer.open("/settings");
  expect(all.status).toBe(200);
  expect(all.html).not.toContain('href="/settings/people"');
});

test("people of others are not there", async () => {
  const invited = await visit().fillIn("/settings/people/new", { ...ANA, email: "ana.three@example.org" });
  const otherId = await aTenant(at.current.table, "funder");
  const other = visit({ organisationId: otherId });
  for (const part of ["", "/change", "/deactivation"])
    expect((await other.open(`${invited.location}${part}`)).status, part).toBe(404);
  expect((await other.open(`/settings/people/${newId("per")}`)).status).toBe(404);
  expect((await other.open("/settings/people")).html).not.toContain("Ana Example");
});

test("the audit says who did what and why; a chain is unbroken until something is altered past the product", async () => {
  const admin = visit();
  const invited = await admin.fillIn("/settings/people/new", { ...ANA, email: "ana.four@example.org" });
  const id = (invited.location ?? "").split("/").at(-1) ?? "";
  await admin.fillIn(`${invited.location}/change`, { "roles.viewer": "yes", reason: "Reads as well" });
  const audit = await admin.open("/settings/audit?kind=people");
  expect(audit.html).toContain("Reads as well");
  expect(audit.html).toContain("Person: change");
  expect((await admin.open("/settings/audit?kind=people&from=2099-01-01")).html).not.toContain(
    "Reads as well",
  );
  const history = `/settings/audit/${id}`;
  expect((await admin.open(history)).html).not.toContain("The chain is");
  const whole = await admin.open(`${history}?check=1`);
  expect(whole.html).toContain("The chain is unbroken");
  expect(whole.html).toContain("Checked 2 changes");
  await alter(id, "H#0000000002", "reason", "Another reason");
  const broken = await admin.open(`${history}?check=1`);
  expect(broken.html).toContain("The chain is broken");
  expect(broken.html).toMatch(/Change 2 \(<code>H#0000000002<\/code>\): Its content does not give the hash/);
  const other = visit({ organisationId: await aTenant(at.current.table, "funder") });
  expect((await other.open(history)).status).toBe(404);
  expect((await visit({ roles: ["viewer"] }).open(history)).status).toBe(403);
  expect((await visit({ roles: ["evaluator"] }).open(history)).status).toBe(404);
});

/** Writes over a stored attribute by hand, as nobody should. */
async function alter(id: string, sk: string, name: string, value: string): Promise<void> {
  const { client, name: TableName } = at.current.table;
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: `PER#${id}` }, sk: { S: sk } },
      UpdateExpression: "SET #n = :v",
      ExpressionAttributeNames: { "#n": name },
      ExpressionAttributeValues: { ":v": { S: value } },
    }),
  );
}
