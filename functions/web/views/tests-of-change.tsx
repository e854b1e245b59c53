import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { RecordView } from "../../../shared/partnerships/record-kind.ts";
import type { TestOfChange } from "../../../shared/partnerships/tests-of-change/test-of-change.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further } from "./elements.tsx";
import { PracticePlaces } from "./practice-places.tsx";
import { TEST_STATES_IN_WORDS } from "./practice-words.ts";

type Test = RecordView<TestOfChange>;
type Shown = { readonly partnershipId: string; readonly tests: Listed<Test>; readonly mayWrite: boolean };

/** The page of a partnership's tests of change. */
export function renderTests(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, tests, mayWrite } = shown;
  const address = `/partnerships/${partnershipId}/tests-of-change`;
  return renderDocument(
    { ...frame, title: "Tests of change" },
    <>
      <PracticePlaces partnershipId={partnershipId} current="tests-of-change" />
      <h1>Tests of change</h1>
      <p class="lead">Ideas that are tried small, with a prediction, before they are done everywhere.</p>
      {mayWrite && (
        <Acts offers={[{ address: `${address}/new`, text: "Begin a test of change", isMain: true }]} />
      )}
      {tests.items.length === 0 ? <Teaching /> : <TestTable tests={tests.items} address={address} />}
      <Further address={address} cursor={tests.next} text="Earlier ones" />
    </>,
  );
}

function Teaching() {
  return (
    <>
      <p>No test of change is recorded yet. This is how one goes:</p>
      <ol>
        <li>Plan: say what you try, with how many, and what you predict.</li>
        <li>Do: carry it out. The prediction is frozen from then on.</li>
        <li>Study: say what happened, with the figures, and how it compares with the prediction.</li>
        <li>Act: adopt it, adapt it and try again with more, or abandon it.</li>
      </ol>
    </>
  );
}

function TestTable({ tests, address }: { tests: readonly Test[]; address: string }) {
  return (
    <Scroll label="Tests of change">
      <table>
        <caption>Tests of change, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col">How it stands</th>
            <th scope="col" class="n">
              Cycles
            </th>
            <th scope="col">Begun</th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <tr>
              <th scope="row">
                <a href={`${address}/${test.id}`}>{test.title}</a>
              </th>
              <td>{test.withdrawn ? "Withdrawn" : TEST_STATES_IN_WORDS[test.state]}</td>
              <td class="n">{test.cycleCount}</td>
              <td data-v={test.createdAt.slice(0, 10)}>{formatDate(test.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
