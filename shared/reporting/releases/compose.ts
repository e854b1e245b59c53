import { defined } from "../../platform/defined.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { composeOutcomeReport } from "../outcome/compose-outcome-report.ts";
import { type Basis, basisOf } from "../outcome/diff/basis.ts";
import type { OutcomeFacts } from "../outcome/outcome-facts.ts";
import type { OutcomeReport } from "../outcome/outcome-report.ts";
import type { AskedPortfolio, PortfolioDeps } from "../outcome/present-portfolio.ts";
import { factsWhen, type ReportedOn } from "../outcome/read-outcome-report.ts";
import { readPortfolioReport } from "../outcome/read-portfolio-report.ts";
import type { FrozenQuery, NewReportRelease, ReleaseFacts } from "./report-release.ts";

/** The most partnerships of a portfolio that one release holds: a page of its report. */
const MOST_PARTNERSHIPS = 20;

/** A report that was composed now, and what it was made from; of a portfolio that is not kept. */
export type Composed = {
  readonly report: OutcomeReport;
  readonly basis: Basis;
  readonly facts?: OutcomeFacts;
};

type Asked = Pick<AskedPortfolio, "principal" | "now"> & { readonly query: FrozenQuery };

/** What a release is of, by its ids; undefined for a portfolio, which is of whoever asks. */
export function subjectOf(of: Pick<ReleaseFacts, "kind" | "partnershipId"> & { readonly subjectId: string }) {
  const { kind, subjectId, partnershipId = "" } = of;
  const subjects: Record<typeof kind, ReportedOn | undefined> = {
    commitment: { kind: "commitment", commitmentId: subjectId },
    "big-bet": { kind: "big-bet", bigBetId: subjectId },
    partnership: { kind: "partnership", partnershipId: subjectId },
    strategy: { kind: "strategy", partnershipId, strategyId: subjectId },
    portfolio: undefined,
  };
  return subjects[kind];
}

/** The query of a report as it is asked for. */
export function queryOf(input: NewReportRelease): FrozenQuery {
  const { sections, template, templateVersion, asOf, validOn } = input;
  return defined({ sections: sections?.join(","), template, templateVersion, asOf, validOn });
}

/** The query by which the very same sections are read again: a template in the version in which it was followed. */
export function pinned(query: FrozenQuery, { template }: Pick<OutcomeReport, "template">): FrozenQuery {
  return template ? { ...query, templateVersion: template.version } : query;
}

/**
 * The report of something as whoever asks may read it, and what it was made from. At the cost and with the refusals of `readOutcomeReport`
 * and `readPortfolioReport`; a portfolio of more than 20 partnerships is refused with `too_many_items`.
 */
export async function compose(
  deps: PortfolioDeps,
  of: ReportedOn | undefined,
  asked: Asked,
): Promise<Result<Composed>> {
  if (!of) return composePortfolio(deps, asked);
  const facts = await factsWhen(deps.table, of, asked);
  if (!facts.ok) return facts;
  return ok({ report: composeOutcomeReport(facts.value), basis: basisOf(facts.value), facts: facts.value });
}

async function composePortfolio(deps: PortfolioDeps, asked: Asked): Promise<Result<Composed>> {
  const query = { ...asked.query, limit: MOST_PARTNERSHIPS };
  const report = await readPortfolioReport(deps, { ...asked, query });
  if (!report.ok) return report;
  if (report.value.next === undefined)
    return ok({ report: report.value, basis: { records: {}, figures: {} } });
  const detail = `A release holds at most ${MOST_PARTNERSHIPS} partnerships of a portfolio. Release the big bets or partnerships of it one by one.`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_PARTNERSHIPS } });
}

/** A refusal of a report's parameters as one of the fields of a body. */
export function inBody(problem: Problem): Problem {
  if (!problem.errors?.some(({ parameter }) => parameter !== undefined)) return problem;
  const errors = problem.errors.map(({ parameter, ...error }) => {
    return { ...error, ...(parameter === undefined ? {} : { pointer: `/${parameter}` }) };
  });
  return { ...problem, code: "validation_failed", errors };
}
