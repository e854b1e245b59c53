import { line } from "d3-shape";
import type { Point } from "../../reporting/document/report-document.ts";
import type { DrawingOf, Drawn, Manner } from "./drawn.ts";
import { widthOf } from "./lettering.ts";
import { boundsOf, linear, rounded, type Scale, scaleOf } from "./scale.ts";
import { tickText, valueText } from "./values.ts";
import { chartWords } from "./words.ts";

const WIDTH = 400;
const HEIGHT = 210;
const BOTTOM = HEIGHT - 34;
/** Room at the right for what is written beside the last figure, at least. */
const LEAST_RIGHT = 58;

type Series = DrawingOf<"series">;
type Place = { readonly x: number; readonly y: number };
type Placed = { readonly point: Point; readonly x: number; readonly y: number | null };

/** All that the parts of the drawing share. */
type Plot = {
  readonly drawing: Series;
  readonly manner: Manner;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly scale: Scale;
  readonly placed: readonly Placed[];
  readonly shown: readonly (Placed & Place)[];
  readonly target: Place | undefined;
  readonly baseline: Place | undefined;
};

/** A series as a line with direct labels; the way to the target dashed, the baseline marked, a gap where nothing is shown. */
export function drawSeries(drawing: Series, manner: Manner): Drawn {
  const plot = plotOf(drawing, manner);
  if (plot === undefined) return undefined;
  return {
    width: WIDTH,
    height: HEIGHT,
    content: (
      <>
        <Grid {...plot} />
        <Centre {...plot} />
        <Aim {...plot} />
        <Baseline {...plot} />
        {runsOf(plot).map((run) => (
          <path
            {...manner.look("line")}
            d={
              line<Place>()
                .x(({ x }) => x)
                .y(({ y }) => y)(run) ?? undefined
            }
          />
        ))}
        {plot.shown.map(({ x, y }) => (
          <circle {...manner.look("dot")} cx={x} cy={y} r="3.5" />
        ))}
        <Labels {...plot} />
        <Times {...plot} />
        <Breaks {...plot} />
        <Protected {...plot} />
      </>
    ),
  };
}

function plotOf(drawing: Series, manner: Manner): Plot | undefined {
  const { points, target, baseline, centre, alongside = [], unit } = drawing;
  const ends = [target, baseline, centre].flatMap((end) => end?.value ?? []).concat(alongside);
  const figures = points.flatMap(({ value }) => value ?? []);
  if (figures.length === 0) return undefined;
  const top = drawing.breaksBefore?.length ? 34 : 22;
  const scale = scaleOf([...figures, ...ends], { from: BOTTOM, to: top }, boundsOf(unit));
  const left = Math.ceil(Math.max(...scale.ticks.map((tick) => widthOf(tickText(tick, unit)))) + 10);
  const right = rightOf(drawing);
  const x = across(drawing, { left, right });
  const placed = points.map((point, index) => ({
    point,
    x: x.ofPoint(index),
    y: point.value === null ? null : scale.at(point.value),
  }));
  const shown = placed.flatMap((one) => (one.y === null ? [] : [{ ...one, y: one.y }]));
  return {
    drawing,
    manner,
    left,
    right,
    top,
    scale,
    placed,
    shown,
    target: target && { x: x.ofTarget, y: scale.at(target.value) },
    baseline: baseline && { x: x.ofBaseline, y: scale.at(baseline.value) },
  };
}

/** Where the plot ends: what is written beside the last figure, or over the target, still fits. */
function rightOf({ points, target, unit }: Series): number {
  const last = points.findLast(({ value }) => value !== null);
  const beside = target || !last ? 0 : widthOf(textOf(last, unit)) + 10;
  const over = target ? widthOf(textOf(target, unit)) / 2 : 0;
  return WIDTH - Math.ceil(Math.max(LEAST_RIGHT, beside, over));
}

function textOf({ text, value }: Pick<Point, "text" | "value">, unit: string): string {
  return text ?? valueText(value ?? 0, unit);
}

