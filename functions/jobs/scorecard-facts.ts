import {
  type CommitmentState,
  commitmentsPage,
  loadCommitment,
  toCommitment,
} from "../../shared/investments/index.ts";
import { readFunderSettings } from "../../shared/investments/settings/settings.store.ts";
import { findIndicators } from "../../shared/measurement/index.ts";
import { readPartnership, SYSTEMS_CHANGES } from "../../shared/partnerships/index.ts";
import { recordsPage } from "../../shared/partnerships/record.store.ts";
import { standing } from "../../shared/partnerships/record-kind.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import { type Money, money, sumMinor } from "../../shared/platform/money.ts";
import type { Position, Table } from "../../shared/platform/table.ts";
import type { Choices } from "../../shared/publication/scorecards/choices.ts";
import type { ReadScorecardFacts, ScorecardFacts } from "../../shared/publication/scorecards/facts.ts";

/** Commitments whose money is at work; what is only intended, or over, is no part of it. */
const AT_WORK = ["active", "suspended", "closing"];
const WIDTH = 10;

/**
 * What a scorecard shows of records, as far as its partnership chose it. Rounds: the partnership, then its systems changes, targets and
 * commitments side by side; of these the funders' settings, then the allocations that may be shown.
 */
export function scorecardFacts(table: Table): ReadScorecardFacts {
  return async (partnershipId, choices) => {
    const partnership = await readPartnership(table, partnershipId);
    if (!partnership) throw new Error(`There is no partnership ${partnershipId}.`);
    const { strategies, designations } = partnership;
    const [targets, systemsChanges, shown] = await Promise.all([
      targetsOf(table, choices),
      changesOf(table, partnershipId, choices),
      choices.showsMoney ? moneyOf(table, partnershipId) : new Map<string, Money[]>(),
    ]);
    return {
      targets,
      systemsChanges,
      strategies: new Map(strategies.map(({ id, name }) => [id, { name }])),
      gateways: designations
        .filter(({ withdrawal, decidedBy }) => withdrawal === undefined && decidedBy.isNetwork)
        .map(({ framework, gateway, reachedOn }) => ({ framework, gateway, reachedOn })),
      money: shown,
    };
  };
}

/** The goals for everybody of the indicators that were chosen with theirs. */
async function targetsOf(table: Table, { indicators = [] }: Choices): Promise<ScorecardFacts["targets"]> {
  const ids = indicators.filter(({ showsTarget }) => showsTarget).map(({ id }) => id);
  const found = await findIndicators(table, ids);
  return new Map(
    [...found].flatMap(([id, { indicator }]) => {
      const target = indicator.targets.find(({ dimensions }) => Object.keys(dimensions).length === 0)?.target;
      return target ? [[id, target] as const] : [];
    }),
  );
}

/** The systems changes that were chosen, as far as all see them with whom the partnership is shared. A Query a page, until all are found. */
async function changesOf(
  table: Table,
  partnershipId: string,
  { systemsChanges }: Choices,
): Promise<ScorecardFacts["systemsChanges"]> {
  const chosen = new Set(systemsChanges.map(({ id }) => id));
  const found = new Map<string, { title: string; status: string; statusOn: string }>();
  const list = { partnershipId, access: "shared" as const, limit: 100 };
  let from: Position | undefined;
  while (found.size < chosen.size) {
    const page = await recordsPage(table, SYSTEMS_CHANGES, { ...list, ...(from ? { from } : {}) });
    for (const { id, title, status, statusOn } of standing(page.items))
      if (chosen.has(id)) found.set(id, { title, status, statusOn });
    from = page.next;
    if (!from) break;
  }
  return found;
}

/** What funders that let it be shown have allocated to each strategy, a currency each. */
async function moneyOf(table: Table, partnershipId: string): Promise<Map<string, Money[]>> {
  const listed = await commitmentsAtWork(table, partnershipId);
  const funders = [...new Set(listed.map(({ funder }) => funder.organisationId))];
  const settings = await inParallel(funders, WIDTH, async (id) => {
    return { id, shows: (await readFunderSettings(table, id)).settings.showsAllocations === true };
  });
  const showing = new Set(settings.filter(({ shows }) => shows).map(({ id }) => id));
  const shown = listed.filter(({ funder }) => showing.has(funder.organisationId));
  const loaded = await inParallel(shown, WIDTH, ({ id }) => loadCommitment(table, id));
  return byStrategy(loaded.flatMap((one) => (one ? [one.state] : [])));
}

async function commitmentsAtWork(table: Table, partnershipId: string) {
  const found: CommitmentState["commitment"][] = [];
  let from: Position | undefined;
  do {
    const paging = { limit: 100, ...(from ? { from } : {}) };
    const page = await commitmentsPage(table, { of: "partnership", partnershipId }, paging);
    found.push(...page.items.map((item) => toCommitment(item).commitment));
    from = page.next;
  } while (from);
  return found.filter(({ status }) => AT_WORK.includes(status));
}

function byStrategy(commitments: readonly CommitmentState[]): Map<string, Money[]> {
  const lines = commitments.flatMap(({ allocations, commitment: { currency } }) =>
    allocations.map(({ strategyId, amountMinor }) => ({ strategyId, amountMinor, currency })),
  );
  const sums = [...Map.groupBy(lines, ({ strategyId }) => strategyId)].map(([strategyId, own]) => {
    const byCurrency = [...Map.groupBy(own, ({ currency }) => currency)].sort(([a], [b]) => (a < b ? -1 : 1));
    const amounts = byCurrency.map(([currency, some]) =>
      money(sumMinor(some.map(({ amountMinor }) => amountMinor)), currency),
    );
    return [strategyId, amounts] as const;
  });
  return new Map(sums);
}
