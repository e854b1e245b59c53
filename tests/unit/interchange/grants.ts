import type { GrantReading } from "../../../shared/interchange/360giving-grant.ts";
import { type GrantRecord, readGrant } from "../../../shared/interchange/index.ts";

/** An invented grant that breaks no rule of the standard; a test overrides what it is about. */
export function aRawGrant(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "360G-example-1",
    title: "Reading rooms",
    description: "Three reading rooms in libraries.",
    currency: "GBP",
    amountAwarded: 30000,
    awardDate: "2019-03-31",
    recipientOrganization: [{ id: "GB-CHC-0000001", name: "Harbour Reading Trust" }],
    fundingOrganization: [{ id: "GB-CHC-0000002", name: "Lantern Fund" }],
    ...overrides,
  };
}

/** The record of a grant that is expected to be read; throws with the reasons where it was rejected. */
export function recordOf(reading: GrantReading): GrantRecord {
  if (reading.kind === "grant") return reading.grant;
  throw new Error(`Rejected: ${JSON.stringify(reading.reasons)}`);
}

/** The record of a raw grant with overrides. */
export function aGrantRecord(overrides: Record<string, unknown> = {}): GrantRecord {
  return recordOf(readGrant(aRawGrant(overrides), 0));
}

/** The rules by which a grant with these overrides is rejected, each with its pointer. */
export function reasonsFor(overrides: Record<string, unknown>): Record<string, string> {
  const reading = readGrant(aRawGrant(overrides), 12);
  if (reading.kind === "grant") return {};
  return Object.fromEntries(reading.reasons.map(({ pointer, rule }) => [pointer, rule]));
}

/** The rules of all remarks about a grant with these overrides, each with its pointer. */
export function findingsFor(overrides: Record<string, unknown>): Record<string, string> {
  const { findings } = readGrant(aRawGrant(overrides), 12);
  return Object.fromEntries(findings.map(({ pointer, rule }) => [pointer, rule]));
}
