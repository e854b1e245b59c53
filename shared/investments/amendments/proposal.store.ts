import { attributesOf } from "../../platform/aggregate.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { commitmentPk } from "../commitment.store.ts";
import {
  type DatedPlan,
  DECIDED_PROPOSAL,
  inboxPk,
  PLAN,
  toDatedPlan,
  toDecided,
  toProposal,
} from "./proposal.parts.ts";
import { type ProposalView, proposalView } from "./proposal.ts";

type Paging = { readonly limit: number; readonly from?: Position };
type ProposalPage = { readonly items: readonly ProposalView[]; readonly next?: Item };

/** A decided proposal of a commitment. One GetItem. */
export async function loadDecided(
  table: Table,
  commitmentId: string,
  proposalId: string,
): Promise<ProposalView | undefined> {
  const item = await getItem(table, {
    pk: commitmentPk(commitmentId),
    sk: `${DECIDED_PROPOSAL}${proposalId}`,
  });
  return item && toDecided(attributesOf(item));
}

/** A page of a commitment's decided proposals, the latest made first. One Query. */
export async function decidedPage(table: Table, commitmentId: string, paging: Paging): Promise<ProposalPage> {
  const page = await queryPage(table, {
    partition: commitmentPk(commitmentId),
    prefix: DECIDED_PROPOSAL,
    descending: true,
    ...paging,
  });
  const items = page.items.map((item) => toDecided(attributesOf(item)));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** A page of what waits in a funder, the longest waiting first. One Query of an index, eventually consistent. */
export async function inboxPage(table: Table, organisationId: string, paging: Paging): Promise<ProposalPage> {
  const page = await queryPage(table, {
    index: "byOwner",
    partition: inboxPk(organisationId),
    ...paging,
  });
  const items = page.items.map((item) =>
    proposalView(toProposal(attributesOf(item)), item.pk.slice("CMT#".length)),
  );
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** The plan that amendments left for a day; undefined where there was no amendment. One Query that reads one item. */
export async function planUntil(
  table: Table,
  commitmentId: string,
  day: string,
): Promise<DatedPlan | undefined> {
  const page = await queryPage(table, {
    partition: commitmentPk(commitmentId),
    between: [PLAN, `${PLAN}${day}#999`],
    descending: true,
    limit: 1,
  });
  const [item] = page.items;
  return item && toDatedPlan(attributesOf(item));
}
