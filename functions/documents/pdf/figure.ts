import { chartFile } from "../../../shared/pages/charts/chart.tsx";
import type { Chart } from "../../../shared/reporting/document/report-document.ts";
import { type Book, linesIn, makeRoom } from "./book.ts";
import { num } from "./objects.ts";
import { AREA, mark, PAPER, type Pen, write } from "./paper.ts";
import { penOf, STYLES } from "./prose.ts";
import { type Plotted, plot } from "./svg.ts";
import { described, type Element } from "./tags.ts";

/** Points a unit of a drawing. */
const SCALE = 0.8;
/** So many rows of a dumbbell fit on a page. */
const ROWS_A_PAGE = 11;

/** Two stand side by side where both are no wider than this. */
const HALF = (AREA.right - AREA.left - 28) / 2;

type Drawn = { readonly chart: Chart; readonly plotted: Plotted; readonly isFirst: boolean };

/**
 * Charts that follow one another, each under what it shows, two side by side where they are narrow. What does not fit on a page is drawn
 * smaller; a long dumbbell is drawn in parts, on one scale.
 */
export function writeCharts(book: Book, parent: Element, charts: readonly Chart[]): void {
  const drawn = charts.flatMap((chart) => drawnOf(book, chart));
  for (let next = 0; next < drawn.length; ) {
    const [left, right] = drawn.slice(next, next + 2);
    const pair = left && right && isNarrow(left) && isNarrow(right) ? [left, right] : left ? [left] : [];
    writeRow(book, parent, pair);
    next += Math.max(pair.length, 1);
  }
}

function isNarrow({ plotted }: Drawn): boolean {
  return plotted.width * SCALE <= HALF;
}

function drawnOf(book: Book, chart: Chart): Drawn[] {
  return partsOf(chart).flatMap((part, index) => {
    const plotted = plottedOf(book, part);
    return plotted ? [{ chart: part, plotted, isFirst: index === 0 }] : [];
  });
}

function partsOf(chart: Chart): readonly Chart[] {
  const { drawing } = chart;
  if (drawing.kind !== "dumbbell" || drawing.rows.length <= ROWS_A_PAGE) return [chart];
  const alongside = drawing.rows.flatMap(({ before, now }) =>
    [before, now].filter((value) => value !== null),
  );
  return Array.from({ length: Math.ceil(drawing.rows.length / ROWS_A_PAGE) }, (_, part) => {
    const rows = drawing.rows.slice(part * ROWS_A_PAGE, (part + 1) * ROWS_A_PAGE);
    return { ...chart, drawing: { ...drawing, rows, alongside } };
  });
}

function plottedOf(book: Book, chart: Chart): Plotted | undefined {
  const svg = chartFile(chart, book.about.language);
  if (svg === undefined) return undefined;
  const plotted = plot(svg, { letters: book.regular, face: book.regular.name });
  for (const opacity of plotted.opacities) book.opacities.add(opacity);
  return plotted;
}

/** Figures beside each other, their drawings on one line. */
function writeRow(book: Book, parent: Element, row: readonly Drawn[]): void {
  const { leading } = STYLES.caption;
  const pen = penOf(book, STYLES.caption);
  const width = row.length > 1 ? HALF : AREA.right - AREA.left;
  const set = row.map(({ chart, plotted, isFirst }) => {
    const most = { face: pen.face, size: pen.size, width: Math.min(width, 520) };
    return { chart, plotted, lines: isFirst ? linesIn(book, chart.finding, most) : [] };
  });
  const title = Math.max(...set.map(({ lines }) => lines.length)) * leading + STYLES.caption.after;
  const room = AREA.bottom - AREA.top - title - SPACE;
  const scales = set.map(({ plotted }) => Math.min(SCALE, room / plotted.height, width / plotted.width));
  const height = Math.max(...set.map(({ plotted }, index) => plotted.height * (scales[index] ?? 0)));
  makeRoom(book, title + height + SPACE);
  for (const [index, { chart, plotted, lines }] of set.entries()) {
    const x = AREA.left + index * (HALF + 28);
    writeFinding(book, parent, { lines, pen, x });
    drawFigure(book, parent, { chart, plotted, x, y: book.y + title, scale: scales[index] ?? SCALE });
  }
  book.y += title + height + SPACE;
}

const SPACE = 14;

function writeFinding(
  book: Book,
  parent: Element,
  { lines, pen, x }: { lines: readonly string[]; pen: Pen; x: number },
): void {
  if (lines.length === 0) return;
  const finding = book.tags.open(parent, "P");
  const { leading, size } = STYLES.caption;
  const placed = lines.map((text, line) => ({ text, x, y: book.y + line * leading + size }));
  write(book.sheet, finding, { pen, lines: placed });
  book.tags.close(finding);
}

function drawFigure(
  { tags, sheet }: Book,
  parent: Element,
  of: { chart: Chart; plotted: Plotted; x: number; y: number; scale: number },
): void {
  const { chart, plotted, x, y, scale } = of;
  const [top, foot] = [PAPER.height - y, PAPER.height - y - plotted.height * scale];
  const box = [x, foot, x + plotted.width * scale, top].map(num).join(" ");
  const where = `/A<</O/Layout/Placement/Block/BBox[${box}]>>`;
  const figure = tags.open(parent, "Figure", `${described(chart.description)}${where}`);
  mark(sheet, figure, () => {
    const place = `${precise(scale)} 0 0 ${precise(-scale)} ${num(x)} ${num(top)} cm`;
    sheet.content.push(`q ${place}`, plotted.operators, "Q");
  });
  // Letters in the drawing were written with a pen of its own.
  sheet.pen = "";
  tags.close(figure);
}

function precise(scale: number): string {
  return scale.toFixed(5);
}
