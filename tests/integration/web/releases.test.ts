import { describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { loadRelease } from "../../../shared/publication/releases/release.store.ts";
import { fieldsIn, siteVisitor } from "../../support/site-visitor.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { anIndicator } from "../measurement/harbour.ts";
import { aReleaseWorld, prepare, readPublished, recordYear, work } from "../publication/release-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aReleaseWorld(engine));

/** Five of the Asian students read: too few to be told. */
const YEAR = { asian: [5, 40], black: [60, 120], hispanic: [45, 90], white: [160, 300] } as const;
const NOW = "2027-02-01T09:00:00.000Z";

const somebody = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(world.table, { organisationId: world.ownerId, kind: "partnership", ...rest }, NOW);
const listPath = () => `/partnerships/${world.partnershipId}/releases`;
const fields = () => ({ title: "Reading by group", [`indicators.${world.reading}`]: "yes" });

async function prepared(): Promise<string> {
  await recordYear(world, 2024, YEAR);
  return `/releases/${await prepare(world)}`;
}
const idOf = (address: string) => address.split("/")[2] ?? "";

describe("the page of releases", () => {
  it("teaches what a release is where there is none, and lists those there are", async () => {
    const empty = await somebody().open(listPath());
    expect(empty.html).toContain("This is how a release comes about");
    await prepared();
    const { html } = await somebody().open(listPath());
    expect(html).toContain("Reading by race and ethnicity");
    expect(html).not.toContain("This is how a release comes about");
  });
});

describe("a release prepared in the browser", () => {
  it("is planned, looked at, published for everybody and withdrawn, by forms alone", async () => {
    await recordYear(world, 2024, YEAR);
    const visitor = somebody();
    const made = await visitor.fillIn(`${listPath()}/new`, fields());
    const address = made.location ?? "";
    expect(address).toMatch(/^\/releases\/rel_[0-9A-Z]{26}$/);
    const planning = await visitor.open(address);
    expect(planning.html).toContain('<meta http-equiv="refresh" content="5"');
    expect((await visitor.open(`${address}?still=1`)).html).not.toContain("http-equiv");
    await work(world, idOf(address));
    const planned = await visitor.open(address);
    expect(planned.html).not.toContain("http-equiv");
    expect(planned.html).toContain("What hiding costs");
    expect(planned.html).toContain("12.5% (5 of 40)");
    expect(planned.html).toContain("protected: could identify a child");
    expect(planned.html).toContain("small, or nobody or everybody of the group");
    expect(await readPublished(world, idOf(address))).toBeUndefined();
    const published = await visitor.fillIn(`${address}/publication`, {});
    expect([published.status, published.location]).toEqual([303, address]);
    await work(world, idOf(address));
    expect((await visitor.open(address)).html).toContain(`/open${address}`);
    const out = await readPublished(world, idOf(address));
    expect(out?.manifest.title).toBe("Reading by group");
    const again = await visitor.send(`${address}/publication`, published.sent);
    expect([again.status, again.location]).toEqual([303, address]);
    const withdrawn = await visitor.fillIn(`${address}/withdrawal`, {
      reason: "A district sent wrong counts",
    });
    expect(withdrawn.status).toBe(303);
    await work(world, idOf(address));
    const last = await visitor.open(address);
    expect(last.html).toContain("A district sent wrong counts");
    expect((await visitor.open(`${address}/publication`)).status).toBe(409);
  });

  it("is protected by what its indicators together are, as who prepares it says by their names", async () => {
    await recordYear(world, 2024, YEAR);
    const other = await anIndicator(world.owner, world.partnershipId, { name: "Not yet reading" });
    const [reading] = (await world.owner("GET", `/indicators/${world.reading}`)).body.name.split("\n");
    const said = { partitions: `${reading.toUpperCase()} ; Not yet reading`, sharedDenominators: other };
    const refused = await somebody().fillIn(`${listPath()}/new`, { ...fields(), ...said });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#f-sharedDenominators"');
    const typed = { ...said, sharedDenominators: `${other}; ${world.reading}` };
    const made = await somebody().fillIn(`${listPath()}/new`, { ...fields(), ...typed });
    const loaded = await loadRelease(world.table, idOf(made.location ?? ""));
    expect(loaded?.release).toMatchObject({
      partitions: [[world.reading, other]],
      sharedDenominators: [[other, world.reading]],
    });
    const unknown = { ...fields(), partitions: "Reading; No such thing" };
    const lost = await somebody().fillIn(`${listPath()}/new`, unknown);
    expect([lost.status, lost.html.includes('href="#f-partitions"')]).toEqual([422, true]);
  });

  it("is refused without a figure to choose, at its field, with what was typed kept", async () => {
    const { status, html } = await somebody().fillIn(`${listPath()}/new`, {
      title: "Nothing in it",
      from: "2025-01-01",
      to: "2024-01-01",
    });
    expect(status).toBe(422);
    expect(fieldsIn(html)).toMatchObject({ title: "Nothing in it", from: "2025-01-01" });
    const { html: list } = await somebody().open(listPath());
    expect(list).toContain("This is how a release comes about");
  });

  it("is not made twice by one form", async () => {
    const visitor = somebody();
    const first = await visitor.fillIn(`${listPath()}/new`, fields());
    const again = await visitor.send(`${listPath()}/new`, first.sent);
    expect([again.status, again.location]).toEqual([303, first.location]);
  });

  it("is published by an administrator alone, and put away by who prepares it", async () => {
    const address = await prepared();
    const lead = somebody({ roles: ["data-lead"] });
    const page = await lead.open(address);
    expect(page.html).toContain(`${address}/discarding`);
    expect(page.html).not.toContain(`${address}/publication`);
    expect((await lead.open(`${address}/publication`)).status).toBe(403);
    const sent = { ...fieldsIn((await somebody().open(`${address}/publication`)).html), step: "send" };
    expect((await lead.send(`${address}/publication`, sent)).status).toBe(403);
    expect((await lead.fillIn(`${address}/discarding`, { reason: "Not now" })).status).toBe(303);
    expect((await lead.open(address)).html).toContain("Put away, and never published");
  });

  it("is planned anew over the version that was seen: who comes late is told", async () => {
    const address = await prepared();
    const visitor = somebody();
    const opened = fieldsIn((await visitor.open(`${address}/publication`)).html);
    expect((await somebody().fillIn(`${address}/plan`, {})).status).toBe(303);
    await work(world, idOf(address));
    const late = await visitor.send(`${address}/publication`, { ...opened, step: "send" });
    expect(late.status).toBe(412);
    expect(late.html).toContain("Somebody changed this since you opened the form");
    expect(await readPublished(world, idOf(address))).toBeUndefined();
  });

  it("is for the eyes of its partnership: not there for others, nor for roles that do not see releases", async () => {
    const address = await prepared();
    const stranger = somebody({ organisationId: newId("org") });
    for (const path of [
      address,
      `${address}/publication`,
      `${address}/plan`,
      `${address}/withdrawal`,
      `${address}/discarding`,
      listPath(),
      `${listPath()}/new`,
    ])
      expect((await stranger.open(path)).status, path).toBe(404);
    const sent = { ...fieldsIn((await somebody().open(`${address}/plan`)).html), step: "send" };
    expect((await stranger.send(`${address}/plan`, sent)).status).toBe(404);
    const viewer = somebody({ roles: ["viewer"] });
    expect((await viewer.open(address)).status).toBe(403);
  });
});

describe("a request for figures", () => {
  it("is answered with a published release, by a form that offers no other", async () => {
    const asking = { organisationId: newId("org"), kind: "evaluator", roles: ["evaluator"] } as const;
    const evaluator = siteVisitor(world.table, asking, NOW);
    const wanted = { indicator: "Reading", purpose: "A study", contactRole: "Principal investigator" };
    await evaluator.fillIn(`/release-requests/new?partnership=${world.partnershipId}`, wanted);
    const queue = await world.owner("GET", `/partnerships/${world.partnershipId}/release-requests`);
    const answer = `/release-requests/${queue.body.items[0].id}/answer`;
    const address = await prepared();
    expect((await somebody().open(answer)).status).toBe(409);
    await work(world, idOf(address));
    await somebody().fillIn(`${address}/publication`, {});
    await work(world, idOf(address));
    expect((await somebody().fillIn(answer, { releaseId: "" })).status).toBe(422);
    const said = { releaseId: idOf(address), note: "By race and ethnicity" };
    const answered = await somebody().fillIn(answer, said);
    expect(answered.location).toBe(`/partnerships/${world.partnershipId}/data-requests`);
    const { html } = await evaluator.open("/data-access");
    expect(html).toContain(`/open${address}`);
    expect(html).toContain("By race and ethnicity");
  });
});