/** Where everything lies from left to right: by its day where all have one, else evenly, the target after the last. */
function across(
  { points, target, baseline }: Series,
  { left, right }: { readonly left: number; readonly right: number },
) {
  const days = points.map(({ on }) => (on === undefined ? Number.NaN : Date.parse(on)));
  const isDated =
    days.every((day) => !Number.isNaN(day)) && (target === undefined || target.on !== undefined);
  const steps = isDated ? days : points.map((_, index) => index);
  const stepOf = (mark: Series["target"], otherwise: number) => {
    const at = points.findIndex(({ label }) => label === mark?.label);
    if (isDated && mark?.on !== undefined) return Date.parse(mark.on);
    return at === -1 ? otherwise : (steps[at] ?? otherwise);
  };
  const toTarget = target && stepOf(target, points.length + 1);
  const fromBaseline = baseline && stepOf(baseline, steps[0] ?? 0);
  const all = [...steps, toTarget, fromBaseline].filter((step) => step !== undefined);
  const scale = linear([Math.min(...all), Math.max(...all)], [left, right]);
  const at = (step: number | undefined) => scale(step ?? 0);
  return {
    ofPoint: (index: number) => at(steps[index]),
    ofTarget: at(toTarget),
    ofBaseline: at(fromBaseline),
  };
}

/** Stretches of the line: it ends where a figure is missing or hidden, and where the series breaks. */
function runsOf({ placed, drawing }: Plot): Place[][] {
  const runs: Place[][] = [[]];
  for (const { point, x, y } of placed) {
    if (y === null || drawing.breaksBefore?.includes(point.label)) runs.push([]);
    if (y !== null) runs.at(-1)?.push({ x, y });
  }
  return runs.filter((run) => run.length > 1);
}

function Grid({ scale, drawing, manner: { look }, left, right }: Plot) {
  return (
    <>
      {scale.ticks.map((tick, index) => (
        <>
          <line
            {...look(index === 0 ? "axis" : "grid")}
            x1={left}
            x2={right}
            y1={scale.at(tick)}
            y2={scale.at(tick)}
          />
          <text {...look("soft")} x={left - 6} y={scale.at(tick) + 4} text-anchor="end">
            {tickText(tick, drawing.unit)}
          </text>
        </>
      ))}
    </>
  );
}

/** The centre of a run chart across the plot, named at its right. */
function Centre({ drawing, manner: { look }, scale, left, right }: Plot) {
  const { centre, unit } = drawing;
  if (!centre) return null;
  const y = scale.at(centre.value);
  return (
    <>
      <line {...look("all")} x1={left} x2={right} y1={y} y2={y} />
      <text {...look("soft")} x={left + 4} y={y - 4}>
        {centre.label} {textOf(centre, unit)}
      </text>
    </>
  );
}

/** The dashed line from the stated baseline to the target. */
function Aim({ drawing, manner: { look, language }, left, target: end, baseline }: Plot) {
  const { target } = drawing;
  if (!target || !end) return null;
  const start = baseline ?? { x: left, y: end.y };
  return (
    <>
      <line {...look("aim")} x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
      <circle {...look("open")} cx={end.x} cy={end.y} r="4" />
      <text {...look("halo")} x={end.x} y={end.y - 9} text-anchor="middle">
        {textOf(target, drawing.unit)}
      </text>
      <text {...look("soft")} x={end.x} y={HEIGHT - 16} text-anchor="middle">
        {target.label}
      </text>
      <text {...look("soft")} x={end.x} y={HEIGHT - 3} text-anchor="middle">
        {chartWords(language).target}
      </text>
    </>
  );
}

/** A ring around the figure from which change is told, and its name beneath. */
function Baseline({ manner: { look, language }, baseline }: Plot) {
  if (!baseline) return null;
  return (
    <>
      <circle {...look("open")} cx={baseline.x} cy={baseline.y} r="6.5" />
      <text {...look("soft")} x={baseline.x} y={HEIGHT - 3} text-anchor="middle">
        {chartWords(language).baseline}
      </text>
    </>
  );
}

