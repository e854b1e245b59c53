import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import type { RecordView } from "../record-kind.ts";
import type { Strategy } from "../strategy.ts";
import type { TestOfChange } from "../tests-of-change/test-of-change.ts";
import { EDGES, type Edge } from "./edge.ts";
import type { Study } from "./study.ts";
import type { SystemsChange } from "./systems-change.ts";

const NODE_KINDS = ["study", "strategy", "systems-change", "test-of-change"] as const;

export const GraphNodeSchema = lazy(() =>
  z
    .strictObject({
      id: z.string(),
      kind: z.enum(NODE_KINDS),
      title: z.string(),
      status: z.string().optional(),
      on: z.string().optional(),
    })
    .meta({ id: "GraphNode" }),
);
export type GraphNode = z.infer<ReturnType<typeof GraphNodeSchema>>;

export const GraphSchema = lazy(() =>
  z
    .strictObject({
      nodes: z.array(GraphNodeSchema()),
      edges: z.array(EDGES.schema()),
      beginnings: z
        .array(z.string())
        .meta({ description: "Nodes from which something followed, and to which nothing stated led." }),
      alone: z.array(z.string()).meta({
        description:
          "Nodes with no edge at all: they are there for their own reason, as far as anybody stated.",
      }),
    })
    .meta({ id: "Graph", description: "What led to what, as it was stated, and nothing else." }),
);
export type Graph = {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
  readonly beginnings: readonly string[];
  readonly alone: readonly string[];
};

/**
 * The graph of nodes and stated edges, each node once. An edge with an end that is not among the nodes is left out: whoever may not see
 * the end learns nothing of it. Ordered by id, so equal input gives equal output in whatever order it came.
 */
export function graphOf(nodes: readonly GraphNode[], stated: readonly Edge[]): Graph {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = stated
    .filter(({ fromId, toId }) => byId.has(fromId) && byId.has(toId))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const sources = new Set(edges.map(({ fromId }) => fromId));
  const targets = new Set(edges.map(({ toId }) => toId));
  const ids = [...byId.keys()].sort();
  return {
    nodes: ids.flatMap((id) => byId.get(id) ?? []),
    edges,
    beginnings: ids.filter((id) => sources.has(id) && !targets.has(id)),
    alone: ids.filter((id) => !sources.has(id) && !targets.has(id)),
  };
}

export function strategyNode({ id, name, status, startedOn }: Strategy): GraphNode {
  return node({ id, kind: "strategy", title: name, status, on: startedOn });
}

export function studyNode({ id, title, purpose, startedOn, withdrawn }: RecordView<Study>): GraphNode {
  return node({ id, kind: "study", title, status: withdrawn ? "withdrawn" : purpose, on: startedOn });
}

export function changeNode(change: RecordView<SystemsChange>): GraphNode {
  const { id, title, status, statusOn: on, withdrawn } = change;
  return node({ id, kind: "systems-change", title, status: withdrawn ? "withdrawn" : status, on });
}

export function testNode({ id, title, state, withdrawn }: RecordView<TestOfChange>): GraphNode {
  return node({ id, kind: "test-of-change", title, status: withdrawn ? "withdrawn" : state, on: undefined });
}

function node({ on, ...rest }: Omit<GraphNode, "on"> & { readonly on: string | undefined }): GraphNode {
  return on === undefined ? rest : { ...rest, on };
}
