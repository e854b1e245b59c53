import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITE_FORMS } from "../../functions/web/site-forms.ts";
import { SITE_PAGES } from "../../functions/web/site-pages.ts";
import { barriersOn, contrastBarriersOn, unfold } from "../browser/barriers.ts";
import { findChromium, openBrowser } from "../browser/chromium.ts";
import { openSite, type Site } from "../browser/site-under-test.ts";
import { type Person, peopleOf, type Somebody } from "../browser/steps/people.ts";

const executable = findChromium();
/** Hundreds of links are followed, a page of each kind is looked at. */
const PATIENCE_MS = 900_000;
/** Those before have the pages that those after are not led to. */
const PEOPLE: readonly Person[] = ["funder", "partnership", "evaluator"];

/** A kind of page: how its address is written in the lists of the site, and whether an address is of it. */
const KINDS = [...SITE_PAGES, ...SITE_FORMS].map(({ path }) => ({
  path,
  matches: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+")}$`),
}));
type Kind = (typeof KINDS)[number];

/** The most exact of those that an address is of: "/commitments/new" is no commitment. */
function kindOf(pathname: string): Kind | undefined {
  const params = ({ path }: Kind) => path.split(":").length;
  return KINDS.filter(({ matches }) => matches.test(pathname)).sort((a, b) => params(a) - params(b))[0];
}

describe.skipIf(executable === undefined)("every page that a link leads to", { timeout: PATIENCE_MS }, () => {
  let site: Site;
  let browser: Browser;
  let people: ReturnType<typeof peopleOf>;
  const reached = new Set<string>();

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
    people = peopleOf(site, browser);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it.each(PEOPLE)(
    "is there for the %s, and has no barrier that axe can find, in light and in dark",
    async (who) => {
      const somebody = await people.signIn(who);
      const faults: string[] = [];
      const met = new Set(["/"]);
      const addresses = new Set(["/"]);
      for (const address of addresses) {
        faults.push(...(await faultsAt(somebody, address)));
        for (const next of await linksOn(somebody)) {
          const kind = kindOf(next.split("?")[0] ?? "");
          if (!kind || met.has(kind.path)) continue;
          met.add(kind.path);
          addresses.add(next);
        }
      }
      expect(faults).toEqual([]);
      await somebody.context.close();
    },
  );

  it("is most of what the site has", () => {
    const left = KINDS.filter(({ path }) => !reached.has(path)).map(({ path }) => path);
    expect(left.length, left.join("\n")).toBeLessThan(KINDS.length / 4);
    // That a page says what cannot be done is told by its status as well, which a browser notes.
    expect(people.complaints.filter((text) => !text.includes("409"))).toEqual([]);
  });

  /** What is wrong at an address; a page of a kind that somebody else looked at is only opened. */
  async function faultsAt({ page }: Somebody, address: string): Promise<string[]> {
    const status = (await page.goto(site.origin + address))?.status() ?? 0;
    // 409 is a page that says why there is nothing to be done here now.
    if (status !== 200 && status !== 409) return [`${address} answered ${status}`];
    const kind = kindOf(address.split("?")[0] ?? "")?.path ?? address;
    if (reached.has(kind) && address !== "/") return [];
    reached.add(kind);
    await unfold(page);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = (await contrastBarriersOn(page)).map((barrier) => `${address} in the dark: ${barrier}`);
    await page.emulateMedia({ colorScheme: "light" });
    return [...dark, ...(await barriersOn(page)).map((barrier) => `${address}: ${barrier}`)];
  }

  /** Where the links of a page lead to within the site, as they stand in it. */
  async function linksOn({ page }: Somebody): Promise<readonly string[]> {
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    return links.map((link) => link.split("#")[0] ?? "").filter((link) => !/[?&](csv|svg)=/.test(link));
  }
});
