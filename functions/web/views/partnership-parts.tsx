import {
  capitalised,
  formatDate,
  HeadlineRow,
  HeadlineTable,
  WaitingRow,
} from "../../../shared/pages/index.ts";
import type { Strategy } from "../../../shared/partnerships/index.ts";
import type { Overview } from "../read-overview.ts";

/** The strategies of a partnership in a few words each. */
export function StrategyList({ strategies }: { strategies: readonly Strategy[] }) {
  if (strategies.length === 0)
    return (
      <p>No strategy is recorded yet. The backbone adds what the partners do on the page of the plan.</p>
    );
  return (
    <>
      <h3>Strategies</h3>
      <ul class="cards">
        {strategies.map((strategy) => (
          <li>
            <strong>{strategy.name}</strong>
            <div class="soft small">
              {capitalised(strategy.kind)}, {strategy.status}
              {strategy.startedOn && `, since ${formatDate(strategy.startedOn)}`}
            </div>
            {strategy.description && <p>{strategy.description}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is opened to who reads the page by name, and that it is logged; nothing where nothing is. */
export function OpenedTo({ overview: { openedBy } }: { overview: Overview }) {
  if (openedBy.length === 0) return null;
  const ids = openedBy.map(({ id }) => id).join(", ");
  return (
    <p class="soft">
      Some of these are shown to you by name under a data use agreement ({ids}). That you read them is in its
      log.
    </p>
  );
}

/** The indicators of a partnership, a line each: latest, target, progress, gap. */
export function IndicatorTable({ overview }: { overview: Overview }) {
  const { indicators, waiting, hasMore, partnership } = overview;
  const address = `/partnerships/${partnership.head.id}/indicators`;
  if (indicators.length + waiting.length === 0)
    return <p>No indicator is recorded yet. The backbone adds them on the page of the plan.</p>;
  return (
    <>
      <HeadlineTable label="Indicators">
        {indicators.map((indicator) => (
          <HeadlineRow indicator={indicator} address={`${address}/${indicator.id}`} />
        ))}
        {waiting.map((name) => (
          <WaitingRow name={name} />
        ))}
      </HeadlineTable>
      {hasMore && <p class="soft">The first hundred indicators are shown; the API has all.</p>}
    </>
  );
}
