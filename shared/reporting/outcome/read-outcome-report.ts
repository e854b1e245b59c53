import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { composeOutcomeReport } from "./compose-outcome-report.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";
import type { OutcomeReport } from "./outcome-report.ts";
import {
  bigBetFactsOf,
  commitmentFactsOf,
  partnershipFactsOf,
  strategyFactsOf,
} from "./read-outcome-facts.ts";
import type { Asked } from "./read-work.ts";

/** What a report is of, by its ids. */
export type ReportedOn =
  | { readonly kind: "commitment"; readonly commitmentId: string }
  | { readonly kind: "big-bet"; readonly bigBetId: string }
  | { readonly kind: "partnership"; readonly partnershipId: string }
  | { readonly kind: "strategy"; readonly partnershipId: string; readonly strategyId: string };

/**
 * The report of a commitment, big bet, partnership or strategy, for those who may read that: at most three rounds to the table, flat in
 * observations and payments. Refused with `invalid_request` for a section or a template that there is not; else `not_found`.
 */
export async function readOutcomeReport(
  table: Table,
  of: ReportedOn,
  asked: Asked,
): Promise<Result<OutcomeReport>> {
  const facts = await factsOf(table, of, asked);
  return facts.ok ? ok(composeOutcomeReport(facts.value)) : facts;
}

function factsOf(table: Table, of: ReportedOn, asked: Asked): Promise<Result<OutcomeFacts>> {
  if (of.kind === "commitment") return commitmentFactsOf(table, { ...asked, ...of });
  if (of.kind === "big-bet") return bigBetFactsOf(table, { ...asked, ...of });
  if (of.kind === "partnership") return partnershipFactsOf(table, { ...asked, ...of });
  return strategyFactsOf(table, { ...asked, ...of });
}
