import { describe, expect, it } from "vitest";
import type { IdPrefix } from "../../../../shared/platform/id.ts";
import {
  citationOf,
  NewReportReleaseSchema,
  type ReleaseFacts,
  seriesOf,
} from "../../../../shared/reporting/releases/report-release.ts";

const anId = (kind: IdPrefix, n = 1) => `${kind}_${String(n).padStart(26, "0")}`;

const facts: ReleaseFacts = {
  id: anId("rpr"),
  number: 3,
  kind: "partnership",
  subject: { id: anId("prt"), title: "Cedar County Promise" },
  organisationId: anId("org"),
  title: "Are our children better off?",
  authors: ["Cedar County Promise", "Harbour Fund"],
  language: "en",
  releasedAt: "2026-11-30T09:00:00.000Z",
};

describe("a release of a report", () => {
  it("is cited by authors, year, title, number, day, address and hash", () => {
    expect(citationOf(facts, "0f".repeat(32), "https://throughline.example")).toBe(
      `Cedar County Promise, Harbour Fund (2026). Are our children better off? Release 3, 2026-11-30. https://throughline.example/v1/report-releases/${facts.id}. SHA-256 ${"0f".repeat(32)}`,
    );
  });

  it("is of one series with others of its organisation, thing and template, whatever it is called", () => {
    const series = seriesOf(facts, undefined);
    expect(seriesOf({ ...facts, title: "Another", number: 4 } as ReleaseFacts, undefined)).toBe(series);
    expect(seriesOf(facts, anId("tpl"))).not.toBe(series);
    expect(seriesOf({ ...facts, organisationId: anId("org", 2) }, undefined)).not.toBe(series);
    expect(seriesOf({ ...facts, kind: "strategy" }, undefined)).not.toBe(series);
  });

  it("is asked for by the id of what it is of, and for a strategy by whose it is", () => {
    const asked = { title: "The year", authors: ["Harbour Fund"] };
    const pathsOf = (body: object) => {
      const parsed = NewReportReleaseSchema().safeParse({ ...asked, ...body });
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("/"));
    };
    expect(pathsOf({ kind: "commitment", subjectId: anId("cmt") })).toEqual([]);
    expect(pathsOf({ kind: "commitment", subjectId: anId("prt") })).toEqual(["subjectId"]);
    expect(pathsOf({ kind: "strategy", subjectId: anId("str") })).toEqual(["partnershipId"]);
    const strategy = { kind: "strategy", subjectId: anId("str"), partnershipId: anId("prt") };
    expect(pathsOf(strategy)).toEqual([]);
    expect(pathsOf({ ...strategy, audience: [anId("org"), anId("org")] })).toEqual(["audience"]);
  });
});
