import type { Chart, Drawing } from "../../reporting/document/report-document.ts";
import { type Drawn, type Manner, patternId } from "./drawn.ts";
import { PAGE_LOOK } from "./look.ts";
import type { Language } from "./words.ts";

/** A chart as it is drawn: what its data is called, and where that stands, is the document's concern. */
export type Drawable<D extends Drawing = Drawing> = Pick<Chart, "key" | "finding" | "description"> & {
  readonly drawing: D;
};

/**
 * A chart in a page: titled by what it shows, described in text, drawn with the classes of the style sheet. Nothing where there is no
 * figure to draw. `draw` is what draws its kind, so that a page holds the code of no other.
 */
export function Figure<D extends Drawing>(props: {
  chart: Drawable<D>;
  draw: (drawing: D, manner: Manner) => Drawn;
  language?: Language;
}) {
  const { chart, draw, language = "en" } = props;
  const drawn = draw(chart.drawing, { look: PAGE_LOOK, language, id: patternId(chart.key) });
  if (!drawn) return null;
  return (
    <figure>
      <figcaption>{chart.finding}</figcaption>
      <svg viewBox={`0 0 ${drawn.width} ${drawn.height}`} role="img" aria-label={chart.description}>
        {drawn.content}
      </svg>
    </figure>
  );
}
