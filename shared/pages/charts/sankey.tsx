import { linkHorizontal } from "d3-shape";
import type { DrawingOf, Drawn, Manner } from "./drawn.ts";
import { LINE, linesOf } from "./lettering.ts";
import { Lines } from "./lines.tsx";
import { layOut, type PlacedLink, type PlacedNode } from "./sankey-layout.ts";
import { rounded } from "./scale.ts";

const COLUMN = 180;
const BAR = 8;
/** The height of a node without an amount; no other is less high. */
const LEAST = 3;

type Sankey = DrawingOf<"sankey">;

/** Nodes in columns, and what leads from one to the next: bands as wide as their weight, thin even lines where they have none. */
export function drawSankey(drawing: Sankey, { look }: Manner): Drawn {
  if (drawing.nodes.length === 0) return undefined;
  const counts = [...Map.groupBy(drawing.nodes, ({ column }) => column).values()].map(({ length }) => length);
  const width = Math.max(counts.length * COLUMN, 2 * COLUMN);
  const texts = new Map(drawing.nodes.map(({ id, label }) => [id, linesOf(label, COLUMN - BAR - 18)]));
  const lines = Math.max(...[...texts.values()].map(({ length }) => length), 1);
  const space = lines * LINE + 6;
  const height = (Math.max(...counts) + 1) * space + 120;
  const { nodes, links } = layOut(drawing, { width: width - COLUMN + BAR, height, bar: BAR, space });
  const foot = Math.max(...nodes.map(({ y0, y1 }) => Math.max(y1, (y0 + y1) / 2 + space / 2)));
  return {
    width,
    height: Math.ceil(foot) + 4,
    content: (
      <>
        {links.map((link) => (
          <path
            {...look(link.width === undefined ? "thread" : "band")}
            {...(link.width === undefined ? {} : { "stroke-width": rounded(Math.max(link.width, 1)) })}
            d={curve(link)}
          />
        ))}
        {nodes.map((node) => (
          <NodeBar node={node} lines={texts.get(node.id) ?? []} look={look} />
        ))}
      </>
    ),
  };
}

function curve({ from, to }: PlacedLink): string | undefined {
  const path = linkHorizontal<PlacedLink, readonly [number, number]>()
    .source((link) => link.from)
    .target((link) => link.to)
    .x(([x]) => rounded(x))
    .y(([, y]) => rounded(y));
  return path({ from, to, width: undefined }) ?? undefined;
}

function NodeBar(props: { node: PlacedNode; lines: readonly string[]; look: Manner["look"] }) {
  const { node, lines, look } = props;
  const middle = (node.y0 + node.y1) / 2;
  const height = node.isWeighed ? Math.max(node.y1 - node.y0, LEAST) : LEAST;
  const first = middle - (lines.length * LINE) / 2 + 11;
  return (
    <>
      <rect
        {...look("solid")}
        x={rounded(node.x0)}
        y={rounded(middle - height / 2)}
        width={BAR}
        height={rounded(height)}
      />
      <Lines lines={lines} x={rounded(node.x1 + 6)} y={rounded(first)} look={look} mark="halo" />
    </>
  );
}
