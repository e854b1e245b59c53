import type { Proposal } from "../../../shared/investments/amendments/proposal.ts";
import type { CommitmentState } from "../../../shared/investments/index.ts";
import { isAwaited } from "../../../shared/investments/index.ts";
import { capitalised, formatDate, Scroll } from "../../../shared/pages/index.ts";
import { proposalName } from "../words.ts";
import { Acts } from "./elements.tsx";

/** Proposals that wait for a second person, for the funder alone. */
export function OpenProposals({ proposals, address }: { proposals: readonly Proposal[]; address: string }) {
  if (proposals.length === 0) return <span id="proposals" />;
  return (
    <>
      <h2 id="proposals">Waiting for a second person</h2>
      <ul class="cards">
        {proposals.map(({ id, kind, reason, effectiveOn }) => (
          <li>
            <a href={`${address}/proposals/${id}`}>
              <strong>{proposalName(kind)}</strong>
            </a>
            <div class="soft small">Takes effect on {formatDate(effectiveOn)}</div>
            <p>{reason}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

type Props = { readonly state: CommitmentState; readonly address: string };

/** The reports that a commitment asks for, each leading to its own page. */
export function Reports({ state, address, today, mayAsk }: Props & { today: string; mayAsk: boolean }) {
  const reports = state.requirements;
  return (
    <>
      {reports.length === 0 ? (
        <p>No report is asked for.</p>
      ) : (
        <Scroll label="Reports">
          <table>
            <caption>Reports that it asks for</caption>
            <thead>
              <tr>
                <th scope="col">Report</th>
                <th scope="col">Due</th>
                <th scope="col">From</th>
                <th scope="col">Where it stands</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr>
                  <th scope="row">
                    <a href={`${address}/reports/${report.number}`}>
                      {report.number}. {report.title}
                    </a>
                    {report.isBlocking && <div class="soft small">blocks payments while it is overdue</div>}
                  </th>
                  <td>
                    {formatDate(report.dueOn)}
                    {isAwaited(report) && report.dueOn < today && <div class="small">late</div>}
                  </td>
                  <td>{report.responsible.name}</td>
                  <td>{capitalised(report.status)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {mayAsk && <Acts offers={[{ address: `${address}/reports/new`, text: "Ask for a report" }]} />}
    </>
  );
}

/** The milestones of a commitment. */
export function Milestones({ state, address, mayWrite }: Props & { mayWrite: boolean }) {
  const { milestones } = state;
  return (
    <>
      {milestones.length === 0 ? (
        <p>No milestone is planned.</p>
      ) : (
        <Scroll label="Milestones">
          <table>
            <caption>What is to be reached on the way</caption>
            <thead>
              <tr>
                <th scope="col">Milestone</th>
                <th scope="col">By</th>
                <th scope="col">Where it stands</th>
              </tr>
            </thead>
            <tbody>
              {milestones.map(({ number, title, dueOn, achievedOn, evidence }) => (
                <tr>
                  <th scope="row">
                    {number}. {title}
                  </th>
                  <td>{dueOn === undefined ? <span class="soft">no day</span> : formatDate(dueOn)}</td>
                  <td>
                    {achievedOn === undefined ? "Not achieved yet" : `Achieved on ${formatDate(achievedOn)}`}
                    {evidence && <div class="soft small">{evidence}</div>}
                    {mayWrite && achievedOn === undefined && (
                      <div class="small">
                        <a href={`${address}/milestones/${number}/achievement`}>
                          Record it as achieved<span class="unseen">, milestone {number}</span>
                        </a>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {mayWrite && <Acts offers={[{ address: `${address}/milestones/new`, text: "Add a milestone" }]} />}
    </>
  );
}
