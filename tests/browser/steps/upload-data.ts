import type { Page } from "playwright-core";

/** A file as a person would choose it, and what has to be said of it. */
export type FiguresFile = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly source: string;
  /** Where no column of the file says it. */
  readonly period?: string;
};

/** From the page of a partnership: sends a file of figures to be looked at, and ends on the page of that file. */
export async function sendFigures(page: Page, file: FiguresFile): Promise<void> {
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("link", { name: "Send a file of figures" }).click();
  await fillInFigures(page, file);
  await page.getByText("The file arrived.").waitFor();
}

/** On the form: chooses the file, says what there is to say, and sends it. */
export async function fillInFigures(page: Page, { name, bytes, source, period }: FiguresFile): Promise<void> {
  await page
    .getByLabel("The file", { exact: true })
    .setInputFiles({ name, mimeType: "text/csv", buffer: bytes });
  await page.getByLabel("Where it comes from").fill(source);
  if (period !== undefined) await page.getByLabel("The period, where no column says it").fill(period);
  await page.getByRole("button", { name: "Look at the file" }).click();
}

/** On the page of a file that was looked at: has its figures recorded, and says why recorded ones change where some do. */
export async function recordFigures(page: Page, reason?: string): Promise<void> {
  await page.getByRole("link", { name: "Record the figures" }).click();
  if (reason !== undefined) await page.getByLabel("Why recorded figures change").fill(reason);
  await page.getByRole("button", { name: "Record them" }).click();
  await page.getByText("Its figures are being recorded.").waitFor();
}
