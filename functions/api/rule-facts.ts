import { protectSummary } from "../../shared/disclosure/index.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { bigBetFacts } from "../../shared/investments/big-bets/read-big-bet-facts.ts";
import {
  decidingValue,
  foreignClauses,
  type MeasureFact,
  NO_FACTS,
  type ReadRuleFacts,
  type RuleFacts,
} from "../../shared/investments/index.ts";
import {
  accountabilityOf,
  findOwnSummaries,
  type Summary,
  stillLatest,
} from "../../shared/measurement/index.ts";
import { designationsFor, mayRead, partnershipPk, readPartnership } from "../../shared/partnerships/index.ts";
import { headKey } from "../../shared/platform/aggregate.ts";
import type { Table } from "../../shared/platform/table.ts";
import { periodLabel } from "../../shared/platform/time.ts";
import type { Write } from "../../shared/platform/transaction.ts";

type Clauses = ReturnType<typeof foreignClauses>;

/**
 * How the payment rules of a caller's commitments come to the facts of other contexts: what indicators say, protected as it is
 * in reports, which gateways were reached, and how the shared plan stands. One round, or none where nothing asks for them.
 */
export function ruleFacts(table: Table, principal: Principal): ReadRuleFacts {
  return async ({ partnershipId, bigBet }, wanted) => {
    const clauses = foreignClauses(wanted.tranches);
    const asksOfPartnership =
      wanted.strategies || clauses.some(({ kind }) => kind === "measure" || kind === "gateway");
    const readsPlan = clauses.some(({ kind }) => kind === "milestone");
    const betId = wanted.bigBetId ?? (readsPlan ? bigBet?.id : undefined);
    const [ofPartnership, bet] = await Promise.all([
      asksOfPartnership && partnershipId
        ? factsOfPartnership(table, principal, { partnershipId, clauses })
        : NO_FACTS,
      betId === undefined ? undefined : bigBetFacts(table, betId, principal.organisationId),
    ]);
    if (!bet?.ok) return ofPartnership;
    // A deed that rests on the bet itself checks its version; a rule that only reads the plan has it checked here.
    const checks = wanted.bigBetId ? [] : [versionCheck(bet.value.pk, bet.value.version)];
    return { ...ofPartnership, bigBet: bet.value, checks: [...ofPartnership.checks, ...checks] };
  };
}

async function factsOfPartnership(
  table: Table,
  principal: Principal,
  asked: { readonly partnershipId: string; readonly clauses: Clauses },
): Promise<RuleFacts> {
  const { partnershipId, clauses } = asked;
  const indicatorIds = [
    ...new Set(clauses.flatMap((clause) => (clause.kind === "measure" ? clause.indicatorId : []))),
  ];
  const [partnership, summaries] = await Promise.all([
    readPartnership(table, partnershipId),
    findOwnSummaries(table, partnershipId, indicatorIds),
  ]);
  if (!partnership || !mayRead(partnership, principal)) return NO_FACTS;
  const measures = summaries.flatMap((summary) => measureFact(summary) ?? []);
  const gateways = designationsFor(partnership, principal.organisationId).map((designation) => ({
    framework: designation.framework,
    gateway: designation.gateway,
    reachedOn: designation.reachedOn,
    version: String(designation.revision),
  }));
  return {
    measures,
    gateways,
    partnership: {
      partnershipId,
      pk: partnershipPk(partnershipId),
      ownerId: partnership.head.backboneId,
      version: partnership.version,
      strategyIds: partnership.strategies.map(({ id }) => id),
    },
    checks: [
      versionCheck(partnershipPk(partnershipId), partnership.version),
      ...latestChecks(clauses, measures),
    ],
  };
}

/** That the figures on which measured clauses are decided are still the latest revisions. */
function latestChecks(clauses: Clauses, measures: readonly MeasureFact[]): Write[] {
  const refs = clauses.flatMap((clause) => {
    if (clause.kind !== "measure") return [];
    const fact = measures.find(({ indicatorId }) => indicatorId === clause.indicatorId);
    return (fact && decidingValue(clause, fact)?.value.ref) ?? [];
  });
  return [...new Set(refs)].flatMap((ref) => stillLatest(ref) ?? []);
}

function measureFact(summary: Summary): MeasureFact | undefined {
  const { definition, indicatorId } = summary;
  if (!definition) return undefined;
  const sets = Object.values(protectSummary(summary).summary.sets.all ?? {});
  const values = sets
    .map(({ ref, period, cells }) => ({
      ref,
      periodEnd: period.end,
      label: periodLabel(period),
      value: cells.all?.status === "ok" ? cells.all.value : null,
    }))
    .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
  const accountability = accountabilityOf(definition.level);
  return { indicatorId, name: definition.name, version: definition.version, accountability, values };
}

function versionCheck(pk: string, version: number): Write {
  return {
    check: headKey(pk),
    condition: { expression: "version = :version", values: { ":version": version } },
  };
}
