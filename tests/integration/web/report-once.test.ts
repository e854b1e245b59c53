import { describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { fieldsIn, siteVisitor } from "../../support/site-visitor.ts";
import { tableOfSuite, worldOfSuite } from "../../support/suite.ts";
import { aDraft, at, aWorld, done, fill, step, type World } from "../reporting/submissions-world.ts";

const table = tableOfSuite();
const world = worldOfSuite(() => aWorld(table));

/** Somebody of the partnership; another person each time. */
const partner = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(table, {
    organisationId: world.cedar.backboneId,
    kind: "partnership",
    roles: ["data-lead"],
    ...rest,
  });
const duePath = () => `/partnerships/${world.cedar.partnershipId}/due-reports`;
const newPath = () => `/partnerships/${world.cedar.partnershipId}/report-submissions/new`;
const tickOf = ({ commitmentId, requirementNumber }: World["toHarbor"]) =>
  `${commitmentId}:${requirementNumber}`;
const read = async (address: string) => (await done(world.partnership("GET", address))).body;

async function begun(visitor = partner()): Promise<string> {
  const { location, html } = await visitor.fillIn(newPath(), {
    title: "The year in Cedar County",
    [`answers.${tickOf(world.toHarbor)}`]: "yes",
    [`answers.${tickOf(world.toLakes)}`]: "yes",
  });
  if (location === null) throw new Error(html);
  return location;
}

describe("what is due", () => {
  it("is listed with whom it is for, what it asks for, and how late it is", async () => {
    const { status, html } = await partner().open(duePath());
    expect(status).toBe(200);
    expect(html).toContain("2 to hand in to 2 funders, 1 of them late.");
    expect(html).toContain("What changed; Reading by 8; Spending");
    expect(html).toContain(newPath());
  });

  it("is shown to nobody else, and begins nothing for who may only look", async () => {
    const stranger = partner({ organisationId: newId("org") });
    expect((await stranger.open(duePath())).status).toBe(404);
    expect((await stranger.open(newPath())).status).toBe(404);
    const funder = siteVisitor(table, { organisationId: world.cedar.funderId });
    expect((await funder.open(duePath())).status).toBe(404);
    const viewer = partner({ roles: ["viewer"] });
    const page = await viewer.open(duePath());
    expect([page.status, page.html.includes(newPath())]).toEqual([200, false]);
    expect((await viewer.open(newPath())).status).toBe(403);
  });
});

describe("a report for several funders", () => {
  it("says before it is begun that a shared section is written once, and writes nothing by that", async () => {
    const visitor = partner();
    const before = (await visitor.open(duePath())).html;
    const { status, html } = await visitor.fillIn(newPath(), {
      title: "A look ahead",
      [`answers.${tickOf(world.toHarbor)}`]: "yes",
      [`answers.${tickOf(world.toLakes)}`]: "yes",
      step: "preview",
    });
    expect(status).toBe(200);
    expect(html).toMatch(/These 2 reports ask for 6\s+sections\. You write 4\./);
    expect(html).toContain("Your story / What changed");
    expect((await visitor.open(duePath())).html).toBe(before);
  });

  it("is begun, written, previewed and handed in by forms alone, and what is lacking is named", async () => {
    const visitor = partner();
    const address = await begun(visitor);
    const page = await visitor.open(address);
    expect(page.html).toContain("The draft is begun.");
    expect(page.html).toContain("What changed; Reading by 8; Spending");
    await write(visitor, address, "story", {
      text: "More children read.",
      [own(world.toLakes)]: "For Lakes.",
    });
    await write(visitor, address, "reading", { [`figures.${world.cedar.outcomeId}`]: "yes" });
    await write(visitor, address, "next", { text: "We go on." });
    const { commitmentId } = world.toHarbor;
    await write(visitor, address, "spending", {
      [`money.${commitmentId}.0.label`]: "Coaches",
      [`money.${commitmentId}.0.amount`]: "1,000.10",
    });
    const preview = (ref: World["toHarbor"]) =>
      visitor.open(`${address}/preview/${ref.commitmentId}/${ref.requirementNumber}`);
    const [harbor, lakes] = [await preview(world.toHarbor), await preview(world.toLakes)];
    expect(harbor.html).toContain("More children read.");
    expect(harbor.html).toContain("$1,000.10");
    expect(harbor.html).not.toContain("For Lakes.");
    expect(lakes.html).toContain("For Lakes.");
    expect(lakes.html).not.toContain("Coaches");
    const handed = await visitor.fillIn(`${address}/handing-in`, {});
    expect([handed.status, handed.location]).toEqual([303, address]);
    expect((await visitor.open(address)).html).toContain("Handed in. Each funder reads its own part.");
    expect((await read(address)).answers.map(({ standing }) => standing)).toEqual([
      "with-funder",
      "with-funder",
    ]);
    const again = await visitor.send(`${address}/handing-in`, handed.sent);
    expect([again.status, again.location]).toEqual([303, address]);
    expect((await read(address)).answers.map(({ edition }) => edition)).toEqual([1, 1]);
    await decide(address);
  });

  /** One funder accepts, the other gives it back; the page says which, and with what words. */
  async function decide(address: string): Promise<void> {
    const harbor = await done(world.harbor("GET", at(world.toHarbor)));
    await done(
      world.harbor("POST", `${at(world.toHarbor)}/acceptance`, { body: {}, version: harbor.version }),
    );
    const lakes = await done(world.lakes("GET", at(world.toLakes)));
    await done(
      world.lakes("POST", `${at(world.toLakes)}/return`, {
        body: { comment: "Say more of the summer." },
        version: lakes.version,
      }),
    );
    const { html } = await partner().open(address);
    expect(html).toContain("Accepted; handed in on");
    expect(html).toContain("Say more of the summer.");
    const reopened = await partner().fillIn(`${address}/reopening`, { reason: "They asked for more" });
    expect(reopened.status).toBe(303);
    expect((await read(address)).status).toBe("draft");
  }

  it("is not begun twice by one form, nor with nothing to answer", async () => {
    const visitor = partner();
    const fields = { title: "Once", [`answers.${tickOf(world.toHarbor)}`]: "yes" };
    const first = await visitor.fillIn(newPath(), fields);
    const again = await visitor.send(newPath(), first.sent);
    expect([again.status, again.location]).toEqual([303, first.location]);
    const empty = await visitor.fillIn(newPath(), { title: "Nothing" });
    expect(empty.status).toBe(422);
    expect(fieldsIn(empty.html).title).toBe("Nothing");
  });

  it("keeps both texts where two people write one section, and the second decides", async () => {
    const address = await begun();
    const visitor = partner();
    const path = `${address}/sections/story`;
    const opened = fieldsIn((await visitor.open(path)).html);
    await write(partner(), address, "story", { text: "The first words." });
    const late = await visitor.send(path, { ...opened, text: "The second words.", step: "send" });
    expect(late.status).toBe(412);
    expect(late.html).toContain("The first words.");
    expect(fieldsIn(late.html).text).toBe("The second words.");
    const again = await visitor.send(path, { ...fieldsIn(late.html), step: "send" });
    expect(again.status).toBe(303);
    expect((await read(`${address}/sections/story`)).content.text).toBe("The second words.");
  });

  it("is approved by a second person alone, and not written meanwhile", async () => {
    const id = await aDraft(world, { requiresApproval: true });
    await fill(world, id);
    const address = `/report-submissions/${id}`;
    const asker = partner({ id: newId("per") });
    expect((await asker.open(`${address}/handing-in`)).status).toBe(409);
    expect((await asker.fillIn(`${address}/approval-request`, {})).status).toBe(303);
    expect((await asker.open(`${address}/sections/story`)).status).toBe(409);
    const own = await asker.fillIn(`${address}/approval`, {});
    expect(own.status).toBe(409);
    expect(own.html).toContain("neither asked for that nor wrote");
    expect((await partner().fillIn(`${address}/approval`, {})).status).toBe(303);
    expect((await read(address)).status).toBe("approved");
  });

  it("is nobody else's: no page and no form of it is there for another organisation", async () => {
    const id = await aDraft(world);
    await fill(world, id);
    await done(step(world.partnership, id, "submission", { to: [world.toHarbor] }));
    const { commitmentId, requirementNumber } = world.toHarbor;
    const parts = [
      "",
      "/change",
      "/sections/story",
      "/sections/story/erasure",
      "/approval-request",
      "/approval",
      "/reopening",
      "/handing-in",
      `/preview/${commitmentId}/${requirementNumber}`,
    ];
    const others = [
      siteVisitor(table, { organisationId: world.cedar.funderId }),
      partner({ organisationId: newId("org") }),
    ];
    for (const other of others)
      for (const part of parts)
        expect((await other.open(`/report-submissions/${id}${part}`)).status, part).toBe(404);
    const viewer = partner({ roles: ["viewer"] });
    expect((await viewer.open(`/report-submissions/${id}`)).status).toBe(200);
    expect((await viewer.open(`/report-submissions/${id}/handing-in`)).status).toBe(403);
    const page = (await partner().open(`/report-submissions/${id}`)).html;
    expect(page).toContain(`/commitments/${commitmentId}/reports/${requirementNumber}`);
  });

  it("can be renamed, and answers fewer; its words can be erased for a reason", async () => {
    const id = await aDraft(world);
    const address = `/report-submissions/${id}`;
    await write(partner(), address, "story", { text: "Words to go." });
    const changed = await partner().fillIn(`${address}/change`, {
      title: "For Harbor alone",
      [`answers.${tickOf(world.toLakes)}`]: "",
    });
    expect(changed.status).toBe(303);
    const now = await read(address);
    expect([now.answers.length, JSON.stringify(now).includes("For Harbor alone")]).toEqual([1, true]);
    const erased = await partner().fillIn(`${address}/sections/story/erasure`, {
      reason: "It named a child",
    });
    expect(erased.status).toBe(303);
    expect((await read(`${address}/sections/story`)).content.text).toBeUndefined();
  });
});

const own = ({ commitmentId }: World["toHarbor"]) => `own.${commitmentId}`;

async function write(
  visitor: ReturnType<typeof siteVisitor>,
  address: string,
  key: string,
  fields: Record<string, string>,
): Promise<void> {
  const { status, html } = await visitor.fillIn(`${address}/sections/${key}`, fields);
  if (status !== 303) throw new Error(html);
}
