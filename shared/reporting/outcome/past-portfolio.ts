import { protectSummary } from "../../disclosure/index.ts";
import {
  type CommitmentState,
  commitmentsPage,
  type Funding,
  isBinding,
  isOutstanding,
  type ListedRequirement,
  portfolioOf,
  readCommitmentAsOf,
  toCommitment,
} from "../../investments/index.ts";
import { findOwnSummaries, type Summary, summariesAsOf } from "../../measurement/index.ts";
import { mayRead, partnershipAsOf, readPartnership } from "../../partnerships/index.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import { pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addDays } from "../../platform/time.ts";
import { type FundedPartnership, fundedIndicators } from "./compose-portfolio-report.ts";
import {
  type AskedPortfolio,
  DAYS_AROUND,
  needsPartnerFigures,
  type PortfolioDeps,
  type PortfolioRead,
  portfolioHead,
} from "./present-portfolio.ts";
import { templateAt, templateHead } from "./read-template.ts";
import { namedSections } from "./section-keys.ts";

/** The most commitments of which a portfolio is taken as of an instant. */
const MOST_PAST_COMMITMENTS = 100;
const WIDTH = 25;

type AskedPast = AskedPortfolio & { readonly instant: string };

/**
 * The facts of the caller's portfolio as they were recorded by a settled instant; its sums are added up from the commitments as they stood,
 * without the largest recipients. Cost: linear in changes. The list of commitments, a Query and one per hundred changes of each, 25 at a
 * time; a page of partnerships (a Query each, and one per hundred changes); for each indicator and set of figures what `summariesAsOf`
 * takes. Refused with `too_many_items` beyond a hundred commitments, or a thousand sets of one partnership.
 */
export async function pastPortfolio(deps: PortfolioDeps, asked: AskedPast): Promise<Result<PortfolioRead>> {
  const { table } = deps;
  const { principal, query, instant, now } = asked;
  const { organisationId } = principal;
  const named = namedSections("portfolio", query.sections);
  if (!named.ok) return named;
  const head = await templateHead(table, query, organisationId);
  if (!head.ok) return head;
  const template = await templateAt(table, query, head.value);
  if (!template.ok) return template;
  const commitments = await commitmentsThen(table, asked);
  if (!commitments.ok) return commitments;
  const { totals, fundings } = portfolioOf(commitments.value);
  const page = await pageOfFundings(deps, asked, fundings);
  if (!page.ok) return page;
  const isFigures = needsPartnerFigures(named.value);
  const partnerships: FundedPartnership[] = [];
  for (const funding of page.value.items) {
    const one = await partnershipThen(table, funding, { asked, isFigures });
    if (!one.ok) return one;
    partnerships.push(one.value);
  }
  return ok({
    facts: {
      ...portfolioHead(organisationId, named.value, template.value),
      totals,
      partnerships,
      requirements: requirementsThen(commitments.value, instant),
      asOf: instant,
      now,
    },
    ...(page.value.next === undefined ? {} : { next: page.value.next }),
  });
}

async function commitmentsThen(
  table: Table,
  { principal, instant, now }: AskedPast,
): Promise<Result<CommitmentState[]>> {
  const { organisationId } = principal;
  const limit = MOST_PAST_COMMITMENTS;
  const list = await commitmentsPage(table, { of: "funder", organisationId }, { limit });
  if (list.next) {
    const detail = `A portfolio is taken as of an instant of at most ${limit} commitments; yours has more. Ask for the report of each big bet or partnership.`;
    return fail({ code: "too_many_items", detail, extra: { limit } });
  }
  const ids = list.items.map((item) => toCommitment(item).commitment.id);
  const found = await inParallel(ids, WIDTH, (id) =>
    readCommitmentAsOf(table, { id, principal, asOf: instant, now }),
  );
  return ok(found.flatMap((one) => (one.ok ? [one.value.state] : [])));
}

function pageOfFundings(
  { cursorSecret }: PortfolioDeps,
  { principal, query, instant }: AskedPast,
  fundings: readonly Funding[],
) {
  const bound = { list: "portfolio-report-as-of", organisationId: principal.organisationId, instant };
  return pageOf<Funding>(cursorSecret, { query: bound, page: query }, async ({ limit, from }) => {
    const after = typeof from?.partnershipId === "string" ? from.partnershipId : "";
    const rest = fundings.filter(({ partnershipId }) => partnershipId > after);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(rest.length > limit && last ? { next: { partnershipId: last.partnershipId } } : {}) };
  });
}

/** Who may read it is decided by how it is shared now. */
async function partnershipThen(
  table: Table,
  funding: Funding,
  { asked, isFigures }: { readonly asked: AskedPast; readonly isFigures: boolean },
): Promise<Result<FundedPartnership>> {
  const { partnershipId } = funding;
  const present = await readPartnership(table, partnershipId);
  const isShared = present !== undefined && mayRead(present, asked.principal);
  const partnership = isShared ? await partnershipAsOf(table, partnershipId, asked.instant) : undefined;
  if (!partnership) return ok({ funding, summaries: [] });
  const needed = isFigures ? fundedIndicators(partnership, funding) : [];
  const stored = needed.length === 0 ? [] : await findOwnSummaries(table, partnershipId, needed);
  const protect = (summary: Summary, options: { level: string }) => protectSummary(summary, options).summary;
  const summaries = await summariesAsOf({ table, protect }, stored, asked.instant);
  return summaries.ok
    ? ok({ funding, partnership, summaries: summaries.value, areProtected: true })
    : summaries;
}

/** What was asked for then and due around that day, of commitments that bound. */
function requirementsThen(commitments: readonly CommitmentState[], instant: string): ListedRequirement[] {
  const day = instant.slice(0, 10);
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
