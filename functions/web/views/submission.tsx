import {
  type DocumentOptions,
  formatDate,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";
import {
  type AnswerView,
  answerName,
  kindWords,
  standingWords,
  statusOfSubmission,
} from "./submission-words.ts";

type Shown = { readonly submission: SubmissionView; readonly mayWrite: boolean; readonly today: string };

/** The page of a submission. */
export function renderSubmission(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { submission } = shown;
  return renderDocument(
    { ...frame, title: submission.title },
    <>
      <p class="eyebrow">
        <a href={`/partnerships/${submission.partnershipId}/due-reports`}>Reports to funders</a>
      </p>
      <h1>{submission.title}</h1>
      <p class="lead">{statusOfSubmission(submission)}.</p>
      {shown.mayWrite && <Steps submission={submission} />}
      <Returned answers={submission.answers} />
      <h2>Where it stands with each funder</h2>
      <Answers shown={shown} />
      <h2>Sections</h2>
      <p>A section that several funders ask for is written once. Each funder reads its own part alone.</p>
      <Sections shown={shown} />
    </>,
  );
}

type Step = { readonly part: string; readonly text: string; readonly isQuiet?: boolean };

/** What can follow. Whether who looks may take a step, such as approve what others wrote, is said when it is sent. */
function stepsOf({ status, requiresApproval, answers }: SubmissionView): readonly Step[] {
  const change = { part: "change", text: "Change what it answers", isQuiet: true };
  const reopen = { part: "reopening", text: "Take it back to be drafted", isQuiet: true };
  const handIn = { part: "handing-in", text: "Hand it in" };
  if (status === "draft")
    return requiresApproval
      ? [{ part: "approval-request", text: "Ask for approval" }, change]
      : [handIn, { part: "approval-request", text: "Ask for approval first", isQuiet: true }, change];
  if (status === "in-approval") return [{ part: "approval", text: "Approve it, as a second person" }, reopen];
  if (status === "approved") return [handIn, reopen];
  const isFrozen = answers.some(({ standing }) => standing === "frozen");
  const isAwaited = answers.some(({ standing }) =>
    ["frozen", "returned", "not-handed-in"].includes(standing),
  );
  return [...(isFrozen ? [{ ...handIn, text: "Hand in what is left" }] : []), ...(isAwaited ? [reopen] : [])];
}

function Steps({ submission }: { submission: SubmissionView }) {
  const steps = stepsOf(submission);
  if (steps.length === 0) return null;
  return (
    <p class="acts">
      {steps.map(({ part, text, isQuiet }) => (
        <a
          class={isQuiet === true ? "button quiet" : "button"}
          href={`/report-submissions/${submission.id}/${part}`}
        >
          {text}
        </a>
      ))}
    </p>
  );
}

/** What funders said who gave their report back. */
function Returned({ answers }: { answers: SubmissionView["answers"] }) {
  const returned = answers.filter(({ standing }) => standing === "returned");
  return (
    <>
      {returned.map((answer) => (
        <div class="note">
          <p>
            <strong>{answer.funder.name}</strong> gave “{answer.title}” back
            {answer.comment === undefined ? ", without a word why." : `: ${answer.comment}`}
          </p>
        </div>
      ))}
    </>
  );
}

function Answers({ shown: { submission, today } }: { shown: Shown }) {
  return (
    <Scroll label="Where it stands with each funder">
      <table>
        <caption>The reports that it answers</caption>
        <thead>
          <tr>
            <th scope="col">Funder and report</th>
            <th scope="col">Due</th>
            <th scope="col">Where it stands</th>
            <th scope="col">What it still lacks</th>
            <th scope="col">What it reads</th>
          </tr>
        </thead>
        <tbody>
          {submission.answers.map((answer) => (
            <tr>
              <th scope="row">
                {answerName(answer)}
                <div class="soft small">{answer.commitmentTitle}</div>
              </th>
              <td>
                {formatDate(answer.dueOn)}
                {isLate(answer, today) && <div class="small">late</div>}
              </td>
              <td>{standingWords(answer)}</td>
              <td>
                {answer.lacks.length === 0
                  ? "nothing: it satisfies this"
                  : answer.lacks.map(({ title }) => title).join("; ")}
              </td>
              <td>
                <Readings id={submission.id} answer={answer} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function isLate({ status, dueOn }: AnswerView, today: string): boolean {
  return (status === "open" || status === "returned") && dueOn < today;
}

function Readings({ id, answer }: { id: string; answer: AnswerView }) {
  const of = `${answer.commitmentId}/${answer.requirementNumber}`;
  const { name } = answer.funder;
  return (
    <>
      <a href={`/report-submissions/${id}/preview/${of}`} aria-label={`Preview what ${name} will read`}>
        preview
      </a>
      {answer.handedIn && (
        <>
          {", "}
          <a
            href={`/commitments/${answer.commitmentId}/reports/${answer.requirementNumber}`}
            aria-label={`What ${name} was handed in`}
          >
            handed in
          </a>
        </>
      )}
    </>
  );
}

function Sections({ shown: { submission, mayWrite } }: { shown: Shown }) {
  const { id, sections, answers, status } = submission;
  const isOpen = mayWrite && status === "draft";
  const names = new Map(answers.map((each) => [refOf(each), each.funder.name]));
  return (
    <Scroll label="Sections">
      <table>
        <caption>What is to be written, once each</caption>
        <thead>
          <tr>
            <th scope="col">Section</th>
            <th scope="col">Asked for by</th>
            <th scope="col">Wants</th>
            <th scope="col">Written</th>
          </tr>
        </thead>
        <tbody>
          {sections.map((section) => (
            <tr>
              <th scope="row">
                {isOpen ? (
                  <a href={`/report-submissions/${id}/sections/${encodeURIComponent(section.key)}`}>
                    {section.titles.join(" / ")}
                  </a>
                ) : (
                  section.titles.join(" / ")
                )}
                {!section.isRequired && <div class="soft small">not required</div>}
              </th>
              <td>{[...new Set(section.askedBy.map((ref) => names.get(refOf(ref)) ?? ""))].join(", ")}</td>
              <td>{kindWords(section.kinds)}</td>
              <td>
                {section.recordedAt === undefined ? "not yet" : formatInstant(section.recordedAt)}
                {mayWrite && section.version > 0 && (
                  <div class="small">
                    <a
                      href={`/report-submissions/${id}/sections/${encodeURIComponent(section.key)}/erasure`}
                      aria-label={`Erase what is written in ${section.titles.join(" / ")}`}
                    >
                      erase
                    </a>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function refOf(ref: { readonly commitmentId: string; readonly requirementNumber: number }): string {
  return `${ref.commitmentId} ${ref.requirementNumber}`;
}
