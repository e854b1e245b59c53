import { Temporal } from "temporal-polyfill";
import { canonicalJson } from "../platform/canonical-json.ts";
import type { GrantReading } from "./360giving-grant.ts";
import type { GrantRecord } from "./360giving-record.ts";
import { grantFingerprint } from "./compare-grants.ts";
import { type Finding, pointerBelow, rejection } from "./finding.ts";

/** A grant as investments record it; investments accept exactly this. Days, and integer minor units of `currency`. */
export type GrantAward = {
  readonly externalId: { readonly scheme: "360giving"; readonly value: string };
  readonly title: string;
  readonly description?: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly awardedOn: string;
  readonly startOn: string;
  readonly endOn?: string;
  readonly recipient: { readonly organisationId?: string; readonly name: string };
  readonly programme?: string;
  readonly restriction?: { readonly kind: "none" | "purpose" };
  readonly renewalNote?: string;
  readonly disbursements: readonly { readonly on: string; readonly amountMinor: number }[];
  readonly sourceHash: string;
  readonly source: string;
  readonly flags: readonly string[];
};

/** An organisation that a file names by an identifier of a register. */
export type NamedParty = {
  readonly identifier: { readonly scheme: string; readonly value: string };
  readonly name: string;
};

const MOST = { id: 300, title: 300, description: 20_000, name: 300, programme: 200, note: 2_000 } as const;

/**
 * A grant as the award it is recorded as. Its text is cut where a commitment keeps less, and kept whole in `source` with every
 * finding. A start that is not planned is the day of the award; an end follows from the duration where only that is told.
 * @param organisationId the recipient as it is registered with the funder, where it is
 */
export function mapGrant(
  reading: Extract<GrantReading, { kind: "grant" }>,
  organisationId?: string,
): GrantAward {
  const { grant, findings } = reading;
  const { currency, amountMinor, disbursements } = grant;
  const programme = grant.programmes[0]?.title.slice(0, MOST.programme);
  const end = endOf(grant);
  const flags = flagsOf(grant);
  return {
    externalId: { scheme: "360giving", value: grant.externalId },
    title: grant.title.slice(0, MOST.title),
    ...(grant.description === undefined ? {} : { description: grant.description.slice(0, MOST.description) }),
    amountMinor,
    currency,
    awardedOn: grant.awardDate,
    startOn: grant.plannedStart ?? grant.awardDate,
    ...(end === undefined ? {} : { endOn: end }),
    recipient: { ...(organisationId === undefined ? {} : { organisationId }), name: recipientName(grant) },
    ...(programme === undefined ? {} : { programme }),
    ...restrictionOf(grant),
    ...(grant.renewalWording === undefined ? {} : { renewalNote: grant.renewalWording.slice(0, MOST.note) }),
    disbursements: disbursements.map(({ date, amountMinor: paid }) => ({ on: date, amountMinor: paid })),
    sourceHash: grantFingerprint(grant),
    source: sourceOf(grant, findings),
    flags,
  };
}

/** Well under the table's 400 KB an item. */
const MOST_SOURCE_BYTES = 300_000;

/** The grant as read with its findings, canonical JSON; a huge one without the parts that make it so, and says which. */
function sourceOf(grant: GrantRecord, findings: readonly Finding[]): string {
  const { original: _original, ...record } = grant;
  const { description: _description, ...rest } = record;
  const attempts = [
    { record: grant, findings },
    { record, findings: findings.slice(0, 20), omitted: ["original"] },
    { record: rest, findings: [], omitted: ["original", "description", "findings"] },
  ];
  const texts = attempts.map(canonicalJson);
  return (
    texts.find((text) => Buffer.byteLength(text) <= MOST_SOURCE_BYTES) ??
    canonicalJson({ omitted: ["record"] })
  );
}

/** Why a grant that could be read cannot be recorded: its id is longer than an external id may be. */
export function unrecordable(grant: GrantRecord, index: number): Finding | undefined {
  if (grant.externalId.length <= MOST.id) return undefined;
  const detail = `An external id has at most ${MOST.id} characters; this has ${grant.externalId.length}.`;
  return rejection(pointerBelow("/grants", index, "id"), "id-too-long", detail);
}

/**
 * The recipient of a grant as a party to register: the first organisation that has an identifier. "GB-CHC-1234567" is number
 * 1234567 of the register GB-CHC (org-id.guide); any other id is the publisher's own.
 */
export function recipientParty(grant: GrantRecord): NamedParty | undefined {
  const found = grant.recipients.find(({ kind, externalId }) => kind === "organisation" && externalId);
  if (found?.externalId === undefined) return undefined;
  const [, scheme, value] = /^([A-Z]{2}-[A-Z0-9]{2,20})-(.{1,200})$/.exec(found.externalId) ?? [];
  const identifier =
    scheme === undefined || value === undefined
      ? { scheme: "360Giving", value: found.externalId.slice(0, 200) }
      : { scheme, value };
  return { identifier, name: found.name.slice(0, 200) };
}

function recipientName({ recipients }: GrantRecord): string {
  return recipients
    .map(({ name }) => name)
    .join("; ")
    .slice(0, MOST.name);
}

/** "3 months from 1 January" ends on 31 March. */
function endOf(grant: GrantRecord): string | undefined {
  const { plannedStart, plannedEnd, durationMonths, awardDate } = grant;
  const start = plannedStart ?? awardDate;
  if (plannedEnd !== undefined) return plannedEnd >= start ? plannedEnd : undefined;
  if (durationMonths === undefined || !Number.isInteger(durationMonths) || durationMonths < 1)
    return undefined;
  if (durationMonths > 1_200) return undefined;
  return Temporal.PlainDate.from(start).add({ months: durationMonths }).subtract({ days: 1 }).toString();
}

/** Only what the text calls itself: a restriction to a purpose, or none. Silence stays silence. */
function restrictionOf({ restrictionWording }: GrantRecord): Pick<GrantAward, "restriction"> {
  if (restrictionWording === undefined) return {};
  return { restriction: { kind: restrictionWording === "restricted" ? "purpose" : "none" } };
}

/** What in the record breaks a rule of commitments: said there, never clamped. */
function flagsOf(grant: GrantRecord): string[] {
  const paid = grant.disbursements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const early = grant.disbursements.some(({ date }) => date < grant.awardDate);
  return [
    ...(paid > grant.amountMinor ? ["paid-more-than-awarded"] : []),
    ...(early ? ["paid-before-award"] : []),
    ...(grant.plannedEnd !== undefined && grant.plannedEnd < (grant.plannedStart ?? grant.awardDate)
      ? ["ends-before-it-starts"]
      : []),
  ];
}
