import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { renderReport } from "../../../shared/pages/index.ts";
import { composeReport } from "../../../shared/reporting/index.ts";
import { theFacts } from "../reporting/builders.ts";

it("renders", () => {
  const page = renderReport(composeReport(theFacts()));
  writeFileSync("/tmp/shots/report.html", page.html);
  expect(page.html.length).toBeGreaterThan(1000);
});
