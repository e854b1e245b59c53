import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portfolioOf } from "../../../shared/investments/index.ts";
import { composePortfolioReport } from "../../../shared/reporting/outcome/compose-portfolio-report.ts";
import type { Placed } from "../../../shared/reporting/outcome/diff/causes.ts";
import { differences, leavesOf } from "../../../shared/reporting/outcome/diff/leaves.ts";
import {
  movedInPortfolio,
  type PortfolioSide,
  portfolioCauses,
} from "../../../shared/reporting/outcome/diff/portfolio-causes.ts";
import { namedSections } from "../../../shared/reporting/outcome/section-keys.ts";
import { anId } from "../partnerships/builders.ts";
import { aLoadedPartnership, aState, IDS, NOW, theFacts } from "./builders.ts";

const PARTNERSHIP = anId("prt");

/** A portfolio of one commitment that allocates to strategies, with what is recorded of its partnership. */
function side({
  strategyIds = [IDS.readers],
  version = 1,
  agenda = 1,
  isFunding = true,
} = {}): PortfolioSide {
  const wanted = namedSections("portfolio", undefined);
  if (!wanted.ok) throw new Error(wanted.problem.detail);
  const allocations = strategyIds.map((strategyId) => ({ strategyId, amountMinor: 1_000_00 }));
  const { commitment, ...state } = aState({ allocations });
  const { partnershipId: _, ...elsewhere } = commitment;
  const own = isFunding ? { ...commitment, partnershipId: PARTNERSHIP } : elsewhere;
  const commitments = [{ state: { ...state, commitment: own }, version, recordedAt: NOW }];
  const { totals, fundings } = portfolioOf(commitments.map((one) => one.state));
  const partnership = { ...aLoadedPartnership(), version: agenda };
  return {
    facts: {
      subject: { id: anId("org", 7), title: "Portfolio" },
      wanted: wanted.value,
      totals,
      partnerships: fundings.map((funding) => ({ funding, partnership, summaries: theFacts().summaries })),
      requirements: [],
      now: NOW,
    },
    commitments,
  };
}

const placed = (of: string, ...about: string[]): Placed => ({
  cause: { kind: "amendment", of, recordedAt: NOW, version: 2 },
  about,
});
const ALL = [
  placed("commitment", IDS.commitment),
  placed("agenda", PARTNERSHIP),
  placed("definition", IDS.reading),
  placed("set", IDS.reading),
];

/** What differs between two portfolios, by place, with the names of the causes. */
function causesBetween(before: PortfolioSide, after: PortfolioSide): Record<string, string[]> {
  const causesOf = portfolioCauses({ before, after }, ALL);
  const leaves = ({ facts }: PortfolioSide) => leavesOf(composePortfolioReport(facts));
  const found = differences(leaves(before), leaves(after));
  return Object.fromEntries(found.map((one) => [one.path, causesOf(one).map(({ of }) => of)]));
}

describe("the causes of a difference between portfolios", () => {
  it("of what another strategy leads to are the commitment that funds it and what its partnership recorded", () => {
    const causes = causesBetween(side(), side({ strategyIds: [IDS.readers, IDS.navigators], version: 2 }));
    const row = `/partnerships/items/${PARTNERSHIP}`;
    expect(causes[`${row}/strategies/${IDS.navigators}/name`]).toEqual(["commitment"]);
    expect(causes[`${row}/strategies/${IDS.navigators}/committed/USD`]).toEqual(["commitment"]);
    expect(causes[`/progress/indicators/${IDS.readiness}/name`]).toEqual(["commitment", "agenda"]);
    const counts = Object.keys(causes).filter((path) => path.startsWith(`${row}/counts/`));
    expect(counts).not.toEqual([]);
    for (const path of counts) expect(causes[path]).toEqual(["commitment", "agenda", "definition", "set"]);
  });

  it("of money are the commitments of its currency", () => {
    const dollars = side().commitments;
    const pounds = side().commitments.map(({ state, ...read }) => {
      const commitment = { ...state.commitment, id: `cmt_${"0".repeat(25)}2`, currency: "GBP" };
      return { ...read, state: { ...state, commitment } };
    });
    const both = [...dollars, ...pounds];
    const { totals } = portfolioOf(both.map(({ state }) => state));
    const after = { facts: { ...side().facts, totals }, commitments: both };
    const causesOf = portfolioCauses({ before: side(), after }, [
      ...ALL,
      placed("pounds", `cmt_${"0".repeat(25)}2`),
    ]);
    const of = (currency: string) =>
      causesOf({ path: "", section: "money", of: [currency], before: 1, after: 2 }).map((cause) => cause.of);
    expect([of("GBP"), of("USD")]).toEqual([["pounds"], ["commitment"]]);
  });

  it("of a partnership that is funded no longer are its commitments alone", () => {
    const causes = Object.entries(causesBetween(side(), side({ isFunding: false, version: 2 })));
    expect(causes).not.toEqual([]);
    for (const [path, of] of causes) {
      // Counts are of the whole page, whose other partnerships might have moved as well.
      const isOfAll = path === "/progress/indicators" || path.startsWith("/progress/counts/");
      if (isOfAll) expect(of).toContain("commitment");
      else expect({ path, of }).toEqual({ path, of: ["commitment"] });
    }
  });

  it("are looked for in commitments, and in partnerships that were funded at both instants", () => {
    const ids = (before: PortfolioSide, after: PortfolioSide) =>
      movedInPortfolio({ before, after }).records.map(({ id }) => id);
    expect(ids(side(), side({ version: 2, agenda: 2 }))).toEqual([IDS.commitment, PARTNERSHIP]);
    expect(ids(side({ isFunding: false }), side({ version: 2, agenda: 2 }))).toEqual([IDS.commitment]);
    expect(ids(side(), side())).toEqual([]);
  });

  it("stand for every difference there is, whichever strategies are funded before and after", () => {
    const funded = fc.subarray([IDS.readers, IDS.navigators, IDS.unfunded]);
    const someSide = fc
      .record({ strategyIds: funded, isFunding: fc.boolean() })
      .map((one) => side({ ...one, version: 2 }));
    fc.assert(
      fc.property(someSide, someSide, (before, after) => {
        for (const [path, of] of Object.entries(causesBetween(before, after)))
          expect({ path, caused: of.includes("commitment") }).toEqual({ path, caused: true });
      }),
      { numRuns: 40 },
    );
  });
});
