import { type SankeyLinkMinimal, type SankeyNodeMinimal, sankey } from "d3-sankey";
import type { SankeyLink, SankeyNode } from "../../reporting/document/report-document.ts";

type Graph = { readonly nodes: readonly SankeyNode[]; readonly links: readonly SankeyLink[] };

/** A node where it lies: its bar from `x0` to `x1` and from `y0` to `y1`. */
export type PlacedNode = SankeyNode & {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  /** Whether its height tells an amount: one of its links has a weight. */
  readonly isWeighed: boolean;
};

/** A link where it lies: its ends' middles; without a weight it has no width. */
export type PlacedLink = {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly width: number | undefined;
};

export type Size = {
  readonly width: number;
  readonly height: number;
  readonly bar: number;
  /** Between two nodes of a column. */
  readonly space: number;
};

type Node = Partial<SankeyNode> & {
  readonly id: string;
  readonly column: number;
  readonly fixedValue?: number;
};
type Laid = Node & SankeyNodeMinimal<Node, Link>;
type Link = { readonly weight: number | undefined };
type LaidLink = Link & SankeyLinkMinimal<Node, Link>;

/** What a link without weight takes of the height of its nodes, as a share of all weights. */
const THREAD_SHARE = 0.015;

/**
 * Lays nodes and bands out. Only links from a column to a later one are drawn: what leads back, to itself or to no node is left out, and
 * stands in the table.
 */
export function layOut(graph: Graph, size: Size): { nodes: PlacedNode[]; links: PlacedLink[] } {
  const columns = columnsOf(graph);
  const nodes: Node[] = graph.nodes.map((node) => ({ ...node, column: columns.indexOf(node.column) }));
  const columnOf = new Map(nodes.map(({ id, column }) => [id, column]));
  const forward = graph.links.filter(
    ({ source, target }) => (columnOf.get(source) ?? Number.NaN) < (columnOf.get(target) ?? Number.NaN),
  );
  const links = weighed(forward);
  const rail = railOf(columns.length);
  const laid = sankey<Node, Link>()
    .nodeId(({ id }) => id)
    .nodeAlign(({ column }) => column)
    .nodeWidth(size.bar)
    .nodePadding(size.space)
    .extent([
      [0, size.space / 2],
      [size.width, size.height - size.space / 2],
    ])({
    nodes: [...nodes.map((node) => sized(node, links)), ...rail.nodes],
    links: [...links, ...rail.links],
  });
  return {
    nodes: laid.nodes.filter(({ id }) => columnOf.has(id)).map(placedNode),
    links: laid.links.filter((link) => columnOf.has(idOf(link.source))).map(placedLink),
  };
}

function columnsOf({ nodes }: Graph): number[] {
  return [...new Set(nodes.map(({ column }) => column))].sort((a, b) => a - b);
}

/** Links with the height that each takes of its nodes: its weight, or a small share of all weights. */
function weighed(links: readonly SankeyLink[]) {
  const all = links.reduce((sum, { weight = 0 }) => sum + Math.max(weight, 0), 0);
  const thread = all > 0 ? all * THREAD_SHARE : 1;
  return links.map(({ source, target, weight = 0 }) => ({
    source,
    target,
    weight: weight > 0 ? weight : undefined,
    value: weight > 0 ? weight : thread,
  }));
}

/** A node as high as what comes to it or leaves it; one without links is not without height, for the library divides by heights. */
function sized(node: Node, links: ReturnType<typeof weighed>): Node {
  const sumOf = (side: "source" | "target") =>
    links.filter((link) => link[side] === node.id).reduce((sum, { value }) => sum + value, 0);
  const least = Math.min(...links.map(({ value }) => value), 1);
  return { ...node, fixedValue: Math.max(sumOf("source"), sumOf("target"), least) };
}

/** A chain through all columns that is not drawn: the library counts columns by the longest chain of links, and ours may skip some. */
function railOf(columns: number) {
  const nodes: Node[] = Array.from({ length: columns }, (_, column) => ({
    id: `rail ${column}`,
    column,
    fixedValue: 0,
  }));
  const links = nodes.slice(1).map(({ id }, index) => ({
    source: `rail ${index}`,
    target: id,
    weight: undefined,
    value: 0,
  }));
  return { nodes, links };
}

function idOf(end: LaidLink["source"]): string {
  return typeof end === "object" ? (end as Laid).id : String(end);
}

function placedNode(node: Laid): PlacedNode {
  const { id, column, label = "", x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  return { id, column, label, x0, x1, y0, y1, isWeighed: isWeighed(node) };
}

function isWeighed({ sourceLinks = [], targetLinks = [] }: Laid): boolean {
  return [...sourceLinks, ...targetLinks].some(({ weight }) => weight !== undefined);
}

/** Where a link meets a node: in its order where height tells an amount, else in the middle. */
function meets(node: Laid, at: number | undefined): number {
  return isWeighed(node) ? (at ?? 0) : ((node.y0 ?? 0) + (node.y1 ?? 0)) / 2;
}

function placedLink(link: LaidLink): PlacedLink {
  const [source, target] = [link.source as Laid, link.target as Laid];
  return {
    from: [source.x1 ?? 0, meets(source, link.y0)],
    to: [target.x0 ?? 0, meets(target, link.y1)],
    width: link.weight === undefined ? undefined : link.width,
  };
}
