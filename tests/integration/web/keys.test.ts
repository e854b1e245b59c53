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

const KEYS = "/settings/keys";
const SYNC = { label: "Nightly export", expiresAt: "2025-06-30", "roles.viewer": "yes" };
const KEY_TEXT = /tl_[0-9A-Z]{26}_[\w-]{43}/;
const revocations = (html: string) => [...html.matchAll(/\/settings\/keys\/key_\w+\/revocation/g)];

test("a key's text is on the answer alone; the form sent again makes no second key and says so", async () => {
  const admin = visit();
  expect((await admin.open(KEYS)).html).toContain("No key on this page");
  const made = await admin.fillIn(`${KEYS}/new`, SYNC);
  expect(made.status).toBe(200);
  expect(made.location).toBeNull();
  expect(made.html).toMatch(KEY_TEXT);
  expect(made.html).toContain('data-copy="#key-text"');
  const again = await admin.send(`${KEYS}/new`, made.sent);
  expect(again.status).toBe(200);
  expect(again.html).toContain("This key was made before");
  expect(again.html).not.toMatch(KEY_TEXT);
  const all = await admin.open(KEYS);
  expect(revocations(all.html)).toHaveLength(1);
  expect(all.html).toMatch(/30\sJun\s2025/);
  expect(all.html).not.toMatch(KEY_TEXT);
});

test("what is wrong with a key is said at its field, and none is made", async () => {
  const admin = visit();
  const late = await admin.fillIn(`${KEYS}/new`, { ...SYNC, expiresAt: "2027-01-01" });
  expect(late.status).toBe(422);
  expect(late.html).toMatch(/id="f-expiresAt-error"[^>]*>A key is valid for one year at most/);
  expect((await admin.fillIn(`${KEYS}/new`, { ...SYNC, "roles.viewer": "" })).status).toBe(422);
  expect((await admin.open(KEYS)).html).toContain("No key on this page");
});

test("a key is revoked for a reason, once, and by its own organisation's administrator only", async () => {
  const admin = visit();
  await admin.fillIn(`${KEYS}/new`, SYNC);
  const [[address = ""] = []] = revocations((await admin.open(KEYS)).html);
  const other = visit({ organisationId: await aTenant(at.current.table, "funder") });
  expect((await other.open(address)).status).toBe(404);
  expect((await other.open(KEYS)).html).not.toContain(SYNC.label);
  const finance = visit({ roles: ["finance"] });
  for (const path of [KEYS, `${KEYS}/new`, address]) expect((await finance.open(path)).status).toBe(403);
  expect((await admin.fillIn(address, { reason: "" })).status).toBe(422);
  expect((await admin.fillIn(address, { reason: "The program is gone" })).location).toBe(KEYS);
  const all = await admin.open(KEYS);
  expect(all.html).toMatch(/Revoked 1\sFeb\s2025/);
  expect(revocations(all.html)).toHaveLength(0);
  expect((await admin.open(address)).status).toBe(409);
});
