import type { PublishedCell } from "../disclosure/release/published-cell.ts";
import { type DerivedNumber, derivedNumbers } from "../publication/published/derived.ts";
import { labelsOf } from "../publication/published/labels.ts";
import type { CodebookEntry, Manifest } from "../publication/published/manifest.ts";
import { capitalised, decimal, formatChange, formatFigure } from "../reporting/wording/format.ts";
import { Scroll } from "./elements.tsx";
import { cellText, shownOf } from "./release-words.ts";
import { SeriesChart } from "./series-chart.tsx";

type Of = {
  readonly manifest: Manifest;
  readonly indicator: CodebookEntry;
  readonly cells: readonly PublishedCell[];
};

/** Everybody, or one group, over time: a chart, in which what is hidden is a gap, and the same as a table, the latest period first. */
export function TotalsBlock({
  manifest,
  indicator,
  cells,
  open = false,
  who = "everybody",
}: Of & { open?: boolean; who?: string }) {
  const labels = labelsOf(manifest);
  const ordered = inTime(manifest, cells);
  const series = ordered.map(({ cell, end }) => ({
    ...shownOf(cell, indicator),
    label: labels.period(cell.periodKey),
    period: { end },
  }));
  const { name, unit, currency } = indicator;
  return (
    <>
      <p class="soft small">
        {labels.place(cells[0]?.placeCode ?? "")}, {who}.
      </p>
      <SeriesChart indicator={{ name, unit, currency, series }} title={findingOf(name, series)} />
      <details open={open}>
        <summary>Show the data</summary>
        <TotalsTable
          manifest={manifest}
          indicator={indicator}
          cells={ordered.map(({ cell }) => cell).reverse()}
          who={who}
        />
      </details>
    </>
  );
}

type Point = Parameters<typeof formatFigure>[0] & { readonly label: string };

/** What a series says, of shown figures only. */
function findingOf(name: string, series: readonly Point[]): string {
  const last = series.at(-1);
  if (!last) return name;
  if (last.value === null) return `${name}: ${formatFigure(last)} in ${last.label}`;
  const first = series.find(({ value }) => value !== null);
  const before = first && first !== last ? `, from ${formatFigure(first)} in ${first.label}` : "";
  return `${name}: ${formatFigure(last)} in ${last.label}${before}`;
}

function TotalsTable({ manifest, indicator, cells, who }: Of & { who: string }) {
  const labels = labelsOf(manifest);
  const changes = byAddress(derivedNumbers(manifest, indicator, cells), "change");
  return (
    <Scroll label={`${indicator.name}, ${who} by period`}>
      <table>
        <caption>{capitalised(who)}, by period, the latest first</caption>
        <Head first="Period" more={["Change to the period before"]} />
        <tbody>
          {cells.map((cell) => (
            <tr>
              <th scope="row">{labels.period(cell.periodKey)}</th>
              <FigureCells cell={cell} indicator={indicator} />
              <DifferenceCell number={changes.get(keyOf(cell))} indicator={indicator} />
              <td class="small">{cell.unreliable ? FEW : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The groups of one breakdown in one period, the largest first, with their gaps. */
export function GroupsTable({ manifest, indicator, cells, all }: Of & { all: readonly PublishedCell[] }) {
  const labels = labelsOf(manifest);
  const numbers = derivedNumbers(manifest, indicator, all);
  const toTotal = byAddress(numbers, "gap-to-total");
  const toBest = byAddress(numbers, "gap-to-best-off");
  const { dimensionKey = "", periodKey = "" } = cells[0] ?? {};
  const [dimension, period] = [labels.dimension(dimensionKey), labels.period(periodKey)];
  return (
    <Scroll label={`${indicator.name} by ${dimension}, ${period}`}>
      <table>
        <caption>
          By {dimension}, {period}
        </caption>
        <Head first="Group" more={["Gap to everybody", "Gap to the best-off group"]} />
        <tbody>
          {bySize(cells).map((cell) => (
            <tr>
              <th scope="row">{labels.category(dimensionKey, cell.category)}</th>
              <FigureCells cell={cell} indicator={indicator} />
              <DifferenceCell number={toTotal.get(keyOf(cell))} indicator={indicator} />
              <DifferenceCell number={toBest.get(keyOf(cell))} indicator={indicator} />
              <td class="small">{cell.unreliable ? FEW : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const FEW = "of few children: read with care";

/** The largest group first, by published sizes alone; those whose size is not published come last, as they are stored. */
export function bySize(cells: readonly PublishedCell[]): PublishedCell[] {
  return [...cells].sort((a, b) => (b.denominator ?? -1) - (a.denominator ?? -1));
}

/** Cells in the order of their periods, with the day on which each ends. */
function inTime({ periods }: Manifest, cells: readonly PublishedCell[]) {
  const ends = new Map(periods.map(({ key, end }) => [key, end]));
  return cells
    .map((cell) => ({ cell, end: ends.get(cell.periodKey) ?? cell.periodKey.slice(-10) }))
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}

function Head({ first, more }: { first: string; more: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {["Value", "Numerator", "Denominator", ...more].map((name) => (
          <th scope="col" class="n">
            {name}
          </th>
        ))}
        <th scope="col">Notes</th>
      </tr>
    </thead>
  );
}

function FigureCells({ cell, indicator }: { cell: PublishedCell; indicator: CodebookEntry }) {
  const text = cellText(cell, indicator);
  return (
    <>
      <td class="n">{cell.value === null ? <span class="hid">{text}</span> : text}</td>
      <td class="n">{countText(cell.numerator)}</td>
      <td class="n">{countText(cell.denominator)}</td>
    </>
  );
}

function DifferenceCell({
  number,
  indicator,
}: {
  number: DerivedNumber | undefined;
  indicator: CodebookEntry;
}) {
  if (!number) return <td class="n" />;
  const { ratePer, currency } = indicator;
  const { value, status, unit } = number;
  if (status === "c")
    return (
      <td class="n">
        <span class="hid">protected</span>
      </td>
    );
  const text = formatChange({ value, status, unit, ratePer, currency });
  return <td class="n">{value === null ? <span class="hid">{text}</span> : text}</td>;
}

function countText(count: number | null): string {
  return count === null ? "" : decimal(count, Number.isInteger(count) ? 0 : 2);
}

function byAddress(numbers: readonly DerivedNumber[], measure: string): Map<string, DerivedNumber> {
  return new Map(numbers.filter((one) => one.measure === measure).map((one) => [keyOf(one), one]));
}

function keyOf({
  periodKey,
  dimensionKey,
  category,
}: Omit<DerivedNumber, "measure" | "value" | "unit">): string {
  return `${periodKey}/${dimensionKey}/${category}`;
}
