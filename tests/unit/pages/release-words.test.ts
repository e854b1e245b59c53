import { describe, expect, it } from "vitest";
import {
  DEFAULT_RELEASE_POLICY,
  type ReleasePolicy,
} from "../../../shared/disclosure/release/release-policy.ts";
import { cellText, policySentences } from "../../../shared/pages/release-words.ts";
import { citationOf } from "../../../shared/publication/published/citation.ts";
import { ALL_HIDDEN, aCell, aCodebookEntry, aRelease, HIDDEN } from "../../support/published.ts";

const wordsFor = (fields: Partial<ReleasePolicy>) =>
  policySentences({ policy: { ...DEFAULT_RELEASE_POLICY, ...fields } }).join(" ");

describe("a policy in plain words", () => {
  it("says which counts are hidden, how wide each stays, and what stands for a rate", () => {
    const words = wordsFor({ minimumCell: 16, minimumWidth: 12 });
    for (const part of ["from 1 to 15", "at least 12 numbers", "as a band", "fewer than 30 children"])
      expect(words).toContain(part);
    expect(wordsFor({ rates: "ends" })).toContain("below or above a bound");
    expect(wordsFor({ rates: "hidden" })).toContain("the percentage is hidden with it");
    expect(wordsFor({ rates: "by another rule" as never })).not.toContain("undefined");
  });

  it("says only what holds", () => {
    expect(wordsFor({ protectZero: false })).toContain("nobody, or everybody, of a group is shown");
    expect(wordsFor({ reliabilityMinimum: 0 })).not.toContain("marked");
    expect(wordsFor({ keep: ["race-ethnicity+sex"] })).toContain("race/ethnicity and sex");
  });
});

describe("a cell in words", () => {
  const indicator = aCodebookEntry();
  const band = (from: number, to: number) => aCell({ ...HIDDEN, band: { from, to } });

  it("is its value, that it is protected with its band where there is one, or why nobody has it", () => {
    expect(cellText(aCell(), indicator)).toBe("50.0%");
    expect(cellText(aCell(ALL_HIDDEN), indicator)).toBe("protected: could identify a child");
    expect(cellText(band(20, 40), indicator)).toContain("; 20% or more, below 40%");
    expect(cellText(band(0, 5), indicator)).toContain("; below 5%");
    expect(cellText(band(95, 100), indicator)).toContain("; 95% or more");
    expect(cellText(aCell({ ...ALL_HIDDEN, status: "x" }), indicator)).toBe("not available");
  });
});

describe("a citation", () => {
  it("has author, year, title, number, day, address and hash", () => {
    const { manifest } = aRelease({ title: "Scorecard" });
    expect(citationOf(manifest, "https://open.example")).toBe(
      `Harbour County Promise (2026). Scorecard. Release 1, published 2026-11-01. https://open.example/open/releases/${manifest.id}. SHA-256 ${manifest.contentHash}`,
    );
    expect(citationOf(aRelease().manifest, "")).toContain("better off? Release 1");
  });
});
