import { capitalised, formatDate, Scroll } from "../../../shared/pages/index.ts";
import type { WorkspaceRead } from "../read-workspace.ts";

type Workspace = WorkspaceRead["workspace"];

/** Where a partnership stands: its agenda's results, gateway and capacities in short, and the conditions of collective impact. */
export function WorkspaceStanding({ workspace }: { workspace: Workspace }) {
  const { results, conditions, latest } = workspace;
  return (
    <>
      {results.length > 0 && (
        <>
          <h2>Results it works for</h2>
          <ul>
            {results.map(({ statement, population }) => (
              <li>
                {statement} <span class="soft">({population})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {latest.assessments.length + latest.capacityAssessments.length > 0 && (
        <>
          <h2>Gateway and capacities</h2>
          <Gateways assessments={latest.assessments} />
          <p>
            <a href={`/partnerships/${workspace.partnership.id}/gateways`}>
              Gateways, benchmark by benchmark
            </a>
          </p>
          {latest.capacityAssessments.slice(0, 1).map((assessment) => (
            <Capacities assessment={assessment} />
          ))}
        </>
      )}
      {conditions.some(({ judgement }) => judgement) && <Conditions conditions={conditions} />}
    </>
  );
}

function Gateways({ assessments }: { assessments: Workspace["latest"]["assessments"] }) {
  return (
    <ul>
      {assessments.map(({ gateway, framework, status, decisions }) => {
        const last = decisions?.at(-1);
        return (
          <li>
            {gateway.name}: {status.replaceAll("-", " ")}
            <div class="soft small">
              {framework.name}
              {last && `, ${last.outcome.replaceAll("-", " ")} on ${formatDate(last.at)}`}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

type Capacity = Workspace["latest"]["capacityAssessments"][number];

function Capacities({ assessment: { title, heldOn, spans, responses } }: { assessment: Capacity }) {
  if (spans.length === 0)
    return (
      <p>
        {title}, {formatDate(heldOn)}: too few have answered to be shown without telling who said what.
      </p>
    );
  return (
    <Scroll label="Capacities">
      <table>
        <caption>
          Capacities, {title}, {formatDate(heldOn)}: what {responses} respondents said, 1 to 5
        </caption>
        <thead>
          <tr>
            <th scope="col">Capacity</th>
            <th scope="col" class="n">
              In the middle
            </th>
            <th scope="col" class="n">
              From, to
            </th>
          </tr>
        </thead>
        <tbody>
          {spans.map(({ capacity, median, lowest, highest }) => (
            <tr>
              <th scope="row">{capitalised(capacity)}</th>
              <td class="n">{median}</td>
              <td class="n">
                {lowest} to {highest}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Conditions({ conditions }: { conditions: Workspace["conditions"] }) {
  return (
    <Scroll label="Conditions of working together">
      <table>
        <caption>Conditions of working together, as its people judge them</caption>
        <thead>
          <tr>
            <th scope="col">Condition</th>
            <th scope="col">Judged</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {conditions.flatMap(({ name, judgement }) =>
            judgement ? (
              <tr>
                <th scope="row">{name}</th>
                <td>
                  {capitalised(judgement.status)}
                  <div class="soft small">{formatDate(judgement.judgedOn)}</div>
                </td>
                <td>{judgement.judgement}</td>
              </tr>
            ) : (
              []
            ),
          )}
        </tbody>
      </table>
    </Scroll>
  );
}
