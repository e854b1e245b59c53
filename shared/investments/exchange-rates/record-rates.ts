import { headFields } from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import type { Item, Table } from "../../platform/table.ts";
import { loadRates, ratePart, ratePk, toRate } from "./exchange-rate.store.ts";
import { isSameRate, type NewExchangeRate, type NewExchangeRates, type RateAnswer } from "./exchange-rate.ts";

type Recording = {
  readonly organisationId: string;
  readonly author: Author;
  readonly now: string;
  readonly reason: string | undefined;
};

/** Transactions of one request that are under way at once. */
const WIDTH = 10;

/**
 * Records rates, each by itself: one that says what is recorded already is unchanged; one that says something else is a new revision,
 * which needs a reason. Rejected, with why: a day to come, a pair and day given twice, a correction without a reason, and one that
 * somebody else corrected meanwhile. One round to read, and one transaction a rate.
 */
export async function recordRates(
  deps: { readonly table: Table },
  input: Recording & { readonly rates: NewExchangeRates["rates"] },
): Promise<RateAnswer[]> {
  const { rates, ...recording } = input;
  const { organisationId } = recording;
  const keyOf = ({ from, to, on }: NewExchangeRate) => ratePk({ organisationId, from, to, on });
  const stored = await loadRates(
    deps.table,
    rates.map((rate) => ({ organisationId, ...rate })),
  );
  const firstOf = new Map(rates.map((rate) => [keyOf(rate), rate] as const).reverse());
  return inParallel(rates, WIDTH, async (rate) => {
    const head = stored.get(keyOf(rate));
    const refused = refusal(rate, { head, recording, isFirst: firstOf.get(keyOf(rate)) === rate });
    if (refused !== undefined) return answer(rate, { outcome: "rejected", detail: refused });
    if (head && isSameRate(toRate(head), rate))
      return answer(rate, { outcome: "unchanged", revision: headFields(head).version });
    return record(deps.table, rate, { head, recording });
  });
}

function refusal(
  rate: NewExchangeRate,
  at: { head: Item | undefined; recording: Recording; isFirst: boolean },
): string | undefined {
  const { head, recording, isFirst } = at;
  if (!isFirst) return "These currencies and this day are given twice.";
  if (rate.on > recording.now.slice(0, 10))
    return "This day is still to come; a rate is recorded once it is known.";
  if (!head || isSameRate(toRate(head), rate) || recording.reason !== undefined) return undefined;
  return `Another rate is recorded: ${toRate(head).rate}. To correct it, give a reason.`;
}

async function record(
  table: Table,
  rate: NewExchangeRate,
  at: { head: Item | undefined; recording: Recording },
): Promise<RateAnswer> {
  const { head } = at;
  const { organisationId, author, now, reason } = at.recording;
  const written = await writeAggregate(table, {
    pk: ratePk({ organisationId, ...rate }),
    ownerId: organisationId,
    ...(head ? { previousHead: head } : {}),
    parts: [{ ...(head ? { before: head } : {}), after: ratePart(organisationId, rate) }],
    action: head ? "exchange-rate.revise" : "exchange-rate.record",
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
  });
  if (!written.ok)
    return answer(rate, {
      outcome: "rejected",
      detail: "Somebody recorded this rate meanwhile. Read it first.",
    });
  return answer(rate, { outcome: head ? "revised" : "recorded", revision: written.value.version });
}

function answer(
  { from, to, on }: NewExchangeRate,
  outcome: Pick<RateAnswer, "outcome" | "revision" | "detail">,
): RateAnswer {
  return { from, to, on, ...outcome };
}
