import type { Key } from "../../platform/table.ts";
import type { CommitmentStatus } from "../commitment-status.ts";
import { rowKey } from "./stored-sums.ts";

/** What a portfolio can be divided by; one at a time. */
export const DIMENSIONS = ["strategy", "outcome", "place"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * The kinds of items of a portfolio, each in a partition of its own: what was counted of each commitment, cells of
 * totals, recipients, what partnerships were promised, and groups of each dimension.
 */
export const SOURCE = "SRC#";
export const TOTAL = "TOTAL#";
export const RECIPIENT = "RCP#";
export const FUNDING = "PRT#";
const CONCENTRATION = "RECIPIENTS";

/** Where an item of a funder's portfolio lies: its sort key begins with its kind, which names the partition. */
export function portfolioKey(funderId: string, sk: string): Key {
  return { pk: portfolioPk(funderId, sk.slice(0, sk.indexOf("#") + 1)), sk };
}

/** The partition of one kind of items of a funder's portfolio. */
export function portfolioPk(funderId: string, kind: string): string {
  return `PORTFOLIO#${funderId}#${kind.slice(0, -1)}`;
}

/** The key of a currency's sums of one fiscal year and status. */
export function cellKey(
  currency: string,
  row: { readonly fiscalYear: number; readonly status: CommitmentStatus },
): string {
  return `${TOTAL}${currency}#${rowKey(row)}`;
}

/** The key of how concentrated a currency is. */
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

/** The kind of a dimension's groups. */
export function groupKind(dimension: Dimension): string {
  return `${dimension.toUpperCase()}#`;
}

/** The key of one strategy, outcome or place; an empty id is the group of what has none. */
export function groupKey(dimension: Dimension, currency: string, id: string): string {
  return `${groupKind(dimension)}${currency}#${id}`;
}

/** Currency and id of a group's key; an id may itself hold any character. */
export function fromGroupKey(
  sk: string,
  dimension: Dimension,
): { readonly currency: string; readonly id: string } {
  const rest = sk.slice(groupKind(dimension).length);
  const end = rest.indexOf("#");
  return { currency: rest.slice(0, end), id: rest.slice(end + 1) };
}

/** The key of a recipient in one currency. */
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
  return `${portfolioPk(funderId, RECIPIENT)}#${currency}`;
}

/** The key of what a partnership was promised. */
export function fundingKey(partnershipId: string): string {
  return `${FUNDING}${partnershipId}`;
}
