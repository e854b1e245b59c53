import { LineOfSight, SankeyFigure } from "../../../shared/pages/index.ts";
import type { SankeyLink, SankeyNode } from "../../../shared/reporting/document/report-document.ts";
import type { Report } from "../../../shared/reporting/index.ts";
import { formatMoney, formatMoneyShort } from "../../../shared/reporting/wording/format.ts";
import { Acts } from "./elements.tsx";

type Facts = Pick<Report, "allocations" | "lineOfSight">;
type Named = { readonly id: string; readonly title: string };

/** So many nodes can still be told apart; where there are more, the table alone says it. */
const MOST_NODES = 120;

/**
 * From the money of a commitment to outcomes: bands as wide as the money as far as money goes, thin even lines beyond, and the same as a
 * table. What is not divided among strategies is shown as such.
 */
export function CommitmentSight(props: {
  readonly facts: Facts;
  readonly commitment: Named;
  readonly hasPartnership: boolean;
  readonly mayWrite: boolean;
}) {
  const { facts, commitment, hasPartnership, mayWrite } = props;
  const address = `/commitments/${commitment.id}`;
  if (!hasPartnership)
    return (
      <p>
        Strategies and what they lead to are a partnership’s. None that you may read is linked to this
        commitment.
      </p>
    );
  const divide = <Acts offers={[{ address: `${address}/allocations`, text: "Divide among strategies" }]} />;
  if (facts.allocations.items.length === 0)
    return (
      <>
        <p>Nothing of it is divided among strategies yet, so it leads nowhere that can be shown.</p>
        {mayWrite && divide}
      </>
    );
  return (
    <>
      <Bands facts={facts} commitment={commitment} />
      <LineOfSight
        rows={facts.lineOfSight}
        indicatorsAt={`${address}/report#`}
        unallocated={facts.allocations.unallocated.amount}
      />
      <p class="soft">
        A line says what is held to contribute to what, on the evidence that is named. It is no amount, and no
        claim of a cause.
      </p>
      {mayWrite && divide}
    </>
  );
}

function Bands({ facts, commitment }: { facts: Facts; commitment: Named }) {
  const { nodes, links } = drawingOf(facts, commitment);
  if (nodes.length > MOST_NODES) return null;
  const { items, unallocated } = facts.allocations;
  const outcomes = nodes.filter(({ column }) => column === 3).length;
  const parts = items.map((item) => `${nameOf(item)} ${formatMoney(item.amount)}`);
  const chart = {
    key: "line-of-sight",
    finding: `${counted(items.length, "funded strategy is", "funded strategies are")} held to contribute to ${counted(outcomes, "outcome", "outcomes")}`,
    description: `Bands from the commitment to strategies are as wide as their money: ${parts.join("; ")}. Unallocated ${formatMoney(unallocated.amount)}. Lines beyond are thin and even: a contribution is no amount. What leads where is in the table.`,
    drawing: { kind: "sankey", nodes, links },
  } as const;
  return <SankeyFigure chart={chart} />;
}

function counted(many: number, one: string, more: string): string {
  return many === 1 ? `One ${one}` : `${many} ${more}`;
}

function nameOf({ strategyName, strategyId }: Facts["allocations"]["items"][number]): string {
  return strategyName ?? strategyId;
}

/** Nodes and bands: the commitment, its strategies and what is unallocated, systems indicators, outcomes. */
export function drawingOf(
  { allocations, lineOfSight }: Facts,
  { id, title }: Named,
): { readonly nodes: readonly SankeyNode[]; readonly links: readonly SankeyLink[] } {
  const { items, unallocated, basis } = allocations;
  const nodes = new Map<string, SankeyNode>();
  const links = new Map<string, SankeyLink>();
  const place = (node: SankeyNode) => nodes.set(node.id, node);
  const join = (link: SankeyLink) => links.set(`${link.source} ${link.target}`, link);
  place({ id, label: `${title}: ${formatMoneyShort(basis.amount)}`, column: 0 });
  for (const item of items) {
    place({
      id: item.strategyId,
      label: `${nameOf(item)}: ${formatMoneyShort(item.amount)}`,
      column: 1,
    });
    join({ source: id, target: item.strategyId, weight: Number(item.amount.amount) });
  }
  if (Number(unallocated.amount.amount) > 0) {
    place({ id: "unallocated", label: `Unallocated: ${formatMoneyShort(unallocated.amount)}`, column: 1 });
    join({ source: id, target: "unallocated", weight: Number(unallocated.amount.amount) });
  }
  for (const { strategyId, system, outcome } of lineOfSight) {
    if (system) {
      place({ id: system.indicatorId, label: system.name, column: 2 });
      join({ source: strategyId, target: system.indicatorId });
    }
    if (outcome) {
      place({ id: outcome.indicatorId, label: outcome.name, column: 3 });
      join({ source: system?.indicatorId ?? strategyId, target: outcome.indicatorId });
    }
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
