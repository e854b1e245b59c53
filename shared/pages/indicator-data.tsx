import type { IndicatorSection } from "../reporting/index.ts";
import { qualityWords } from "../reporting/wording/finding.ts";
import { decimal, statusWords } from "../reporting/wording/format.ts";
import { FigureText, Scroll } from "./elements.tsx";

type Figure = IndicatorSection["series"][number];
type Breakdown = IndicatorSection["breakdowns"][number];

/** The data under a chart: every point with its counts, and every subgroup; hidden ones are rows like all others. */
export function IndicatorData({ indicator }: { indicator: IndicatorSection }) {
  if (indicator.series.length + indicator.breakdowns.length === 0)
    return <p class="hid">No figures are recorded yet.</p>;
  return (
    <details>
      <summary>Show the data</summary>
      {indicator.series.length > 0 && <SeriesTable indicator={indicator} />}
      {indicator.breakdowns.map((breakdown) => (
        <BreakdownTable breakdown={breakdown} name={indicator.name} />
      ))}
      <p class="soft small">
        Definition version {indicator.version}. A number leads to the recorded observation behind it.
      </p>
    </details>
  );
}

function SeriesTable({ indicator }: { indicator: IndicatorSection }) {
  return (
    <Scroll label={`${indicator.name}, all periods`}>
      <table>
        <caption>Everybody, by period</caption>
        <Head first="Period" />
        <tbody>
          {indicator.series.map((figure) => (
            <tr>
              <th scope="row">{figure.label}</th>
              <FigureCells figure={figure} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function BreakdownTable({ breakdown, name }: { breakdown: Breakdown; name: string }) {
  const order = breakdown.orderedBy === "size" ? "the largest group first" : "in order of their names";
  return (
    <Scroll label={`${name} by ${breakdown.label}`}>
      <table>
        <caption>
          By {breakdown.label}, {breakdown.periodLabel}, {order}
        </caption>
        <Head first="Group" />
        <tbody>
          {breakdown.groups.map((group) => (
            <tr>
              <th scope="row">{group.label}</th>
              <FigureCells figure={group.latest} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Head({ first }: { first: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" class="n">
          Value
        </th>
        <th scope="col" class="n">
          Numerator
        </th>
        <th scope="col" class="n">
          Denominator
        </th>
        <th scope="col">Notes</th>
      </tr>
    </thead>
  );
}

function FigureCells({ figure }: { figure: Figure }) {
  return (
    <>
      <td class="n">
        <FigureText figure={figure} />
      </td>
      <td class="n">{countText(figure.numerator)}</td>
      <td class="n">{countText(figure.denominator)}</td>
      <td class="small">{noteOf(figure)}</td>
    </>
  );
}

function countText(count: number | null | undefined): string {
  return count == null ? "" : decimal(count, Number.isInteger(count) ? 0 : 2);
}

function noteOf(figure: Figure): string {
  if (figure.value === null) return statusWords(figure);
  return qualityWords(figure);
}
