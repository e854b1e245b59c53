import { sumMinor } from "../../platform/money.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import { carryingMinor, type Discounting } from "./present-value.ts";

/** What is still owed of a promise that was recognised, by the day it falls due. */
export type OpenLine = {
  /** The recognition it comes from. */
  readonly lot: string;
  readonly trancheNumber?: number | undefined;
  readonly dueOn: string;
  readonly openMinor: number;
  /** Absent where it was recognised at its face value. */
  readonly discounting?: Discounting;
};

type Settlement = {
  readonly minor: number;
  readonly trancheNumber?: number | undefined;
  /** Payments settle what falls due first, releases and reductions what falls due last. */
  readonly order: "first" | "last";
  /** An advance that is cleared waits for the recognition of its own tranche. */
  readonly ownTrancheOnly?: boolean;
};

type Open = { readonly lines: readonly OpenLine[]; readonly waiting: readonly Settlement[] };

/**
 * The open lines of recognised promises after entries of one ledger, in their order and none of them reversed. Each settlement takes
 * lines of its own tranche first, and then others, because a ledger says what was recognised by day and not always by tranche.
 */
export function openLines(entries: readonly LedgerEntry[]): readonly OpenLine[] {
  const none: Open = { lines: [], waiting: [] };
  return entries.reduce((open, entry) => {
    const settlement = settlementOf(entry);
    const settled = settlement ? settle(open, settlement) : open;
    return entry.kind === "recognition" && entry.amountMinor > 0 ? recognise(settled, entry) : settled;
  }, none).lines;
}

/** The discount of open lines that is not unwound on a day: what is owed less its carrying amount, a lot at a time. */
export function discountOn(lines: readonly OpenLine[], day: string): number {
  const lots = Map.groupBy(
    lines.filter((line) => line.dueOn > day),
    (line) => line.lot,
  );
  return sumMinor(
    [...lots.values()].map((lot) => {
      const discounting = lot[0]?.discounting;
      if (!discounting) return 0;
      const due = lot.map((line) => ({ on: line.dueOn, amountMinor: line.openMinor }));
      return sumMinor(due.map((each) => each.amountMinor)) - carryingMinor(day, due, discounting);
    }),
  );
}

/** The discount that a recognition books at once: what is due less its present value. */
export function discountAtRecognition(entry: Pick<LedgerEntry, "recognition">): number {
  const { recognition } = entry;
  if (!recognition) return 0;
  return sumMinor(recognition.due.map((each) => each.amountMinor)) - recognition.presentValueMinor;
}

function settlementOf(entry: LedgerEntry): Settlement | undefined {
  const { kind, amountMinor, conditionalMinor, trancheNumber } = entry;
  switch (kind) {
    case "payment":
    case "advance":
      return { minor: amountMinor - conditionalMinor, trancheNumber, order: "first" };
    case "condition-met":
    case "waiver":
      return { minor: entry.clearedMinor ?? 0, trancheNumber, order: "first", ownTrancheOnly: true };
    case "release":
      return { minor: amountMinor - conditionalMinor, trancheNumber, order: "last" };
    case "recognition":
      return amountMinor < 0 ? { minor: -amountMinor, trancheNumber, order: "last" } : undefined;
    default:
      return undefined;
  }
}

function recognise(open: Open, entry: LedgerEntry): Open {
  const { id, on, recognition, trancheNumber, amountMinor } = entry;
  const due = recognition?.due ?? [{ on, amountMinor }];
  const added = due.map(
    (each): OpenLine => ({
      lot: id,
      trancheNumber,
      dueOn: each.on,
      openMinor: each.amountMinor,
      ...(recognition ? { discounting: { on, rate: recognition.rate } } : {}),
    }),
  );
  const waited: Open = { lines: [...open.lines, ...added], waiting: [] };
  return open.waiting.reduce(settle, waited);
}

/** Takes a settlement off the lines; what finds none waits for a later recognition. */
function settle(open: Open, settlement: Settlement): Open {
  let left = settlement.minor;
  const taken = new Map<OpenLine, number>();
  for (const line of inOrder(open.lines, settlement)) {
    const part = Math.min(left, line.openMinor);
    taken.set(line, part);
    left -= part;
  }
  const lines = open.lines
    .map((line) => ({ ...line, openMinor: line.openMinor - (taken.get(line) ?? 0) }))
    .filter((line) => line.openMinor > 0);
  const waiting = left > 0 ? [...open.waiting, { ...settlement, minor: left }] : open.waiting;
  return { lines, waiting };
}

function inOrder(lines: readonly OpenLine[], settlement: Settlement): OpenLine[] {
  const { trancheNumber, order, ownTrancheOnly } = settlement;
  const isOwn = (line: OpenLine) => trancheNumber !== undefined && line.trancheNumber === trancheNumber;
  const sign = order === "first" ? 1 : -1;
  return lines
    .filter((line) => isOwn(line) || !ownTrancheOnly)
    .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || sign * compare(a.dueOn, b.dueOn));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
