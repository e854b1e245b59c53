import { formatFigure, type Shown } from "../reporting/wording/format.ts";
import type { DrawingOf } from "./charts/drawn.ts";
import { Figure } from "./charts/figure.tsx";
import { drawSeries } from "./charts/series.tsx";

type Plotted = Shown & { readonly label: string; readonly period: { readonly end: string } };

/** A series as its chart needs it: an indicator of a report, or of a release. */
export type Series = {
  readonly name: string;
  readonly unit: string;
  readonly currency?: string | undefined;
  readonly series: readonly Plotted[];
  readonly baseline?: Plotted | undefined;
  readonly target?: Plotted | undefined;
};

/** What a chart of a series may say beside it: the scale it shares, where figures stop being comparable, the centre of a run chart. */
type Beside = Pick<DrawingOf<"series">, "alongside" | "breaksBefore" | "centre">;

/** A series as a line with direct labels; the way to the target dashed, the baseline marked, a gap where nothing is shown. */
export function SeriesChart(props: { indicator: Series; title: string; beside?: Beside }) {
  const { indicator, title, beside = {} } = props;
  const { unit, currency, series, baseline, target } = indicator;
  const [from, to] = [markOf(baseline), markOf(target)];
  const drawing = {
    kind: "series",
    unit: unit === "currency" ? (currency ?? unit) : unit,
    points: series.map((figure) => ({
      label: figure.label,
      value: figure.value,
      text: formatFigure(figure),
      status: figure.status,
      on: figure.period.end,
    })),
    ...(from ? { baseline: from } : {}),
    ...(to ? { target: to } : {}),
    ...beside,
  } as const;
  const chart = { key: "series", finding: title, description: describe(indicator), drawing };
  return <Figure chart={chart} draw={drawSeries} />;
}

function markOf(figure: Plotted | undefined) {
  if (figure === undefined || figure.value === null) return undefined;
  const { label, value, period } = figure;
  return { label, value, text: formatFigure(figure), on: period.end };
}

function describe({ name, series, target }: Series): string {
  const points = series.map((figure) => `${figure.label}: ${formatFigure(figure)}`);
  const aim = target ? ` Target: ${formatFigure(target)} in ${target.label}.` : "";
  return `Line chart of ${name}. ${points.join("; ")}.${aim}`;
}
