import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentPk } from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { type MemoryBucket, openMemoryBucket } from "../../support/memory-bucket.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { aBesideWorld, type BesideWorld, OWNER, THE_FUNDER } from "../investments/beside-world.ts";
import { aCommitmentOf, aFunderOfItsOwn } from "../investments/run-world.ts";

const table = tableOfSuite();
const AGREEMENT = { name: "agreement.txt", text: "Signed by both sides." };
const SAID = { title: "The signed agreement", kind: "signed-agreement", visibility: "funder" };

describe("documents of a commitment", () => {
  let bucket: MemoryBucket;
  beforeAll(async () => {
    bucket = await openMemoryBucket();
  });
  afterAll(() => bucket.stop());

  async function aWorld() {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    const visitor = siteVisitor(table, { organisationId: own.id, files: bucket });
    return { own, visitor, address: `/commitments/${id}` };
  }

  const withdrawalIn = (html: string) => /href="(\/commitments\/[^"]+\/withdrawal)"/.exec(html)?.[1] ?? "";
  const fileIn = (html: string) => /href="(\/commitments\/[^"]+\/file)"/.exec(html)?.[1] ?? "";

  it("are kept by a form, fetched again, and once withdrawn are gone for everybody but in name", async () => {
    const { visitor, address } = await aWorld();
    expect((await visitor.open(`${address}/papers`)).html).toContain(`href="${address}/documents/new"`);
    const sent = await visitor.sendFile(`${address}/documents/new`, SAID, AGREEMENT);
    expect([sent.status, sent.location]).toEqual([303, `${address}/papers#documents`]);
    const page = (await visitor.open(`${address}/papers`)).html;
    expect(page).toContain("The document is kept.");
    expect(page).toContain("Signed agreement");
    const file = await visitor.open(fileIn(page));
    expect(file.status).toBe(303);
    const fetched = await fetch(file.location ?? "");
    expect(await fetched.text()).toBe(AGREEMENT.text);

    const nothing = await visitor.fillIn(withdrawalIn(page), {});
    expect(nothing.status).toBe(422);
    const reason = "Replaced by another one";
    expect((await visitor.fillIn(withdrawalIn(page), { reason })).status).toBe(303);
    const after = (await visitor.open(`${address}/papers`)).html;
    expect(after).toContain(reason);
    expect([fileIn(after), withdrawalIn(after)]).toEqual(["", ""]);
    expect((await visitor.open(fileIn(page))).status).toBe(410);
    expect((await fetch(file.location ?? "")).status).toBe(404);
  });

  it("are kept once, however often the form is sent", async () => {
    const { visitor, address } = await aWorld();
    const sent = await visitor.sendFile(`${address}/documents/new`, SAID, AGREEMENT);
    expect((await sent.again()).status).toBe(303);
    const page = (await visitor.open(`${address}/papers`)).html;
    expect(page.match(/\/file"/g)?.length).toBe(1);
  });

  it("are refused at the field of the file where they are of a kind that is not kept", async () => {
    const { visitor, address } = await aWorld();
    const sent = await visitor.sendFile(`${address}/documents/new`, SAID, { name: "run.exe", text: "MZ" });
    expect(sent.status).toBe(422);
    expect(sent.html).toContain("Save it as a PDF");
    expect((await visitor.open(`${address}/papers`)).html).toContain("No document that you may see");
  });

  it("whose file did not arrive are said to lack it, and can be withdrawn", async () => {
    const { own, address } = await aWorld();
    const files = {
      ...bucket,
      presignUpload: async (...asked: Parameters<MemoryBucket["presignUpload"]>) => ({
        ...(await bucket.presignUpload(...asked)),
        url: "http://127.0.0.1:1/",
      }),
    };
    const visitor = siteVisitor(table, { organisationId: own.id, files });
    const sent = await visitor.sendFile(`${address}/documents/new`, SAID, AGREEMENT);
    expect(sent.status).toBe(503);
    expect(sent.html).toContain("Choose it again");
    const page = (await visitor.open(`${address}/papers`)).html;
    expect(page).toContain("Its file did not come");
    expect((await visitor.fillIn(withdrawalIn(page), { reason: "It did not come" })).status).toBe(303);
  });

  it("do not exist for another organisation, and are not changed by who only reads", async () => {
    const { own, visitor, address } = await aWorld();
    await visitor.sendFile(`${address}/documents/new`, SAID, AGREEMENT);
    const page = (await visitor.open(`${address}/papers`)).html;
    const addresses = [`${address}/documents/new`, fileIn(page), withdrawalIn(page)];
    const stranger = siteVisitor(table, { organisationId: newId("org"), files: bucket });
    for (const one of addresses) expect((await stranger.open(one)).status, one).toBe(404);
    const reader = siteVisitor(table, { organisationId: own.id, roles: ["viewer"], files: bucket });
    const seen = (await reader.open(`${address}/papers`)).html;
    expect([fileIn(seen) !== "", withdrawalIn(seen), seen.includes("documents/new")]).toEqual([
      true,
      "",
      false,
    ]);
    expect((await reader.open(`${address}/documents/new`)).status).toBe(403);
  });
});

