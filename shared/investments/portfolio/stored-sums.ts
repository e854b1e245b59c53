import type { CommitmentStatus } from "../commitment-status.ts";
import type { FlowKind } from "../flows.ts";

/** The sums that a portfolio keeps of its commitments, in minor units; intended money stands apart from all others. */
export const FIGURES = [
  "count",
  "conditionalMinor",
  "unconditionalMinor",
  "paidMinor",
  "advancedMinor",
  "refundedMinor",
  "releasedMinor",
  "intendedMinor",
  "budgetMinor",
] as const;
export type Figures = Readonly<Record<(typeof FIGURES)[number], number>>;

/** What is open of the tranches that fall due in one month, and how likely it is to be paid. */
export type OpenSums = Readonly<{
  tranches: number;
  unconditionalMinor: number;
  /** Under a donor condition. */
  conditionalMinor: number;
  /** That part of the conditional that is expected: each tranche times its likelihood. */
  likelyMinor: number;
  /** Tranches under a condition whose likelihood nobody stated. */
  assumed: number;
}>;

/** What falls due in one fiscal year: what is planned and bound by no agreement; of what binds, tranches, budget, and what is open by month. */
export type DueSums = Readonly<{
  planMinor: number;
  tranches: number;
  budgetMinor: number;
  releasedMinor: number;
  open: Readonly<Record<string, Partial<OpenSums>>>;
}>;

/** How the funder conducts itself: counts, and how often each length or delay occurred. */
export type ConductSums = Readonly<{
  commitments: number;
  amended: number;
  reports: number;
  /** Commitments by their length in months. */
  months: Readonly<Record<string, number>>;
  /** What is committed by the kind of its restriction, "unsaid" where none is recorded; and how many commitments record one. */
  restrictedMinor: Readonly<Record<string, number>>;
  restrictionSaid: number;
  /** Tranches paid in full, by the days from payable to paid. */
  days: Readonly<Record<string, number>>;
  onTime: number;
  /** Tranches paid in full of which one of the two days is not known. */
  untimed: number;
}>;

/** The sums of the commitments of one currency, fiscal year of agreement and status. Flows and what is due by fiscal year, see `dueKey`. */
export type Cell = Readonly<{
  figures?: Partial<Figures>;
  flows?: Readonly<Record<string, Partial<Record<FlowKind, number>>>>;
  due?: Readonly<Record<string, Partial<DueSums>>>;
  conduct?: Partial<ConductSums>;
}>;

/** The sums of one strategy, outcome or place in one currency; rows by "2026#active". */
export type Group = Readonly<{
  rows?: Readonly<Record<string, Partial<Figures>>>;
  /** What it is called, and how many commitments call it so. */
  names?: Readonly<Record<string, number>>;
  /** Whose strategy it is. */
  partnerships?: Readonly<Record<string, number>>;
}>;

/** What a recipient was promised in all in one currency, and what it is called. */
export type RecipientSums = Readonly<{
  count?: number;
  committedMinor?: number;
  names?: Readonly<Record<string, number>>;
}>;

/** What a partnership was promised: by currency, then by strategy, "unallocated" for the rest. */
export type FundingSums = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How concentrated a portfolio is: how many recipients, what they were promised, and the sum of the squares of that. */
export type ConcentrationSums = Readonly<{ recipients: number; committedMinor: number; squares: string }>;

export type YearAndStatus = { readonly fiscalYear: number; readonly status: CommitmentStatus };

/** The name of a row: "2026#active". */
export function rowKey({ fiscalYear, status }: YearAndStatus): string {
  return `${fiscalYear}#${status}`;
}

/** What the name of a row says. */
export function fromRowKey(key: string): YearAndStatus {
  const [year, status] = key.split("#");
  return { fiscalYear: Number(year), status: status as CommitmentStatus };
}

/** The name of a fiscal year and of the month in which it starts, 1 to 12: "2027#7". */
export function dueKey(fiscalYear: number, startMonth: number): string {
  return `${fiscalYear}#${startMonth}`;
}

/** What the name of a fiscal year says. */
export function fromDueKey(key: string): { readonly fiscalYear: number; readonly startMonth: number } {
  const [fiscalYear, startMonth] = key.split("#").map(Number);
  return { fiscalYear: fiscalYear ?? 0, startMonth: startMonth ?? 1 };
}

/** What most call it; of names equally frequent the first in the alphabet, so that the order of arrival decides nothing. */
export function commonestName(names: Readonly<Record<string, number>> = {}): string | undefined {
  const [commonest] = Object.entries(names).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return commonest?.[0];
}

/** A cell or row with nothing left out. */
export function allFigures(figures: Partial<Figures> = {}): Figures {
  return Object.fromEntries(FIGURES.map((name) => [name, figures[name] ?? 0])) as Figures;
}
