import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { changesUntil, settledInstant } from "../../platform/as-of.ts";
import type { Change } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, type PageQuery, PageQuerySchema, pageOf } from "../../platform/page.ts";
import { foldChanges, historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import {
  bigBetPk,
  convenedPage,
  fromParts,
  joinedPage,
  loadBigBet,
  requireReadable,
} from "./big-bet.store.ts";
import type { BigBetSummary, BigBetView } from "./big-bet-view.ts";
import { readMembers } from "./member.store.ts";
import { bigBetSummary, bigBetView } from "./show-big-bet.ts";
import type { ChangedBigBet } from "./work-on-big-bet.ts";

type Reader = Pick<Principal, "organisationId">;

/**
 * A bet as the principal may see it, or `not_found`. One round: the Query of its collection, strongly consistent, and beside it the
 * Query of its members, about 1 KB a commitment. Flat in payments.
 */
export async function readBigBet(table: Table, id: string, principal: Reader): Promise<Result<BigBetView>> {
  const { organisationId } = principal;
  const [loaded, members] = await Promise.all([loadBigBet(table, id), readMembers(table, id)]);
  const readable = requireReadable(loaded, organisationId);
  if (!readable.ok) return readable;
  const { state, head } = readable.value;
  return ok(bigBetView(state, head, { by: organisationId, members }));
}

/** A bet that was just changed, as the one who changed it sees it: one round more, for the members. */
export async function viewAfter(table: Table, changed: ChangedBigBet, by: string): Promise<BigBetView> {
  const { state, head } = changed;
  return bigBetView(state, head, { by, members: await readMembers(table, state.bet.id) });
}

/**
 * The plan, milestones and funders of a bet as they were recorded at an instant, for those who may read it now; without money, which
 * each commitment's own history holds. Linear in the bet's changes, 100 a round. `not_found` where nothing was recorded by then.
 */
export async function readBigBetAsOf(
  table: Table,
  asked: { readonly id: string; readonly principal: Reader; readonly asOf: string; readonly now: string },
): Promise<Result<BigBetView>> {
  const { id, principal, asOf, now } = asked;
  const readable = requireReadable(await loadBigBet(table, id), principal.organisationId);
  if (!readable.ok) return readable;
  const instant = settledInstant(asOf, now);
  if (!instant.ok) return instant;
  const changes = await changesUntil(table, bigBetPk(id), instant.value);
  const state = fromParts(foldChanges(changes));
  const last = changes.at(-1);
  if (!state || !last)
    return fail({ code: "not_found", detail: "Nothing of this big bet was recorded by then." });
  return ok(bigBetView(state, last, { by: principal.organisationId }));
}

/** Which bets: those one convened, or those one was admitted to or whose partnership one keeps. */
export const BigBetQuerySchema = lazy(() =>
  PageQuerySchema().extend({ role: z.enum(["convened", "joined"]).default("convened") }),
);

type ListDeps = { readonly table: Table; readonly cursorSecret: string };

/** A page of an organisation's bets, oldest first. One Query of an index; where it joined, also one round that asks again. */
export function listBigBets(
  deps: ListDeps,
  input: { readonly principal: Reader; readonly query: z.infer<ReturnType<typeof BigBetQuerySchema>> },
): Promise<Result<Listed<BigBetSummary>>> {
  const { organisationId } = input.principal;
  const { role, ...page } = input.query;
  const readPage = role === "convened" ? convenedPage : joinedPage;
  const query = { list: "big-bets", organisationId, role };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await readPage(deps.table, organisationId, paging);
    return {
      items: items.map(({ bet, ...recorded }) => bigBetSummary(bet, recorded)),
      ...(next ? { next } : {}),
    };
  });
}

/** A page of a bet's changes, oldest first, for its convenor alone: they name who was admitted, removed, and why. Two rounds. */
export async function listBigBetChanges(
  deps: ListDeps,
  input: { readonly id: string; readonly principal: Reader; readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { id, principal, page } = input;
  const { organisationId } = principal;
  const loaded = await loadBigBet(deps.table, id);
  if (loaded?.state.bet.convenor.organisationId !== organisationId)
    return fail({ code: "not_found", detail: "There is no such big bet among those you convened." });
  const query = { list: "big-bet-history", id, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: bigBetPk(id), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
