import type { Child } from "hono/jsx";
import type { Headline } from "../reporting/index.ts";
import { formatFigure } from "../reporting/wording/format.ts";
import { verdictWords } from "../reporting/wording/words.ts";
import { FigureText, ProgressMark, Scroll } from "./elements.tsx";

const LEVELS = {
  core: "Outcome",
  contributing: "Contributing",
  system: "System",
  adjacent: "Adjacent system",
  performance: "Performance",
} as const;

const COLUMNS = ["Indicator", "Baseline", "Latest", "Target", "Change", "Progress", "Largest gap"];

/** A table of indicators, whose lines are `HeadlineRow` and `WaitingRow`. */
export function HeadlineTable({ label, children }: { label: string; children?: Child }) {
  return (
    <Scroll label={label}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}

/** The line of an indicator that has no summary yet. */
export function WaitingRow({ name }: { name: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td colspan={COLUMNS.length - 1} class="hid">
        its figures are still being summarised
      </td>
    </tr>
  );
}

/** One indicator as a line of a table: baseline, latest, target, change, progress, largest gap. */
export function HeadlineRow({ indicator, address }: { indicator: Headline; address?: string }) {
  const { baseline, latest, target, change, largestGap } = indicator;
  return (
    <tr>
      <th scope="row">
        <a href={address ?? `#${indicator.id}`}>{indicator.name}</a>
        <div class="soft small">{LEVELS[indicator.level]}</div>
      </th>
      <FigureCell figure={baseline} />
      <FigureCell figure={latest} />
      <FigureCell figure={target} />
      <td>{change ? <FigureText figure={change} change /> : <None />}</td>
      <td>
        <ProgressMark name={indicator.progress.class} />
      </td>
      <td>{largestGap ? <GapText gap={largestGap} /> : <None />}</td>
    </tr>
  );
}

function FigureCell({ figure }: { figure: Headline["latest"] }) {
  if (!figure)
    return (
      <td>
        <None />
      </td>
    );
  return (
    <td>
      <FigureText figure={figure} />
      <div class="soft small label">{figure.label}</div>
    </td>
  );
}

function None() {
  return <span class="soft">none</span>;
}

function GapText({ gap }: { gap: NonNullable<Headline["largestGap"]> }) {
  if (gap.difference.value === null) return <span class="hid">{formatFigure(gap.difference)}</span>;
  return (
    <>
      {formatFigure(gap.difference)} by {gap.label}
      {gap.since && <div class="soft small">{verdictWords(gap.since.verdict)}</div>}
    </>
  );
}
