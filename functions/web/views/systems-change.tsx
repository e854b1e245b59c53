import { type DocumentOptions, formatDate, type Page, renderDocument } from "../../../shared/pages/index.ts";
import type { RecordView } from "../../../shared/partnerships/record-kind.ts";
import type { SystemsChange } from "../../../shared/partnerships/systems-changes/systems-change.ts";
import { Acts } from "./elements.tsx";
import { CHANGE_STATUSES_IN_WORDS, levelName, leverName } from "./practice-words.ts";

type Change = RecordView<SystemsChange>;
type Shown = { readonly change: Change; readonly strategies: readonly string[]; readonly mayWrite: boolean };

/** The page of a systems change. */
export function renderSystemsChange(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { change, strategies, mayWrite } = shown;
  const list = `/partnerships/${change.partnershipId}/systems-changes`;
  return renderDocument(
    { ...frame, title: change.title },
    <>
      <p class="eyebrow">
        <a href={list}>Systems changes</a>
      </p>
      <h1>{change.title}</h1>
      <p class="lead">
        {change.withdrawn
          ? `Withdrawn on ${formatDate(change.withdrawn.on)}: ${change.withdrawn.reason}`
          : `${CHANGE_STATUSES_IN_WORDS[change.status]} since ${formatDate(change.statusOn)}.`}
      </p>
      {mayWrite && <Steps change={change} address={`${list}/${change.id}`} />}
      {change.description && <p>{change.description}</p>}
      <Facts change={change} strategies={strategies} />
      <h2>How it came so far</h2>
      <ol>
        {change.transitions.map(({ status, on, note }) => (
          <li>
            {CHANGE_STATUSES_IN_WORDS[status]}, {formatDate(on)}
            {note && <div class="soft small">{note}</div>}
          </li>
        ))}
      </ol>
      <h2>Evidence</h2>
      <Evidence change={change} />
    </>,
  );
}

function Steps({ change, address }: { change: Change; address: string }) {
  return (
    <Acts
      offers={[
        { address: `${address}/move`, text: "Record how far it has come", isMain: true },
        { address: `${address}/correction`, text: "Correct what is said of it" },
        ...(change.transitions.length > 1
          ? [{ address: `${address}/retraction`, text: "Take the last step back" }]
          : []),
        { address: `${address}/withdrawal`, text: "Withdraw it" },
      ]}
    />
  );
}

function Facts({ change, strategies }: Omit<Shown, "mayWrite">) {
  const { affected, by } = change;
  const facts = [
    { name: "What is changed", text: leverName(change.lever) },
    { name: "How far it reaches", text: levelName(change.level) },
    { name: "Whose change it is", text: by.map(({ name }) => name).join(", ") },
    { name: "Whom it reaches", text: affected?.whom ?? "" },
    { name: "How many people", text: affected?.people?.toLocaleString("en-US") ?? "" },
    { name: "Strategies it comes from", text: strategies.join(", ") },
  ];
  return (
    <dl class="facts">
      {facts
        .filter(({ text }) => text !== "")
        .map(({ name, text }) => (
          <div>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}

function Evidence({ change: { evidence, evidenceUrls = [] } }: { change: Change }) {
  if (evidence === undefined && evidenceUrls.length === 0)
    return <p>None is named: nothing but what was recorded says that it has come so far.</p>;
  return (
    <>
      {evidence && <p>{evidence}</p>}
      <ul>
        {evidenceUrls.map((url) => (
          <li>
            <a href={url} rel="noreferrer">
              {url}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
