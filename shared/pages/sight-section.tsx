import type { Report, StrategyImpact } from "../reporting/index.ts";
import { formatMoney } from "../reporting/wording/format.ts";
import { ProgressMark, Scroll } from "./elements.tsx";
import { HeadlineRow, HeadlineTable, WaitingRow } from "./headline-row.tsx";

type Money = Report["lineOfSight"][number]["amount"];
/** A row of the line of sight; without an amount where it is told of a partnership, not of one commitment. */
type Row = Omit<Report["lineOfSight"][number], "amount"> & { readonly amount?: Money };

/**
 * The line of sight as a table. No arrow: each step says what is held to contribute, why, and on what evidence. `indicatorsAt` is what
 * stands before an indicator's id in its address: a place on this page, unless told otherwise; money that is not divided among strategies has a row of its own.
 */
export function LineOfSight(props: {
  rows: readonly Row[];
  indicatorsAt?: string;
  unallocated?: Parameters<typeof formatMoney>[0];
}) {
  const { rows, indicatorsAt = "#", unallocated } = props;
  const hasMoney = rows.some(({ amount }) => amount !== undefined);
  return (
    <Scroll label="Line of sight">
      <table>
        <caption>
          {hasMoney
            ? "From the money, through strategies and systems, to outcomes"
            : "From strategies, through systems, to outcomes"}
        </caption>
        <thead>
          <tr>
            <th scope="col">{hasMoney ? "Strategy and its money" : "Strategy"}</th>
            <th scope="col">Systems indicator it is to shift</th>
            <th scope="col">Outcome that is held to follow</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {row.strategyName}
                {row.amount && <div class="soft">{formatMoney(row.amount)}</div>}
              </th>
              <td>
                {row.system ? (
                  <End end={row.system} at={indicatorsAt} />
                ) : (
                  <span class="hid">{gapInSight(row)}</span>
                )}
              </td>
              <td>
                {row.outcome ? (
                  <End end={row.outcome} at={indicatorsAt} />
                ) : (
                  <span class="hid">no outcome is linked yet</span>
                )}
              </td>
            </tr>
          ))}
          {unallocated && (
            <tr>
              <th scope="row">
                <em>Unallocated</em>
                <div class="soft">{formatMoney(unallocated)}</div>
              </th>
              <td colSpan={2}>
                <span class="hid">divided among no strategy yet</span>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Scroll>
  );
}

function gapInSight(row: Row): string {
  return row.direct ? "none between: linked directly" : "linked to no indicator yet";
}

function End({ end, at }: { end: NonNullable<Row["system"]>; at: string }) {
  const { link } = end;
  return (
    <>
      <a href={`${at}${end.indicatorId}`}>{end.name}</a>{" "}
      {end.class === undefined ? (
        <span class="hid">not summarised yet</span>
      ) : (
        <ProgressMark name={end.class} />
      )}
      <div class="small">{link.hypothesis}</div>
      <div class="small soft">
        Evidence: {link.evidence}. Expected after {link.expectedLagMonths} months.{" "}
        {link.evidenceNote && `${link.evidenceNote} `}
        {link.evidenceUrls?.map((url) => (
          <>
            <a class="spell" href={url} rel="noreferrer">
              Source
            </a>{" "}
          </>
        ))}
      </div>
    </>
  );
}

/** The indicators that one funded strategy leads to, a line each. */
export function StrategyIndicators({ strategy }: { strategy: StrategyImpact }) {
  const edges = [
    ...strategy.systems,
    ...strategy.systems.flatMap(({ outcomes }) => outcomes),
    ...strategy.direct,
  ];
  const shown = [...new Map(edges.map((edge) => [edge.indicatorId, edge])).values()];
  if (shown.length === 0) return <p class="hid">This strategy is linked to no indicator yet.</p>;
  return (
    <HeadlineTable label={`Indicators of ${strategy.name}`}>
      {shown.map(({ indicatorId, indicator }) =>
        indicator ? <HeadlineRow indicator={indicator} /> : <WaitingRow name={indicatorId} />,
      )}
    </HeadlineTable>
  );
}
