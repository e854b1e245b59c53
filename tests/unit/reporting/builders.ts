import { type Commitment, CommitmentSchema, NO_PARTS } from "../../../shared/investments/commitment.ts";
import type { CommitmentState, Tranche } from "../../../shared/investments/index.ts";
import { TrancheSchema } from "../../../shared/investments/tranche.ts";
import {
  type Summary,
  type SummaryCell,
  type SummaryTarget,
  toRef,
} from "../../../shared/measurement/index.ts";
import type { LoadedPartnership } from "../../../shared/partnerships/index.ts";
import { periodKey, schoolYear } from "../../../shared/platform/time.ts";
import type { ReportFacts } from "../../../shared/reporting/index.ts";
import { aLink, anId, aPartnership, aStrategy } from "../partnerships/builders.ts";

export const NOW = "2026-11-23T09:00:00.000Z";
const FUNDER = anId("org", 7);
const BACKBONE = anId("org", 1);

/** Ids of the invented example: two funded strategies, one that is not, three systems indicators, two outcomes. */
export const IDS = {
  commitment: `cmt_${"0".repeat(25)}1`,
  readers: anId("str", 1),
  navigators: anId("str", 2),
  unfunded: anId("str", 3),
  seats: anId("ind", 1),
  spending: anId("ind", 2),
  navigation: anId("ind", 3),
  reading: anId("ind", 4),
  readiness: anId("ind", 5),
} as const;

/** A cell with its percentage, as a summary holds it. */
export function percentCell(numerator: number, denominator: number): SummaryCell {
  const value = Number(((100 * numerator) / denominator).toFixed(6));
  return { numerator, denominator, value, status: "ok" };
}

/** A figure without counts. */
export function valueCell(value: number): SummaryCell {
  return { numerator: null, denominator: null, value, status: "ok" };
}

type Cells = Readonly<Record<string, SummaryCell>>;

/** A summary from cells by dimension key and the year in which a school year starts. */
export function aSummary(
  id: string,
  given: {
    sets: Readonly<Record<string, Readonly<Record<number, Cells>>>>;
    definition?: Partial<NonNullable<Summary["definition"]>>;
    unit?: Summary["unit"];
    protectedAtSource?: boolean;
  },
): Summary {
  const sets = Object.entries(given.sets).map(([dimensionKey, years]) => {
    const periods = Object.entries(years).map(([year, cells]) => {
      const period = schoolYear(Number(year));
      const key = { indicatorId: id, periodKey: periodKey(period), placeCode: "09001", dimensionKey };
      const set = {
        period,
        revision: 1,
        ref: toRef(key, 1),
        protectedAtSource: given.protectedAtSource ?? false,
        cells,
      };
      return [periodKey(period), set] as const;
    });
    return [dimensionKey, Object.fromEntries(periods)] as const;
  });
  return {
    indicatorId: id,
    partnershipId: anId("prt"),
    ownerId: BACKBONE,
    place: { code: "09001", name: "Cedar County" },
    unit: given.unit ?? "percent",
    definition: {
      version: 3,
      name: "Third graders reading at grade level",
      level: "core",
      polarity: "higher",
      numeratorDefinition: "Grade-3 students who met the state reading standard",
      denominatorDefinition: "Grade-3 students tested in reading",
      source: "State assessment results by district",
      placeName: "Cedar County",
      targets: [],
      ...given.definition,
    },
    sets: Object.fromEntries(sets),
  };
}

/** A summary whose sets of one breakdown an agreement forbids to publish. */
export function holdingBack(summary: Summary, dimensionKey = "all"): Summary {
  const sets = Object.entries(summary.sets[dimensionKey] ?? {});
  const held = sets.map(([key, set]) => [key, { ...set, heldBack: true }] as const);
  return { ...summary, sets: { ...summary.sets, [dimensionKey]: Object.fromEntries(held) } };
}

