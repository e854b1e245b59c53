import { formatFigure, type Shown } from "../reporting/wording/format.ts";
import { drawDumbbell } from "./charts/dumbbell.tsx";
import { Figure } from "./charts/figure.tsx";

type Labelled = Shown & { readonly label: string };
type Group = { readonly label: string; readonly latest: Labelled; readonly baseline?: Labelled | undefined };

/** Groups as their chart needs them: a breakdown of a report, or of a release. */
export type Breakdown = {
  readonly label: string;
  readonly periodLabel: string;
  readonly groups: readonly Group[];
};

/** Subgroups at two dates: one row a group, an open dot then, a filled dot now, everybody as a line behind. */
export function DumbbellChart(props: {
  breakdown: Breakdown;
  everybody?: Labelled | undefined;
  title: string;
}) {
  const { breakdown, everybody, title } = props;
  const { groups, periodLabel } = breakdown;
  const isSamePeriod = everybody?.label === periodLabel;
  const drawing = {
    kind: "dumbbell",
    unit: groups.find(({ latest }) => latest.value !== null)?.latest.unit ?? "percent",
    beforeLabel: groups.find(({ baseline }) => baseline)?.baseline?.label ?? "",
    nowLabel: periodLabel,
    rows: groups.map((group) => ({
      label: group.label,
      before: group.baseline?.value ?? null,
      now: group.latest.value,
      text: movedText(group),
    })),
    ...(isSamePeriod && everybody?.value != null
      ? { everybody: everybody.value, everybodyText: formatFigure(everybody) }
      : {}),
  } as const;
  const chart = { key: "groups", finding: title, description: describe(breakdown), drawing };
  return <Figure chart={chart} draw={drawDumbbell} />;
}

function movedText({ latest, baseline }: Group): string {
  const before = baseline && baseline.value !== null ? `${formatFigure(baseline)} → ` : "";
  return `${before}${formatFigure(latest)}`;
}

function describe({ label, periodLabel, groups }: Breakdown): string {
  const rows = groups.map(({ label: name, latest, baseline }) => {
    const before = baseline ? `, ${formatFigure(baseline)} in ${baseline.label}` : "";
    return `${name}: ${formatFigure(latest)}${before}`;
  });
  return `Groups by ${label}, ${periodLabel}. ${rows.join("; ")}.`;
}
