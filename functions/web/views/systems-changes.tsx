import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { RecordView } from "../../../shared/partnerships/record-kind.ts";
import type { SystemsChange } from "../../../shared/partnerships/systems-changes/systems-change.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further } from "./elements.tsx";
import { PracticePlaces } from "./practice-places.tsx";
import { CHANGE_STATUSES_IN_WORDS, levelName, leverName } from "./practice-words.ts";

type Change = RecordView<SystemsChange>;
type Shown = { readonly partnershipId: string; readonly changes: Listed<Change>; readonly mayWrite: boolean };

/** The page of a partnership's systems changes. */
export function renderSystemsChanges(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, changes, mayWrite } = shown;
  const address = `/partnerships/${partnershipId}/systems-changes`;
  return renderDocument(
    { ...frame, title: "Systems changes" },
    <>
      <PracticePlaces partnershipId={partnershipId} current="systems-changes" />
      <h1>Systems changes</h1>
      <p class="lead">What institutions do, give and decide in another way, and how far that has come.</p>
      {mayWrite && (
        <Acts offers={[{ address: `${address}/new`, text: "Record a systems change", isMain: true }]} />
      )}
      {changes.items.length === 0 ? (
        <p>
          No systems change is recorded yet. One is a policy, a practice, a flow of resources, a relationship,
          who has power, or how people think: record it when it is proposed, and take it on from there as it
          is adopted and carried out.
        </p>
      ) : (
        <ChangeTable changes={changes.items} address={address} />
      )}
      <Further address={address} cursor={changes.next} text="Those that moved earlier" />
    </>,
  );
}

function ChangeTable({ changes, address }: { changes: readonly Change[]; address: string }) {
  return (
    <Scroll label="Systems changes">
      <table>
        <caption>Systems changes, those that moved last first</caption>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">What is changed</th>
            <th scope="col">How far it reaches</th>
            <th scope="col">How it stands</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr>
              <th scope="row">
                <a href={`${address}/${change.id}`}>{change.title}</a>
              </th>
              <td>{leverName(change.lever)}</td>
              <td>{levelName(change.level)}</td>
              <td>{change.withdrawn ? "Withdrawn" : CHANGE_STATUSES_IN_WORDS[change.status]}</td>
              <td data-v={change.statusOn}>{formatDate(change.statusOn)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
