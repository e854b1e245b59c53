import type * as z from "zod";
import { portfolioOf } from "../../../investments/index.ts";
import { lazy } from "../../../platform/lazy.ts";
import { ok, type Result } from "../../../platform/result.ts";
import type { Table } from "../../../platform/table.ts";
import type { CommitmentAsRead } from "../../subject-facts.ts";
import { composePortfolioReport } from "../compose-portfolio-report.ts";
import {
  type AskedThen,
  commitmentsThen,
  partnershipPage,
  partnershipsThen,
  portfolioCommitments,
  requirementsThen,
} from "../portfolio-then.ts";
import {
  needsPartnerFigures,
  type PortfolioDeps,
  PortfolioReportQuerySchema,
  portfolioHead,
} from "../present-portfolio.ts";
import type { Asked } from "../read-work.ts";
import { namedSections, type Wanted } from "../section-keys.ts";
import { differences, leavesOf } from "./leaves.ts";
import { movedInPortfolio, type PortfolioSide, portfolioCauses } from "./portfolio-causes.ts";
import { readCauses } from "./read-causes.ts";
import { DiffQuerySchema, explained, type ReportDiff, settledInstants } from "./report-diff.ts";

/** Between which two instants, of which sections, and of which page of partnerships. */
export const PortfolioDiffQuerySchema = lazy(() =>
  DiffQuerySchema().extend(PortfolioReportQuerySchema().pick({ limit: true, cursor: true }).shape),
);
type AskedDiff = Omit<Asked, "query"> & {
  readonly query: z.infer<ReturnType<typeof PortfolioDiffQuerySchema>>;
};

/**
 * What changed in the report of the caller's portfolio between two instants, and why. A page is of partnerships that were funded at either
 * of them; money and reports asked for are of the whole portfolio on each page. The sums of both are added up from the commitments, without
 * the largest recipients. Cost: twice that of a portfolio of the past, and that of `readCauses`; refused as those are.
 */
export async function readPortfolioDiff(deps: PortfolioDeps, asked: AskedDiff): Promise<Result<ReportDiff>> {
  const instants = settledInstants(asked.query, asked.now);
  if (!instants.ok) return instants;
  const read = await readSides(deps, asked);
  if (!read.ok) return read;
  const { before, after, next } = read.value;
  const [first, second] = [composePortfolioReport(before.facts), composePortfolioReport(after.facts)];
  const { asOf: from = asked.query.from } = first;
  const said = {
    kind: "portfolio" as const,
    id: second.subject.id,
    from,
    ...(second.asOf === undefined ? {} : { to: second.asOf }),
    hashes: { from: first.contentHash, to: second.contentHash },
    ...(next === undefined ? {} : { next }),
  };
  const found = differences(leavesOf(first), leavesOf(second));
  if (found.length === 0) return ok({ ...said, items: [], causes: [] });
  const moved = { ...movedInPortfolio({ before, after }), since: from };
  const placed = await readCauses(deps.table, moved, asked.principal.organisationId);
  if (!placed.ok) return placed;
  return ok({ ...said, ...explained(found, portfolioCauses({ before, after }, placed.value)) });
}

type Read = { readonly before: PortfolioSide; readonly after: PortfolioSide; readonly next?: string };

async function readSides(deps: PortfolioDeps, { principal, query, now }: AskedDiff): Promise<Result<Read>> {
  const { table, cursorSecret } = deps;
  const { organisationId } = principal;
  const { from, to } = query;
  const named = namedSections("portfolio", query.sections);
  if (!named.ok) return named;
  const ids = await portfolioCommitments(table, organisationId);
  if (!ids.ok) return ids;
  const [first, last] = [askedAt(from, { principal, now }), askedAt(to, { principal, now })];
  const then = await commitmentsThen(table, ids.value, first);
  const since = await commitmentsThen(table, ids.value, last);
  const bound = { list: "portfolio-report-diff", organisationId, from, to };
  const page = await partnershipPage(cursorSecret, { query: bound, page: query }, fundedBy([then, since]));
  if (!page.ok) return page;
  const shown = { page: page.value.items, wanted: named.value };
  const before = await sideAt(table, then, { asked: first, ...shown });
  if (!before.ok) return before;
  const after = await sideAt(table, since, { asked: last, ...shown });
  if (!after.ok) return after;
  const { next } = page.value;
  return ok({ before: before.value, after: after.value, ...(next === undefined ? {} : { next }) });
}

function askedAt(instant: string | undefined, asked: Omit<AskedThen, "instant">): AskedThen {
  return instant === undefined ? asked : { ...asked, instant: new Date(instant).toISOString() };
}

type Partnered = { readonly partnershipId: string };

/** The partnerships that are funded on either side, in order of their ids. */
function fundedBy(sides: readonly (readonly CommitmentAsRead[])[]): Partnered[] {
  const fundings = sides.flatMap((side) => portfolioOf(side.map(({ state }) => state)).fundings);
  const ids = new Set(fundings.map(({ partnershipId }) => partnershipId));
  return [...ids].sort().map((partnershipId) => ({ partnershipId }));
}

/** One side: the sums of all its commitments, and what it funded of the partnerships of a page. */
async function sideAt(
  table: Table,
  commitments: readonly CommitmentAsRead[],
  given: {
    readonly asked: AskedThen;
    readonly page: readonly Partnered[];
    readonly wanted: readonly Wanted[];
  },
): Promise<Result<PortfolioSide>> {
  const { asked, page, wanted } = given;
  const { principal, instant, now } = asked;
  const states = commitments.map(({ state }) => state);
  const { totals, fundings } = portfolioOf(states);
  const shown = new Set(page.map(({ partnershipId }) => partnershipId));
  const own = fundings.filter(({ partnershipId }) => shown.has(partnershipId));
  const isFigures = needsPartnerFigures(wanted);
  const partnerships = await partnershipsThen(table, own, { asked, isFigures });
  if (!partnerships.ok) return partnerships;
  const facts = {
    ...portfolioHead(principal.organisationId, wanted, undefined),
    totals,
    partnerships: partnerships.value,
    requirements: requirementsThen(states, (instant ?? now).slice(0, 10)),
    ...(instant === undefined ? {} : { asOf: instant }),
    now,
  };
  return ok({ facts, commitments });
}
