import { sumMinor } from "../../platform/money.ts";
import type { EntryKind, LedgerEntry } from "../ledger-entry.ts";
import type { AccountName } from "../settings/account-names.ts";
import { refundedOfAdvances } from "./advances.ts";
import { standingOn } from "./atoms.ts";
import { discountAtRecognition } from "./open-lines.ts";
import { type Days, discountMoved } from "./roll-forward.ts";

/** One line of a journal entry, in minor units; a memo line discloses what is promised under a condition and is never booked. */
export type JournalLine = {
  readonly account: AccountName;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly isMemo: boolean;
};

type Transfer = { readonly debit: AccountName; readonly credit: AccountName; readonly minor: number };

/** What an entry says of itself; a reversal says it of the entry it undoes, with the other sign. */
type Booked = {
  readonly kind: EntryKind;
  readonly amountMinor: number;
  readonly conditionalMinor: number;
  readonly clearedMinor: number;
  readonly discountMinor: number;
};

/**
 * The double entry of a ledger entry in the funder's books (ASC 720-25-25-1, 958-605): expense and payable when a promise is
 * unconditional, its discount apart; a payment settles the payable; an advance is an asset until its condition is met, which clears it;
 * a refund lowers the expense, or the advance while that is open; a release takes back expense and payable. Conditional promises are
 * memo lines. An opening balance moves no cash of its day: it stands against opening balances. Always balanced, whatever it is given.
 * @param reclassifiedMinor by how much the entry changes what came back of open advances, as `refundsReclassified` says
 */
export function journalLines(entry: LedgerEntry, reclassifiedMinor: number): JournalLine[] {
  const booked = bookedOf(entry);
  const own = withoutCash(TRANSFERS[booked.kind]?.(booked) ?? [], entry);
  const reclassified: Transfer = {
    debit: "grant-expense",
    credit: "grant-advances",
    minor: reclassifiedMinor,
  };
  return toLines([...own, reclassified]);
}

/** The unwinding of the discount in a period, booked on its last day: further expense (ASC 720-25). */
export function unwindingLines(entries: readonly LedgerEntry[], days: Days): JournalLine[] {
  const minor = discountMoved(entries, days).unwoundMinor;
  return toLines([{ debit: "discount-expense", credit: "grants-payable-discount", minor }]);
}

/**
 * By how much each entry of a whole ledger changes what came back of advances whose condition is open: up with a refund of one, down
 * when the condition is met and that refund is one like any other. By entry id; entries that change nothing are not there.
 */
export function refundsReclassified(entries: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const changes = new Map<string, number>();
  if (!entries.some(({ kind, conditionalMinor }) => kind === "advance" && conditionalMinor > 0))
    return changes;
  const inOrder = [...entries].sort((a, b) =>
    a.on === b.on ? a.sequence - b.sequence : a.on < b.on ? -1 : 1,
  );
  let before = 0;
  inOrder.forEach((entry, index) => {
    if (!TOUCHING.has(entry.reverses?.kind ?? entry.kind)) return;
    const after = refundedOfAdvances(standingOn(inOrder.slice(0, index + 1), entry.on));
    if (after !== before) changes.set(entry.id, after - before);
    before = after;
  });
  return changes;
}

/** The kinds that can change what came back of open advances. */
const TOUCHING: ReadonlySet<EntryKind> = new Set(["advance", "refund", "condition-met", "waiver"]);

function withoutCash(transfers: readonly Transfer[], { isOpening }: LedgerEntry): readonly Transfer[] {
  if (!isOpening) return transfers;
  const instead = (account: AccountName) => (account === "cash" ? "opening-balances" : account);
  return transfers.map(({ debit, credit, minor }) => ({
    debit: instead(debit),
    credit: instead(credit),
    minor,
  }));
}

const MEMO_ACCOUNTS: ReadonlySet<AccountName> = new Set(["conditional-grants", "conditional-grants-contra"]);

function disclosed(minor: number): Transfer {
  return { debit: "conditional-grants", credit: "conditional-grants-contra", minor };
}

function becameUnconditional({ amountMinor, clearedMinor }: Booked): Transfer[] {
  return [
    disclosed(-amountMinor),
    { debit: "grants-payable", credit: "grant-advances", minor: clearedMinor },
  ];
}

/** What each kind books; what is not named books nothing: an intention binds nobody, expenditure is in the recipient's books. */
const TRANSFERS: Readonly<Partial<Record<EntryKind, (booked: Booked) => Transfer[]>>> = {
  commitment: ({ conditionalMinor }) => [disclosed(conditionalMinor)],
  adjustment: ({ conditionalMinor }) => [disclosed(conditionalMinor)],
  "condition-met": becameUnconditional,
  waiver: becameUnconditional,
  recognition: ({ amountMinor, discountMinor }) => [
    { debit: "grant-expense", credit: "grants-payable", minor: amountMinor - discountMinor },
    { debit: "grants-payable-discount", credit: "grants-payable", minor: discountMinor },
  ],
  payment: ({ amountMinor }) => [{ debit: "grants-payable", credit: "cash", minor: amountMinor }],
  advance: ({ amountMinor, conditionalMinor }) => [
    { debit: "grant-advances", credit: "cash", minor: conditionalMinor },
    { debit: "grants-payable", credit: "cash", minor: amountMinor - conditionalMinor },
  ],
  refund: ({ amountMinor }) => [{ debit: "cash", credit: "grant-expense", minor: amountMinor }],
  release: ({ amountMinor, conditionalMinor }) => [
    { debit: "grants-payable", credit: "grant-expense", minor: amountMinor - conditionalMinor },
    disclosed(-conditionalMinor),
  ],
};

function bookedOf(entry: LedgerEntry): Booked {
  const isReversal = entry.kind === "reversal";
  const sign = isReversal ? -1 : 1;
  return {
    kind: isReversal ? (entry.reverses?.kind ?? "reversal") : entry.kind,
    amountMinor: sign * entry.amountMinor,
    conditionalMinor: sign * entry.conditionalMinor,
    clearedMinor: sign * (entry.clearedMinor ?? 0),
    discountMinor: sign * discountAtRecognition(entry),
  };
}

/** Lines by account, one a side: what was debited less what was credited. */
function toLines(transfers: readonly Transfer[]): JournalLine[] {
  const sides = transfers.flatMap(({ debit, credit, minor }) => [
    { account: debit, minor },
    { account: credit, minor: -minor },
  ]);
  const accounts = Map.groupBy(sides, ({ account }) => account);
  return [...accounts].flatMap(([account, moved]) => {
    const minor = sumMinor(moved.map((side) => side.minor));
    if (minor === 0) return [];
    const isMemo = MEMO_ACCOUNTS.has(account);
    return [{ account, debitMinor: Math.max(minor, 0), creditMinor: Math.max(-minor, 0), isMemo }];
  });
}
