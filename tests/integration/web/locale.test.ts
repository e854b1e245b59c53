import { describe, expect, it } from "vitest";
import { aPrefix, makeClient, makeTables } from "../../support/engine.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { engineOfSuite, worldOfSuite } from "../../support/suite.ts";
import { aWorld } from "../reporting/submissions-world.ts";

const engine = engineOfSuite();
const world = worldOfSuite(async () => {
  const client = makeClient(engine.endpoint);
  const table = { client, name: (await makeTables(client, aPrefix())).records };
  const { cedar } = await aWorld(table);
  return { table, cedar, stop: () => client.destroy() };
});
const somebody = () =>
  siteVisitor(world.table, { organisationId: world.cedar.backboneId, kind: "partnership" });
/** Blanks and apostrophes of every kind as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/\u2019|&#39;/g, "'");
/** The amounts of a page: what is shown, and what is there for machines. */
const amountsIn = (html: string) =>
  [...html.matchAll(/<td class="n" data-v="([^"]*)">([^<]*)<\/td>/g)].map(([, value = "", text = ""]) => ({
    value,
    text: plain(text),
  }));

describe("money on a page", () => {
  it.each([
    ["de-CH,de;q=0.9", "de-CH"],
    ["fr-FR", "fr-FR"],
    ["es-US", "es-US"],
    ["en-GB", "en-GB"],
  ])("is written as who asks in %s writes it, and the same for machines", async (asked, locale) => {
    const own = amountsIn((await somebody().open("/commitments")).html);
    const { html } = await somebody().open("/commitments", { "accept-language": asked });
    const amounts = amountsIn(html);
    expect(amounts.length).toBeGreaterThan(0);
    expect(amounts.map(({ value }) => value)).toEqual(own.map(({ value }) => value));
    for (const { value, text } of amounts) {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
      const written = format.format(value as Intl.StringNumericLiteral);
      expect(text).toBe(plain(written));
    }
    expect(html).toContain(`<html lang="en" data-numbers="${locale}">`);
  });

  it("is the same in a file of a table, whoever asks, where it has a value for machines", async () => {
    const file = await somebody().open("/commitments?csv=1", { "accept-language": "fr-FR" });
    expect(file.html).toBe((await somebody().open("/commitments?csv=1")).html);
  });
});
