import type { Context } from "hono";
import type { Principal } from "../../../shared/identity/principal.ts";
import { listBigBets, readBigBet } from "../../../shared/investments/big-bets/read-big-bet.ts";
import { listCommitments, readCommitment } from "../../../shared/investments/index.ts";
import { mayRead, readPartnership } from "../../../shared/partnerships/index.ts";
import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import { holds } from "../read-commitments.ts";
import { pageResponse } from "../respond.ts";
import { admit } from "../signed-in.ts";
import { type Found, renderFound } from "../views/found.tsx";

const PAGE = 100;
/** Pages of each list that are looked through for a name. */
const MOST_PAGES = 5;

/**
 * Finds a commitment, a partnership or a big bet by its id, or by a part of its name: one leads to its page at once, several are listed.
 * By id one round; by name up to five rounds, a page of each list in each.
 */
export async function find(c: Context, deps: WebDeps): Promise<Response> {
  const visit = await admit(c, deps, "commitment:read");
  if (visit instanceof Response) return visit;
  const asked = (c.req.query("q") ?? "").trim().slice(0, 100);
  const address = await addressOfId(deps, visit.principal, asked);
  if (address !== undefined) return c.redirect(address, 303);
  const found = asked === "" ? { items: [], isAll: true } : await findByName(deps, visit.principal, asked);
  const [only] = found.items;
  if (only && found.items.length === 1 && found.isAll) return c.redirect(only.address, 303);
  return pageResponse(c, renderFound({ asked, ...found }, visit.frame));
}

const IDS = /^(cmt|prt|bet)_[0-9A-HJKMNP-TV-Z]{26}$/;

/** Where the record with an id is shown, if the caller may read it; what they may not is as if it were not there. */
async function addressOfId(deps: WebDeps, principal: Principal, id: string): Promise<string | undefined> {
  switch (IDS.exec(id)?.[1]) {
    case "cmt":
      return (await readCommitment(deps.table, id, principal)).ok ? `/commitments/${id}` : undefined;
    case "bet":
      return (await readBigBet(deps.table, id, principal)).ok ? `/big-bets/${id}` : undefined;
    case "prt": {
      const partnership = await readPartnership(deps.table, id);
      return partnership && mayRead(partnership, principal) ? `/partnerships/${id}` : undefined;
    }
    default:
      return undefined;
  }
}

type Named = { readonly id: string; readonly name: string; readonly beside: string };
type List = {
  readonly kind: string;
  readonly path: string;
  readonly read: (page: { limit: number; cursor?: string | undefined }) => Promise<Result<Listed<Named>>>;
};

async function findByName(
  deps: WebDeps,
  principal: Principal,
  name: string,
): Promise<{ readonly items: readonly Found[]; readonly isAll: boolean }> {
  const all = await Promise.all(listsOf(deps, principal).map((list) => searched(list, name)));
  return { items: all.flatMap(({ items }) => items), isAll: all.every(({ isAll }) => isAll) };
}

function listsOf(deps: WebDeps, principal: Principal): List[] {
  const { organisationId } = principal;
  const bets = (role: "convened" | "joined"): List => ({
    kind: "Big bet",
    path: "/big-bets",
    read: async (page) =>
      named(await listBigBets(deps, { principal, query: { ...page, role } }), ({ id, title, purpose }) => ({
        id,
        name: title,
        beside: purpose,
      })),
  });
  return [
    {
      kind: "Commitment",
      path: "/commitments",
      read: async (page) =>
        named(await listCommitments(deps, { principal, query: page }), ({ id, title, recipient }) => ({
          id,
          name: title,
          beside: recipient.name,
        })),
    },
    {
      kind: "Partnership",
      path: "/partnerships",
      read: async (page) =>
        named(await listPartnerships(deps, { organisationId, page }), ({ id, name, placeName }) => ({
          id,
          name,
          beside: placeName,
        })),
    },
    bets("convened"),
    bets("joined"),
  ];
}

function named<T>(listed: Result<Listed<T>>, toNamed: (item: T) => Named): Result<Listed<Named>> {
  if (!listed.ok) return listed;
  return { ok: true, value: { ...listed.value, items: listed.value.items.map(toNamed) } };
}

async function searched(list: List, name: string): Promise<{ items: readonly Found[]; isAll: boolean }> {
  const items: Found[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const listed = await list.read({ limit: PAGE, cursor });
    if (!listed.ok) break;
    for (const { id, name: own, beside } of listed.value.items)
      if (holds(`${own}\n${beside}`, name))
        items.push({ kind: list.kind, name: own, beside, address: `${list.path}/${id}` });
    cursor = listed.value.next;
    if (cursor === undefined) return { items, isAll: true };
  }
  return { items, isAll: false };
}
