import type { StrategyKey } from "./partnership.ts";

type Condition = { readonly kind: "match" | "performance"; readonly description: string };
export type DemoTranche = {
  readonly dueOn: string;
  readonly amount: string;
  readonly label: string;
  readonly condition?: Condition;
};

/** What happens to a commitment's money, in order. */
export type Event =
  | { readonly kind: "payment"; readonly tranche: number; readonly on: string; readonly amount: string }
  | {
      readonly kind: "refund" | "release";
      readonly tranche: number;
      readonly on: string;
      readonly amount: string;
      readonly reason: string;
    }
  | {
      readonly kind: "condition-met";
      readonly tranche: number;
      readonly on: string;
      readonly evidence: string;
      readonly reason: string;
    }
  | { readonly kind: "closing" | "closed"; readonly on: string; readonly reason: string }
  /** What one person proposes and a second one approves. */
  | { readonly kind: "waiver"; readonly tranche: number; readonly on: string; readonly reason: string }
  | {
      readonly kind: "no-cost-extension";
      readonly on: string;
      readonly endOn: string;
      readonly reason: string;
    };

export type DemoCommitment = {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** The demo person's organisation that receives it, or the name of another. */
  readonly recipient: string;
  readonly isForPartnership: boolean;
  readonly status: "intended" | "agreed";
  readonly currency: string;
  readonly amount: string;
  readonly agreedOn?: string;
  readonly startOn: string;
  readonly endOn: string;
  readonly programme: string;
  readonly restriction?: { readonly kind: "none" | "purpose" | "time"; readonly description?: string };
  readonly tags?: readonly string[];
  readonly renewal?: { readonly amount: string; readonly note: string };
  readonly tranches: readonly DemoTranche[];
  readonly allocations?: Readonly<Partial<Record<StrategyKey, string>>>;
  readonly events?: readonly Event[];
};

const BACKBONE = "Cedar County Promise";

const DESIGN_GRANT: DemoCommitment = {
  key: "design-grant",
  title: "Design grant: a plan for scale",
  description: "A year to agree on results, measures and a plan, before a large commitment is considered.",
  recipient: BACKBONE,
  isForPartnership: true,
  status: "agreed",
  currency: "USD",
  amount: "1200000.00",
  agreedOn: "2021-08-30",
  startOn: "2021-09-01",
  endOn: "2022-08-31",
  programme: "Place grants",
  restriction: { kind: "purpose", description: "Planning, data and engagement of residents" },
  tranches: [
    { dueOn: "2021-09-15", amount: "700000.00", label: "On signature" },
    { dueOn: "2022-03-15", amount: "500000.00", label: "Half-way" },
  ],
  events: [
    { kind: "payment", tranche: 1, on: "2021-09-15", amount: "700000.00" },
    { kind: "payment", tranche: 2, on: "2022-03-18", amount: "500000.00" },
    {
      kind: "refund",
      tranche: 2,
      on: "2022-10-05",
      amount: "38450.27",
      reason: "Unspent at the end of the design year",
    },
    { kind: "closing", on: "2022-10-06", reason: "The design year is over; the final report is being read" },
    { kind: "closed", on: "2022-10-15", reason: "Plan delivered, final report accepted" },
  ],
};

const PLACE_GRANT: DemoCommitment = {
  key: "place-grant",
  title: "Cedar County place grant",
  description: "Fifty million dollars over seven years, flexible, for the whole plan of the partnership.",
  recipient: BACKBONE,
  isForPartnership: true,
  status: "agreed",
  currency: "USD",
  amount: "50000000.00",
  agreedOn: "2022-10-20",
  startOn: "2022-11-01",
  endOn: "2029-10-31",
  programme: "Place grants",
  restriction: { kind: "none" },
  tags: ["big bet", "cradle to career"],
  renewal: { amount: "30000000.00", note: "In view for 2029 to 2034, if the plan holds. Not a promise." },
  tranches: [
    { dueOn: "2022-11-15", amount: "8000000.00", label: "Year 1" },
    { dueOn: "2023-11-15", amount: "7000000.00", label: "Year 2" },
    {
      dueOn: "2024-11-15",
      amount: "7000000.00",
      label: "Year 3",
      condition: {
        kind: "performance",
        description: "Five hundred more four-year-olds have a full-day pre-K seat than in 2021-22.",
      },
    },
    { dueOn: "2025-11-14", amount: "7000000.00", label: "Year 4" },
    { dueOn: "2026-12-15", amount: "7000000.00", label: "Year 5" },
    {
      dueOn: "2027-11-15",
      amount: "10000000.00",
      label: "Year 6, matched",
      condition: {
        kind: "match",
        description: "Local funders, public and private, commit ten million dollars by 30 June 2027.",
      },
    },
    { dueOn: "2028-11-15", amount: "4000000.00", label: "Year 7" },
  ],
  allocations: {
    "full-day-pre-k": "14000000.00",
    "early-literacy": "11500000.00",
    "college-navigators": "8000000.00",
    "welcoming-schools": "6000000.00",
    "stable-homes": "4250000.00",
  },
  events: [
    { kind: "payment", tranche: 1, on: "2022-11-15", amount: "8000000.00" },
    { kind: "payment", tranche: 2, on: "2023-11-16", amount: "7000000.00" },
    {
      kind: "refund",
      tranche: 2,
      on: "2024-08-09",
      amount: "112500.00",
      reason: "A lease was ended early and its deposit came back",
    },
    {
      kind: "condition-met",
      tranche: 3,
      on: "2024-10-30",
      evidence: "Enrolment system: 1,531 four-year-olds with a full-day seat in 2024-25, 924 in 2021-22",
      reason: "Verified by the evaluator against the enrolment system",
    },
    { kind: "payment", tranche: 3, on: "2024-11-15", amount: "4000000.00" },
    { kind: "payment", tranche: 3, on: "2025-02-14", amount: "3000000.00" },
    { kind: "payment", tranche: 4, on: "2025-11-14", amount: "6500000.00" },
    {
      kind: "release",
      tranche: 4,
      on: "2026-03-02",
      amount: "500000.00",
      reason: "The county took over the data system; both sides agreed to give this part up",
    },
    { kind: "payment", tranche: 5, on: "2026-09-15", amount: "1500000.00" },
  ],
};

