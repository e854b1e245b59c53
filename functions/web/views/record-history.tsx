import {
  type DocumentOptions,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Change } from "../../../shared/platform/history.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { HistoryFault } from "../../../shared/platform/read-history.ts";
import type { AuditedRecord } from "../audited-records.ts";
import { actInWords, differences, placeInWords, whoInWords } from "./change-words.ts";
import { Further } from "./elements.tsx";

/** What is told of the check of a chain: how many changes were recomputed, up to when, and what is wrong where. */
export type ShownCheck = {
  readonly count: number;
  readonly through: string | undefined;
  readonly isWhole: boolean;
  readonly faults: readonly HistoryFault[];
};

type Shown = {
  readonly record: AuditedRecord;
  readonly changes: Listed<Change>;
  readonly names: ReadonlyMap<string, string>;
  /** Where it was asked for. */
  readonly check: ShownCheck | undefined;
};

/** The page of all that became of one record, with the state of its chain. */
export function renderRecordHistory(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { record, changes, names, check } = shown;
  const address = `/settings/audit/${record.id}`;
  return renderDocument(
    { ...frame, title: `History: ${record.name}` },
    <>
      <p class="eyebrow">
        <a href="/settings/audit">Audit</a>
      </p>
      <h1>History of: {record.name.toLowerCase()}</h1>
      <p class="lead">{record.page ? <a href={record.page(record.id)}>{record.id}</a> : record.id}</p>
      {check === undefined ? (
        <p class="acts">
          <a class="button" href={`${address}?check=1`}>
            Check that it is unbroken
          </a>
        </p>
      ) : (
        <Checked check={check} />
      )}
      {changes.items.length === 0 && <p>Nothing was changed on it by your organisation.</p>}
      {changes.items.map((change) => (
        <ChangeShown change={change} names={names} />
      ))}
      <Further address={address} cursor={changes.next} text="Earlier changes" />
    </>,
  );
}

function Checked({ check: { count, through, isWhole, faults } }: { check: ShownCheck }) {
  const counted = `${count} ${count === 1 ? "change" : "changes"}`;
  const until = through === undefined ? "" : ` up to ${formatInstant(through)}`;
  if (faults.length > 0)
    return (
      <section class="errors" aria-labelledby="chain">
        <h2 id="chain">The chain is broken</h2>
        <p>
          Checked {counted}
          {until}. Something was altered past the product, here:
        </p>
        <ul>
          {faults.map(({ sk, detail }) => (
            <li>
              {placeInWords(sk)} (<code>{sk}</code>): {detail}
            </li>
          ))}
        </ul>
        <p>Tell whoever runs this installation. Copies of the table from before show what stood there.</p>
      </section>
    );
  return (
    <section class="note" aria-labelledby="chain">
      <h2 id="chain">The chain is unbroken</h2>
      <p>
        Checked {counted}
        {until}, unbroken
        {isWhole
          ? "; and what is stored is what they come to."
          : ". The record is larger than is read for a page: what comes after, and what is stored, is checked by npm run verify."}
      </p>
    </section>
  );
}

function ChangeShown({ change, names }: { change: Change; names: ReadonlyMap<string, string> }) {
  const found = differences(change);
  const title = `${change.version}. ${actInWords(change.action)}`;
  return (
    <section class="indicator" aria-label={title}>
      <h2>{title}</h2>
      <p>
        {formatInstant(change.recordedAt)}, {whoInWords(change, names)}
        {change.reason !== undefined && <>. Why: {change.reason}</>}
      </p>
      {found.length > 0 && (
        <Scroll label={`Before and after of change ${change.version}`}>
          <table>
            <caption>Before and after of change {change.version}</caption>
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col">What</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ where, what, before, after }) => (
                <tr>
                  <td>{where}</td>
                  <th scope="row">{what}</th>
                  <td>{before === "" ? <span class="soft">nothing</span> : before}</td>
                  <td>{after === "" ? <span class="soft">nothing</span> : after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
