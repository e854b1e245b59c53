import type { HeadFields } from "../platform/aggregate.ts";
import { type AggregateWrite, type Author, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { Rest } from "./access.store.ts";

/** By whom and when something beside a partnership is written, and the key that makes repeating it harmless. */
export type RestingCall = {
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/** A write of an aggregate that lies beside a partnership, with what it rests on. */
export type RestingWrite = Omit<AggregateWrite, "others"> & { readonly rests?: readonly Rest[] };

/**
 * Writes one change of an aggregate of its own under the conditions that it rests on, in one transaction. Where one of these does not
 * hold, it is refused with that condition's words; else as `writeAggregate` does.
 */
export async function writeResting(table: Table, write: RestingWrite): Promise<Result<HeadFields>> {
  const { rests = [], ...aggregate } = write;
  const distinct = once(rests);
  const written = await writeAggregate(table, { ...aggregate, others: distinct.map(({ check }) => check) });
  const failed = written.ok ? undefined : written.problem.extra?.failedOther;
  const refusal = typeof failed === "number" ? distinct[failed]?.refusal : undefined;
  return refusal ? fail(refusal) : written;
}

/** A transaction names an item once: of two conditions on one item the first stands for both. */
function once(rests: readonly Rest[]): Rest[] {
  const seen = new Set<string>();
  return rests.filter(({ check }) => {
    const key = "check" in check ? `${check.check.pk} ${check.check.sk}` : JSON.stringify(check);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}