const FACILITIES: DemoCommitment = {
  key: "facilities",
  title: "Early-learning facilities",
  description: "Intended, not agreed: rooms for four hundred more children.",
  recipient: BACKBONE,
  isForPartnership: true,
  status: "intended",
  currency: "USD",
  amount: "6000000.00",
  startOn: "2027-07-01",
  endOn: "2030-06-30",
  programme: "Place grants",
  restriction: { kind: "purpose", description: "Building and renovation" },
  tranches: [
    { dueOn: "2027-07-15", amount: "2000000.00", label: "Design and permits" },
    { dueOn: "2028-07-15", amount: "4000000.00", label: "Building" },
  ],
};

const LEARNING_EXCHANGE: DemoCommitment = {
  key: "tideway",
  title: "Tideway learning exchange",
  description: "Three years of exchange between Cedar County and a partnership on the other side of the sea.",
  recipient: "Tideway Children's Partnership",
  isForPartnership: false,
  status: "agreed",
  currency: "GBP",
  amount: "2400000.00",
  agreedOn: "2025-04-22",
  startOn: "2025-05-01",
  endOn: "2028-04-30",
  programme: "Learning",
  tranches: [
    { dueOn: "2025-05-15", amount: "800000.00", label: "Year 1" },
    {
      dueOn: "2026-05-15",
      amount: "800000.00",
      label: "Year 2",
      condition: {
        kind: "performance",
        description: "Twenty people of each place have worked a week in the other.",
      },
    },
    { dueOn: "2027-05-14", amount: "800000.00", label: "Year 3" },
  ],
  events: [
    { kind: "payment", tranche: 1, on: "2025-05-15", amount: "800000.00" },
    {
      kind: "waiver",
      tranche: 2,
      on: "2026-05-12",
      reason: "The ferry strike kept twelve of forty people at home; the exchange itself went well",
    },
    { kind: "payment", tranche: 2, on: "2026-05-15", amount: "800000.00" },
    {
      kind: "no-cost-extension",
      on: "2026-06-01",
      endOn: "2028-10-31",
      reason: "The weeks lost to the strike are made up in the autumn of 2028",
    },
  ],
};

const LAKES_GRANT: DemoCommitment = {
  key: "lakes-grant",
  title: "Readers and homes for Cedar County",
  description: "Five years beside the place grant, for the same plan and the same measures.",
  recipient: BACKBONE,
  isForPartnership: true,
  status: "agreed",
  currency: "USD",
  amount: "9000000.00",
  agreedOn: "2023-03-14",
  startOn: "2023-04-01",
  endOn: "2028-03-31",
  programme: "Communities",
  restriction: { kind: "purpose", description: "Early literacy and housing stability" },
  tranches: [
    { dueOn: "2023-04-03", amount: "2000000.00", label: "First" },
    { dueOn: "2024-04-01", amount: "2000000.00", label: "Second" },
    { dueOn: "2025-04-01", amount: "2000000.00", label: "Third" },
    { dueOn: "2026-04-01", amount: "1500000.00", label: "Fourth" },
    {
      dueOn: "2027-04-01",
      amount: "1500000.00",
      label: "Fifth",
      condition: {
        kind: "performance",
        description: "Eviction filings are below five per hundred renter households.",
      },
    },
  ],
  allocations: {
    "early-literacy": "5000000.00",
    "stable-homes": "3200000.00",
  },
  events: [
    { kind: "payment", tranche: 1, on: "2023-04-03", amount: "2000000.00" },
    { kind: "payment", tranche: 2, on: "2024-04-01", amount: "2000000.00" },
    { kind: "payment", tranche: 3, on: "2025-04-02", amount: "2000000.00" },
    { kind: "payment", tranche: 4, on: "2026-04-01", amount: "1500000.00" },
  ],
};

/** What the first funder has committed or intends. */
export const HARBOR_COMMITMENTS = [DESIGN_GRANT, PLACE_GRANT, FACILITIES, LEARNING_EXCHANGE];
/** What the second funder has committed to the same partnership. */
export const LAKES_COMMITMENTS = [LAKES_GRANT];
