import type { Requirement } from "../../../shared/investments/index.ts";
import type { Returned } from "../../../shared/investments/requirements/return.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  formatInstant,
  formatMoney,
  formatValue,
  type Page,
  renderDocument,
  Scroll,
  statusWords,
} from "../../../shared/pages/index.ts";
import { periodLabel } from "../../../shared/platform/time.ts";
import type { HandedReport } from "../../../shared/reporting/submissions/handed-report.ts";
import { Acts } from "./elements.tsx";
import type { Offer } from "./timeline.tsx";

type Asked = {
  readonly commitmentId: string;
  readonly commitmentTitle: string | undefined;
  readonly requirement: Requirement;
  /** What was handed in out of a report submission. */
  readonly handed: HandedReport | undefined;
  readonly returned: readonly Returned[];
  readonly offers: readonly Offer[];
};

/** The page of a report that a commitment asks for. */
export function renderReportAsked(asked: Asked, frame: Omit<DocumentOptions, "title">): Page {
  const { requirement, handed, returned, commitmentId, commitmentTitle } = asked;
  return renderDocument(
    { ...frame, title: requirement.title },
    <>
      <p class="eyebrow">
        {commitmentTitle ? <a href={`/commitments/${commitmentId}#reports`}>{commitmentTitle}</a> : "Report"},
        report {requirement.number}, {requirement.status}
      </p>
      <h1>{requirement.title}</h1>
      <Facts requirement={requirement} />
      {requirement.comment && (
        <div class="note">
          <p>
            The funder's comment
            {requirement.decidedOn && `, ${formatDate(requirement.decidedOn)}`}: {requirement.comment}
          </p>
        </div>
      )}
      <Acts offers={asked.offers} />
      <h2>What was handed in</h2>
      <HandedIn requirement={requirement} handed={handed} />
      {returned.length > 0 && (
        <>
          <h2>When it was given back</h2>
          {returned.map((one) => (
            <ReturnedView returned={one} handed={handed} />
          ))}
        </>
      )}
    </>,
  );
}

function Facts({ requirement }: { requirement: Requirement }) {
  const { kind, dueOn, firstDueOn, graceDays, responsible, period, isBlocking, submittedOn } = requirement;
  const facts = [
    {
      name: "Due",
      text: formatDate(dueOn),
      small: dueOn === firstDueOn ? "" : `first ${formatDate(firstDueOn)}`,
    },
    { name: "From", text: responsible.name, small: "" },
    { name: "Kind", text: capitalised(kind), small: "" },
    ...(period ? [{ name: "About", text: periodLabel(period), small: "" }] : []),
    ...(submittedOn ? [{ name: "Handed in", text: formatDate(submittedOn), small: "" }] : []),
    {
      name: "While it is overdue",
      text: isBlocking ? "nothing is paid" : "payments go on",
      small: graceDays === 0 ? "" : `after ${graceDays} days of grace`,
    },
  ];
  return (
    <dl class="facts">
      {facts.map(({ name, text, small }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            {text}
            {small !== "" && <small>{small}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function HandedIn({ requirement, handed }: { requirement: Requirement; handed: HandedReport | undefined }) {
  const { submission } = requirement;
  if (!submission) return <p>Nothing yet.</p>;
  return (
    <>
      {submission.isOnBehalf && (
        <p class="soft">Recorded by the funder for {requirement.responsible.name}.</p>
      )}
      {submission.note && <p>{submission.note}</p>}
      {submission.reference && <p>Where it is: {submission.reference}</p>}
      {(submission.documentIds?.length ?? 0) > 0 && (
        <p>
          With it {submission.documentIds?.length} document(s), among{" "}
          <a href="../papers">the documents of the commitment</a>.
        </p>
      )}
      {handed && <Sections handed={handed} />}
    </>
  );
}

/** What a funder reads of a report: its own sections, figures and money. */
export function Sections({ handed }: { handed: HandedReport }) {
  const { money } = handed;
  return (
    <>
      <p class="soft">
        Edition {handed.edition}
        {handed.submittedOn && `, ${formatDate(handed.submittedOn)}`}. Recorded of the commitment:{" "}
        {formatMoney(money.committed)} committed, {formatMoney(money.paid)} paid, {formatMoney(money.spent)}{" "}
        spent.
      </p>
      {handed.sections.map((section) => (
        <section class="indicator">
          <h3>{section.title}</h3>
          {section.words?.text && <p>{section.words.text}</p>}
          {!section.words && section.digest && <p class="hid">The words were erased.</p>}
          {!section.words && !section.digest && section.figures.length === 0 && (
            <p class="soft">Left empty.</p>
          )}
          {section.figures.length > 0 && <Figures figures={section.figures} />}
          {section.words?.money && (
            <ul>
              {section.words.money.map((line) => (
                <li>
                  {line.label}: {formatMoney(line.amount)}
                </li>
              ))}
            </ul>
          )}
          {section.total && <p>Together {formatMoney(section.total)}</p>}
        </section>
      ))}
      <p class="small soft">
        Sealed with <code>{handed.contentHash}</code>
      </p>
    </>
  );
}

function Figures({ figures }: { figures: HandedReport["sections"][number]["figures"] }) {
  return (
    <Scroll label="Figures">
      <table>
        <caption>Figures, as they stood when it was handed in</caption>
        <tbody>
          {figures.map(({ indicatorId, name, asked, figure }) => (
            <tr>
              <th scope="row">{name ?? indicatorId}</th>
              <td>{asked ? periodLabel(asked) : ""}</td>
              <td class="n">
                {figure === undefined ? (
                  <span class="hid">none recorded</span>
                ) : figure.value === null ? (
                  <span class="hid">{statusWords(figure)}</span>
                ) : (
                  formatValue(figure.value, figure)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function ReturnedView({ returned, handed }: { returned: Returned; handed: HandedReport | undefined }) {
  const titles = new Map(handed?.sections.map(({ key, title }) => [key, title]));
  return (
    <section class="indicator">
      <p class="small soft">{formatInstant(returned.at)}</p>
      <p>{returned.comment}</p>
      {returned.sections.length > 0 && (
        <dl>
          {returned.sections.map(({ key, comment }) => (
            <>
              <dt>{titles.get(key) ?? key}</dt>
              <dd>{comment}</dd>
            </>
          ))}
        </dl>
      )}
    </section>
  );
}
