import { headKey } from "../platform/aggregate.ts";
import type { Write } from "../platform/transaction.ts";

/** The condition that a partnership is an organisation's: its head lies in the partition named by its id. */
export function ownPartnership(partnershipId: string, ownerId: string): Write {
  const condition = { expression: "ownerId = :owner", values: { ":owner": ownerId } };
  return { check: headKey(`PRT#${partnershipId}`), condition };
}
