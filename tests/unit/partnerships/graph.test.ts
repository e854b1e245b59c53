import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkEdge, type Edge } from "../../../shared/partnerships/systems-changes/edge.ts";
import { type GraphNode, graphOf } from "../../../shared/partnerships/systems-changes/graph.ts";
import { RECORDED_AT } from "./builders.ts";

const id = (kind: string, n: number) => `${kind}_${String(n).padStart(26, "0")}`;
const node = (n: number): GraphNode => ({ id: id("std", n), kind: "study", title: `Study ${n}` });
const edge = (from: number, to: number): Edge => ({
  id: id("edg", from * 1000 + to),
  createdAt: RECORDED_AT,
  fromId: id("std", from),
  toId: id("std", to),
  because: "It showed it",
  statedBy: "Leadership table",
  statedOn: "2026-02-12",
});

describe("an edge", () => {
  test("leads to something else, once, and never round in a circle", () => {
    const among = [edge(1, 2), edge(2, 3)];
    expect(checkEdge(edge(1, 3), among).ok).toBe(true);
    expect(checkEdge(edge(4, 4), among)).toMatchObject({ ok: false, problem: { code: "validation_failed" } });
    expect(checkEdge(edge(1, 2), among)).toMatchObject({ problem: { extra: { edgeId: edge(1, 2).id } } });
    expect(checkEdge({ ...edge(1, 3), statedOn: "2026-03-05" }, among)).toMatchObject({
      problem: { errors: [{ pointer: "/statedOn" }] },
    });
    expect(checkEdge(edge(3, 1), among)).toMatchObject({ problem: { errors: [{ pointer: "/toId" }] } });
  });

  test("added as long as it is allowed never makes a circle, in whatever order", () => {
    const pairs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 40 });
    fc.assert(
      fc.property(pairs, (asked) => {
        const edges: Edge[] = [];
        for (const [from, to] of asked) {
          const next = edge(from, to);
          if (checkEdge(next, edges).ok) edges.push(next);
        }
        expect(levels(edges)).toBeLessThanOrEqual(8);
      }),
    );
  });
});

/** The longest way along edges; without end where there is a circle. */
function levels(edges: readonly Edge[]): number {
  let ends = new Set(edges.map(({ fromId }) => fromId));
  for (let level = 0; level < 20; level++) {
    if (ends.size === 0) return level;
    ends = new Set(edges.filter(({ fromId }) => ends.has(fromId)).map(({ toId }) => toId));
  }
  return Number.POSITIVE_INFINITY;
}

describe("a graph", () => {
  test("has the stated edges and no other, and says what begins and what stands alone", () => {
    const graph = graphOf([node(1), node(2), node(3), node(4)], [edge(1, 2), edge(1, 3)]);
    expect(graph.edges.map(({ fromId, toId }) => [fromId, toId])).toEqual([
      [id("std", 1), id("std", 2)],
      [id("std", 1), id("std", 3)],
    ]);
    expect(graph.beginnings).toEqual([id("std", 1)]);
    expect(graph.alone).toEqual([id("std", 4)]);
  });

  test("tells nothing of an edge to what one may not see", () => {
    const graph = graphOf([node(1)], [edge(1, 2)]);
    expect(graph).toMatchObject({ edges: [], beginnings: [], alone: [id("std", 1)] });
  });

  test("is the same in whatever order its parts come, each node once", () => {
    const nodes = [1, 2, 3].map(node);
    const edges = [edge(1, 2), edge(2, 3)];
    const [one, other] = [
      graphOf([...nodes, node(1)], edges),
      graphOf(nodes.toReversed(), edges.toReversed()),
    ];
    expect(one).toEqual(other);
  });
});
