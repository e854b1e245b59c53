import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Somebody, untilItSays } from "./people.ts";
import { DISTRICT, FILE_NAME, SOURCE, stateFile } from "./state-file.ts";

export const GRADUATION = "Graduation within four years, by the state's file";

/** A file as a person would choose it, and what has to be said of it. */
export type FiguresFile = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly source: string;
  /** Where no column of the file says it. */
  readonly period?: string;
  /** Where there are several to choose from. */
  readonly indicator?: string;
};

/** From the page of a partnership: sends a file of figures to be looked at, and ends on the page of that file. */
export async function sendFigures(page: Page, file: FiguresFile): Promise<void> {
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("link", { name: "Send a file of figures" }).click();
  await fillInFigures(page, file);
  await page.getByText("The file arrived.").waitFor();
}

/** On the form: chooses the file, says what there is to say, and sends it. */
export async function fillInFigures(page: Page, file: FiguresFile): Promise<void> {
  const { name, bytes, source, period, indicator } = file;
  if (indicator !== undefined)
    await page.getByLabel("Of which indicator its figures are").selectOption({ label: indicator });
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

/** From the page of a partnership: makes the indicator of a file of the state, sends the file, and watches it being recorded. */
export async function uploadGraduation({ page, look }: Somebody, partnership: string): Promise<void> {
  await page.goto(partnership);
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByRole("link", { name: "Add an indicator" }).first().click();
  const values = {
    Name: GRADUATION,
    "What is counted": "Graduates",
    "Of whom": "Students of the cohort",
    Place: "The first district of the file",
    "Code of the place": DISTRICT,
    Source: "State department of education",
  };
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).first().fill(value);
  await page.getByRole("button", { name: "Add the indicator" }).click();
  await page.goto(partnership);
  const bytes = Buffer.from(stateFile().right);
  await sendFigures(page, {
    name: FILE_NAME,
    bytes,
    source: SOURCE,
    period: "2018-19",
    indicator: GRADUATION,
  });
  await untilItSays(page, "Record the figures");
  await look("figures-looked-at");
  expect(await page.getByRole("cell", { name: "Refused", exact: true }).count()).toBe(0);
  await recordFigures(page);
  await untilItSays(page, /^Recorded\.$/);
  await look("figures-recorded");
}
