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
import {
  composePortfolioReport,
  type FundedPartnership,
  fundedIndicators,
} from "./compose-portfolio-report.ts";
import type { OutcomeReport } from "./outcome-report.ts";
import { templateAt, templateHead } from "./read-template.ts";
import type { Asked } from "./read-work.ts";
import { inManner, namedSections, needsFigures, SectionQuerySchema } from "./section-keys.ts";

/** What of a portfolio's report is asked for; a page has at most 20 partnerships. */
export const PortfolioReportQuerySchema = lazy(() =>
  SectionQuerySchema().extend({
    limit: z.coerce.number().int().min(1).max(20).default(10),
    cursor: z.string().min(1).max(2000).optional(),
  }),
);
type Query = z.infer<ReturnType<typeof PortfolioReportQuerySchema>>;

/** Reports that are due in so many days before and after today. */
const DAYS_AROUND = 90;

type Deps = { readonly table: Table; readonly cursorSecret: string };
type AskedPortfolio = Asked & { readonly query: Query };

/**
 * The report of the caller's portfolio: its money, and for a page of the partnerships that it funds what moved where the money leads. Three
 * rounds: the totals, the page and the reports due around today (a Query a month); the partnerships, side by side (a Query each, strongly
 * consistent: a share that was ended opens nothing); by key the summaries that the funded strategies lead to. Flat in commitments,
 * payments and observations. Refused with `invalid_cursor`, and with `invalid_request` for sections or a template that there are not.
 */
export async function readPortfolioReport(deps: Deps, asked: AskedPortfolio): Promise<Result<OutcomeReport>> {
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
    isFigures: named.value.some(({ key }) => key === "partnerships") || needsFigures(named.value),
  });
  const { wanted, notDrawn } = inManner(named.value, template.value);
  const report = composePortfolioReport({
    subject: { id: organisationId, title: "Portfolio" },
    wanted,
    ...(template.value ? { template: templateView(template.value, notDrawn) } : {}),
    totals,
    partnerships,
    requirements,
    now,
  });
  return ok({ ...report, ...(page.value.next === undefined ? {} : { next: page.value.next }) });
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

function templateView(
  { id, version, name }: { readonly id: string; readonly version: number; readonly name: string },
  notDrawn: readonly string[],
) {
  return { id, version, name, notDrawn: [...notDrawn] };
}

function fundingsOf(
  { table, cursorSecret }: Deps,
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
