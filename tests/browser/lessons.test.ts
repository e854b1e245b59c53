import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedIn } from "../integration/partnerships/harbour.ts";
import { newSetting } from "../integration/partnerships/setting.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const OTHERS = {
  title: "Buses before clinics",
  visibility: "public",
  problem: "Families missed the clinic because no bus went there.",
  whatWasDone: "A bus was moved by half an hour.",
};

describe.skipIf(executable === undefined)("lessons in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    const records = { client, name: (await makeTables(client, aPrefix())).records };
    const [{ table, ownerId: organisationId, path }, other] = await Promise.all([
      newSetting(records),
      newSetting(records),
    ]);
    await signedIn(table, other.ownerId)("POST", "/lessons", { body: OTHERS });
    site = await serveSite({ table, organisationId, now: "2027-02-01T09:00:00.000Z" });
    pages.partnership = site.origin + path;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  it("writes a lesson, and a new version of it, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(site.origin);
    await page.getByRole("link", { name: "Lessons", exact: true }).first().click();
    await page.getByRole("link", { name: "Write a lesson" }).click();
    pages.new = page.url();
    await page.getByLabel("Title").first().fill("Tablets before lessons");
    await page.getByLabel("The problem").fill("Four in ten children had nothing to open lessons with.");
    await page.getByLabel("What was done").fill("Tablets went out with school meals.");
    await page.getByLabel("Themes").fill("digital divide");
    await page.getByRole("button", { name: "Keep the lesson" }).last().click();
    expect(await page.getByRole("status").textContent()).toBe("The lesson is kept.");
    pages.lesson = page.url();
    await page.getByRole("link", { name: "Write a new version" }).click();
    pages.version = page.url();
    await page.getByLabel("The problem").fill("Half of all children had nothing.");
    await page.getByLabel("Why").last().fill("Counted again");
    await page.getByRole("button", { name: "Keep the new version" }).last().click();
    await page.getByText("Half of all children had nothing.").waitFor();
    for (const part of ["visibility", "retirement"]) pages[part] = `${pages.lesson}/${part}`;
    await context.close();
  });

  it("finds another's lesson, adopts it and says how it went, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.partnership ?? "");
    const places = page.getByRole("navigation", { name: "Practice and learning" });
    await places.getByRole("link", { name: "Lessons", exact: true }).click();
    pages.adopted = page.url();
    await page.getByRole("link", { name: "Look through the lessons" }).click();
    await page.getByLabel("Shared with").selectOption({ label: "Everybody" });
    await page.getByRole("button", { name: "Show", exact: true }).click();
    pages.lessons = page.url();
    await page.getByRole("link", { name: OTHERS.title }).click();
    pages.others = page.url();
    await page.getByRole("link", { name: "Adopt it" }).click();
    pages.adopt = page.url();
    await page.getByLabel("Since").fill("2026-05-04");
    await page.getByRole("button", { name: "Adopt it" }).last().click();
    await page.getByRole("link", { name: "Say how it went" }).click();
    pages.result = page.url();
    await page.getByLabel("Whether it worked here").selectOption({ label: "It worked in part" });
    await page.getByLabel("What was seen").fill("Half of them came.");
    await page.getByLabel("As of").fill("2027-01-05");
    await page.getByLabel("Why").last().fill("A year on");
    await page.getByRole("button", { name: "Keep how it went" }).last().click();
    expect(await page.getByRole("status").textContent()).toBe("Saved.");
    await page.getByText("Half of them came.").waitFor();
    await context.close();
  });

  it.each([
    ["pages", ["partnership", "lesson", "lessons", "others", "adopted"]],
    ["forms", ["new", "version", "visibility", "retirement", "adopt", "result"]],
  ])(
    "has no barrier on %s that axe can find, in light and in dark, and none on a phone",
    async (_, names) => {
      const { context, page } = await aWindow(true);
      for (const name of names) {
        const address = pages[name] ?? "";
        expect((await page.goto(address))?.status(), name).toBe(200);
        await unfold(page);
        await lookAt(page, name, `lessons-${name}`);
      }
      await context.close();
    },
  );

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