/** A baseline and a target for everybody. */
export function aTarget(baseline: [number, number], target: [number, number]): SummaryTarget {
  return {
    dimensions: {},
    baseline: { period: schoolYear(baseline[0]), value: baseline[1] },
    target: { period: schoolYear(target[0]), value: target[1] },
  };
}

/** Reading: from 49 to 54, aimed at 65; by language 20 points apart, were 22; by homelessness with a count of 4. */
export function readingSummary(): Summary {
  return aSummary(IDS.reading, {
    definition: { outcomeId: "early-grade-reading", targets: [aTarget([2021, 49], [2028, 65])] },
    sets: {
      all: {
        2021: { all: percentCell(490, 1000) },
        2022: { all: percentCell(505, 1000) },
        2023: { all: percentCell(520, 1000) },
        2024: { all: percentCell(540, 1000) },
      },
      language: {
        2021: { "english-learner": percentCell(54, 180), "english-fluent": percentCell(426, 820) },
        2024: { "english-learner": percentCell(72, 180), "english-fluent": percentCell(492, 820) },
      },
      housing: {
        2024: { "without-housing": percentCell(4, 37), housed: percentCell(536, 963) },
      },
    },
  });
}

export function readinessSummary(): Summary {
  return aSummary(IDS.readiness, {
    definition: {
      name: "Children ready for kindergarten",
      outcomeId: "kindergarten-readiness",
      numeratorDefinition: "Entering kindergartners who are ready on the county's assessment",
      denominatorDefinition: "Entering kindergartners who were assessed",
      targets: [aTarget([2021, 49], [2028, 65])],
    },
    sets: { all: { 2021: { all: percentCell(441, 900) }, 2024: { all: percentCell(396, 900) } } },
  });
}

export function seatsSummary(): Summary {
  return aSummary(IDS.seats, {
    definition: {
      name: "Full-day pre-kindergarten seats the county offers per 100 four-year-olds",
      level: "system",
      numeratorDefinition: "Full-day seats",
      denominatorDefinition: "Four-year-olds who live in the county, in hundreds",
      source: "County early-learning office",
      targets: [aTarget([2021, 40], [2028, 80])],
    },
    unit: "index",
    sets: {
      all: { 2021: { all: valueCell(40) }, 2022: { all: valueCell(43.5) }, 2024: { all: valueCell(55) } },
      place: {
        2021: { north: valueCell(52), south: valueCell(26) },
        2024: { north: valueCell(60), south: valueCell(48) },
      },
    },
  });
}

export function spendingSummary(): Summary {
  return aSummary(IDS.spending, {
    definition: {
      name: "What districts spend on early literacy per pupil",
      level: "system",
      currency: "USD",
      numeratorDefinition: "Dollars spent on early literacy",
      denominatorDefinition: "Pupils in grades K to 3",
      source: "District budgets",
    },
    unit: "currency",
    sets: { all: { 2023: { all: valueCell(412.5) }, 2024: { all: valueCell(455) } } },
  });
}

