import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import { dimensionLabel } from "../../../shared/publication/published/labels.ts";
import type { PreviewCell } from "../../../shared/publication/releases/read-releases.ts";
import type { Loss, ReleaseView } from "../../../shared/publication/releases/release.ts";
import { Acts, LooksAgain, REFRESH_SECONDS } from "./elements.tsx";
import { type IndicatorUnit, PreviewTable } from "./release-preview.tsx";
import { isAtWork, phaseWords, RELEASE_STATUSES_IN_WORDS, shareWords } from "./release-words.ts";
import type { Offer } from "./timeline.tsx";

type Shown = {
  readonly release: ReleaseView;
  readonly offers: readonly Offer[];
  readonly preview?: {
    readonly items: readonly PreviewCell[];
    readonly next?: number;
    readonly page: number;
  };
  readonly indicators: ReadonlyMap<string, IndicatorUnit>;
  /** Whether the reader stopped the page from asking again by itself. */
  readonly isStill: boolean;
};

/** The page of a release for who prepares it; while work on it goes on, it asks for itself again. */
export function renderRelease(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { release, isStill } = shown;
  const isMoving = isAtWork(release);
  const refreshAfter = isMoving && !isStill ? REFRESH_SECONDS : undefined;
  return renderDocument(
    { ...frame, title: release.title, refreshAfter },
    <>
      <p class="eyebrow">
        <a href={`/partnerships/${release.partnershipId}/releases`}>Data releases</a>
      </p>
      <h1>{release.title}</h1>
      <p class="lead">{RELEASE_STATUSES_IN_WORDS[release.status]}.</p>
      {isMoving && <Work release={release} isStill={isStill} />}
      <Standing release={release} />
      <Acts offers={shown.offers} />
      {release.loss && <LossView loss={release.loss} byDimension={release.lossByDimension ?? {}} />}
      {shown.preview && (
        <PreviewTable address={`/releases/${release.id}`} {...shown.preview} indicators={shown.indicators} />
      )}
    </>,
  );
}

function Work({ release: { id, progress }, isStill }: { release: ReleaseView; isStill: boolean }) {
  return (
    <div class="note">
      <p>
        {progress ? phaseWords(progress) : "The work is about to begin"}
        {progress &&
          progress.done > 0 &&
          `: ${progress.done}${progress.of === undefined ? "" : ` of ${progress.of}`} done`}
        . You can close this page and come back.
      </p>
      {progress?.of !== undefined && progress.of > 0 && (
        <p>
          <progress value={progress.done} max={progress.of} aria-label="How far the work has come" />
        </p>
      )}
      <LooksAgain address={`/releases/${id}`} isStill={isStill} />
    </div>
  );
}

function Standing({ release }: { release: ReleaseView }) {
  const { id, number, publishedAt, withdrawal, refusal, corrects, heldBack = 0, isCurrent } = release;
  return (
    <>
      {release.status === "published" && (
        <p>
          Number {number}, published on {formatDate(publishedAt ?? "")}.{" "}
          <a href={`/open/releases/${id}`}>See it as everybody does</a>
        </p>
      )}
      {withdrawal && (
        <p>
          Withdrawn on {formatDate(withdrawal.at)}: {withdrawal.reason}
        </p>
      )}
      {refusal !== undefined && (
        <div class="note">
          <p>{refusal}</p>
        </div>
      )}
      {corrects && (
        <p>
          It corrects number {corrects.number}: {corrects.reason}
        </p>
      )}
      {isCurrent === false && (
        <div class="note">
          <p>
            Something was published or registered since this was planned. Plan it anew before it is published.
          </p>
        </div>
      )}
      {heldBack > 0 && (
        <p>
          {heldBack === 1 ? "One set of figures is" : `${heldBack} sets of figures are`} left out, because an
          agreement forbids to publish them.
        </p>
      )}
    </>
  );
}

function LossView({ loss, byDimension }: { loss: Loss; byDimension: Readonly<Record<string, Loss>> }) {
  const tiles = [
    { name: "Figures", text: count(loss.figures) },
    { name: "Shown", text: `${count(loss.shown)} (${shareWords(loss.shownShare)})` },
    { name: "A band in place of the rate", text: count(loss.banded) },
    { name: "The size of the group alone", text: count(loss.denominatorOnly) },
    { name: "Hidden in full", text: count(loss.hidden) },
  ];
  return (
    <>
      <h2>What hiding costs</h2>
      <p>
        For your eyes alone. {count(loss.primary)} are not shown for their own sake: they are small, or nobody
        or everybody of a group. {count(loss.complementary)} more, so that none of those can be computed.
      </p>
      <dl class="tiles">
        {tiles.map(({ name, text }) => (
          <div>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Scroll label="What hiding costs, by breakdown">
        <table>
          <caption>By breakdown</caption>
          <thead>
            <tr>
              <th scope="col">Breakdown</th>
              <th scope="col" class="n">
                Figures
              </th>
              <th scope="col" class="n">
                Shown
              </th>
              <th scope="col" class="n">
                Hidden for their own sake
              </th>
              <th scope="col" class="n">
                Hidden for another’s sake
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(byDimension).map(([key, part]) => (
              <tr>
                <th scope="row">{dimensionLabel(key)}</th>
                <td class="n">{count(part.figures)}</td>
                <td class="n">{shareWords(part.shownShare)}</td>
                <td class="n">{count(part.primary)}</td>
                <td class="n">{count(part.complementary)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
