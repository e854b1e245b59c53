import type { Change } from "./history.ts";
import { historyPage } from "./read-history.ts";
import { fail, ok, type Result } from "./result.ts";
import type { Position, Table } from "./table.ts";

/** The present is still being written: the past, which never changes, begins a minute ago. */
const SETTLED_AFTER_MS = 60_000;

/** An instant that is asked about, in UTC; refused where it lies less than a minute back, for its past is not settled yet. */
export function settledInstant(asOf: string, now: string): Result<string> {
  if (Date.parse(asOf) <= Date.parse(now) - SETTLED_AFTER_MS) return ok(new Date(asOf).toISOString());
  return fail({
    code: "invalid_request",
    detail: "Ask for an instant at least a minute ago.",
    errors: [{ parameter: "asOf", detail: "What was recorded at this instant is not settled yet." }],
  });
}

/** The changes of an aggregate recorded up to an instant, oldest first: one Query per hundred of them. */
export async function changesUntil(table: Table, pk: string, instant: string): Promise<Change[]> {
  const until: Change[] = [];
  let from: Position | undefined;
  do {
    const page = await historyPage(table, { pk, limit: 100, ...(from ? { from } : {}) });
    const settled = page.changes.filter((change) => change.recordedAt <= instant);
    until.push(...settled);
    from = settled.length === page.changes.length ? page.next : undefined;
  } while (from);
  return until;
}
