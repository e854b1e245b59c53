import { expect } from "vitest";
import { REPORT } from "./fund.ts";
import type { Somebody } from "./people.ts";

const TITLE = "Our year, for both funders";

/** Writes one text for two funders, and hands it in to both. */
export async function reportToTwoFunders({ page, look }: Somebody, partnership: string): Promise<void> {
  await page.goto(partnership);
  await page.getByRole("link", { name: "Reports to funders" }).click();
  await look("reports-due");
  await page.getByRole("link", { name: "Write one report for several funders" }).click();
  await page.getByLabel("Your own name for it").fill(TITLE);
  for (const name of [REPORT, "Mid-year report"])
    await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await page.getByRole("button", { name: "See what there is to write" }).click();
  await page.getByRole("table", { name: "Sections to write, once each" }).waitFor();
  await look("submission-begin");
  await page.getByRole("button", { name: "Begin the draft" }).last().click();
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  const sections = page
    .getByRole("table", { name: "What is to be written, once each" })
    .getByRole("rowheader");
  for (let index = 0; index < (await sections.count()); index++) {
    await sections.getByRole("link").nth(index).click();
    const fields = [
      { at: "#f-text", type: "More children read than a year ago." },
      { at: '[name$=".0.label"]', type: "Coaches" },
      { at: '[name$=".0.amount"]', type: "1,000.10" },
    ];
    for (const { at, type } of fields) if (await page.locator(at).count()) await page.locator(at).fill(type);
    for (const box of await page.locator('[name^="figures."]').all()) await box.check();
    await page.getByRole("button", { name: "Save this section" }).last().click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  }
  await look("submission-written");
  await page.getByRole("link", { name: "Hand it in" }).click();
  await page.getByRole("button", { name: "Hand it in" }).last().click();
  await page.getByText("Handed in. Each funder reads its own part.").waitFor();
  expect(await page.getByText("With the funder, who has not decided").count()).toBe(2);
}
