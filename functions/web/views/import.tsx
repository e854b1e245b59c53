import type { ImportResult } from "../../../shared/interchange/import-result.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";
import { type DocumentOptions, type Page, renderDocument, Scroll } from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { Acts, Further, LooksAgain, REFRESH_SECONDS } from "./elements.tsx";
import { isMoving, OUTCOMES_IN_WORDS, standingOf } from "./import-words.ts";

type Shown = {
  readonly partnershipId: string;
  readonly view: ImportView;
  /** What is wrong with the file as a whole, each in a sentence. */
  readonly faults: readonly string[];
  readonly results: Listed<ImportResult>;
  readonly mayWrite: boolean;
  /** Whether the reader stopped the page from asking again by itself. */
  readonly isStill: boolean;
};

/** The page of a file of figures; while work on it goes on, it asks for itself again. */
export function renderImport(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, view, results, isStill } = shown;
  const data = `/partnerships/${partnershipId}/data`;
  const address = `${data}/imports/${view.id}`;
  const title = view.fileName ?? "A file of figures";
  return renderDocument(
    { ...frame, title, refreshAfter: isMoving(view) && !isStill ? REFRESH_SECONDS : undefined },
    <>
      <p class="eyebrow">
        <a href={data}>Data</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{standingOf(view)}.</p>
      {isMoving(view) && <Work view={view} address={address} isStill={isStill} />}
      {view.problem && <Trouble detail={view.problem.detail} faults={shown.faults} />}
      <Acts offers={offersOf(shown, address)} />
      {!isMoving(view) && view.status !== "awaiting-upload" && <Counts view={view} />}
      {results.items.length > 0 && <Results results={results.items} />}
      <Further address={address} cursor={results.next} text="Further rows" />
      {view.status === "done" && (
        <p>
          <a href={`/partnerships/${partnershipId}`}>See the series of the partnership</a>
        </p>
      )}
    </>,
  );
}

function offersOf({ partnershipId, view, mayWrite }: Shown, address: string) {
  if (!mayWrite) return [];
  const { links, status } = view;
  const again = `/partnerships/${partnershipId}/data/imports/new`;
  return [
    ...(links.apply ? [{ address: `${address}/application`, text: "Record the figures", isMain: true }] : []),
    ...(links.cancel ? [{ address: `${address}/calling-off`, text: "Call it off" }] : []),
    ...(status === "done" || status === "failed" || status === "cancelled"
      ? [{ address: again, text: "Send another file, or this one mended" }]
      : []),
  ];
}

function Work({
  view: { progress },
  address,
  isStill,
}: {
  view: ImportView;
  address: string;
  isStill: boolean;
}) {
  const { done, total, rowsPerSecond, secondsLeft } = progress;
  return (
    <div class="note">
      <p>
        {total === undefined ? "The work is about to begin" : `${count(done)} of ${count(total)} rows`}
        {rowsPerSecond !== undefined && `, ${count(Math.round(rowsPerSecond))} a second`}
        {secondsLeft !== undefined && `, about ${count(secondsLeft)} seconds left`}. You can close this page
        and come back.
      </p>
      {total !== undefined && total > 0 && (
        <p>
          <progress value={done} max={total} aria-label="How far the work has come" />
        </p>
      )}
      <LooksAgain address={address} isStill={isStill} />
    </div>
  );
}

function Trouble({ detail, faults }: { detail: string; faults: readonly string[] }) {
  return (
    <div class="note">
      <p>{detail}</p>
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => (
            <li>{fault}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Counts({ view: { progress } }: { view: ImportView }) {
  const tiles = [
    { name: "Rows new", text: progress.new },
    { name: "Rows that change what is recorded", text: progress.changed },
    { name: "Rows as recorded", text: progress.unchanged },
    { name: "Rows refused", text: progress.rejected },
    { name: "Rows that need a decision", text: progress.needsDecision },
    { name: "Figures hidden by the source", text: progress.hidden },
  ];
  return (
    <dl class="tiles">
      {tiles.map(({ name, text }) => (
        <div>
          <dt>{name}</dt>
          <dd>{count(text)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Results({ results }: { results: readonly ImportResult[] }) {
  return (
    <Scroll label="Rows of the file">
      <table>
        <caption>Rows of the file: those refused first</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">What becomes of it</th>
            <th scope="col">Cell</th>
            <th scope="col">What there is to know</th>
          </tr>
        </thead>
        <tbody>
          {results.map((result) => (
            <tr>
              <th scope="row">{result.line === undefined ? "–" : String(result.line)}</th>
              <td>{OUTCOMES_IN_WORDS[result.outcome]}</td>
              <td>{cellsOf(result).join(", ")}</td>
              <td>
                {remarksOf(result).map((remark) => (
                  <div>{remark}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function cellsOf({ findings, changes = [] }: ImportResult): readonly string[] {
  const cells = [...findings, ...changes].flatMap(({ cell }) => (cell === undefined ? [] : [cell]));
  return [...new Set(cells)];
}

type Change = NonNullable<ImportResult["changes"]>[number];

function remarksOf({ findings, changes = [], moreChanges = 0, moreFindings = 0, reason }: ImportResult) {
  const more = moreChanges + moreFindings;
  return [
    ...(reason === undefined ? [] : [reason]),
    ...findings.map(({ detail }) => detail),
    ...changes.map(({ was, becomes }) => `${figureWords(was)} becomes ${figureWords(becomes)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function figureWords({ numerator, denominator, value, status }: Change["was"]): string {
  if (status === "c") return "hidden";
  if (numerator === undefined && value === undefined) return "no figure";
  const parts = denominator === undefined ? "" : `${numerator ?? "?"} of ${denominator}`;
  if (value === undefined) return parts || String(numerator);
  return parts === "" ? String(value) : `${value} (${parts})`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
