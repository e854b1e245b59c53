import { createHash } from "node:crypto";

/** Another seed, another history of the same county. It is part of every idempotency key. */
export const SEED = "cedar-1";

/**
 * A number from -1 up to 1 that belongs to a label, always the same: figures depend on what they are about, not on the order
 * in which they are made.
 */
export function wobble(label: string): number {
  const bytes = createHash("sha256").update(`${SEED}|${label}`).digest();
  return bytes.readUInt32BE(0) / 2 ** 31 - 1;
}
