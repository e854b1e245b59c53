import { protectSummary } from "../../disclosure/index.ts";
import type { Principal } from "../../identity/principal.ts";
import { readBigBetAsOf, readCommitmentAsOf } from "../../investments/index.ts";
import { findOwnSummaries, type Summary, summariesAsOf } from "../../measurement/index.ts";
import { type LoadedPartnership, partnershipAsOf, practiceAsOf } from "../../partnerships/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { CommitmentAsRead } from "../subject-facts.ts";
import { indicatorsOf } from "./compose-outcome-report.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";
import type { Subject } from "./outcome-report.ts";
import { allocatedIn, allocatesTo, betSubject, commitmentSubject, workSubject } from "./subjects.ts";

/** As of when, and for whom. */
type Asked = { readonly principal: Principal; readonly instant: string; readonly now: string };

const NOT_YET = { code: "not_found", detail: "Nothing of this was recorded by then." } as const;

/**
 * The facts of a report as they were recorded by a settled instant, from those of the present, which say what may be read: what was taken
 * back since stays taken back, and a commitment that left its big bet since is not in it.
 *
 * Cost: linear in changes. A Query per hundred changes of each commitment (and one more to see that it may be read), of the partnership, of
 * each indicator and of each record of its work; and for each set of figures a Query, with GetItems where it was restated since. Refused
 * with `too_many_items` beyond a thousand sets or two hundred records; `not_found` where its subject was not recorded by then.
 */
export async function rewind(table: Table, facts: OutcomeFacts, asked: Asked): Promise<Result<OutcomeFacts>> {
  const { instant } = asked;
  const [past, partnership, bet] = await Promise.all([
    Promise.all(facts.commitments.map((one) => commitmentThen(table, one, asked))),
    facts.partnership ? partnershipAsOf(table, facts.partnership.head.id, instant) : undefined,
    facts.bet ? readBigBetAsOf(table, { id: facts.bet.id, ...asked, asOf: instant }) : undefined,
  ]);
  if (bet && !bet.ok) return bet;
  const { bet: _bet, partnership: _partnership, missing, ...rest } = facts;
  const betId = bet?.value.id;
  const strategyId = facts.kind === "strategy" ? facts.subject.id : undefined;
  const commitments = past
    .flat()
    .filter((one) => allocatesTo(one, strategyId))
    .filter(({ state }) => betId === undefined || state.commitment.bigBet?.id === betId);
  const subject = subjectThen(facts, { commitments, partnership, bet: bet?.value });
  if (!subject) return fail(NOT_YET);
  const then = {
    ...rest,
    subject,
    commitments,
    ...(partnership ? { partnership } : { missing: missing ?? ("no-partnership" as const) }),
    ...(bet ? { bet: bet.value } : {}),
    strategyIds: strategiesThen(facts, partnership, commitments),
    asOf: instant,
  };
  const figures = await figuresThen(table, then, instant);
  if (!figures.ok) return figures;
  const practice = await practiceAsOf(table, facts.practice, instant);
  if (!practice.ok) return practice;
  return ok({ ...then, summaries: figures.value, areProtected: true, practice: practice.value });
}

async function commitmentThen(
  table: Table,
  { state }: CommitmentAsRead,
  { principal, instant, now }: Asked,
): Promise<CommitmentAsRead[]> {
  const found = await readCommitmentAsOf(table, { id: state.commitment.id, principal, asOf: instant, now });
  return found.ok ? [found.value] : [];
}

type Then = {
  readonly commitments: readonly CommitmentAsRead[];
  readonly partnership: LoadedPartnership | undefined;
  readonly bet: NonNullable<OutcomeFacts["bet"]> | undefined;
};

function subjectThen({ kind, subject }: OutcomeFacts, then: Then): Subject | undefined {
  const { commitments, partnership, bet } = then;
  if (kind === "big-bet") return bet && betSubject(bet, bet);
  if (kind === "commitment") return commitments[0] && commitmentSubject(commitments[0]);
  return partnership && workSubject(partnership, kind === "strategy" ? subject.id : undefined);
}

function strategiesThen(
  { kind, strategyIds }: OutcomeFacts,
  partnership: LoadedPartnership | undefined,
  commitments: readonly CommitmentAsRead[],
): ReadonlySet<string> {
  if (kind === "strategy") return strategyIds;
  if (kind === "commitment" || !partnership) return new Set(allocatedIn(commitments));
  return new Set(partnership.strategies.map(({ id }) => id));
}

/** The figures of what the strategies led to then; what has been unlinked since is fetched as well. */
async function figuresThen(
  table: Table,
  then: Pick<OutcomeFacts, "partnership" | "strategyIds" | "summaries">,
  instant: string,
): Promise<Result<Summary[]>> {
  const { partnership, summaries } = then;
  if (!partnership || summaries.length === 0) return ok([]);
  const needed = indicatorsOf(then);
  const known = summaries.filter(({ indicatorId }) => needed.has(indicatorId));
  const missing = [...needed].filter((id) => !known.some(({ indicatorId }) => indicatorId === id));
  const more = missing.length === 0 ? [] : await findOwnSummaries(table, partnership.head.id, missing);
  const protect = (summary: Summary, options: { level: string }) => protectSummary(summary, options).summary;
  return summariesAsOf({ table, protect }, [...known, ...more], instant);
}
