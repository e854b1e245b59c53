import { sumMinor } from "../../platform/money.ts";
import { ATOMS, type Atom, type Atoms } from "./atoms.ts";

/**
 * The views of a commitment's money (domain facts §8.6), each a sum of atoms. `plan`: what is scheduled. `agreed`: what was ever promised.
 * `accrual`: the funder's expense, what became unconditional at present value and unwound since, less what came back of it (ASC
 * 720-25-25-1). `payable`: the liability at its carrying amount. `cash`, `cash-net`: paid, advances included, gross and without what
 * came back. `expenditure`: as the recipient reported. `match`: verified contributions of others; no other counts.
 */
export const VIEW_NAMES = [
  "plan",
  "agreed",
  "accrual",
  "payable",
  "cash",
  "cash-net",
  "expenditure",
  "match",
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

type Signs = Readonly<Partial<Record<Atom, 1 | -1>>>;

const COMMITTED: Signs = { conditional: 1, payable: 1, paidOnPromise: 1 };

const VIEWS: Readonly<Record<ViewName, Signs>> = {
  plan: { ...COMMITTED, scheduledOtherwise: 1 },
  agreed: { ...COMMITTED, released: 1 },
  accrual: { payable: 1, paidOnPromise: 1, discount: -1, refundedOfPaid: -1 },
  payable: { payable: 1, discount: -1 },
  cash: { paidOnPromise: 1, advanced: 1 },
  "cash-net": { paidOnPromise: 1, advanced: 1, refundedOfPaid: -1, refundedOfAdvance: -1 },
  expenditure: { spent: 1 },
  match: { matchVerified: 1 },
};

/** One line of a view or of a reconciliation: an atom, and what it adds in minor units. */
export type Line = { readonly name: Atom; readonly amountMinor: number };

/** A view: its lines sum to its total. */
export type View = { readonly name: ViewName; readonly totalMinor: number; readonly lines: readonly Line[] };

/** A view of atoms; lines of nothing are left out. */
export function viewOf(name: ViewName, atoms: Atoms): View {
  const lines = linesOf(atoms, (atom) => VIEWS[name][atom] ?? 0);
  return { name, totalMinor: total(lines), lines };
}

/** How one view becomes another: from + the sum of the lines = to. */
export type Reconciliation = {
  readonly from: View;
  readonly to: View;
  readonly differenceMinor: number;
  readonly lines: readonly Line[];
};

/**
 * What explains the difference of two views, line by line: every atom that counts in one of them and not in the other, or with the
 * other sign. Because all views are sums over the same atoms, any two reconcile, and the lines sum to the difference exactly.
 */
export function reconcile(atoms: Atoms, names: { from: ViewName; to: ViewName }): Reconciliation {
  const signs = { from: VIEWS[names.from], to: VIEWS[names.to] };
  const lines = linesOf(atoms, (atom) => (signs.to[atom] ?? 0) - (signs.from[atom] ?? 0));
  return {
    from: viewOf(names.from, atoms),
    to: viewOf(names.to, atoms),
    differenceMinor: total(lines),
    lines,
  };
}

function linesOf(atoms: Atoms, sign: (atom: Atom) => number): Line[] {
  return ATOMS.map((name) => ({ name, amountMinor: sign(name) * atoms[name] })).filter(
    ({ amountMinor }) => amountMinor !== 0,
  );
}

function total(lines: readonly Line[]): number {
  return sumMinor(lines.map(({ amountMinor }) => amountMinor));
}