describe("documents that both sides keep, in a bucket that checks what it is sent", () => {
  let world: BesideWorld;
  beforeAll(async () => {
    world = await aBesideWorld();
  });
  afterAll(() => world.stop());

  it("are seen by both; who keeps the partnership hides none, and withdraws only its own", async () => {
    const address = `/commitments/${await world.aSharedCommitment()}`;
    const { table: records, documents: files } = world;
    const now = new Date().toISOString();
    const funder = siteVisitor(records, { organisationId: THE_FUNDER.organisationId, files }, now);
    const owner = siteVisitor(records, { organisationId: OWNER, kind: "partnership", files }, now);
    const { visibility: _, ...said } = SAID;
    const form = `${address}/documents/new`;
    expect((await owner.open(form)).html).not.toContain('name="visibility"');
    expect((await owner.sendFile(form, said, AGREEMENT)).status).toBe(303);
    const ofFunder = { ...SAID, title: "Terms for both", visibility: "parties" };
    expect((await funder.sendFile(form, ofFunder, { name: "terms.txt", text: "Terms" })).status).toBe(303);
    const hidden = { ...SAID, title: "For the funder alone" };
    expect((await funder.sendFile(form, hidden, { name: "memo.txt", text: "Memo" })).status).toBe(303);

    const [seen, ofOwner] = [
      (await funder.open(`${address}/papers`)).html,
      (await owner.open(`${address}/papers`)).html,
    ];
    const count = (html: string, part: string) => html.split(part).length - 1;
    expect([count(seen, '/file"'), count(seen, '/withdrawal"')]).toEqual([3, 3]);
    expect([count(ofOwner, '/file"'), count(ofOwner, '/withdrawal"')]).toEqual([2, 1]);
    expect(ofOwner).not.toContain("For the funder alone");
    const memo = /For the funder alone.*?href="([^"]+\/file)"/s.exec(seen)?.[1] ?? "";
    expect([(await funder.open(memo)).status, (await owner.open(memo)).status]).toEqual([303, 404]);
    const fetched = await fetch((await funder.open(memo)).location ?? "");
    expect(await fetched.text()).toBe("Memo");
  });
});

describe("the people to turn to about a commitment", () => {
  const one = {
    "contacts.0.name": "Dana Example",
    "contacts.0.role": "Finance of the grantee",
    "contacts.0.email": "dana@example.org",
  };
  const two = {
    "contacts.1.name": "Robin Example",
    "contacts.1.role": "Director",
    "contacts.1.email": "robin@example.org",
    "contacts.1.phone": "555 0100",
  };

  async function aWorld() {
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    const address = `/commitments/${id}`;
    return { id, own, visitor: siteVisitor(table, { organisationId: own.id }), address };
  }

  it("are named, changed and erased by one form, which refuses at the field what is no address", async () => {
    const { id, visitor, address } = await aWorld();
    const form = `${address}/contacts/edit`;
    expect((await visitor.open(`${address}/papers`)).html).toContain(`href="${form}"`);
    const wrong = await visitor.fillIn(form, { ...one, "contacts.0.email": "dana" });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("This is not an e-mail address.");
    const named = await visitor.fillIn(form, one);
    expect([named.status, named.location]).toEqual([303, `${address}/papers#contacts`]);
    expect((await visitor.fillIn(form, two)).status).toBe(303);
    const both = (await visitor.open(`${address}/papers`)).html;
    expect([both.includes("Dana Example"), both.includes("555 0100")]).toEqual([true, true]);
    const blank = Object.fromEntries(Object.keys(one).map((name) => [name, ""]));
    expect((await visitor.fillIn(form, blank)).status).toBe(303);
    const left = (await visitor.open(`${address}/papers`)).html;
    expect([left.includes("Dana Example"), left.includes("Robin Example")]).toEqual([false, true]);
    const stored = JSON.stringify(await queryAll(table, { partition: commitmentPk(id) }));
    expect([stored.includes("Dana Example"), stored.includes("Robin Example")]).toEqual([false, true]);
  });

  it("are not written over unseen, and are their funder's alone", async () => {
    const { own, visitor, address } = await aWorld();
    const form = `${address}/contacts/edit`;
    const { sent } = await visitor.fillIn(form, one);
    const late = await visitor.send(form, { ...sent, "contacts.0.name": "Somebody Else" });
    expect(late.status).toBe(412);
    expect(late.html).toContain("Somebody Else");
    expect((await visitor.open(`${address}/papers`)).html).toContain("Dana Example");
    const stranger = siteVisitor(table, { organisationId: newId("org") });
    expect((await stranger.open(form)).status).toBe(404);
    const viewer = siteVisitor(table, { organisationId: own.id, roles: ["viewer"] });
    expect((await viewer.open(form)).status).toBe(403);
    expect((await viewer.open(`${address}/papers`)).html).not.toContain(form);
  });
});
