import { protectSummary } from "../../disclosure/index.ts";
import type { Principal } from "../../identity/principal.ts";
import {
  type CommitmentState,
  commitmentsPage,
  type Funding,
  isBinding,
  isOutstanding,
  type ListedRequirement,
  readCommitment,
  readCommitmentAsOf,
  toCommitment,
} from "../../investments/index.ts";
import { findOwnSummaries, type Summary, summariesAsOf } from "../../measurement/index.ts";
import { mayRead, partnershipAsOf, readPartnership } from "../../partnerships/index.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import { type Listed, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addDays } from "../../platform/time.ts";
import type { CommitmentAsRead } from "../subject-facts.ts";
import { type FundedPartnership, fundedIndicators } from "./compose-portfolio-report.ts";
import { DAYS_AROUND } from "./present-portfolio.ts";
import { asRead } from "./read-work.ts";

/** The most commitments of which a portfolio is taken as of an instant. */
const MOST_PAST_COMMITMENTS = 100;
const WIDTH = 25;

/** Who asks of which settled instant; of the present where none is named. */
export type AskedThen = { readonly principal: Principal; readonly instant?: string; readonly now: string };

/** The ids of a funder's commitments. One page of its list; refused with `too_many_items` beyond a hundred of them. */
export async function portfolioCommitments(table: Table, organisationId: string): Promise<Result<string[]>> {
  const limit = MOST_PAST_COMMITMENTS;
  const list = await commitmentsPage(table, { of: "funder", organisationId }, { limit });
  if (list.next) {
    const detail = `A portfolio is taken as of an instant of at most ${limit} commitments; yours has more. Ask for the report of each big bet or partnership.`;
    return fail({ code: "too_many_items", detail, extra: { limit } });
  }
  return ok(list.items.map((item) => toCommitment(item).commitment.id));
}

/** Those of them that were recorded by then. A Query each, and for the past one per hundred changes, 25 at a time. */
export async function commitmentsThen(
  table: Table,
  ids: readonly string[],
  { principal, instant, now }: AskedThen,
): Promise<CommitmentAsRead[]> {
  const found = await inParallel(ids, WIDTH, async (id): Promise<CommitmentAsRead[]> => {
    if (instant === undefined) {
      const present = await readCommitment(table, id, principal);
      return present.ok ? [asRead(present.value)] : [];
    }
    const past = await readCommitmentAsOf(table, { id, principal, asOf: instant, now });
    return past.ok ? [past.value] : [];
  });
  return found.flat();
}

/** A page of things of partnerships, in order of their ids; refused with `invalid_cursor`. Reads nothing. */
export function partnershipPage<T extends { readonly partnershipId: string }>(
  cursorSecret: string,
  asked: Parameters<typeof pageOf>[1],
  all: readonly T[],
): Promise<Result<Listed<T>>> {
  return pageOf<T>(cursorSecret, asked, async ({ limit, from }) => {
    const after = typeof from?.partnershipId === "string" ? from.partnershipId : "";
    const rest = all.filter(({ partnershipId }) => partnershipId > after);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(rest.length > limit && last ? { next: { partnershipId: last.partnershipId } } : {}) };
  });
}

/**
 * What is funded as it was recorded by then; who may read it is decided by how it is shared now. A Query each, and for the past one per
 * hundred changes, with what `summariesAsOf` takes where figures are asked for. Refused as that is.
 */
export async function partnershipsThen(
  table: Table,
  fundings: readonly Funding[],
  given: { readonly asked: AskedThen; readonly isFigures: boolean },
): Promise<Result<FundedPartnership[]>> {
  const partnerships: FundedPartnership[] = [];
  for (const funding of fundings) {
    const one = await partnershipThen(table, funding, given);
    if (!one.ok) return one;
    partnerships.push(one.value);
  }
  return ok(partnerships);
}

async function partnershipThen(
  table: Table,
  funding: Funding,
  { asked, isFigures }: { readonly asked: AskedThen; readonly isFigures: boolean },
): Promise<Result<FundedPartnership>> {
  const { partnershipId } = funding;
  const { principal, instant } = asked;
  const present = await readPartnership(table, partnershipId);
  const isShared = present !== undefined && mayRead(present, principal);
  const then = instant === undefined ? present : await partnershipAsOf(table, partnershipId, instant);
  const partnership = isShared ? then : undefined;
  if (!partnership) return ok({ funding, summaries: [] });
  const needed = isFigures ? fundedIndicators(partnership, funding) : [];
  const stored = needed.length === 0 ? [] : await findOwnSummaries(table, partnershipId, needed);
  if (instant === undefined) return ok({ funding, partnership, summaries: stored });
  const protect = (summary: Summary, options: { level: string }) => protectSummary(summary, options).summary;
  const summaries = await summariesAsOf({ table, protect }, stored, instant);
  return summaries.ok
    ? ok({ funding, partnership, summaries: summaries.value, areProtected: true })
    : summaries;
}

/** What was asked for then and due around a day, of commitments that bound. Pure. */
export function requirementsThen(commitments: readonly CommitmentState[], day: string): ListedRequirement[] {
  const [from, to] = [addDays(day, -DAYS_AROUND), addDays(day, DAYS_AROUND)];
  return commitments
    .filter(({ commitment }) => isBinding(commitment.status))
    .flatMap(({ commitment: { id, title, funder }, requirements }) =>
      requirements
        .filter((one) => isOutstanding(one) && one.dueOn >= from && one.dueOn <= to)
        .map((one) => ({
          ...one,
          commitmentId: id,
          commitmentTitle: title,
          funderId: funder.organisationId,
          funderName: funder.name,
        })),
    )
    .sort((a, b) => (a.dueOn + a.commitmentId < b.dueOn + b.commitmentId ? -1 : 1));
}
