import { capitalised, formatDate, Scroll } from "../../../shared/pages/index.ts";
import type { Promised, WorkspaceRead } from "../read-workspace.ts";
import { Acts } from "./elements.tsx";

type Props = {
  readonly read: WorkspaceRead;
  readonly partnershipId: string;
  readonly today: string;
  /** Whether who reads it records promises and meetings here. */
  readonly mayWrite: boolean;
};

/** The first screen of a partnership: what changed, what is due, who owes what. */
export function Workspace({ read, partnershipId, today, mayWrite }: Props) {
  const { workspace, settled } = read;
  const address = `/partnerships/${partnershipId}`;
  return (
    <>
      <div class="charts">
        <section>
          <h2>What changed</h2>
          <Changed workspace={workspace} />
        </section>
        <section>
          <h2>What is due</h2>
          <Due read={read} partnershipId={partnershipId} today={today} />
          {mayWrite && (
            <Acts offers={[{ address: `${address}/meetings/new`, text: "Plan or record a meeting" }]} />
          )}
        </section>
      </div>
      <h2 id="promises">Who owes what</h2>
      <Owed
        promises={workspace.actionCommitments}
        today={today}
        address={mayWrite ? `${address}/promises` : undefined}
      />
      {mayWrite && <Acts offers={[{ address: `${address}/promises/new`, text: "Record a promise" }]} />}
      {settled.length > 0 && <Settled promises={settled} />}
    </>
  );
}

function Changed({ workspace }: { workspace: WorkspaceRead["workspace"] }) {
  const { latest } = workspace;
  const partnership = `/partnerships/${workspace.partnership.id}`;
  const changes = [
    ...latest.systemsChanges.map(({ id, title, status, statusOn }) => ({
      on: statusOn,
      title,
      address: `${partnership}/systems-changes/${id}`,
      what: `Systems change, ${status}`,
    })),
    ...latest.testsOfChange.map(({ id, title, state, cycleCount, recordedAt }) => ({
      on: recordedAt.slice(0, 10),
      title,
      address: `${partnership}/tests-of-change/${id}`,
      what: `Test of change, ${state.replaceAll("-", " ")}, ${cycleCount === 1 ? "one cycle" : `${cycleCount} cycles`}`,
    })),
    ...latest.meetings.map(({ title, heldOn }) => ({
      on: heldOn,
      title,
      address: undefined,
      what: "Meeting held",
    })),
  ].sort((one, other) => (one.on < other.on ? 1 : -1));
  if (changes.length === 0)
    return (
      <p>
        Nothing yet. Systems changes, tests of change and meetings stand here, the latest first, once they are
        recorded.
      </p>
    );
  return (
    <ul>
      {changes.slice(0, 8).map(({ on, title, what, address }) => (
        <li>
          {address === undefined ? title : <a href={address}>{title}</a>}
          <div class="soft small">
            {what}, {formatDate(on)}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Due({ read: { workspace, reports }, partnershipId, today }: Omit<Props, "mayWrite">) {
  const dates = [
    ...workspace.next.map(({ on, kind, title, isLate }) => ({
      on,
      title,
      isLate,
      what: kind === "meeting" ? "Meeting" : "Promised",
      address: undefined,
    })),
    ...reports.map(({ dueOn, title, funder }) => ({
      on: dueOn,
      title,
      isLate: dueOn < today,
      what: `Report to ${funder}`,
      address: `/partnerships/${partnershipId}/due-reports`,
    })),
  ].sort((one, other) => (one.on < other.on ? -1 : 1));
  if (dates.length === 0) return <p>Nothing is due: no promise, no meeting, no report to a funder.</p>;
  return (
    <ul>
      {dates.slice(0, 10).map(({ on, title, isLate, what, address }) => (
        <li>
          {address === undefined ? title : <a href={address}>{title}</a>}
          <div class="soft small">
            {what}, {isLate ? "late: it was due on" : "due on"} {formatDate(on)}
          </div>
        </li>
      ))}
    </ul>
  );
}

type OwedProps = {
  readonly promises: readonly Promised[];
  readonly today: string;
  /** Where promises are settled and moved, for who may do that. */
  readonly address: string | undefined;
};

function Owed({ promises, today, address }: OwedProps) {
  if (promises.length === 0)
    return <p>No promise is open. Who does what by when stands here, once it is recorded.</p>;
  return (
    <Scroll label="Promises that are open">
      <table>
        <caption>Promises that are open, by the day they are due</caption>
        <thead>
          <tr>
            <th scope="col">Due</th>
            <th scope="col">What</th>
            <th scope="col">Who promised it</th>
            {address && <th scope="col">Do</th>}
          </tr>
        </thead>
        <tbody>
          {promises.map((promise) => (
            <tr>
              <td data-v={promise.dueOn}>
                {formatDate(promise.dueOn)}
                {promise.dueOn < today && <div class="small">late</div>}
                {promise.firstDueOn !== promise.dueOn && (
                  <div class="soft small">at first {formatDate(promise.firstDueOn)}</div>
                )}
              </td>
              <th scope="row">{promise.what}</th>
              <td>{whoOf(promise)}</td>
              {address && (
                <td>
                  <PromiseActs promise={promise} address={address} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function PromiseActs({ promise: { id, what }, address }: { promise: Promised; address: string }) {
  return (
    <div class="stacked">
      <a href={`${address}/${id}/outcome`} aria-label={`Kept or missed: ${what}`}>
        Kept or missed
      </a>
      <a href={`${address}/${id}/day`} aria-label={`Move the day: ${what}`}>
        Move the day
      </a>
    </div>
  );
}

function Settled({ promises }: { promises: readonly Promised[] }) {
  return (
    <Scroll label="Promises kept or missed">
      <table>
        <caption>Kept or missed, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">What</th>
            <th scope="col">Who promised it</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {promises.map((promise) => (
            <tr>
              <td>
                {capitalised(promise.state)}
                {promise.settled && <div class="soft small">{formatDate(promise.settled.on)}</div>}
              </td>
              <th scope="row">{promise.what}</th>
              <td>{whoOf(promise)}</td>
              <td>{promise.settled?.why ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function whoOf({ organisation, role }: Promised): string {
  const { name = "" } = organisation as { readonly name?: string };
  return role === undefined ? name : `${name}, ${role}`;
}
