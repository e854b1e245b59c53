import type { CommitmentStatus } from "../commitment-status.ts";
import { rowKey } from "./stored-sums.ts";

/** What a portfolio can be divided by; one at a time. */
export const DIMENSIONS = ["strategy", "outcome", "place"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * The sort keys in a funder's partition: what was counted of each commitment, cells of totals, groups of a dimension, recipients,
 * what partnerships were promised.
 */
export const SOURCE = "SRC#";
export const TOTAL = "TOTAL#";
const GROUP = "BY#";
export const RECIPIENT = "RCP#";
export const FUNDING = "PRT#";
const CONCENTRATION = "RECIPIENTS";

/** The partition of a funder's portfolio. */
export function portfolioPk(funderId: string): string {
  return `PORTFOLIO#${funderId}`;
}

export function cellKey(
  currency: string,
  row: { readonly fiscalYear: number; readonly status: CommitmentStatus },
): string {
  return `${TOTAL}${currency}#${rowKey(row)}`;
}

export function concentrationKey(currency: string): string {
  return `${TOTAL}${currency}#${CONCENTRATION}`;
}

/** Whether the key of a total is that of a currency's concentration. */
export function isConcentration(sk: string): boolean {
  return sk.endsWith(`#${CONCENTRATION}`);
}

/** Currency and row of a cell's key. */
export function fromCellKey(sk: string): { readonly currency: string; readonly row: string } {
  const [currency = "", ...row] = sk.slice(TOTAL.length).split("#");
  return { currency, row: row.join("#") };
}

export function groupPrefix(dimension: Dimension): string {
  return `${GROUP}${dimension}#`;
}

/** The key of one strategy, outcome or place; an empty id is the group of what has none. */
export function groupKey(dimension: Dimension, currency: string, id: string): string {
  return `${groupPrefix(dimension)}${currency}#${id}`;
}

/** Currency and id of a group's key; an id may itself hold any character. */
export function fromGroupKey(
  sk: string,
  dimension: Dimension,
): { readonly currency: string; readonly id: string } {
  const rest = sk.slice(groupPrefix(dimension).length);
  const end = rest.indexOf("#");
  return { currency: rest.slice(0, end), id: rest.slice(end + 1) };
}

export function recipientKey(currency: string, recipient: string): string {
  return `${RECIPIENT}${currency}#${recipient}`;
}

/** Currency and recipient of a recipient's key. */
export function fromRecipientKey(sk: string): { readonly currency: string; readonly recipient: string } {
  const [currency = "", recipient = ""] = sk.slice(RECIPIENT.length).split("#");
  return { currency, recipient };
}

/** A recipient's place among those of a currency, the largest amount first. */
export function recipientIndex(
  funderId: string,
  sk: string,
  committedMinor: number,
): { readonly ownerPk: string; readonly ownerSk: string } {
  const { currency, recipient } = fromRecipientKey(sk);
  const inverted = String(Number.MAX_SAFE_INTEGER - committedMinor).padStart(17, "0");
  return { ownerPk: recipientsPk(funderId, currency), ownerSk: `${inverted}#${recipient}` };
}

/** The list of recipients in one currency, in an index of owners. */
export function recipientsPk(funderId: string, currency: string): string {
  return `${portfolioPk(funderId)}#${RECIPIENT}${currency}`;
}

export function fundingKey(partnershipId: string): string {
  return `${FUNDING}${partnershipId}`;
}
