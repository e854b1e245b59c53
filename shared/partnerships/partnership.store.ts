import { attributesOf, HEAD, headFields, headKey, type Part, readCollection } from "../platform/aggregate.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import {
  getItems,
  type Item,
  type Page,
  type Position,
  queryAll,
  queryPage,
  type Table,
} from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import { type Designation, DesignationSchema } from "./designation.ts";
import { type IndicatorEnd, type Link, LinkSchema } from "./link.ts";
import { mayRead, type Partnership, PartnershipSchema, type PartnershipState } from "./partnership.ts";
import { type Share, ShareSchema } from "./share.ts";
import { type Strategy, StrategySchema } from "./strategy.ts";

const STRATEGY = "C#STR#";
const LINK = "C#LINK#";
const SHARE = "C#SHARE#";
const GATE = "C#GATE#";

/** The partition of a partnership. */
export function partnershipPk(id: string): string {
  return `PRT#${id}`;
}

/** The sort key of a strategy's part. */
export function strategyKey(strategyId: string): string {
  return `${STRATEGY}${strategyId}`;
}

/** The sort key of the share for an organisation. */
export function shareKey(organisationId: string): string {
  return `${SHARE}${organisationId}`;
}

/** A partnership as one Query brought it, with the stored items that a later write is compared against. */
export type LoadedPartnership = PartnershipState & {
  readonly version: number;
  readonly recordedAt: string;
  readonly items: readonly Item[];
};

/** A partnership with its strategies, links, shares and designations: one Query, strongly consistent, bytes read / 4 KB. */
export async function readPartnership(table: Table, id: string): Promise<LoadedPartnership | undefined> {
  return fromItems(await readCollection(table, partnershipPk(id)));
}

/** A partnership from the items of its collection, each of them parsed; undefined where there is no head. */
export function fromItems(items: readonly Item[]): LoadedPartnership | undefined {
  const head = items.find((item) => item.sk === HEAD);
  if (!head) return undefined;
  const { version, recordedAt } = headFields(head);
  const state = fromParts(new Map(items.map((item) => [item.sk, attributesOf(item)])));
  return state && { ...state, version, recordedAt, items };
}

/** A partnership from the attributes of its parts by sort key, as stored or as the history adds them up. */
export function fromParts(parts: ReadonlyMap<string, Record<string, unknown>>): PartnershipState | undefined {
  const head = parts.get(HEAD);
  if (!head) return undefined;
  const under = (prefix: string) =>
    [...parts].filter(([sk]) => sk.startsWith(prefix)).map(([, attributes]) => attributes);
  return {
    head: PartnershipSchema().parse(head),
    strategies: under(STRATEGY).map((attributes) => StrategySchema().parse(attributes)),
    links: under(LINK).map((attributes) => LinkSchema().parse(attributes)),
    shares: under(SHARE).map((attributes) => ShareSchema().parse(attributes)),
    designations: under(GATE).map((attributes) => DesignationSchema().parse(attributes)),
  };
}

/** A partnership that an organisation may read; otherwise `not_found`, whether it exists or not. */
export function requireReadable<T extends Pick<PartnershipState, "head" | "shares">>(
  partnership: T | undefined,
  reader: { readonly organisationId: string },
): Result<T> {
  if (partnership && mayRead(partnership, reader)) return ok(partnership);
  return fail({ code: "not_found", detail: "There is no such partnership." });
}

/** A partnership that an organisation keeps, which alone may write it and see with whom it is shared; otherwise `not_found`. */
export function requireOwn<T extends Pick<PartnershipState, "head">>(
  partnership: T | undefined,
  author: { readonly organisationId: string },
): Result<T> {
  if (partnership?.head.backboneId === author.organisationId) return ok(partnership);
  return fail({ code: "not_found", detail: "There is no such partnership among those you keep." });
}

/** What another context needs of a partnership to rest a decision on it; its transaction checks `version` again. */
export type PartnershipFacts = {
  readonly partnershipId: string;
  readonly ownerId: string;
  readonly version: number;
  readonly strategyIds: readonly string[];
};

/** The facts of a partnership that an organisation may read, or `not_found`. One Query, strongly consistent. */
export async function readableBy(
  table: Table,
  partnershipId: string,
  organisationId: string,
): Promise<Result<PartnershipFacts>> {
  const readable = requireReadable(await readPartnership(table, partnershipId), { organisationId });
  if (!readable.ok) return readable;
  const { head, version, strategies } = readable.value;
  const strategyIds = strategies.map((strategy) => strategy.id);
  return ok({ partnershipId, ownerId: head.backboneId, version, strategyIds });
}

