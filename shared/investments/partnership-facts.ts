import { headKey } from "../platform/aggregate.ts";
import type { Write } from "../platform/transaction.ts";

/**
 * What a commitment's rules need to know of a partnership, as it was read: which version, who owns it, which strategies it has.
 * The caller reads it from the partnerships context; the transaction that rests on it checks the version again.
 */
export type PartnershipFacts = {
  readonly partnershipId: string;
  readonly pk: string;
  readonly ownerId: string;
  readonly version: number;
  readonly strategyIds: readonly string[];
};

/** The check that a partnership is still at the version its facts were read at. */
export function stillAsRead(facts: PartnershipFacts | undefined): Write[] {
  if (!facts) return [];
  const condition = { expression: "version = :version", values: { ":version": facts.version } };
  return [{ check: headKey(facts.pk), condition }];
}
