import * as z from "zod";
import {
  type Funding,
  findRequirements,
  fundingPage,
  type ListedRequirement,
  readPortfolio,
} from "../../investments/index.ts";
import { findOwnSummaries } from "../../measurement/index.ts";
import { type LoadedPartnership, mayRead, readPartnership } from "../../partnerships/index.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, pageOf } from "../../platform/page.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addDays } from "../../platform/time.ts";
import { type FundedPartnership, fundedIndicators, type PortfolioFacts } from "./compose-portfolio-report.ts";
import { type NamedTemplate, templateAt, templateHead } from "./read-template.ts";
import type { Asked } from "./read-work.ts";
import { inManner, namedSections, needsFigures, ReportQuerySchema, type Wanted } from "./section-keys.ts";

/** What of a portfolio's report is asked for; a page has at most 20 partnerships. */
export const PortfolioReportQuerySchema = lazy(() =>
  ReportQuerySchema().extend({
    limit: z.coerce.number().int().min(1).max(20).default(10),
    cursor: z.string().min(1).max(2000).optional(),
  }),
);
type Query = z.infer<ReturnType<typeof PortfolioReportQuerySchema>>;

/** Reports that are due in so many days before and after today. */
export const DAYS_AROUND = 90;

export type PortfolioDeps = { readonly table: Table; readonly cursorSecret: string };
export type AskedPortfolio = Asked & { readonly query: Query };
/** The facts of a portfolio's report, and the cursor of the next page of partnerships. */
export type PortfolioRead = { readonly facts: PortfolioFacts; readonly next?: string };

/**
 * The facts of the caller's portfolio as it is. Three rounds: the totals, the page and the reports due around today (a Query a month); the partnerships, side by side (a Query each, strongly
 * consistent: a share that was ended opens nothing); by key the summaries that the funded strategies lead to. Flat in commitments,
 * payments and observations. Refused with `invalid_cursor`, and with `invalid_request` for sections or a template that there are not.
 */
export async function presentPortfolio(
  deps: PortfolioDeps,
  asked: AskedPortfolio,
): Promise<Result<PortfolioRead>> {
  const { principal, query, now } = asked;
  const { table } = deps;
  const { organisationId } = principal;
  const named = namedSections("portfolio", query.sections);
  if (!named.ok) return named;
  const today = now.slice(0, 10);
  const [totals, page, requirements, head] = await Promise.all([
    readPortfolio(table, organisationId),
    fundingsOf(deps, asked),
    named.value.some(({ key }) => key === "requirements")
      ? requirementsAround(table, organisationId, today)
      : [],
    templateHead(table, query, organisationId),
  ]);
  if (!page.ok) return page;
  if (!head.ok) return head;
  const fundings = page.value.items;
  const [found, template] = await Promise.all([
    Promise.all(fundings.map(({ partnershipId }) => readPartnership(table, partnershipId))),
    templateAt(table, query, head.value),
  ]);
  if (!template.ok) return template;
  const readable = found.map((one) => (one && mayRead(one, principal) ? one : undefined));
  const partnerships = await withFigures(table, {
    fundings,
    readable,
    isFigures: needsPartnerFigures(named.value),
  });
  const manner = portfolioHead(organisationId, named.value, template.value);
  return ok({
    facts: { ...manner, totals, partnerships, requirements, now },
    ...(page.value.next === undefined ? {} : { next: page.value.next }),
  });
}

/** Whether the figures of partnerships are needed for any of the sections. */
export function needsPartnerFigures(named: readonly Wanted[]): boolean {
  return needsFigures(named) || named.some(({ key }) => key === "partnerships");
}

/** Whose portfolio it is, and in which sections. */
export function portfolioHead(
  organisationId: string,
  named: readonly Wanted[],
  template: NamedTemplate | undefined,
): Pick<PortfolioFacts, "subject" | "wanted" | "template"> {
  const { wanted, notDrawn } = inManner(named, template);
  const { sections: _, ...shown } = template ?? { sections: [] };
  return {
    subject: { id: organisationId, title: "Portfolio" },
    wanted,
    ...("id" in shown ? { template: { ...shown, notDrawn: [...notDrawn] } } : {}),
  };
}

/** The reports due around a day; undefined where a month of it has more than one answer holds. */
async function requirementsAround(
  table: Table,
  organisationId: string,
  today: string,
): Promise<readonly ListedRequirement[] | undefined> {
  const days = { from: addDays(today, -DAYS_AROUND), to: addDays(today, DAYS_AROUND) };
  const found = await findRequirements(table, { organisationId, side: "funder", ...days });
  return found.ok ? found.value : undefined;
}

function fundingsOf(
  { table, cursorSecret }: PortfolioDeps,
  { principal, query }: AskedPortfolio,
): Promise<Result<Listed<Funding>>> {
  const { organisationId: funderId } = principal;
  const bound = { list: "portfolio-report", organisationId: funderId };
  return pageOf<Funding>(cursorSecret, { query: bound, page: query }, async (paging) => {
    const { fundings, next } = await fundingPage(table, { funderId, ...paging });
    return { items: fundings, ...(next ? { next } : {}) };
  });
}

function withFigures(
  table: Table,
  given: {
    readonly fundings: readonly Funding[];
    readonly readable: readonly (LoadedPartnership | undefined)[];
    readonly isFigures: boolean;
  },
): Promise<FundedPartnership[]> {
  return Promise.all(
    given.fundings.map(async (funding, index): Promise<FundedPartnership> => {
      const partnership = given.readable[index];
      if (!partnership) return { funding, summaries: [] };
      const needed = given.isFigures ? fundedIndicators(partnership, funding) : [];
      if (needed.length === 0) return { funding, partnership, summaries: [] };
      return {
        funding,
        partnership,
        summaries: await findOwnSummaries(table, funding.partnershipId, needed),
      };
    }),
  );
}