/** How high the line comes from its beginning to `x`, between its points too. */
function overLine(shown: Plot["shown"], x: number): number {
  const beyond = shown.findIndex((at) => at.x >= x);
  const [from, to] = [shown[beyond - 1], shown[beyond]];
  const passed = beyond === -1 ? shown : shown.slice(0, beyond);
  const ys = passed.map(({ y }) => y);
  if (from && to) ys.push(from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x));
  return Math.min(...ys);
}

/** The first and the last figure, written where the line does not run: under a line that rises, above one that falls. */
function Labels({ shown, drawing, manner: { look }, left }: Plot) {
  const [first, second] = shown;
  const last = shown.at(-1);
  if (!first || !last) return null;
  const isRising = (second?.point.value ?? 0) >= (first.point.value ?? 0);
  const under = first.y + (isRising ? 22 : -12);
  const isLow = under > BOTTOM - 12;
  const text = textOf(first.point, drawing.unit);
  const isAtAxis = isLow || first.x - widthOf(text) / 2 < left;
  return (
    <>
      {first !== last && (
        <text
          {...look("halo")}
          x={first.x + (isAtAxis ? 6 : 0)}
          y={isLow ? overLine(shown, first.x + 6 + widthOf(text)) - 10 : under}
          text-anchor={isAtAxis ? undefined : "middle"}
        >
          {text}
        </text>
      )}
      <text {...look("halo")} x={last.x + 8} y={last.y + 14}>
        {textOf(last.point, drawing.unit)}
      </text>
    </>
  );
}

/** When the first and the last figure are of: the last gives way to the target's, and the first is left out where the two would run together. */
function Times({ shown, drawing: { target }, target: end, manner: { look } }: Plot) {
  const ends = [...new Set([shown.at(0), shown.at(-1)])].filter((one) => one !== undefined);
  const most = target && end ? end.x - widthOf(target.label) / 2 - 6 : WIDTH;
  const [first, last] = ends.map(({ point: { label }, x }) => {
    const half = widthOf(label) / 2;
    const middle = rounded(Math.min(x, most - half));
    return { label, middle, from: middle - half, to: middle + half };
  });
  const said = first && last && first.to + 6 > last.from ? [last] : [first, last];
  return (
    <>
      {said.map(
        (time) =>
          time && (
            <text {...look("soft")} x={time.middle} y={HEIGHT - 16} text-anchor="middle">
              {time.label}
            </text>
          ),
      )}
    </>
  );
}

/** Where figures stop being comparable with those before: halfway between the two, with a note above. */
function Breaks({ placed, drawing, manner: { look, language }, left, top }: Plot) {
  const breaks = placed.flatMap(({ point, x }, index) => {
    if (!drawing.breaksBefore?.includes(point.label)) return [];
    return [rounded((x + (placed[index - 1]?.x ?? left)) / 2)];
  });
  const [first] = breaks;
  const words = chartWords(language).newSeries;
  return (
    <>
      {breaks.map((x) => (
        <line {...look("all")} x1={x} x2={x} y1={top - 18} y2={BOTTOM} />
      ))}
      {first !== undefined && (
        <text {...look("soft")} x={noteAt(first, words)} y={top - 22}>
          {words}
        </text>
      )}
    </>
  );
}

function noteAt(x: number, words: string): number {
  return rounded(Math.max(0, Math.min(x - 4, WIDTH - widthOf(words))));
}

function Protected({ placed, manner: { look, language }, top }: Plot) {
  return (
    <>
      {placed
        .filter(({ point }) => point.value === null && point.status === "c")
        .map(({ x }) => (
          <>
            <line {...look("all")} x1={x} x2={x} y1={top} y2={BOTTOM} />
            <text {...look("soft")} x={x} y={top - 4} text-anchor="middle">
              {chartWords(language).protected}
            </text>
          </>
        ))}
    </>
  );
}
