import { inParallel } from "../../platform/in-parallel.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, type PageQuery, PageQuerySchema, pageOf } from "../../platform/page.ts";
import { fail, type Result } from "../../platform/result.ts";
import type { Position, Table } from "../../platform/table.ts";
import { DateSchema } from "../../platform/time.ts";
import { monthsBetween } from "../by-month.ts";
import { commitmentsPage, toCommitment } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { readFunderSettings } from "../settings/settings.store.ts";
import { payableMinor } from "../totals.ts";
import { type BookedEntry, bookPage, commitmentHeads } from "./journal.store.ts";
import { journalLines, refundsReclassified, unwindingLines } from "./journal.ts";
import { type JournalEntry, journalEntry, type Unwinding, unwindingView } from "./journal-view.ts";
import { MOST_ENTRIES, wholeLedger } from "./read-book.ts";

/** Months that a journal may span, and ledgers that one request reads side by side. */
const MOST_MONTHS = 24;
const WIDTH = 10;
/** Commitments whose ledgers a page of unwindings looks into. */
const MOST_LEDGERS = 25;

/** Which days to export, both included. */
export const JournalQuerySchema = lazy(() =>
  PageQuerySchema().extend({ from: DateSchema(), to: DateSchema() }),
);

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Ask = {
  readonly organisationId: string;
  readonly page: PageQuery & { readonly from: string; readonly to: string };
};

/**
 * A page of the journal of a funder's whole book, by day. Months follow one another, so a page may be empty and still have a next one.
 * Rounds: one Query; the heads of its commitments beside the settings; and the ledger of a commitment only where an entry is a refund or
 * clears an advance. Refused with `invalid_request` for more than 24 months.
 */
export async function readJournal(deps: Deps, ask: Ask): Promise<Result<Listed<JournalEntry>>> {
  const { organisationId, page } = ask;
  const { from, to } = page;
  const months = monthsBetween(from, to);
  if (months.length === 0 || months.length > MOST_MONTHS) return tooLong();
  const query = { list: "journal", organisationId, from, to };
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from: at }) => {
    const month = typeof at?.month === "string" ? at.month : (months[0] ?? "");
    const position = at?.position as Position | undefined;
    const span = { organisationId, month, from, to, limit, position };
    const { booked, next } = await bookPage(deps.table, span);
    const following = next ? { month, position: next } : nextMonth(months, month);
    const items = await inDoubleEntry(deps.table, organisationId, booked);
    return { items, ...(following ? { next: following } : {}) };
  });
}

function tooLong(): Result<never> {
  const detail = `Ask for at most ${MOST_MONTHS} months, the later day second.`;
  return fail({ code: "invalid_request", detail, errors: [{ parameter: "to", detail }] });
}

function nextMonth(months: readonly string[], month: string): Position | undefined {
  const following = months[months.indexOf(month) + 1];
  return following === undefined ? undefined : { month: following };
}

async function inDoubleEntry(
  table: Table,
  organisationId: string,
  booked: readonly BookedEntry[],
): Promise<JournalEntry[]> {
  if (booked.length === 0) return [];
  const [heads, { settings }] = await Promise.all([
    commitmentHeads(
      table,
      booked.map(({ commitmentId }) => commitmentId),
    ),
    readFunderSettings(table, organisationId),
  ]);
  const reclassified = await refundsOf(table, booked, heads);
  return booked.flatMap((each) => {
    const commitment = heads.get(each.commitmentId);
    if (!commitment) return [];
    const lines = journalLines(each.entry, reclassified.get(each.entry.id) ?? 0);
    const isUncertain = mayBeOfAdvance(each) && commitment.entries > MOST_ENTRIES;
    const caveat = isUncertain ? LEDGER_TOO_LONG : undefined;
    return [journalEntry(each, { commitment, settings, lines, caveat })];
  });
}

const LEDGER_TOO_LONG =
  "Its ledger is too long to tell here how much of a refund was of an advance; it is booked against expense.";

/** Whether the lines of an entry depend on what came back of an advance, which only the whole ledger tells. */
function mayBeOfAdvance({ entry }: BookedEntry): boolean {
  const kind = entry.reverses?.kind ?? entry.kind;
  return kind === "refund" || (entry.clearedMinor ?? 0) > 0;
}

async function refundsOf(
  table: Table,
  booked: readonly BookedEntry[],
  heads: ReadonlyMap<string, Commitment>,
): Promise<ReadonlyMap<string, number>> {
  const ids = new Set(booked.filter(mayBeOfAdvance).map(({ commitmentId }) => commitmentId));
  const short = [...ids].filter((id) => (heads.get(id)?.entries ?? 0) <= MOST_ENTRIES);
  const ledgers = await inParallel(short, WIDTH, (id) => wholeLedger(table, id));
  return new Map(ledgers.flatMap((entries) => [...refundsReclassified(entries)]));
}

/**
 * A page of the unwinding of discounts in a period, a commitment at a time, booked on the period's last day: what the journal of its
 * entries does not hold. One Query of the commitments, and one a commitment that owed something in the period.
 */
export async function readUnwindings(deps: Deps, ask: Ask): Promise<Result<Listed<Unwinding>>> {
  const { organisationId, page } = ask;
  const { from, to } = page;
  const months = monthsBetween(from, to);
  if (months.length === 0 || months.length > MOST_MONTHS) return tooLong();
  const query = { list: "unwindings", organisationId, from, to };
  const bounded = { ...page, limit: Math.min(page.limit, MOST_LEDGERS) };
  return pageOf(deps.cursorSecret, { query, page: bounded }, async (paging) => {
    const [listed, { settings }] = await Promise.all([
      commitmentsPage(deps.table, { of: "funder", organisationId }, paging),
      readFunderSettings(deps.table, organisationId),
    ]);
    const owing = listed.items
      .map((item) => toCommitment(item).commitment)
      .filter((commitment) => owedIn(commitment, months));
    const items = await inParallel(owing, WIDTH, async (commitment) => {
      const isTooLong = commitment.entries > MOST_ENTRIES;
      const entries = isTooLong ? [] : await wholeLedger(deps.table, commitment.id);
      const lines = unwindingLines(entries, { start: from, end: to });
      if (lines.length === 0 && !isTooLong) return [];
      const caveat = isTooLong ? "Its ledger is too long to be computed from in one request." : undefined;
      return [unwindingView(commitment, settings, { on: to, lines, caveat })];
    });
    return { items: items.flat(), ...(listed.next ? { next: listed.next } : {}) };
  });
}

/** Whether something is payable, or something was booked since the first month began: else no discount unwound in the months. */
function owedIn({ totals, lastEntryOn }: Commitment, months: readonly string[]): boolean {
  const [first = ""] = months;
  return payableMinor(totals) !== 0 || (lastEntryOn !== undefined && lastEntryOn >= first);
}
