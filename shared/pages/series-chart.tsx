import { formatFigure, formatValue, type Shown } from "../reporting/wording/format.ts";
import { boundsOf, type Scale, scaleOf } from "./scale.ts";

type Figure = Shown & { readonly label: string; readonly period: { readonly end: string } };

/** A series as its chart needs it: an indicator of a report, or of a release. */
export type Series = {
  readonly name: string;
  readonly unit: string;
  readonly currency?: string | undefined;
  readonly series: readonly Figure[];
  readonly baseline?: Figure | undefined;
  readonly target?: Figure | undefined;
};

const WIDTH = 400;
const HEIGHT = 210;
const AREA = { left: 44, right: WIDTH - 58, top: 18, bottom: HEIGHT - 34 };

/** A series as a line with direct labels; the way to the target dashed, the baseline marked, a gap where nothing is shown. */
export function SeriesChart({ indicator, title }: { indicator: Series; title: string }) {
  const shown = indicator.series.filter((figure) => figure.value !== null);
  if (shown.length === 0) return null;
  const ends = [indicator.baseline, indicator.target].filter(
    (end) => end !== undefined && end.value !== null,
  );
  const values = [...shown, ...ends].map((figure) => figure?.value ?? 0);
  const y = scaleOf(values, { from: AREA.bottom, to: AREA.top }, boundsOf(indicator.unit));
  const x = timeScale([...indicator.series, ...(indicator.target ? [indicator.target] : [])]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={describe(indicator)}>
        <Grid scale={y} unit={indicator} />
        <Aim indicator={indicator} x={x} y={y} />
        {runsOf(indicator.series).map((run) => (
          <polyline
            class="line"
            points={run.map((figure) => `${x(figure)},${y.at(figure.value ?? 0)}`).join(" ")}
          />
        ))}
        {shown.map((figure) => (
          <circle class="dot" cx={x(figure)} cy={y.at(figure.value ?? 0)} r="3.5" />
        ))}
        <Labels shown={shown} x={x} y={y} />
        <Hidden figures={indicator.series.filter((figure) => figure.status === "c")} x={x} />
      </svg>
    </figure>
  );
}

type X = (figure: Figure) => number;

function timeScale(figures: readonly Figure[]): X {
  const times = figures.map((figure) => Date.parse(figure.period.end));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const span = last - first || 1;
  return (figure) => {
    const share = last === first ? 0.5 : (Date.parse(figure.period.end) - first) / span;
    return Math.round((AREA.left + share * (AREA.right - AREA.left)) * 10) / 10;
  };
}

/** Stretches of the series without a missing or hidden figure: the line breaks between them. */
function runsOf(series: readonly Figure[]): Figure[][] {
  const runs: Figure[][] = [[]];
  for (const figure of series) {
    if (figure.value === null) runs.push([]);
    else runs.at(-1)?.push(figure);
  }
  return runs.filter((run) => run.length > 1);
}

function Grid({ scale, unit }: { scale: Scale; unit: Series }) {
  return (
    <>
      {scale.ticks.map((tick, index) => (
        <>
          <line
            class={index === 0 ? "axis" : "grid"}
            x1={AREA.left}
            x2={AREA.right}
            y1={scale.at(tick)}
            y2={scale.at(tick)}
          />
          <text class="t" x={AREA.left - 6} y={scale.at(tick) + 4} text-anchor="end">
            {tickText(tick, unit)}
          </text>
        </>
      ))}
    </>
  );
}

function tickText(tick: number, { unit, currency }: Series): string {
  if (unit === "percent") return `${tick}%`;
  return unit === "currency" && currency !== undefined
    ? formatValue(tick, { unit, currency }).replace(/\.00$/, "")
    : tick.toLocaleString("en-US");
}

/** The dashed line from the stated baseline to the target. */
function Aim({ indicator, x, y }: { indicator: Series; x: X; y: Scale }) {
  const { baseline, target } = indicator;
  if (!target || target.value === null) return null;
  const end = { x: x(target), y: y.at(target.value) };
  const start =
    baseline && baseline.value !== null
      ? { x: x(baseline), y: y.at(baseline.value) }
      : { x: AREA.left, y: end.y };
  return (
    <>
      <line class="aim" x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
      <circle class="open" cx={end.x} cy={end.y} r="4" />
      <text class="halo" x={end.x} y={end.y - 9} text-anchor="middle">
        {formatFigure(target)}
      </text>
      <text class="t" x={end.x} y={HEIGHT - 16} text-anchor="middle">
        {target.label}
      </text>
      <text class="t" x={end.x} y={HEIGHT - 3} text-anchor="middle">
        target
      </text>
    </>
  );
}

/** The first and the last figure, written where the line does not run: under a line that rises, above one that falls. */
function Labels({ shown, x, y }: { shown: readonly Figure[]; x: X; y: Scale }) {
  const [first, second] = shown;
  const last = shown.at(-1);
  if (!first || !last) return null;
  const isRising = (second?.value ?? 0) >= (first.value ?? 0);
  const start = y.at(first.value ?? 0) + (isRising ? 20 : -10);
  const isLow = start > AREA.bottom - 12;
  return (
    <>
      {first !== last && (
        <Label
          figure={first}
          x={x(first) + (isLow ? 6 : 0)}
          y={isLow ? start - 32 : start}
          anchor={isLow ? "start" : "middle"}
        />
      )}
      <Label figure={last} x={x(last) + 8} y={y.at(last.value ?? 0) + 14} anchor="start" />
      {(first === last ? [last] : [first, last]).map((figure) => (
        <text class="t" x={x(figure)} y={HEIGHT - 16} text-anchor="middle">
          {figure.label}
        </text>
      ))}
    </>
  );
}

function Label({
  figure,
  x,
  y,
  anchor,
}: {
  figure: Figure;
  x: number;
  y: number;
  anchor: "start" | "middle";
}) {
  return (
    <text class="halo" x={x} y={y} text-anchor={anchor}>
      {formatFigure(figure)}
    </text>
  );
}

function Hidden({ figures, x }: { figures: readonly Figure[]; x: X }) {
  return (
    <>
      {figures.map((figure) => (
        <>
          <line class="all" x1={x(figure)} x2={x(figure)} y1={AREA.top} y2={AREA.bottom} />
          <text class="t" x={x(figure)} y={AREA.top - 4} text-anchor="middle">
            protected
          </text>
        </>
      ))}
    </>
  );
}

function describe({ name, series, target }: Series): string {
  const points = series.map((figure) => `${figure.label}: ${formatFigure(figure)}`);
  const aim = target ? ` Target: ${formatFigure(target)} in ${target.label}.` : "";
  return `Line chart of ${name}. ${points.join("; ")}.${aim}`;
}
