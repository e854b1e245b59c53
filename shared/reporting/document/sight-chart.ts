import type { Contents, OutcomeReport } from "../outcome/outcome-report.ts";
import { formatMoney } from "../wording/format.ts";
import type { Chart, SankeyLink, SankeyNode } from "./report-document.ts";

type Sight = Contents["line-of-sight"];
type Strategy = Sight["strategies"][number];
type Pooled = Contents["money"];

/** So many nodes can still be told apart; where there are more, the table alone says it. */
const MOST_NODES = 120;

/**
 * The line of sight as bands, a chart for each currency: as wide as the money from commitments to strategies, thin and even beyond, for a
 * contribution is no amount. Strategies that no money of the currency reaches stand in the table.
 */
export function sightCharts(content: Sight, report: Pick<OutcomeReport, "sections">): readonly Chart[] {
  const amounts = content.strategies.flatMap((strategy) => strategy.amounts);
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort();
  const charts = currencies.map((currency) => sightChart(content, { currency, money: moneyIn(report) }));
  return charts.filter(({ drawing }) => drawing.kind === "sankey" && drawing.nodes.length <= MOST_NODES);
}

function moneyIn({ sections }: Pick<OutcomeReport, "sections">): Pooled | undefined {
  const money = sections.find((section) => section.key === "money");
  return money?.content;
}

type In = { readonly currency: string; readonly money: Pooled | undefined };

function sightChart(content: Sight, { currency, money }: In): Chart {
  const funded = content.strategies.filter(({ amounts }) => amounts.some((one) => one.currency === currency));
  const sources = sourcesOf(funded, { currency, money });
  const beyond = beyondOf(content, new Set(funded.map(({ id }) => id)));
  const nodes = [
    ...sources.nodes,
    ...funded.map(({ id, name }) => ({ id, label: name, column: 1 })),
    ...beyond.nodes,
  ];
  const outcomes = beyond.nodes.filter((node) => node.column === 3).length;
  return {
    type: "chart",
    key: `line-of-sight-${currency}`,
    finding: `${counted(funded.length, "funded strategy", "funded strategies")} ${funded.length === 1 ? "is" : "are"} held to contribute to ${counted(outcomes, "outcome", "outcomes")}`,
    description: `Bands from commitments in ${currency} to strategies are as wide as their money: ${funded.map((one) => `${one.name} ${amountIn(one, currency)}`).join("; ")}. Lines beyond are thin and even: a contribution is no amount. What leads where is in the table.`,
    drawing: { kind: "sankey", nodes, links: [...sources.links, ...beyond.links] },
    dataIn: "line-of-sight",
  };
}

function counted(many: number, one: string, more: string): string {
  return many === 1 ? `One ${one}` : `${many} ${more}`;
}

function amountIn({ amounts }: Strategy, currency: string): string {
  return amounts
    .filter((one) => one.currency === currency)
    .map(formatMoney)
    .join("");
}

type Bands = { readonly nodes: readonly SankeyNode[]; readonly links: readonly SankeyLink[] };

/** Commitments and what each allocates to the strategies; one node for all the money where the report does not tell commitments. */
function sourcesOf(funded: readonly Strategy[], { currency, money }: In): Bands {
  const ids = new Set(funded.map(({ id }) => id));
  const commitments = (money?.commitments ?? []).filter((one) => one.money.currency === currency);
  const links = commitments.flatMap(({ commitment, allocations }) =>
    allocations.items
      .filter(({ strategyId }) => ids.has(strategyId))
      .map(({ strategyId, amount }) => ({
        source: commitment.id,
        target: strategyId,
        weight: Number(amount.amount),
      })),
  );
  if (links.length === 0) return pooledSource(funded, currency);
  const giving = new Set(links.map(({ source }) => source));
  const nodes = commitments
    .filter(({ commitment }) => giving.has(commitment.id))
    .map(({ commitment }) => ({ id: commitment.id, label: commitment.title, column: 0 }));
  return { nodes, links };
}

function pooledSource(funded: readonly Strategy[], currency: string): Bands {
  const source = `money-${currency}`;
  const links = funded.flatMap(({ id, amounts }) =>
    amounts
      .filter((one) => one.currency === currency)
      .map(({ amount }) => ({ source, target: id, weight: Number(amount) })),
  );
  return { nodes: [{ id: source, label: `Money in ${currency}`, column: 0 }], links };
}

/** What strategies lead to: each indicator and each line once. */
function beyondOf({ rows }: Sight, strategyIds: ReadonlySet<string>): Bands {
  const nodes = new Map<string, SankeyNode>();
  const links = new Map<string, SankeyLink>();
  const link = (source: string, target: string) => links.set(`${source} ${target}`, { source, target });
  for (const { strategyId, system, outcome } of rows) {
    if (!strategyIds.has(strategyId)) continue;
    if (system) {
      nodes.set(system.indicatorId, { id: system.indicatorId, label: system.name, column: 2 });
      link(strategyId, system.indicatorId);
    }
    if (outcome) {
      nodes.set(outcome.indicatorId, { id: outcome.indicatorId, label: outcome.name, column: 3 });
      link(system?.indicatorId ?? strategyId, outcome.indicatorId);
    }
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
