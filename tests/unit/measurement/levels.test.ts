import { describe, expect, test } from "vitest";
import { toIndicator } from "../../../shared/measurement/indicator.store.ts";
import { accountabilityOf, LEVELS } from "../../../shared/measurement/indicator-words.ts";
import { fromSummaryJson, summaryJson } from "../../../shared/measurement/summary-format.ts";
import { mergeDefinition } from "../../../shared/measurement/summary-merge.ts";
import { HEAD } from "../../../shared/platform/aggregate.ts";
import { anIndicator, IND, ORG } from "./builders.ts";

describe("the level of an indicator", () => {
  test("says for whom it answers: only a performance measure answers for those whom a programme serves", () => {
    expect(LEVELS.map((level) => [level, accountabilityOf(level)])).toEqual([
      ["core", "population"],
      ["contributing", "population"],
      ["system", "population"],
      ["adjacent", "population"],
      ["performance", "performance"],
    ]);
  });

  test("is core where an older item says outcome, in a stored indicator and in a stored summary", () => {
    const { ownerId, version, recordedAt, accountability, ...attributes } = anIndicator();
    const item = {
      ...attributes,
      pk: `IND#${IND}`,
      sk: HEAD,
      type: "indicator",
      ownerId: ORG,
      schemaVersion: 1,
      version: 3,
      recordedAt,
      historyHash: "0".repeat(64),
      level: "outcome",
    };
    expect(toIndicator(item).indicator.level).toBe("core");
    const summary = summaryJson(mergeDefinition(undefined, anIndicator())).replace('"core"', '"outcome"');
    expect(fromSummaryJson(summary).definition?.level).toBe("core");
  });
});
