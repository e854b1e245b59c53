import { portfolioOf } from "../../investments/index.ts";
import { ok, type Result } from "../../platform/result.ts";
import {
  commitmentsThen,
  partnershipPage,
  partnershipsThen,
  portfolioCommitments,
  requirementsThen,
} from "./portfolio-then.ts";
import {
  type AskedPortfolio,
  needsPartnerFigures,
  type PortfolioDeps,
  type PortfolioRead,
  portfolioHead,
} from "./present-portfolio.ts";
import { templateAt, templateHead } from "./read-template.ts";
import { namedSections } from "./section-keys.ts";

type AskedPast = AskedPortfolio & { readonly instant: string };

/**
 * The facts of the caller's portfolio as they were recorded by a settled instant; its sums are added up from the commitments as they stood,
 * without the largest recipients. Cost: linear in changes. The list of commitments, a Query and one per hundred changes of each, 25 at a
 * time; a page of partnerships (a Query each, and one per hundred changes); for each indicator and set of figures what `summariesAsOf`
 * takes. Refused with `too_many_items` beyond a hundred commitments, or a thousand sets of one partnership.
 */
export async function pastPortfolio(deps: PortfolioDeps, asked: AskedPast): Promise<Result<PortfolioRead>> {
  const { table } = deps;
  const { query, instant, now } = asked;
  const { organisationId } = asked.principal;
  const named = namedSections("portfolio", query.sections);
  if (!named.ok) return named;
  const head = await templateHead(table, query, organisationId);
  if (!head.ok) return head;
  const template = await templateAt(table, query, head.value);
  if (!template.ok) return template;
  const ids = await portfolioCommitments(table, organisationId);
  if (!ids.ok) return ids;
  const commitments = (await commitmentsThen(table, ids.value, asked)).map(({ state }) => state);
  const { totals, fundings } = portfolioOf(commitments);
  const bound = { list: "portfolio-report-as-of", organisationId, instant };
  const page = await partnershipPage(deps.cursorSecret, { query: bound, page: query }, fundings);
  if (!page.ok) return page;
  const isFigures = needsPartnerFigures(named.value);
  const partnerships = await partnershipsThen(table, page.value.items, { asked, isFigures });
  if (!partnerships.ok) return partnerships;
  return ok({
    facts: {
      ...portfolioHead(organisationId, named.value, template.value),
      totals,
      partnerships: partnerships.value,
      requirements: requirementsThen(commitments, instant.slice(0, 10)),
      asOf: instant,
      now,
    },
    ...(page.value.next === undefined ? {} : { next: page.value.next }),
  });
}
