import type { Somebody } from "./people.ts";
import { untilItSays } from "./people.ts";
import { GRADUATION } from "./upload-data.ts";

export const RELEASE = "Who reads, county-wide";
export const CARD = {
  en: "Cedar reads: are our children better off?",
  es: "Cedar lee: ¿están mejor nuestros niños?",
};

/** Prepares a release of two outcomes and of what was uploaded, looks at what it hides, and publishes it. Answers its public address. */
export async function publishRelease({ page, look }: Somebody, partnership: string): Promise<string> {
  await page.goto(partnership);
  await page.getByRole("link", { name: "Data releases" }).click();
  await page.getByRole("link", { name: "Prepare a release" }).click();
  await page.getByLabel("Title").fill(RELEASE);
  for (const name of [/[Tt]hird.grade|reading/i, /[Gg]raduation/, GRADUATION])
    await page.getByRole("checkbox", { name }).first().check();
  await look("release-form");
  await page.getByRole("button", { name: "Have it planned" }).last().click();
  await page.getByRole("heading", { level: 1, name: RELEASE }).waitFor();
  await untilItSays(page, "Planned: look at it, then publish it");
  await look("release-planned");
  await page.getByRole("link", { name: "Publish it" }).click();
  await page.getByRole("button", { name: "Publish it to everybody" }).last().click();
  await untilItSays(page, "See it as everybody does");
  return (await page.getByRole("link", { name: "See it as everybody does" }).getAttribute("href")) ?? "";
}

/** Makes a scorecard of the release that is open, in both languages, and publishes it. */
export async function publishScorecard({ page, look }: Somebody): Promise<void> {
  await page.getByRole("link", { name: "Make a public scorecard of it" }).click();
  await page.locator("#f-title-en").fill(CARD.en);
  await page.locator("#f-title-es").fill(CARD.es);
  // What was uploaded has no target, and is shown without being judged.
  const judged = page.getByRole("group", { name: /^(?!Graduation within|Indicators of).*/ });
  for (const box of await judged.getByRole("checkbox", { name: "With the target for all children" }).all())
    await box.check();
  await page.locator("fieldset#f-strategies").getByRole("checkbox").first().check();
  await look("scorecard-form");
  await page.getByRole("button", { name: "Have it composed" }).last().click();
  await page.getByRole("heading", { level: 1, name: CARD.en }).waitFor();
  await untilItSays(page, "What it says first");
  await look("scorecard-composed");
  await page.getByRole("link", { name: "Ver la página entera en español" }).click();
  await page.getByRole("heading", { level: 1, name: CARD.es }).waitFor();
  await look("scorecard-preview");
  await page.goBack();
  await page.getByRole("link", { name: "Publish it" }).click();
  await look("scorecard-publication");
  await page.getByRole("button", { name: "Publish it to everybody" }).last().click();
  await untilItSays(page, "See it as everybody does");
  await look("scorecard-published");
}
