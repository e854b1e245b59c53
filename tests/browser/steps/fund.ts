import { expect } from "vitest";
import { addDays, addMonths } from "../../../shared/platform/time.ts";
import type { Somebody } from "./people.ts";

export const GRANT = "Five years of reading together";
export const REPORT = "First-year report";
export const MILESTONE = "A coach in every school";

const today = new Date().toISOString().slice(0, 10);
/** Yesterday has come in every time zone, and its books are open. */
const yesterday = addDays(today, -1);

/** Commits five years to a partnership, and ties the first payment to a report and a milestone. Ends on the commitment's page. */
export async function commitFiveYears({ page, look }: Somebody): Promise<string> {
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Commitments" }).click();
  await page.getByRole("link", { name: "Record a commitment" }).click();
  await page.getByLabel("Title").fill(GRANT);
  await page.getByLabel("Recipient", { exact: true }).fill("Cedar County Promise");
  await page.locator("#f-partnershipId").selectOption({ index: 1 });
  await page.getByLabel(/The recipient keeps that partnership/).check();
  await page.getByLabel("Starts on").fill(yesterday);
  await page.getByLabel("Ends on").fill(addDays(addMonths(yesterday, 60), -1));
  await page.getByLabel("Amount over all years").fill("2,500,000");
  await page.getByLabel("Status").selectOption("agreed");
  await page.getByLabel("Agreed on").fill(yesterday);
  await page.locator("#f-milestones-0-title").fill(MILESTONE);
  await page.locator("#f-reports-0-title").fill(REPORT);
  await page.locator("#f-reports-0-dueOn").fill(addMonths(today, 1));
  for (let year = 0; year < 5; year++) {
    await page.locator(`#f-tranches-${year}-dueOn`).fill(addMonths(yesterday, 12 * year));
    await page.locator(`#f-tranches-${year}-amount`).fill("500,000");
  }
  await page.locator("#f-tranches-0-report").selectOption("1");
  await page.locator("#f-tranches-0-milestone").selectOption("1");
  await look("commitment-form");
  await page.getByRole("button", { name: "Record the commitment" }).last().click();
  await page.getByRole("heading", { level: 1, name: GRANT }).waitFor();
  const first = page.locator("#tranche-1");
  expect(await first.textContent()).toContain(`“${REPORT}”`);
  expect(await first.textContent()).toContain(`“${MILESTONE}” is not achieved yet`);
  await look("commitment-waiting");
  return page.url();
}

/** Accepts the report that was handed in, and records the milestone. */
export async function acceptAndAchieve({ page, look }: Somebody, commitment: string): Promise<void> {
  await page.goto(commitment);
  await page.getByRole("link", { name: REPORT }).first().click();
  await look("report-handed-in");
  await page.getByRole("link", { name: /Accept/ }).click();
  await page.getByRole("button", { name: "Accept it" }).last().click();
  await page.getByText("The report is accepted.").waitFor();
  await page.goto(`${commitment}/milestones/1/achievement`);
  await page.getByLabel("Evidence").fill("Staff list of the school district");
  await page.getByLabel("Why").fill("Seen in the district's own list");
  await page.getByRole("button", { name: "Record it" }).last().click();
  await page.getByText("The milestone is recorded as achieved.").waitFor();
}

/** Approves the first payment, as the second person. */
export async function approvePayment({ page, look }: Somebody, commitment: string): Promise<void> {
  await page.goto(commitment);
  await page
    .locator("#tranche-1")
    .getByRole("link", { name: /Approve/ })
    .click();
  await look("approval");
  await page.getByRole("button", { name: "Approve" }).last().click();
  await page.getByText("Approved. Somebody else pays it.").waitFor();
}

/** Records that the first payment was made. */
export async function pay({ page, look }: Somebody, commitment: string): Promise<void> {
  await page.goto(commitment);
  await page
    .locator("#tranche-1")
    .getByRole("link", { name: /payment|Pay/ })
    .first()
    .click();
  await page.getByLabel("Reference").fill("Wire 1");
  await page.getByRole("button", { name: "Record the payment" }).last().click();
  await page.getByText("The payment is recorded.").waitFor();
  expect(await page.locator("#tranche-1").textContent()).toMatch(/paid/i);
  await look("commitment-paid");
}
