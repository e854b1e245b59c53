import { createHash } from "node:crypto";
import type { Page } from "playwright-core";

/** From the start page of an evaluator to a release: by the catalogue, without script. */
export async function findRelease(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: "Find published releases" }).click();
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** From a release to the groups of one breakdown, by the form of the explorer. */
export async function exploreGroups(page: Page, breakdown: string): Promise<void> {
  await page.getByRole("link", { name: "Explore the figures" }).click();
  await page.getByLabel("Whose figures").selectOption({ label: breakdown });
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByLabel("One group").waitFor();
}

/** What a release is cited as, on whichever of its pages: in words, and for a program of references. */
export async function readCitation(page: Page): Promise<{ readonly words: string; readonly bibtex: string }> {
  await page.getByText("BibTeX", { exact: true }).click();
  return {
    words: (await page.locator("#citation").textContent()) ?? "",
    bibtex: (await page.locator("#citation-bib").textContent()) ?? "",
  };
}

/** Downloads the first part of a release's figures from one of its pages: its SHA-256, and the one that the page tells. */
export async function downloadFirstPart(
  page: Page,
): Promise<{ readonly hash: string; readonly told: string }> {
  const told = await page
    .getByRole("table", { name: "Figures", exact: true })
    .locator("code")
    .first()
    .textContent();
  const address = await page.getByRole("link", { name: "JSON of part 1", exact: true }).getAttribute("href");
  const answer = await page.goto(new URL(address ?? "", page.url()).href);
  const hash = createHash("sha256")
    .update((await answer?.body()) ?? "")
    .digest("hex");
  await page.goBack();
  return { hash, told: told ?? "" };
}
