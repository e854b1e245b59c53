import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { CapacityAssessmentView } from "../../../shared/partnerships/capacities/capacity-assessment.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { capacitiesOf, PLACES_IN_WORDS } from "./capacity-words.ts";
import { Acts, Further } from "./elements.tsx";
import { PracticePlaces } from "./practice-places.tsx";

type List = {
  readonly partnershipId: string;
  readonly assessments: Listed<CapacityAssessmentView>;
  readonly mayWrite: boolean;
};
type One = {
  readonly assessment: CapacityAssessmentView;
  readonly isPartnershipShown: boolean;
  readonly mayWrite: boolean;
};

/** The page of the assessments of a partnership's capacities. */
export function renderCapacities(shown: List, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, assessments, mayWrite } = shown;
  const address = `/partnerships/${partnershipId}/capacity-assessments`;
  return renderDocument(
    { ...frame, title: "Capacities" },
    <>
      <PracticePlaces partnershipId={partnershipId} current="capacity-assessments" />
      <h1>Capacities</h1>
      <p class="lead">How able the partnership is to do its work, as those see it who do it.</p>
      {mayWrite && (
        <Acts offers={[{ address: `${address}/new`, text: "Open an assessment", isMain: true }]} />
      )}
      {assessments.items.length === 0 ? (
        <p>
          No assessment is there yet that you may see. One is opened by who keeps the partnership; several
          people then say where they see each capacity, and what three or more said together can be shown.
        </p>
      ) : (
        <Assessments assessments={assessments.items} />
      )}
      <Further address={address} cursor={assessments.next} text="Earlier ones" />
    </>,
  );
}

function Assessments({ assessments }: { assessments: readonly CapacityAssessmentView[] }) {
  return (
    <Scroll label="Assessments">
      <table>
        <caption>Assessments of capacities, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Assessment</th>
            <th scope="col">Held on</th>
            <th scope="col">How it stands</th>
            <th scope="col" class="n">
              Answers
            </th>
          </tr>
        </thead>
        <tbody>
          {assessments.map(({ id, title, heldOn, status, responses }) => (
            <tr>
              <th scope="row">
                <a href={`/capacity-assessments/${id}`}>{title}</a>
              </th>
              <td data-v={heldOn}>{formatDate(heldOn)}</td>
              <td>{status === "open" ? "Open for answers" : "Closed"}</td>
              <td class="n">{responses}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The page of one assessment of capacities. */
export function renderCapacity(shown: One, frame: Omit<DocumentOptions, "title">): Page {
  const { assessment, isPartnershipShown, mayWrite } = shown;
  const { title, partnershipId, heldOn, status, responses } = assessment;
  return renderDocument(
    { ...frame, title },
    <>
      {isPartnershipShown && (
        <p class="eyebrow">
          <a href={`/partnerships/${partnershipId}/capacity-assessments`}>Capacities</a>
        </p>
      )}
      <h1>{title}</h1>
      <p class="lead">
        Held on {formatDate(heldOn)}, {status === "open" ? "open for answers" : "closed"},{" "}
        {responses === 1 ? "one answer" : `${responses} answers`}.
      </p>
      {mayWrite && <Steps assessment={assessment} />}
      <Spans assessment={assessment} />
      {assessment.given && assessment.given.length > 0 && <Given assessment={assessment} />}
    </>,
  );
}

function Steps({ assessment: { id, status } }: { assessment: CapacityAssessmentView }) {
  const address = `/capacity-assessments/${id}`;
  const open = [
    { address: `${address}/answer`, text: "Add what one person says", isMain: true },
    { address: `${address}/closing`, text: "Close it" },
  ];
  return (
    <Acts
      offers={[
        ...(status === "open" ? open : []),
        { address: `${address}/visibility`, text: "Say who sees it" },
      ]}
    />
  );
}

/** Every capacity of the list has a row: what too few said is shown as protected, and not left out. */
function Spans({ assessment }: { assessment: CapacityAssessmentView }) {
  const spans = new Map(assessment.spans.map((span) => [span.capacity, span]));
  return (
    <Scroll label="What was said together">
      <table>
        <caption>
          What was said together: 1, {PLACES_IN_WORDS[0]}, to 5, {PLACES_IN_WORDS[4]}
        </caption>
        <thead>
          <tr>
            <th scope="col">Capacity</th>
            <th scope="col" class="n">
              Lowest
            </th>
            <th scope="col" class="n">
              Middle
            </th>
            <th scope="col" class="n">
              Highest
            </th>
            <th scope="col" class="n">
              People
            </th>
          </tr>
        </thead>
        <tbody>
          {capacitiesOf(assessment).map(({ key, name }) => (
            <tr>
              <th scope="row">{name}</th>
              <SpanCells span={spans.get(key)} isWhole={assessment.given !== undefined} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type Span = CapacityAssessmentView["spans"][number];

function SpanCells({ span, isWhole }: { span: Span | undefined; isWhole: boolean }) {
  if (!span)
    return (
      <td colspan={4}>
        <span class="hid">{isWhole ? "nobody said" : "fewer than three said, so it is not shown"}</span>
      </td>
    );
  return (
    <>
      <td class="n">{span.lowest}</td>
      <td class="n">{span.median}</td>
      <td class="n">{span.highest}</td>
      <td class="n">{span.respondents}</td>
    </>
  );
}

function Given({ assessment }: { assessment: CapacityAssessmentView }) {
  const names = new Map(capacitiesOf(assessment).map(({ key, name }) => [key, name]));
  return (
    <details>
      <summary>What each person said, which nobody else sees</summary>
      <ul>
        {assessment.given?.map(({ role, ratings }) => (
          <li>
            {role}
            <ul>
              {ratings.map(({ capacity, rating, note }) => (
                <li>
                  {names.get(capacity) ?? capacity}: {rating}
                  {note && <div class="soft small">{note}</div>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
