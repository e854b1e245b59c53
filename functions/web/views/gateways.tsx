import {
  capitalised,
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type {
  AssessmentSummary,
  AssessmentView,
  Rating,
} from "../../../shared/partnerships/frameworks/assessment.ts";
import { Acts } from "./elements.tsx";
import { PracticePlaces } from "./practice-places.tsx";

type Shown = {
  readonly partnershipId: string;
  readonly all: readonly AssessmentSummary[];
  /** The earlier assessments that can be compared with, and the one that is. */
  readonly choices: readonly AssessmentSummary[];
  readonly from: string | undefined;
  readonly now: readonly AssessmentView[];
  readonly earlier: readonly AssessmentView[];
  readonly mayWrite: boolean;
};

/** The page of a partnership's gateways: benchmarks at two times. */
export function renderGateways(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, now, earlier, choices, mayWrite, all } = shown;
  const address = `/partnerships/${partnershipId}/gateways`;
  return renderDocument(
    { ...frame, title: "Gateways" },
    <>
      <PracticePlaces partnershipId={partnershipId} current="gateways" />
      <h1>Gateways</h1>
      <p class="lead">How far the partnership is, benchmark by benchmark, now and before.</p>
      {mayWrite && (
        <Acts offers={[{ address: `${address}/new`, text: "Begin an assessment", isMain: true }]} />
      )}
      {now.length === 0 && (
        <p>
          No assessment is there yet that you may see. Who keeps the partnership begins one for a gateway and
          says of each benchmark how it stands and by what evidence; once a second one is there, both stand
          here side by side.
        </p>
      )}
      {choices.length > 0 && <Compare shown={shown} address={address} />}
      {now.map((assessment) => (
        <Gateway
          assessment={assessment}
          before={earlier.find(({ gateway }) => gateway.key === assessment.gateway.key)}
        />
      ))}
      {all.length > 0 && <Assessments shown={shown} address={address} />}
    </>,
  );
}

function Compare({ shown: { choices, from }, address }: { shown: Shown; address: string }) {
  return (
    <form method="get" action={address}>
      <label for="from">Compare with how it stood at</label>{" "}
      <select id="from" name="from">
        {choices.map((each) => (
          <option value={each.id} selected={each.id === from}>
            {formatDate(dayOf(each))}, {each.gateway.name}
          </option>
        ))}
      </select>{" "}
      <button type="submit">Compare</button>
    </form>
  );
}

type Of = { readonly assessment: AssessmentView; readonly before: AssessmentView | undefined };

/** A row for each benchmark of either time, so that one that a later version of the framework dropped is still seen. */
function Gateway({ assessment, before }: Of) {
  const benchmarks = new Map(
    [...(before?.dossier.benchmarks ?? []), ...assessment.dossier.benchmarks].map((each) => [each.key, each]),
  );
  return (
    <>
      <h2>{assessment.gateway.name}</h2>
      <Scroll label={`Benchmarks of ${assessment.gateway.name}`}>
        <table>
          <caption>
            {assessment.framework.name}, {assessment.framework.label}: {metOf(assessment)}
          </caption>
          <thead>
            <tr>
              <th scope="col">Benchmark</th>
              <th scope="col">{before ? formatDate(dayOf(before)) : "Before"}</th>
              <th scope="col">{formatDate(dayOf(assessment))}</th>
              <th scope="col">Evidence</th>
              <th scope="col">By whom</th>
            </tr>
          </thead>
          <tbody>
            {[...benchmarks.values()].map(({ key, text }) => (
              <tr>
                <th scope="row">{text}</th>
                <td>{ratingIn(before, key)}</td>
                <td>{ratingIn(assessment, key)}</td>
                <td>
                  <Evidence rating={ratingOf(assessment, key)} />
                </td>
                <td>{ratingOf(assessment, key) && byWhom(assessment)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Evidence({ rating }: { rating: Rating | undefined }) {
  return (
    <>
      {rating?.note}
      {rating?.evidence?.map(({ kind, ref, note }) => (
        <div class="soft small">
          {capitalised(kind.replaceAll("-", " "))}: {ref}
          {note && `, ${note}`}
        </div>
      ))}
    </>
  );
}

function Assessments({ shown: { all, mayWrite }, address }: { shown: Shown; address: string }) {
  return (
    <>
      <h2>Assessments</h2>
      <ul>
        {all.map((each) => (
          <li>
            {each.gateway.name}, {formatDate(dayOf(each))}: {each.status}
            {each.withdrawn && `, ${each.withdrawn.reason}`}
            {mayWrite && each.status === "draft" && (
              <>
                {" "}
                <a href={`${address}/${each.id}/ratings`}>Say how {each.gateway.name} stands</a>
              </>
            )}
            {mayWrite && (each.status === "draft" || each.status === "submitted") && (
              <>
                {" "}
                <a href={`${address}/${each.id}/withdrawal`}>Withdraw it</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function metOf({ dossier: { ratings, benchmarks } }: AssessmentView): string {
  const met = ratings.filter(({ rating }) => rating === "met").length;
  return `${met} of ${benchmarks.length} benchmarks met`;
}

function ratingOf({ dossier }: AssessmentView, key: string): Rating | undefined {
  return dossier.ratings.find(({ benchmark }) => benchmark === key);
}

function ratingIn(assessment: AssessmentView | undefined, key: string): string {
  if (!assessment) return "not assessed";
  const rating = ratingOf(assessment, key)?.rating;
  return rating ? capitalised(rating.replaceAll("-", " ")) : "not rated";
}

function byWhom({ decisions }: AssessmentView): string {
  const last = decisions?.at(-1);
  if (!last) return "The partnership itself";
  return `The partnership; its reviewer found the gateway ${last.outcome.replaceAll("-", " ")}`;
}

/** The day on which an assessment was handed in; of a draft, on which it was last written. */
function dayOf({ submittedAt, recordedAt }: AssessmentSummary): string {
  return (submittedAt ?? recordedAt).slice(0, 10);
}
