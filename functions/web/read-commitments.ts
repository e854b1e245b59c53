import type { Principal } from "../../shared/identity/principal.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentSummary,
  listCommitments,
} from "../../shared/investments/index.ts";
import type { Listed } from "../../shared/platform/page.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import type { WebDeps } from "./deps.ts";

export const SORTS = [
  "title",
  "recipient",
  "status",
  "endOn",
  "committed",
  "conditional",
  "paid",
  "payable",
] as const;
export type Sort = (typeof SORTS)[number];

/** Which commitments somebody wants to see, and in which order. */
export type Wanted = {
  readonly status?: string | undefined;
  readonly programme?: string | undefined;
  readonly partnershipId?: string | undefined;
  /** A part of the title or of the recipient's name. */
  readonly name?: string | undefined;
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly cursor?: string | undefined;
};

/** Commitments that one page looks through: what is filtered and sorted is sorted within them. */
export const LOOKED_THROUGH = 200;

/** What an address asks for; what it says wrongly is as if it were not said. */
export function wantedOf(query: (name: string) => string | undefined): Wanted {
  const text = (name: string) => query(name)?.trim().slice(0, 200) || undefined;
  const status = text("status");
  const sort = text("sort");
  const partnershipId = text("partnership");
  return {
    status: COMMITMENT_STATUSES.some((known) => known === status) ? status : undefined,
    programme: text("programme"),
    partnershipId: /^prt_[0-9A-HJKMNP-TV-Z]{26}$/.test(partnershipId ?? "") ? partnershipId : undefined,
    name: text("name"),
    sort: SORTS.find((known) => known === sort) ?? "title",
    isDescending: query("order") === "desc",
    cursor: query("cursor") || undefined,
  };
}

/** A page of the commitments that are wanted, with the programmes among all that were looked through. One Query of an index. */
export async function readCommitments(
  deps: WebDeps,
  principal: Principal,
  wanted: Wanted,
): Promise<Result<Listed<CommitmentSummary> & { readonly programmes: readonly string[] }>> {
  const { partnershipId, cursor } = wanted;
  const query = { limit: LOOKED_THROUGH, partnershipId, cursor };
  const listed = await listCommitments(deps, { principal, query });
  if (!listed.ok) return listed;
  const { items, next } = listed.value;
  const programmes = [...new Set(items.flatMap(({ programme }) => programme ?? []))].sort();
  const found = items.filter((item) => isWanted(item, wanted)).toSorted((a, b) => compare(a, b, wanted));
  return ok({ items: found, programmes, ...(next === undefined ? {} : { next }) });
}

function isWanted({ status, programme, title, recipient }: CommitmentSummary, wanted: Wanted): boolean {
  if (wanted.status !== undefined && status !== wanted.status) return false;
  if (wanted.programme !== undefined && programme !== wanted.programme) return false;
  return wanted.name === undefined || holds(`${title}\n${recipient.name}`, wanted.name);
}

/** Whether a name is a part of a text, as people compare them: without regard to case and accents. */
export function holds(text: string, name: string): boolean {
  const plain = (some: string) => some.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain(text).includes(plain(name));
}

const AMOUNTS: readonly Sort[] = ["committed", "conditional", "paid", "payable"];

/** Amounts are compared within a currency; currencies stand together. */
function compare(a: CommitmentSummary, b: CommitmentSummary, { sort, isDescending }: Wanted): number {
  const sign = isDescending ? -1 : 1;
  if (AMOUNTS.includes(sort) && a.currency !== b.currency) return order(a.currency, b.currency);
  return sign * order(keyOf(a, sort), keyOf(b, sort)) || order(a.id, b.id);
}

function order(a: string | number, b: string | number): number {
  if (typeof a === "string" && typeof b === "string") return a.localeCompare(b, "en");
  return Number(a) - Number(b);
}

function keyOf(item: CommitmentSummary, sort: Sort): string | number {
  switch (sort) {
    case "title":
      return item.title;
    case "recipient":
      return item.recipient.name;
    case "status":
      return COMMITMENT_STATUSES.indexOf(item.status);
    case "endOn":
      return item.endOn ?? "";
    default:
      return Number(item.totals[sort].amount);
  }
}
