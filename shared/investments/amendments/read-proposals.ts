import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { DateSchema, dayIn } from "../../platform/time.ts";
import { readCommitment } from "../read-commitment.ts";
import { type Plan, PlanSchema, planOf } from "./plan-snapshot.ts";
import { decidedPage, inboxPage, loadDecided, planUntil } from "./proposal.store.ts";
import { type ProposalView, proposalView } from "./proposal.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly principal: Principal; readonly id: string };
type Paging = { readonly limit: number; readonly cursor?: string | undefined };

/**
 * A proposal of a commitment, open or decided, with the commitment's version. Open and withdrawn ones are the funder's alone. A Query
 * beside a GetItem: one round.
 */
export async function readProposal(
  table: Table,
  asked: Asked & { readonly proposalId: string },
): Promise<Result<{ readonly view: ProposalView; readonly version: number }>> {
  const { id, principal, proposalId } = asked;
  const [loaded, decided] = await Promise.all([
    readCommitment(table, id, principal),
    loadDecided(table, id, proposalId),
  ]);
  if (!loaded.ok) return loaded;
  const { state, head } = loaded.value;
  const open = state.proposals.find((each) => each.id === proposalId);
  const view = open ? proposalView(open, id) : decided;
  const isFunder = state.commitment.funder.organisationId === principal.organisationId;
  if (!view || !mayReadDecided(view, isFunder))
    return fail({ code: "not_found", detail: "There is no such proposal in this commitment." });
  return ok({ view, version: head.version });
}

/** What was withdrawn was never answered: it stays with the funder. */
function mayReadDecided({ status }: ProposalView, isFunder: boolean): boolean {
  return isFunder || status === "approved" || status === "rejected";
}

/** A page of a commitment's decided proposals with what each changed, the latest made first; one round. */
export async function listAmendments(
  deps: Deps,
  ask: Asked & { readonly page: Paging },
): Promise<Result<Listed<ProposalView>>> {
  const { id, principal } = ask;
  const loaded = await readCommitment(deps.table, id, principal);
  if (!loaded.ok) return loaded;
  const isFunder = loaded.value.state.commitment.funder.organisationId === principal.organisationId;
  const query = { list: "amendments", id, organisationId: principal.organisationId };
  return pageOf(deps.cursorSecret, { query, page: ask.page }, async (paging) => {
    const page = await decidedPage(deps.table, id, paging);
    return { ...page, items: page.items.filter((view) => mayReadDecided(view, isFunder)) };
  });
}

/** A page of what waits for a decision in all commitments of a funder, the longest waiting first. One Query of an index. */
export async function listInbox(
  deps: Deps,
  ask: { readonly principal: Principal; readonly page: Paging },
): Promise<Result<Listed<ProposalView>>> {
  const { organisationId } = ask.principal;
  const query = { list: "proposals", organisationId };
  return pageOf(deps.cursorSecret, { query, page: ask.page }, (paging) =>
    inboxPage(deps.table, organisationId, paging),
  );
}

/** The plan of a commitment on a day: from which day it holds, and the amendment that made it, where one did. */
export const PlanOnSchema = lazy(() =>
  z
    .strictObject({
      on: DateSchema(),
      sinceOn: DateSchema().optional(),
      proposalId: z.string().optional(),
      plan: PlanSchema(),
    })
    .meta({ id: "PlanOn" }),
);
type PlanOn = {
  readonly on: string;
  readonly sinceOn?: string;
  readonly proposalId?: string;
  readonly plan: Plan;
};

/** No plan holds from a day ahead of its approval: the latest one is that of today. */
const LATEST = "9999-12-31";

/**
 * The plan as it stood on a day, today unless another is named: what the latest amendment up to it left, what the first one found
 * before that, and where none was ever made the plan as it is. What is done without an amendment (a milestone added, money released)
 * shows in it from the next amendment on. Two Queries side by side, the second of one item.
 */
export async function planOn(
  table: Table,
  asked: Asked & { readonly on: string | undefined; readonly now: string },
): Promise<Result<PlanOn>> {
  const { id, principal } = asked;
  const [loaded, dated] = await Promise.all([
    readCommitment(table, id, principal),
    planUntil(table, id, asked.on ?? LATEST),
  ]);
  if (!loaded.ok) return loaded;
  const { state } = loaded.value;
  const on = asked.on ?? dayIn(state.commitment.timeZone, asked.now);
  return ok({ on, ...(dated ?? { plan: planOf(state) }) });
}
