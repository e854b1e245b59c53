import { describe, expect, it } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { siteVisitor } from "../../support/site-visitor.ts";
import { tableOfSuite, worldOfSuite } from "../../support/suite.ts";
import { recordCedarCounty } from "../reporting/cedar-county.ts";

const table = tableOfSuite();
const cedar = worldOfSuite(() => recordCedarCounty(table));

const funder = (rest: Partial<Parameters<typeof siteVisitor>[1]> = {}) =>
  siteVisitor(table, { organisationId: cedar.funderId, ...rest });

/** The part of a page from one heading to the next. */
function partOf(html: string, heading: string): string {
  const from = html.indexOf(`id="${heading}"`);
  expect(from, heading).toBeGreaterThan(-1);
  return html.slice(from, html.indexOf("<h2", from));
}

describe("the line of sight of a commitment", () => {
  it("leads from the money through strategies to outcomes, drawn and as a table, with what is unallocated", async () => {
    const { status, html } = await funder().open(`/commitments/${cedar.commitmentId}`);
    expect(status).toBe(200);
    const sight = partOf(html, "line-of-sight");
    expect(sight).toContain('role="img"');
    expect(sight).toContain("From the money, through strategies and systems, to outcomes");
    expect(sight).toContain(`/commitments/${cedar.commitmentId}/report#${cedar.outcomeId}`);
    expect(sight).toContain("Unallocated");
  });

  it("is told to nobody who may not read the commitment", async () => {
    const stranger = funder({ organisationId: newId("org") });
    expect((await stranger.open(`/commitments/${cedar.commitmentId}`)).status).toBe(404);
  });
});
