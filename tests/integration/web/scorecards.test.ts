import { describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { loadScorecard } from "../../../shared/publication/scorecards/scorecard.store.ts";
import { fieldsIn, siteVisitor } from "../../support/site-visitor.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { withdraw } from "../publication/release-world.ts";
import { aScorecardWorld, workOn } from "../publication/scorecard-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(() => aScorecardWorld(engine));

const NOW = "2027-02-01T09:00:00.000Z";
const somebody = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(world.table, { organisationId: world.ownerId, kind: "partnership", ...rest }, NOW);
const listPath = () => `/partnerships/${world.partnershipId}/scorecards`;
const idOf = (address: string) => address.split("/")[2] ?? "";
const choicesIn = async (address: string) =>
  (await loadScorecard(world.table, idOf(address)))?.scorecard.choices;

/** A scorecard made by the form, and composed. */
async function composed(fields: Record<string, string> = {}): Promise<string> {
  const made = await somebody().fillIn(`${listPath()}/new`, fields);
  expect([made.status, made.location]).toEqual([
    303,
    expect.stringMatching(/^\/scorecards\/sco_[0-9A-Z]{26}$/),
  ]);
  const address = made.location ?? "";
  await workOn(world, idOf(address));
  return address;
}

describe("public scorecards in the site", () => {
  it("are taught where there is none, and lead to the form only where there is a release to draw on", async () => {
    const { html } = await somebody().open(listPath());
    expect(html).toContain("This is how a scorecard comes about");
    expect(html).toContain(`${listPath()}/new`);
    await withdraw(world, world.releaseId, "Taken back by a test");
    const without = await somebody().open(listPath());
    expect(without.html).not.toContain(`${listPath()}/new`);
    const form = await somebody().open(`${listPath()}/new`);
    expect([form.status, form.html.includes("Nothing is published yet")]).toEqual([409, true]);
  });

  it("are composed of what is ticked, looked at in both languages, published and withdrawn", async () => {
    const made = await somebody().fillIn(`${listPath()}/new`, {
      [`indicators.${world.reading}.es`]: "Lectura en tercer grado",
      [`indicators.${world.reading}.showsTarget`]: "yes",
    });
    const address = made.location ?? "";
    expect((await somebody().open(address)).html).toContain('<meta http-equiv="refresh" content="5"');
    expect((await somebody().open(`${address}/preview`)).status).toBe(409);
    await workOn(world, idOf(address));
    const page = await somebody().open(address);
    expect(page.html).not.toContain("http-equiv");
    expect(page.html).toContain("What it says first");
    const spanish = await somebody().open(`${address}/preview?lang=es`);
    expect(spanish.html).toContain('<html lang="es">');
    expect(spanish.html).toContain("Lectura en tercer grado");
    const published = await somebody().fillIn(`${address}/publication`, {});
    expect([published.status, published.location]).toEqual([303, address]);
    await workOn(world, idOf(address));
    const open = `/open/partnerships/${world.partnershipId}/scorecards/1?lang=es`;
    expect((await somebody().open(address)).html).toContain(open);
    expect((await somebody().open(`${address}/choices`)).status).toBe(409);
    const reason = "The board wants other words";
    expect((await somebody().fillIn(`${address}/withdrawal`, { reason })).status).toBe(303);
    await workOn(world, idOf(address));
    expect((await somebody().open(address)).html).toContain(reason);
  });

  it("keep what was chosen when they are composed again, but for what is changed", async () => {
    const name = `indicators.${world.reading}`;
    const address = await composed({
      "title.en": "Are our children better off?",
      [`${name}.es`]: "Lectura",
      [`${name}.about.en`]: "Schools teach children to read",
      dimensionKeys: "race-ethnicity",
    });
    const before = await choicesIn(address);
    const again = await somebody().fillIn(`${address}/choices`, { "missing.en": "Children taught at home" });
    expect([again.status, again.location]).toEqual([303, address]);
    expect(await choicesIn(address)).toEqual({ ...before, missing: { en: "Children taught at home" } });
  });

  it("are refused without an indicator, and with a word in Spanish alone, at the fields", async () => {
    const form = await somebody().open(`${listPath()}/new`);
    const { [`indicators.${world.reading}.shown`]: _ticked, ...sent } = fieldsIn(form.html);
    const wrong = { ...sent, "missing.es": "Niños en casa", step: "send" };
    const { status, html } = await somebody().send(`${listPath()}/new`, wrong);
    expect(status).toBe(422);
    expect(html).toContain('href="#f-indicators"');
    expect(html).toContain('href="#f-missing-en"');
    expect(fieldsIn(html)).toMatchObject({ "missing.es": "Niños en casa" });
  });

  it("are prepared by a data lead and published by an administrator, and are not there for others", async () => {
    const address = await composed();
    const lead = somebody({ roles: ["data-lead"] });
    const { html } = await lead.open(address);
    expect(html).toContain(`${address}/discarding`);
    expect(html).not.toContain(`${address}/publication`);
    expect((await lead.open(`${address}/publication`)).status).toBe(403);
    const stranger = somebody({ organisationId: newId("org") });
    for (const path of [address, `${address}/preview`, `${address}/choices`, listPath(), `${listPath()}/new`])
      expect((await stranger.open(path)).status, path).toBe(404);
    const reason = "Not needed after all";
    expect((await lead.fillIn(`${address}/discarding`, { reason })).status).toBe(303);
    expect((await lead.open(address)).html).toContain("Put away, and never published");
  });
});
