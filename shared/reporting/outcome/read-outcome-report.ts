import { settledInstant } from "../../platform/as-of.ts";
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
import { rewind } from "./rewind.ts";
import type { ReportQuery } from "./section-keys.ts";
import { validOn } from "./valid-on.ts";

/** What a report is of, by its ids. */
export type ReportedOn =
  | { readonly kind: "commitment"; readonly commitmentId: string }
  | { readonly kind: "big-bet"; readonly bigBetId: string }
  | { readonly kind: "partnership"; readonly partnershipId: string }
  | { readonly kind: "strategy"; readonly partnershipId: string; readonly strategyId: string };

export type AskedWhen = Asked & { readonly query: ReportQuery };

/**
 * The report of a commitment, big bet, partnership or strategy, for those who may read that: at most three rounds to the table, flat in
 * observations and payments. With `asOf` what was recorded by then, for those who may read it now, at the cost that `rewind` states; with
 * `validOn` what held on that day. Refused with `invalid_request` for a section or a template that there is not and for an instant that is
 * less than a minute ago, with `too_many_items` where more would have to be rewound than one answer takes; else `not_found`.
 */
export async function readOutcomeReport(
  table: Table,
  of: ReportedOn,
  asked: AskedWhen,
): Promise<Result<OutcomeReport>> {
  const facts = await factsWhen(table, of, asked);
  return facts.ok ? ok(composeOutcomeReport(facts.value)) : facts;
}

/** The facts of a report as of an instant and for a day, where these are asked for. */
export async function factsWhen(
  table: Table,
  of: ReportedOn,
  asked: AskedWhen,
): Promise<Result<OutcomeFacts>> {
  const { query, principal, now } = asked;
  const instant = query.asOf === undefined ? ok(undefined) : settledInstant(query.asOf, now);
  if (!instant.ok) return instant;
  const present = await factsOf(table, of, asked);
  if (!present.ok) return present;
  const facts =
    instant.value === undefined
      ? present
      : await rewind(table, present.value, { principal, instant: instant.value, now });
  if (!facts.ok || query.validOn === undefined) return facts;
  return ok(validOn(facts.value, query.validOn));
}

function factsOf(table: Table, of: ReportedOn, asked: Asked): Promise<Result<OutcomeFacts>> {
  if (of.kind === "commitment") return commitmentFactsOf(table, { ...asked, ...of });
  if (of.kind === "big-bet") return bigBetFactsOf(table, { ...asked, ...of });
  if (of.kind === "partnership") return partnershipFactsOf(table, { ...asked, ...of });
  return strategyFactsOf(table, { ...asked, ...of });
}
