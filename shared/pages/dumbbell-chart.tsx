import { formatFigure, type Shown } from "../reporting/wording/format.ts";
import { boundsOf, scaleOf } from "./scale.ts";

type Labelled = Shown & { readonly label: string };
type Group = { readonly label: string; readonly latest: Labelled; readonly baseline?: Labelled | undefined };

/** Groups as their chart needs them: a breakdown of a report, or of a release. */
export type Breakdown = {
  readonly label: string;
  readonly periodLabel: string;
  readonly groups: readonly Group[];
};

const WIDTH = 400;
const ROW = 40;
const AREA = { left: 8, right: WIDTH - 8 };

/** Subgroups at two dates: one row a group, an open dot then, a filled dot now, everybody as the line behind. */
export function DumbbellChart(props: {
  breakdown: Breakdown;
  everybody?: Labelled | undefined;
  title: string;
}) {
  const { breakdown, everybody, title } = props;
  const shown = breakdown.groups.filter(({ latest }) => latest.value !== null);
  if (shown.length === 0) return null;
  const isSamePeriod = everybody?.label === breakdown.periodLabel;
  const all = isSamePeriod && everybody?.value != null ? everybody.value : undefined;
  const values = shown.flatMap(({ latest, baseline }) =>
    [latest.value, baseline?.value, all].filter((value) => value != null),
  );
  const unit = shown[0]?.latest.unit ?? "percent";
  const { at } = scaleOf(values, { from: AREA.left, to: AREA.right }, boundsOf(unit));
  const height = breakdown.groups.length * ROW + 22;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={describe(breakdown)}>
        {all !== undefined && everybody && (
          <>
            <line class="all" x1={at(all)} x2={at(all)} y1="0" y2={height - 18} />
            <text class="t" x={at(all)} y={height - 5} text-anchor={anchorOf(at(all))}>
              everybody {formatFigure(everybody)}
            </text>
          </>
        )}
        {breakdown.groups.map((group, index) => (
          <GroupRow group={group} top={index * ROW} at={at} />
        ))}
      </svg>
    </figure>
  );
}

function anchorOf(x: number): string {
  if (x < 70) return "start";
  return x > WIDTH - 70 ? "end" : "middle";
}

function GroupRow({ group, top, at }: { group: Group; top: number; at: (value: number) => number }) {
  const now = group.latest.value;
  const then = group.baseline?.value;
  const y = top + 28;
  return (
    <>
      <text x={AREA.left} y={top + 14}>
        {group.label}
      </text>
      <text class={now === null ? "t" : undefined} x={AREA.right} y={top + 14} text-anchor="end">
        {group.baseline && then != null ? `${formatFigure(group.baseline)} → ` : ""}
        {formatFigure(group.latest)}
      </text>
      <line class="grid" x1={AREA.left} x2={AREA.right} y1={y} y2={y} />
      {now !== null && then != null && <line class="move" x1={at(then)} x2={at(now)} y1={y} y2={y} />}
      {then != null && <circle class="open" cx={at(then)} cy={y} r="4.5" />}
      {now !== null && <circle class="dot" cx={at(now)} cy={y} r="5" />}
    </>
  );
}

function describe({ label, periodLabel, groups }: Breakdown): string {
  const rows = groups.map(({ label: name, latest, baseline }) => {
    const before = baseline ? `, ${formatFigure(baseline)} in ${baseline.label}` : "";
    return `${name}: ${formatFigure(latest)}${before}`;
  });
  return `Groups by ${label}, ${periodLabel}. ${rows.join("; ")}.`;
}
