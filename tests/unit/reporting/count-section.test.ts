import { describe, expect, it } from "vitest";
import { protectSummary } from "../../../shared/disclosure/index.ts";
import { countSection } from "../../../shared/reporting/count-section.ts";
import { type IndicatorSection, indicatorSection } from "../../../shared/reporting/index.ts";
import { aSummary, IDS, percentCell, readingSummary } from "./builders.ts";

function performanceSection(): IndicatorSection {
  const summary = aSummary(IDS.readiness, {
    sets: { all: { 2024: { all: percentCell(80, 100) } } },
    definition: { name: "Families visited within ten days", level: "performance" },
  });
  const section = indicatorSection(protectSummary(summary).summary);
  if (!section) throw new Error("The summary has no definition.");
  return section;
}

describe("the counts of a report", () => {
  it("put what lies beside schools among the systems indicators", () => {
    const adjacent: IndicatorSection = { ...performanceSection(), level: "adjacent" };
    const { systems, outcomes } = countSection([adjacent]);
    expect([systems.total, outcomes.total]).toEqual([1, 0]);
  });
});

describe("a performance measure in a report", () => {
  it("has its section like any other, and says what it is", () => {
    expect(performanceSection()).toMatchObject({
      name: "Families visited within ten days",
      level: "performance",
      latest: { value: 80 },
    });
  });

  it("is counted among neither outcomes nor contributing nor systems indicators", () => {
    const reading = indicatorSection(protectSummary(readingSummary()).summary);
    const counts = countSection([performanceSection(), ...(reading ? [reading] : [])]);
    expect(counts.outcomes.total).toBe(1);
    expect([counts.contributing.total, counts.systems.total]).toEqual([0, 0]);
    expect(countSection([performanceSection()]).outcomes.statement).toBe("No outcome is linked yet.");
  });
});
