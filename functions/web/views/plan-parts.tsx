import { formatDate, Scroll } from "../../../shared/pages/index.ts";
import type { Plan } from "../read-plan.ts";

const LEVELS = {
  core: "Outcome",
  contributing: "Contributing",
  system: "System",
  adjacent: "Adjacent system",
  performance: "Performance",
} as const;

/** The indicators of a plan with their targets' state. */
export function IndicatorList({ plan }: { plan: Plan }) {
  const { indicators, partnership, hasMoreIndicators } = plan;
  if (indicators.length === 0)
    return <p>None yet. An indicator says what is counted, of whom, and from which source.</p>;
  return (
    <>
      <ul>
        {indicators.map(({ id, name, level, targets }) => (
          <li>
            <a href={`/partnerships/${partnership.head.id}/indicators/${id}`}>{name}</a>
            <div class="soft small">
              {LEVELS[level]}, {targets.length > 0 ? "with a target" : "no target yet"}
            </div>
          </li>
        ))}
      </ul>
      {hasMoreIndicators && <p class="soft">The first hundred indicators are shown.</p>}
    </>
  );
}

/** What is thought to move what, with its hypothesis and its evidence. */
export function LinkTable({ plan, mayWrite }: { plan: Plan; mayWrite: boolean }) {
  const { links, strategies, head } = plan.partnership;
  if (links.length === 0)
    return <p>None yet. A link leads from a strategy to a systems indicator, or from there to an outcome.</p>;
  const names = new Map([...strategies, ...plan.indicators].map(({ id, name }) => [id, name]));
  return (
    <Scroll label="Links">
      <table>
        <caption>What moves what, as the partners expect it</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">How</th>
            <th scope="col">Evidence</th>
            <th scope="col" class="n">
              Months
            </th>
            {mayWrite && <th scope="col">Do</th>}
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr>
              <th scope="row">{names.get(link.fromId) ?? link.fromId}</th>
              <td>{names.get(link.toId) ?? link.toId}</td>
              <td>{link.hypothesis}</td>
              <td>{link.evidence}</td>
              <td class="n">{link.expectedLagMonths}</td>
              {mayWrite && (
                <td>
                  <a
                    href={`/partnerships/${head.id}/links/${link.id}/removal`}
                    aria-label={`Take away the link to ${names.get(link.toId) ?? link.toId}`}
                  >
                    Take away
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The organisations that may read the plan, since when and why. */
export function ShareList({ plan, mayShare }: { plan: Plan; mayShare: boolean }) {
  const { shares, head } = plan.partnership;
  if (shares.length === 0) return <p>Nobody else. A funder reads it once you share it.</p>;
  return (
    <ul>
      {shares.map(({ organisationId, reason, sharedOn }) => (
        <li>
          <code>{organisationId}</code>, since {formatDate(sharedOn)}: {reason}{" "}
          {mayShare && (
            <a
              href={`/partnerships/${head.id}/shares/${organisationId}/ending`}
              aria-label={`Stop sharing with ${organisationId}`}
            >
              Stop sharing
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