export function aState(
  overrides: {
    commitment?: Partial<Commitment>;
    tranches?: readonly Tranche[];
    allocations?: CommitmentState["allocations"];
  } = {},
): CommitmentState {
  const tranche = (given: Partial<Tranche>) =>
    TrancheSchema().parse({
      currency: "USD",
      paidMinor: 0,
      advancedMinor: 0,
      refundedMinor: 0,
      releasedMinor: 0,
      ...given,
    });
  return {
    ...NO_PARTS,
    commitment: CommitmentSchema().parse({
      id: IDS.commitment,
      title: "Cedar County place grant",
      recipient: { name: "Cedar County Promise" },
      partnershipId: anId("prt"),
      partnershipOwnerId: BACKBONE,
      startOn: "2024-07-01",
      endOn: "2029-06-30",
      agreedOn: "2024-06-15",
      status: "active",
      currency: "USD",
      amountMinor: 1_000_000_000,
      funder: { organisationId: FUNDER, name: "Harbor Fund" },
      fiscalYearStartMonth: 7,
      renewal: { amountMinor: 250_000_000, note: "A further two years are in view." },
      totals: {
        firstAgreedMinor: 1_000_000_000,
        conditionalMinor: 300_000_000,
        unconditionalMinor: 650_000_000,
        paidMinor: 400_000_001,
        advancedMinor: 0,
        refundedMinor: 5_000_000,
        releasedMinor: 50_000_000,
        spentMinor: 0,
        intendedMinor: 250_000_000,
      },
      flows: {
        "2024-07": { paid: 200_000_000 },
        "2025-06": { paid: 100_000_000 },
        "2025-07": { paid: 100_000_001 },
        "2025-09": { refunded: 5_000_000 },
      },
      timeZone: "America/New_York",
      entries: 7,
      createdAt: NOW,
      ...overrides.commitment,
    }),
    tranches: overrides.tranches ?? [
      tranche({ number: 1, dueOn: "2024-07-15", amountMinor: 300_000_000, paidMinor: 300_000_000 }),
      tranche({
        number: 2,
        dueOn: "2025-07-15",
        amountMinor: 350_000_000,
        paidMinor: 100_000_001,
        refundedMinor: 5_000_000,
      }),
      tranche({
        number: 3,
        dueOn: "2026-12-01",
        amountMinor: 350_000_000,
        releasedMinor: 50_000_000,
        condition: {
          barrier: { kind: "match", description: "Match of 1,000,000 dollars verified" },
          rightOfReturn: false,
          rightOfRelease: true,
        },
      }),
    ],
    allocations: overrides.allocations ?? [
      { strategyId: IDS.readers, amountMinor: 400_000_000 },
      { strategyId: IDS.navigators, amountMinor: 316_666_667, note: "Two navigators a clinic" },
    ],
  };
}

export function aLoadedPartnership(): LoadedPartnership {
  const hypothesis = "Children who are taught early, and whose families are supported, read by grade 3.";
  return {
    head: aPartnership({ name: "Cedar County Promise", placeCode: "09001", placeName: "Cedar County" }),
    strategies: [
      aStrategy({ id: IDS.readers, name: "Every child reads by 8", kind: "universal" }),
      aStrategy({ id: IDS.navigators, name: "Family navigators in every clinic" }),
      aStrategy({ id: IDS.unfunded, name: "Safe routes to school" }),
    ],
    links: [
      aLink({ id: anId("lnk", 1), fromId: IDS.readers, toId: IDS.seats, evidence: "moderate", hypothesis }),
      aLink({ id: anId("lnk", 2), fromId: IDS.readers, toId: IDS.spending, expectedLagMonths: 6 }),
      aLink({
        id: anId("lnk", 3),
        kind: "contributes-to",
        fromId: IDS.seats,
        toId: IDS.reading,
        expectedLagMonths: 36,
        hypothesis,
      }),
      aLink({ id: anId("lnk", 4), fromId: IDS.navigators, toId: IDS.seats }),
      aLink({ id: anId("lnk", 5), kind: "contributes-to", fromId: IDS.navigators, toId: IDS.readiness }),
      aLink({ id: anId("lnk", 6), fromId: IDS.unfunded, toId: IDS.navigation }),
    ],
    shares: [{ organisationId: FUNDER, reason: "Funds the work", sharedOn: "2024-07-01" }],
    designations: [],
    version: 12,
    recordedAt: NOW,
    items: [],
  };
}

/** What the report of the invented example is made from. */
export function theFacts(overrides: Partial<ReportFacts> = {}): ReportFacts {
  return {
    commitment: { state: aState(), version: 9, recordedAt: NOW },
    partnership: aLoadedPartnership(),
    summaries: [readingSummary(), readinessSummary(), seatsSummary(), spendingSummary()],
    now: NOW,
    ...overrides,
  };
}