/** The designations of a partnership alone, at most 50. One Query. */
export async function designationsOf(table: Table, id: string): Promise<Designation[]> {
  const items = await queryAll(table, { partition: partnershipPk(id), prefix: GATE });
  return items.map((item) => DesignationSchema().parse(attributesOf(item)));
}

/** The parts of the aggregate, as they are stored. */
export function headPart(head: Partnership): Part {
  const index = { ownerPk: `ORG#${head.backboneId}#PRT`, ownerSk: head.id };
  return { sk: HEAD, type: "partnership", attributes: head, index };
}

export function strategyPart(strategy: Strategy): Part {
  return { sk: strategyKey(strategy.id), type: "strategy", attributes: strategy };
}

export function linkPart(link: Link): Part {
  return { sk: `${LINK}${link.id}`, type: "link", attributes: link };
}

/** A share is listed with the organisation it is for. Its presence alone opens the partnership, for every context. */
export function sharePart(partnershipId: string, share: Share): Part {
  return {
    sk: shareKey(share.organisationId),
    type: "share",
    attributes: share,
    index: { partyPk: `ORG#${share.organisationId}#SHARED`, partySk: partnershipPk(partnershipId) },
  };
}

export function designationPart(designation: Designation): Part {
  const sk = `${GATE}${String(designation.number).padStart(3, "0")}`;
  return { sk, type: "designation", attributes: designation };
}

/** Checked in the transaction that makes a link: the indicator is one of this partnership's, and of a level that fits. */
export function indicatorCheck(partnershipId: string, end: IndicatorEnd): Write {
  const levels = Object.fromEntries(end.levels.flatMap(storedAs).map((level, at) => [`:level${at}`, level]));
  return {
    check: { pk: `IND#${end.indicatorId}`, sk: HEAD },
    condition: {
      expression: `partnershipId = :partnership AND #level IN (${Object.keys(levels).join(", ")})`,
      names: { "#level": "level" },
      values: { ":partnership": partnershipId, ...levels },
    },
  };
}

/** How a level is stored: what `measurement` calls "core" lies as "outcome" in indicators that were made before it did. */
function storedAs(level: string): string[] {
  return level === "core" ? ["core", "outcome"] : [level];
}

/** Checked in the transaction that shares: the organisation exists. */
export function organisationCheck(organisationId: string): Write {
  return {
    check: headKey(`ORG#${organisationId}`),
    condition: { expression: "attribute_exists(pk)" },
  };
}

/** A partnership as a list shows it. */
export type ListedPartnership = {
  readonly head: Partnership;
  readonly version: number;
  readonly recordedAt: string;
};

type Paging = { readonly limit: number; readonly from?: Position };
export type ListPage = { readonly items: readonly ListedPartnership[]; readonly next?: Position };

/** A page of the partnerships an organisation keeps, oldest first. One Query on an index, eventually consistent. */
export async function ownPage(table: Table, organisationId: string, paging: Paging): Promise<ListPage> {
  const partition = `ORG#${organisationId}#PRT`;
  const page = await queryPage(table, { index: "byOwner", partition, ...paging });
  return { items: page.items.map(toListed), ...nextOf(page) };
}

/**
 * A page of the partnerships shared with an organisation, oldest first. Two rounds: the Query on the index says where to look,
 * the heads and shares read consistently decide, so that a share that was ended opens nothing, however late the index is.
 */
export async function sharedPage(table: Table, organisationId: string, paging: Paging): Promise<ListPage> {
  const partition = `ORG#${organisationId}#SHARED`;
  const page = await queryPage(table, { index: "byParty", partition, ...paging });
  const keys = page.items.flatMap(({ pk, sk }) => [
    { pk, sk: HEAD },
    { pk, sk },
  ]);
  const found = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  const open = new Set(found.filter((item) => item.type === "share").map((item) => item.pk));
  const heads = found.filter((item) => item.sk === HEAD && open.has(item.pk));
  heads.sort((a, b) => (a.pk < b.pk ? -1 : 1));
  return { items: heads.map(toListed), ...nextOf(page) };
}

function nextOf(page: Page): { next?: Position } {
  return page.next ? { next: page.next } : {};
}

function toListed(item: Item): ListedPartnership {
  const { version, recordedAt } = headFields(item);
  return { head: PartnershipSchema().parse(attributesOf(item)), version, recordedAt };
}
