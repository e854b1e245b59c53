import type { DrawingOf } from "./charts/drawn.ts";
import { type Drawable, Figure } from "./charts/figure.tsx";
import { drawSankey } from "./charts/sankey.tsx";

/** Money and what it is held to lead to, as bands in a page. */
export function SankeyFigure({ chart }: { chart: Drawable<DrawingOf<"sankey">> }) {
  return <Figure chart={chart} draw={drawSankey} />;
}
