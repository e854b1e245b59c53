import { settledInstant } from "../../platform/as-of.ts";
import { ok, type Result } from "../../platform/result.ts";
import { composePortfolioReport, type PortfolioFacts } from "./compose-portfolio-report.ts";
import type { OutcomeReport } from "./outcome-report.ts";
import { pastPortfolio } from "./past-portfolio.ts";
import { type AskedPortfolio, type PortfolioDeps, presentPortfolio } from "./present-portfolio.ts";
import { designationsBy, figuresBy } from "./valid-on.ts";

/**
 * The report of the caller's portfolio: its money, and for a page of the partnerships that it funds what moved where the money leads. Three
 * rounds, flat in commitments, payments and observations; with `asOf` at the cost that `pastPortfolio` states. Refused with
 * `invalid_cursor`, with `invalid_request` for sections, a template or an instant that there are not, and with `too_many_items` where more
 * would have to be rewound than one answer takes.
 */
export async function readPortfolioReport(
  deps: PortfolioDeps,
  asked: AskedPortfolio,
): Promise<Result<OutcomeReport>> {
  const { asOf, validOn } = asked.query;
  const instant = asOf === undefined ? ok(undefined) : settledInstant(asOf, asked.now);
  if (!instant.ok) return instant;
  const read =
    instant.value === undefined
      ? await presentPortfolio(deps, asked)
      : await pastPortfolio(deps, { ...asked, instant: instant.value });
  if (!read.ok) return read;
  const { facts, next } = read.value;
  const report = composePortfolioReport(validOn === undefined ? facts : heldOn(facts, validOn));
  return ok({ ...report, ...(next === undefined ? {} : { next }) });
}

/** A portfolio whose figures are of periods that were over by a day, and whose gateways were reached by then. */
function heldOn(facts: PortfolioFacts, validOn: string): PortfolioFacts {
  const partnerships = facts.partnerships.map((one) => ({
    ...one,
    ...(one.partnership ? { partnership: designationsBy(one.partnership, validOn) } : {}),
    summaries: one.summaries.map((summary) => figuresBy(summary, validOn)),
  }));
  return { ...facts, partnerships, validOn };
}
