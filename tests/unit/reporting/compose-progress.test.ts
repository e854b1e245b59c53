import { describe, expect, it } from "vitest";
import { composeProgress, type ProgressFacts } from "../../../shared/reporting/compose-progress.ts";
import { PartnershipProgressSchema } from "../../../shared/reporting/progress-view.ts";
import { anId } from "../partnerships/builders.ts";
import {
  aSummary,
  holdingBack,
  IDS,
  percentCell,
  readinessSummary,
  readingSummary,
  seatsSummary,
} from "./builders.ts";

const [unstated, peer] = [anId("ind", 81), anId("ind", 82)];
const ofPeer = {
  ...readingSummary(),
  indicatorId: peer,
  place: { code: "09009", name: "Peer County" },
};
const SUMMARIES = [
  readingSummary(),
  readinessSummary(),
  seatsSummary(),
  aSummary(unstated, { sets: { all: { 2024: { all: percentCell(60, 100) } } } }),
  ofPeer,
];
const progress = (overrides: Partial<ProgressFacts> = {}) =>
  composeProgress({
    partnership: { id: anId("prt"), name: "Cedar County Promise" },
    summaries: SUMMARIES,
    comparisonCodes: new Set(["09009"]),
    isProtected: false,
    options: { minimum: 2, above: 0.4 },
    ...overrides,
  });

describe("how a partnership stands", () => {
  it("is what its schema says, in whatever order its indicators come", () => {
    expect(() => PartnershipProgressSchema().parse(JSON.parse(JSON.stringify(progress())))).not.toThrow();
    expect(progress({ summaries: SUMMARIES.toReversed() })).toEqual(progress());
  });

  it("is of core indicators that can be classed; the others are listed and not counted in favour", () => {
    const { coreIndicators } = progress();
    expect(coreIndicators).toMatchObject({
      status: "rolled-up",
      favourable: 1,
      classifiable: 2,
      share: 0.5,
      reached: true,
      reachedWhateverIsMissing: false,
      byVerdict: { improving: 1, "getting-worse": 1 },
      unclassifiable: [{ id: unstated }],
    });
    expect(coreIndicators.statement).toBe(
      "Of 2 core indicators that can be classed, 1 is improving or maintained. 1 cannot be classed and is not counted in favour.",
    );
    expect(coreIndicators.items.map(({ id }) => id)).not.toContain(IDS.seats);
  });

  it("has no share where too few can be classed", () => {
    const { coreIndicators } = progress({ options: { minimum: 4, above: 0.5 } });
    expect(coreIndicators).toMatchObject({ status: "too-few", share: null, reached: null });
    expect(coreIndicators.statement).toContain("Fewer than 4 can be classed");
    const none = progress({ summaries: [] });
    expect(none.coreIndicators).toMatchObject({
      classifiable: 0,
      share: null,
      reachedWhateverIsMissing: false,
    });
  });

  it("counts gaps that close up, and lists those of which nothing can be said", () => {
    const { gaps } = progress();
    expect(gaps.items).toMatchObject([
      { id: `${IDS.reading}~housing`, verdict: "nothing-to-compare" },
      { id: `${IDS.reading}~language`, verdict: "closing-up" },
    ]);
    expect(gaps).toMatchObject({ favourable: 1, classifiable: 1, disagreeing: [] });
    expect(gaps.unclassifiable).toEqual([{ id: `${IDS.reading}~housing`, why: "nothing-to-compare" }]);
  });

  it("is for others of what they may see", () => {
    const { gaps, coreIndicators } = progress({ isProtected: true });
    expect(gaps.items[0]).toMatchObject({ verdict: "protected" });
    expect(coreIndicators.favourable).toBe(1);
    const none = progress({
      isProtected: true,
      summaries: SUMMARIES.map((summary) => holdingBack(summary)),
    }).coreIndicators;
    expect(none).toMatchObject({ favourable: 0, classifiable: 0, byVerdict: { protected: 3 } });
  });

  it("leaves out what is of a comparison place, and says so", () => {
    expect(progress().leftOut).toMatchObject([{ id: peer, why: "comparison-place" }]);
    expect(progress({ comparisonCodes: new Set() }).coreIndicators).toMatchObject({ classifiable: 3 });
  });
});
