import {
  type DocumentOptions,
  formatInstant,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { AuditedRecord } from "../audited-records.ts";
import {
  AUDIT_KINDS,
  type AuditedChange,
  type AuditKind,
  CHANGES_OF_EACH,
  RECORDS_A_PAGE,
} from "../read-audit.ts";
import { actInWords, whoInWords } from "./change-words.ts";
import { Further } from "./elements.tsx";
import { SettingsPlace } from "./settings-place.tsx";

type Asked = {
  readonly kind: AuditKind;
  readonly record: string;
  readonly by: string;
  readonly from: string;
  readonly through: string;
};

type Shown = {
  readonly changes: readonly AuditedChange[];
  readonly next?: string;
  readonly asked: Asked;
  /** What the id that was asked for is of; nothing is said of whether there is such a record. */
  readonly named: AuditedRecord | undefined;
  readonly names: ReadonlyMap<string, string>;
};

const KINDS: Readonly<Record<AuditKind, string>> = {
  settings: "The organisation and its book",
  people: "People",
  templates: "Report templates",
  policies: "Disclosure policies",
  commitments: "Commitments",
  partnerships: "Partnerships",
};

/** The page of who did what, when, on which record. */
export function renderAudit(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { changes, next, asked } = shown;
  return renderDocument(
    { ...frame, title: "Audit" },
    <>
      <SettingsPlace />
      <h1>Audit</h1>
      <p class="lead">Who did what, when, on which record, and why.</p>
      <Filter shown={shown} />
      <RecordAsked shown={shown} />
      {changes.length === 0 ? (
        <p>Nothing was changed on what was looked through. Choose other records, or leave a field empty.</p>
      ) : (
        <Changes shown={shown} />
      )}
      <p class="soft">
        Looked through: {RECORDS_A_PAGE} records at a time, the latest {CHANGES_OF_EACH} changes of each. A
        record's own history has all of its changes, and checks whether they are as they were recorded.
      </p>
      <Further
        address={`/settings/audit?${new URLSearchParams(asked)}`}
        cursor={next}
        text="Further records"
      />
      <h2>Is the whole record unbroken?</h2>
      <p>
        Every change is sealed with a hash that covers the change before it. Open a record and check its
        chain; that of all records is checked by <code>npm run verify</code>, which whoever runs this
        installation starts: it reads the whole table, recomputes every hash, and names each stored item that
        was altered.
      </p>
    </>,
  );
}

function Filter({ shown: { asked, names } }: { shown: Shown }) {
  return (
    <form class="filter" method="get" action="/settings/audit">
      <div class="field">
        <label for="kind">Records</label>
        <select id="kind" name="kind">
          {AUDIT_KINDS.map((kind) => (
            <option value={kind} selected={kind === asked.kind}>
              {KINDS[kind]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="by">Who</label>
        <select id="by" name="by">
          <option value="">anybody</option>
          {[...names].map(([id, name]) => (
            <option value={id} selected={id === asked.by}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="from">From</label>
        <input id="from" name="from" type="date" value={asked.from} />
      </div>
      <div class="field">
        <label for="through">Through</label>
        <input id="through" name="through" type="date" value={asked.through} />
      </div>
      <div class="field">
        <label for="record">Id of a record</label>
        <input id="record" name="record" value={asked.record} maxlength={40} />
      </div>
      <button type="submit">Show</button>
    </form>
  );
}

/** Leads from an id to all that became of its record, which may be of another kind than those looked through. */
function RecordAsked({ shown: { asked, named } }: { shown: Shown }) {
  if (asked.record === "") return null;
  if (named === undefined)
    return (
      <p>
        No record has this id. Copy it from the record's page: it is like cmt_ or per_ with 26 characters.
      </p>
    );
  return (
    <p>
      <a href={`/settings/audit/${named.id}`}>The whole history of this {named.name.toLowerCase()}</a>
    </p>
  );
}

function Changes({ shown: { changes, names } }: { shown: Shown }) {
  return (
    <Scroll label="Changes">
      <table>
        <caption>The latest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">On which record</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ record, called, change }) => (
            <tr>
              <td data-v={change.recordedAt}>{formatInstant(change.recordedAt)}</td>
              <td>{whoInWords(change, names)}</td>
              <td>{actInWords(change.action)}</td>
              <th scope="row">
                <a href={`/settings/audit/${record.id}`}>{called}</a>
              </th>
              <td>{change.reason ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
