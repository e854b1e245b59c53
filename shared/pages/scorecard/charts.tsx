import type {
  CardBreakdown,
  CardGroup,
  CardIndicator,
} from "../../publication/published/scorecard-document.ts";
import { drawDumbbell } from "../charts/dumbbell.tsx";
import { Figure } from "../charts/figure.tsx";
import { drawSeries } from "../charts/series.tsx";
import { dimensionOf, type Part, periodOf } from "./parts.tsx";
import { figureText } from "./statements.ts";

type OfIndicator = Part & { readonly indicator: CardIndicator };
type OfBreakdown = OfIndicator & { readonly breakdown: CardBreakdown };

/** Whether a figure of everybody can be drawn. */
export function hasShown({ series }: CardIndicator): boolean {
  return series.some(({ value }) => value !== null);
}

/** Everybody over time, titled by what it shows; what is hidden is a gap, and the series is not drawn over a break. */
export function SeriesChart({ indicator, finding, ...part }: OfIndicator & { finding: string }) {
  const { speech, content } = part;
  const { series, target, breaksBefore = [], unit, currency } = indicator;
  const points = series.map((cell) => ({
    label: periodOf(part, cell.periodKey),
    value: cell.value,
    text: figureText(cell, indicator, speech),
    status: cell.status,
    on: content.labels.periods[cell.periodKey]?.end ?? "",
  }));
  const aim = target && {
    label: speech.period(target.period, ""),
    value: target.value,
    text: speech.value(target.value, indicator),
    on: target.period.end,
  };
  const drawing = {
    kind: "series",
    unit: unit === "currency" ? (currency ?? unit) : unit,
    points,
    ...(aim ? { target: aim } : {}),
    breaksBefore: breaksBefore.map((key) => periodOf(part, key)),
  } as const;
  const description = speech.say("chart.series", {
    name: speech.pick(indicator.name).text,
    points: points.map(({ label, text }) => `${label}: ${text}`).join("; "),
  });
  const chart = { key: `series-${indicator.id}`, finding, description, drawing };
  return <Figure chart={chart} draw={drawSeries} language={speech.language} />;
}

/** Groups then and now; one that is hidden now has no dot at all, for a position is a value. */
export function GroupChart({ indicator, breakdown, ...part }: OfBreakdown) {
  const { speech } = part;
  const { dimensionKey, periodKey, basePeriodKey } = breakdown;
  const everybody = indicator.series.find((cell) => cell.periodKey === periodKey);
  const rows = breakdown.groups.map((group) => rowOf(group, { ...part, indicator, breakdown }));
  const dimension = speech.pick(dimensionOf(part, dimensionKey)).text;
  const period = periodOf(part, periodKey);
  const drawing = {
    kind: "dumbbell",
    unit: indicator.unit,
    beforeLabel: basePeriodKey === undefined ? "" : periodOf(part, basePeriodKey),
    nowLabel: period,
    rows,
    ...(everybody && everybody.value !== null
      ? { everybody: everybody.value, everybodyText: figureText(everybody, indicator, speech) }
      : {}),
  } as const;
  const name = speech.pick(indicator.name).text;
  const finding = speech.say("gap.caption", { name, dimension });
  const described = rows.map(({ label, text }) => `${label}: ${text}`).join("; ");
  const description = speech.say("chart.groups", { dimension, period, rows: described });
  const chart = { key: `groups-${indicator.id}-${dimensionKey}`, finding, description, drawing };
  return <Figure chart={chart} draw={drawDumbbell} language={speech.language} />;
}

function rowOf(
  { category, latest, base }: CardGroup,
  { content, speech, indicator, breakdown }: OfBreakdown,
) {
  const label = speech.pick(
    content.labels.categories[breakdown.dimensionKey]?.[category] ?? { en: category },
  ).text;
  const now = figureText(latest, indicator, speech);
  const isCompared = latest.value !== null && base !== undefined && base.value !== null;
  return {
    label,
    before: isCompared ? base.value : null,
    now: latest.value,
    text: isCompared ? `${figureText(base, indicator, speech)} → ${now}` : now,
  };
}
