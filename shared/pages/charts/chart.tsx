import type { Drawing } from "../../reporting/document/report-document.ts";
import { type Drawn, type Manner, patternId } from "./drawn.ts";
import { drawDumbbell } from "./dumbbell.tsx";
import { type Drawable, Figure } from "./figure.tsx";
import { FILE_LOOK } from "./look.ts";
import { drawSankey } from "./sankey.tsx";
import { drawSeries } from "./series.tsx";
import { drawStackedBars } from "./stacked-bars.tsx";
import type { Language } from "./words.ts";

/**
 * A chart of any kind in a page.
 *
 * @example <ChartFigure chart={chart} language={document.language} />
 */
export function ChartFigure({ chart, language }: { chart: Drawable; language: Language }) {
  return <Figure chart={chart} draw={draw} language={language} />;
}

/**
 * A chart as a file of its own, which opens by itself: black on white by attributes alone, no script, no style sheet, no font and no
 * address of anybody else. Undefined where there is no figure to draw.
 */
export function chartFile(chart: Drawable, language: Language): string | undefined {
  const drawn = draw(chart.drawing, { look: FILE_LOOK, language, id: patternId(chart.key) });
  if (!drawn) return undefined;
  const { width, height } = drawn;
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      lang={language}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby="title description"
      font-family="system-ui, sans-serif"
      font-size="12"
    >
      <title id="title">{chart.finding}</title>
      <desc id="description">{chart.description}</desc>
      <rect width={width} height={height} fill="#ffffff" />
      {drawn.content}
    </svg>
  );
  return svg.toString();
}

function draw(drawing: Drawing, manner: Manner): Drawn {
  switch (drawing.kind) {
    case "series":
      return drawSeries(drawing, manner);
    case "stacked-bars":
      return drawStackedBars(drawing, manner);
    case "dumbbell":
      return drawDumbbell(drawing, manner);
    case "sankey":
      return drawSankey(drawing, manner);
  }
}
