import {
  attributesOf,
  HEAD,
  type HeadFields,
  headFields,
  type Part,
  readCollection,
} from "../../platform/aggregate.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import {
  getItems,
  type Item,
  type Page,
  type Position,
  queryPage,
  type Table,
} from "../../platform/table.ts";
import { numberedKey } from "../commitment.parts.ts";
import { type Milestone, MilestoneSchema } from "../milestone.ts";
import { type AdmittedFunder, AdmittedFunderSchema } from "./admitted-funder.ts";
import { type BigBet, BigBetSchema, type BigBetState, mayRead } from "./big-bet.ts";

const MILESTONE = "C#MILE#";
const FUNDER = "C#FUNDER#";

/** The partition of a big bet. */
export function bigBetPk(id: string): string {
  return `BET#${id}`;
}

/** A big bet as one Query brought it, with the stored items that a later write is compared against. */
export type LoadedBigBet = {
  readonly state: BigBetState;
  readonly head: HeadFields;
  readonly items: readonly Item[];
};

/** A big bet with its milestones and admitted funders: one Query, strongly consistent, bytes read / 4 KB. */
export async function loadBigBet(table: Table, id: string): Promise<LoadedBigBet | undefined> {
  const items = await readCollection(table, bigBetPk(id));
  const head = items.find((item) => item.sk === HEAD);
  const state = fromParts(new Map(items.map((item) => [item.sk, attributesOf(item)])));
  return head && state && { state, head: headFields(head), items };
}

/** A big bet from the attributes of its parts by sort key, as stored or as its history adds them up. */
export function fromParts(parts: ReadonlyMap<string, Record<string, unknown>>): BigBetState | undefined {
  const head = parts.get(HEAD);
  if (!head) return undefined;
  const under = (prefix: string) =>
    [...parts].filter(([sk]) => sk.startsWith(prefix)).map(([, attributes]) => attributes);
  return {
    bet: BigBetSchema().parse(head),
    milestones: under(MILESTONE).map((attributes) => MilestoneSchema().parse(attributes)),
    funders: under(FUNDER).map((attributes) => AdmittedFunderSchema().parse(attributes)),
  };
}

/** All parts that a big bet is stored as, the head first. */
export function partsOf({ bet, milestones, funders }: BigBetState): Part[] {
  return [headPart(bet), ...milestones.map(milestonePart), ...funders.map((each) => funderPart(bet, each))];
}

/** Listed with its convenor, and with the partnership's owner where that is somebody else. */
function headPart(bet: BigBet): Part {
  const { id, convenor, partnershipOwnerId } = bet;
  const isOwn = convenor.organisationId === partnershipOwnerId;
  const party = isOwn ? {} : { partyPk: listPk(partnershipOwnerId), partySk: bigBetPk(id) };
  const index = { ownerPk: listPk(convenor.organisationId), ownerSk: id, ...party };
  return { sk: HEAD, type: "big-bet", attributes: bet, index };
}

function milestonePart(milestone: Milestone): Part {
  return { sk: numberedKey(MILESTONE, milestone.number), type: "milestone", attributes: milestone };
}

/** Listed with the funder; the partnership's owner, where it funds as well, has the bet in its list already. */
function funderPart(bet: BigBet, funder: AdmittedFunder): Part {
  const { organisationId } = funder;
  const isListed = organisationId === bet.partnershipOwnerId;
  return {
    sk: `${FUNDER}${organisationId}`,
    type: "big-bet-funder",
    attributes: funder,
    ...(isListed ? {} : { index: { partyPk: listPk(organisationId), partySk: bigBetPk(bet.id) } }),
  };
}

/** The partition of an organisation's bets: by `byOwner` those it convened, by `byParty` those it takes part in. */
function listPk(organisationId: string): string {
  return `ORG#${organisationId}#BET`;
}

/** A bet that an organisation may read; otherwise `not_found`, whether it exists or not. */
export function requireReadable<T extends { readonly state: BigBetState }>(
  loaded: T | undefined,
  organisationId: string,
): Result<T> {
  if (loaded && mayRead(loaded.state, organisationId)) return ok(loaded);
  return fail({ code: "not_found", detail: "There is no such big bet." });
}

/** A bet as a list shows it: its head alone. */
export type ListedBigBet = { readonly bet: BigBet } & Pick<HeadFields, "version" | "recordedAt">;

type Paging = { readonly limit: number; readonly from?: Position };
export type BigBetPage = { readonly items: readonly ListedBigBet[]; readonly next?: Position };

/** A page of the bets an organisation convened, oldest first. One Query on an index, eventually consistent. */
export async function convenedPage(
  table: Table,
  organisationId: string,
  paging: Paging,
): Promise<BigBetPage> {
  const page = await queryPage(table, { index: "byOwner", partition: listPk(organisationId), ...paging });
  return { items: page.items.map(toListed), ...nextOf(page) };
}

/**
 * A page of the bets an organisation was admitted to, or whose partnership it keeps, oldest first. Two rounds: the Query on the
 * index says where to look, heads and admissions read consistently decide, so that a removed funder finds nothing.
 */
export async function joinedPage(table: Table, organisationId: string, paging: Paging): Promise<BigBetPage> {
  const page = await queryPage(table, { index: "byParty", partition: listPk(organisationId), ...paging });
  const keys = page.items.flatMap(({ pk, sk }) => [{ pk, sk: HEAD }, ...(sk === HEAD ? [] : [{ pk, sk }])]);
  const found = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  const admittedTo = new Set(found.filter((item) => item.sk !== HEAD).map((item) => item.pk));
  const heads = found.filter((item) => item.sk === HEAD).sort((a, b) => (a.pk < b.pk ? -1 : 1));
  const items = heads
    .map(toListed)
    .filter(({ bet }) => bet.partnershipOwnerId === organisationId || admittedTo.has(bigBetPk(bet.id)));
  return { items, ...nextOf(page) };
}

function nextOf(page: Page): { next?: Position } {
  return page.next ? { next: page.next } : {};
}

function toListed(item: Item): ListedBigBet {
  const { version, recordedAt } = headFields(item);
  return { bet: BigBetSchema().parse(attributesOf(item)), version, recordedAt };
}
