import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { PartnershipFacts } from "../partnership-facts.ts";
import { stillAsRead } from "../partnership-facts.ts";
import { type BigBet, type NewBigBet, toBigBet } from "./big-bet.ts";
import { type ChangedBigBet, saveBigBet } from "./work-on-big-bet.ts";

export type CreateBigBet = {
  readonly id: string;
  readonly input: NewBigBet;
  /** The organisation that makes it, by the name it has now. */
  readonly convenor: BigBet["convenor"];
  readonly partnership: PartnershipFacts;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/**
 * Records a big bet on the plan of a partnership, without milestones or funders yet. One transaction, which checks that the
 * partnership stands as it was read. Refused with `validation_failed` where dates, target or currencies do not fit together.
 */
export async function createBigBet(
  deps: { readonly table: Table },
  call: CreateBigBet,
): Promise<Result<ChangedBigBet>> {
  const { id, input, convenor, partnership, author, now, idempotency } = call;
  const bet = toBigBet(input, { id, convenor, partnership, now });
  if (!bet.ok) return bet;
  const next = { bet: bet.value, milestones: [], funders: [] };
  const others = stillAsRead(partnership);
  const saved = await saveBigBet(deps.table, {
    next,
    action: "big-bet.created",
    others,
    author,
    now,
    idempotency,
  });
  return saved.ok ? ok({ state: next, head: saved.value }) : saved;
}
