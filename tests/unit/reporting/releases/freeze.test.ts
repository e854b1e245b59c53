import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import type { OutcomeReport } from "../../../../shared/reporting/outcome/outcome-report.ts";
import { freeze } from "../../../../shared/reporting/releases/freeze.ts";

const report: OutcomeReport = {
  kind: "partnership",
  subject: { id: "prt_01JD0000000000000000000001", title: "Every child" },
  sections: [],
  generatedAt: "2026-01-02T00:00:00.000Z",
  contentHash: "0".repeat(64),
};

const release = {
  id: "rpr_01JD0000000000000000000001",
  number: 1,
  kind: report.kind,
  subject: report.subject,
  organisationId: "org_01JD0000000000000000000001",
  title: "Every child, 2026",
  authors: ["Cedar"],
  language: "en" as const,
  releasedAt: "2026-01-03T00:00:00.000Z",
};

const frozenWith = (html: string) =>
  freeze(
    { release, report, basis: { records: {}, figures: {} }, origin: "https://example.org" },
    async () => ({
      html,
      headers: {},
    }),
  );

it("freezes a page of many megabytes where it packs well", async () => {
  const frozen = await frozenWith("<p>same</p>".repeat(1_000_000));
  expect(frozen).toMatchObject({ ok: true });
});

it("refuses what no function can hold, and what none may answer, with what to do", async () => {
  const long = await frozenWith("<p>same</p>".repeat(2_200_000));
  const dense = await frozenWith(randomBytes(4_000_000).toString("base64"));
  for (const refused of [long, dense])
    expect(refused).toMatchObject({
      ok: false,
      problem: {
        code: "too_many_items",
        detail: expect.stringMatching(/^As html .* Name fewer sections\.$/),
      },
    });
});
