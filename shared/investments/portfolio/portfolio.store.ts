import { type Item, type Position, queryAll, queryPage, type Table } from "../../platform/table.ts";
import {
  type Dimension,
  FUNDING,
  fromCellKey,
  fromGroupKey,
  fromRecipientKey,
  fundingKey,
  groupKind,
  isConcentration,
  portfolioPk,
  recipientsPk,
  TOTAL,
} from "./portfolio-keys.ts";
import {
  type Cell,
  type ConcentrationSums,
  type FundingSums,
  fromRowKey,
  type Group,
  type RecipientSums,
  type YearAndStatus,
} from "./stored-sums.ts";

/** A cell with the fiscal year and status it is of. */
export type PlacedCell = YearAndStatus & { readonly cell: Cell };

/** What a funder's portfolio comes to in one currency. */
export type CurrencyTotals = {
  readonly currency: string;
  readonly cells: readonly PlacedCell[];
  readonly concentration?: ConcentrationSums;
};

/** A funder's totals, a currency each. One Query, eventually consistent: some KB for each fiscal year and status, however many payments. */
export async function readPortfolio(table: Table, funderId: string): Promise<CurrencyTotals[]> {
  const items = await queryAll(table, { partition: portfolioPk(funderId, TOTAL), consistent: false });
  const byCurrency = Map.groupBy(items, ({ sk }) => fromCellKey(sk).currency);
  return [...byCurrency].map(([currency, own]) => {
    const concentration = own.find(({ sk }) => isConcentration(sk));
    const cells = own
      .filter(({ sk }) => !isConcentration(sk))
      .map((item) => ({ ...fromRowKey(fromCellKey(item.sk).row), cell: dataOf<Cell>(item) }));
    return {
      currency,
      cells,
      ...(concentration ? { concentration: dataOf<ConcentrationSums>(concentration) } : {}),
    };
  });
}

/** One strategy, outcome or place of a portfolio in one currency; an empty id is what has none. */
export type PlacedGroup = { readonly currency: string; readonly id: string; readonly group: Group };

/** A page of a portfolio's groups by one dimension, by currency and id. One Query. */
export async function groupsPage(
  table: Table,
  list: {
    readonly funderId: string;
    readonly dimension: Dimension;
    readonly limit: number;
    readonly from?: Position;
  },
): Promise<{ readonly groups: readonly PlacedGroup[]; readonly next?: Position }> {
  const { funderId, dimension, ...paging } = list;
  const partition = portfolioPk(funderId, groupKind(dimension));
  const page = await queryPage(table, { partition, consistent: false, ...paging });
  const groups = page.items.map((item) => ({
    ...fromGroupKey(item.sk, dimension),
    group: dataOf<Group>(item),
  }));
  return { groups, ...(page.next ? { next: page.next } : {}) };
}

/** A recipient: its organisation where it is known, and what it was promised in all. */
export type PlacedRecipient = { readonly organisationId?: string; readonly sums: RecipientSums };

/** The recipients with the largest sums in one currency. One Query of an index, however many recipients there are. */
export async function largestRecipients(
  table: Table,
  list: { readonly funderId: string; readonly currency: string; readonly limit: number },
): Promise<PlacedRecipient[]> {
  const { funderId, currency, limit } = list;
  const partition = recipientsPk(funderId, currency);
  const { items } = await queryPage(table, { index: "byOwner", partition, limit });
  return items.map((item) => {
    const { recipient } = fromRecipientKey(item.sk);
    const known = recipient.startsWith("org_") ? { organisationId: recipient } : {};
    return { ...known, sums: dataOf<RecipientSums>(item) };
  });
}

/** What a funder promised a partnership. */
export type Funding = { readonly partnershipId: string; readonly sums: FundingSums };

/** A page of the partnerships that a funder promised money to, or the one that is asked for. One Query. */
export async function fundingPage(
  table: Table,
  list: {
    readonly funderId: string;
    readonly partnershipId?: string | undefined;
    readonly limit: number;
    readonly from?: Position;
  },
): Promise<{ readonly fundings: readonly Funding[]; readonly next?: Position }> {
  const { funderId, partnershipId, ...paging } = list;
  const partition = portfolioPk(funderId, FUNDING);
  const one = partnershipId === undefined ? {} : { prefix: fundingKey(partnershipId) };
  const page = await queryPage(table, { partition, consistent: false, ...one, ...paging });
  const fundings = page.items.map((item) => ({
    partnershipId: item.sk.slice(FUNDING.length),
    sums: dataOf<FundingSums>(item),
  }));
  return { fundings, ...(page.next ? { next: page.next } : {}) };
}

function dataOf<T>(item: Item): T {
  return JSON.parse(String(item.data)) as T;
}
