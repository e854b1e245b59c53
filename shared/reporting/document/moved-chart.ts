import type { IndicatorEntry } from "../outcome/indicator-entry.ts";
import { chartUnit, movedText } from "../wording/charts.ts";
import { findingOf } from "../wording/finding.ts";
import { formatFigure } from "../wording/format.ts";
import type { Chart } from "./report-document.ts";

/** So many rows a chart has at most: those beyond stand in the table. */
const MOST_ROWS = 40;

type Moved = IndicatorEntry & { readonly latest: NonNullable<IndicatorEntry["latest"]> };

/**
 * Indicators then and now, a chart for each unit. Only figures that may be shown are drawn; those furthest from their target, as a part of the
 * way, come first, then those without a target.
 */
export function movedCharts(
  items: readonly IndicatorEntry[],
  { key, noun }: { readonly key: string; readonly noun: string },
): readonly Chart[] {
  const shown = items.filter((item): item is Moved => item.latest != null && item.latest.value !== null);
  const byUnit = Map.groupBy(shown, (item) => unitOf(item));
  return [...byUnit].flatMap(([unit, of]) => {
    const drawn = of.toSorted((a, b) => leftOf(b) - leftOf(a) || (a.id < b.id ? -1 : 1)).slice(0, MOST_ROWS);
    return drawn.some(({ baseline }) => baseline?.value != null)
      ? [movedChart(drawn, { key, noun, unit })]
      : [];
  });
}

function unitOf({ unit, ratePer, currency }: IndicatorEntry): string {
  return [unit, ratePer, currency].filter((part) => part !== undefined).join(" ");
}

/** Which part of the way from the baseline to the target is left. */
function leftOf({ percentOfTargetedChange }: Moved): number {
  return percentOfTargetedChange?.value == null ? Number.MIN_SAFE_INTEGER : -percentOfTargetedChange.value;
}

function movedChart(
  drawn: readonly Moved[],
  { key, noun, unit }: { readonly key: string; readonly noun: string; readonly unit: string },
): Chart {
  const count = (name: string) => drawn.filter(({ progress }) => progress.class === name).length;
  const [only] = drawn;
  const better = count("met") + count("improving");
  const rows = drawn.map(({ name, baseline, latest }) => {
    const before = baseline ? `${formatFigure(baseline)} in ${baseline.label}, ` : "";
    return `${name}: ${before}${formatFigure(latest)} in ${latest.label}`;
  });
  return {
    type: "chart",
    key: `${key}-moved-${unit.replaceAll(" ", "-")}`,
    finding:
      only && drawn.length === 1
        ? findingOf(only)
        : `${better} of ${drawn.length} ${noun} measured in ${unit.replace("currency ", "")} improved or met their target`,
    description: `Each at its baseline and now, those furthest from their target first. ${rows.join("; ")}.`,
    drawing: {
      kind: "dumbbell",
      unit: chartUnit(drawn[0] ?? { unit }),
      beforeLabel: "baseline",
      nowLabel: "latest",
      rows: drawn.map(({ name, baseline, latest }) => ({
        label: name,
        before: baseline?.value ?? null,
        now: latest.value,
        text: movedText(baseline, latest),
      })),
    },
    dataIn: key,
  };
}
