import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { PartnershipSummary } from "../../../shared/partnerships/partnership-view.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { type DataUseAgreementView, names } from "../../../shared/publication/access/data-use-agreement.ts";
import { dimensionLabel } from "../../../shared/publication/published/labels.ts";
import type {
  ReleaseRequestView,
  RequestStatus,
} from "../../../shared/publication/requests/release-request.ts";

type Frame = Omit<DocumentOptions, "title">;
type Shown = {
  readonly agreements: Listed<DataUseAgreementView>;
  readonly requests: Listed<ReleaseRequestView>;
  readonly principal: Principal;
  readonly now: string;
  /** Only on the start page. */
  readonly partnerships?: Listed<PartnershipSummary>;
};

/** What data there is for somebody: published to all, opened to them, and asked for. */
export function renderDataAccess(shown: Shown, frame: Frame): Page {
  const { agreements, requests, principal, now, partnerships } = shown;
  const title = partnerships ? "Data to evaluate with" : "Data access";
  return renderDocument(
    { ...frame, title },
    <>
      <h1>{title}</h1>
      <p class="lead">What everybody may read, what is opened to you alone, and what you asked for.</p>
      <p class="acts">
        <a class="button" href="/open">
          Find published releases
        </a>
        {can(principal, "observation:read") && (
          <a class="button quiet" href="/release-requests/new">
            Ask for data
          </a>
        )}
      </p>
      <h2 id="agreements">Opened to you under an agreement</h2>
      <Agreements agreements={agreements} now={now} />
      <h2 id="requests">What you asked to be released</h2>
      <Requests requests={requests} />
      {partnerships && <Partnerships partnerships={partnerships} />}
    </>,
  );
}

const STANDINGS = { "to-come": "Not yet in force", "in-force": "In force", ended: "Ended" } as const;
/** An agreement that ends within so many days is said to: there is time to prolong it. */
const SOON_DAYS = 60;

/** How an agreement stands, and how long it still does. */
export function standingWords({ standing, through }: DataUseAgreementView, now: string): string {
  if (standing !== "in-force") return STANDINGS[standing];
  const left = Math.round((Date.parse(through) - Date.parse(now.slice(0, 10))) / 86_400_000);
  if (left > SOON_DAYS) return STANDINGS[standing];
  if (left === 0) return "In force; today is its last day";
  return `In force; ends in ${left} ${left === 1 ? "day" : "days"}`;
}

function Agreements({ agreements, now }: Pick<Shown, "agreements" | "now">) {
  if (agreements.items.length === 0)
    return (
      <p>
        No partnership has opened figures to your organisation. It does so by a data use agreement that names
        you and your keys; tell it the id of <a href="/settings/organisation">your organisation</a>.
      </p>
    );
  return (
    <>
      <Scroll label="Agreements">
        <table>
          <caption>Agreements, the latest first</caption>
          <thead>
            <tr>
              <th scope="col">What for</th>
              <th scope="col">Where it stands</th>
              <th scope="col">Last day</th>
            </tr>
          </thead>
          <tbody>
            {agreements.items.map((agreement) => (
              <tr>
                <th scope="row">
                  <a href={`/data-use-agreements/${agreement.id}`}>{agreement.purpose}</a>
                </th>
                <td>{standingWords(agreement, now)}</td>
                <td data-v={agreement.through}>{formatDate(agreement.through)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Earlier name="agreements" next={agreements.next} text="Earlier agreements" />
    </>
  );
}

function Earlier({ name, next, text }: { name: string; next: string | undefined; text: string }) {
  if (next === undefined) return null;
  return (
    <p>
      <a href={`/data-access?${name}=${encodeURIComponent(next)}#${name}`}>{text}</a>
    </p>
  );
}

const REQUEST_STATUSES: Readonly<Record<RequestStatus, string>> = {
  open: "Waits for an answer",
  answered: "Answered",
  declined: "Declined",
  withdrawn: "Taken back",
};

function Requests({ requests }: Pick<Shown, "requests">) {
  if (requests.items.length === 0)
    return (
      <p>
        Nothing yet. Where a release lacks what you need, ask its partnership: it publishes the figures to
        everybody, or says why not.
      </p>
    );
  return (
    <>
      <Scroll label="Requests">
        <table>
          <caption>Requests, the latest first</caption>
          <thead>
            <tr>
              <th scope="col">Figures</th>
              <th scope="col">Asked on</th>
              <th scope="col">Where it stands</th>
              <th scope="col">Answer</th>
            </tr>
          </thead>
          <tbody>
            {requests.items.map((request) => (
              <RequestRow request={request} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <Earlier name="requests" next={requests.next} text="Earlier requests" />
    </>
  );
}

function RequestRow({ request }: { request: ReleaseRequestView }) {
  const { id, indicator, dimensionKeys = [], askedAt, status, releaseId, note, reason } = request;
  return (
    <tr>
      <th scope="row">
        {"words" in indicator ? indicator.words : indicator.id}
        {dimensionKeys.length > 0 && (
          <div class="soft small">by {dimensionKeys.map(dimensionLabel).join("; ")}</div>
        )}
      </th>
      <td data-v={askedAt}>{formatDate(askedAt.slice(0, 10))}</td>
      <td>{REQUEST_STATUSES[status]}</td>
      <td>
        {releaseId !== undefined && <a href={`/open/releases/${releaseId}`}>The release</a>} {note ?? reason}
        {status === "open" && <a href={`/release-requests/${id}/withdrawal`}>Take it back</a>}
      </td>
    </tr>
  );
}

function Partnerships({ partnerships }: { partnerships: Listed<PartnershipSummary> }) {
  return (
    <>
      <h2>Partnerships shared with you</h2>
      {partnerships.items.length === 0 ? (
        <p>None yet. A partnership's backbone shares it, or some of its strategies, with those it names.</p>
      ) : (
        <ul>
          {partnerships.items.map(({ id, name, placeName }) => (
            <li>
              <a href={`/partnerships/${id}`}>{name}</a>, {placeName}
            </li>
          ))}
        </ul>
      )}
      {partnerships.next !== undefined && (
        <p>
          <a href={`/?cursor=${encodeURIComponent(partnerships.next)}`}>Further partnerships</a>
        </p>
      )}
    </>
  );
}

type One = {
  readonly agreement: DataUseAgreementView;
  readonly principal: Principal;
  readonly now: string;
};

/** The terms of one agreement, and how figures are read under it. */
export function renderAgreement({ agreement, principal, now }: One, frame: Frame): Page {
  const { indicatorIds, dimensionKeys, placeCodes, minimumCell, through, document } = agreement;
  const isNamed = names(agreement, principal);
  const isParty = agreement.parties.some((party) => party.organisationId === principal.organisationId);
  const back = isParty
    ? { address: "/data-access", text: "Data access" }
    : { address: `/partnerships/${agreement.partnershipId}/data-requests`, text: "Requests for data" };
  const terms = [
    { name: "Where it stands", value: standingWords(agreement, now) },
    { name: "From", value: formatDate(agreement.from) },
    { name: "Through", value: formatDate(through) },
    { name: "Indicators", value: indicatorIds ? String(indicatorIds.length) : "all, those to come too" },
    { name: "Breakdowns", value: dimensionKeys.map(dimensionLabel).join("; ") || "totals alone" },
    { name: "Places", value: placeCodes?.join(", ") ?? "all" },
    { name: "Hidden in it", value: hiddenWords(minimumCell) },
  ];
  return renderDocument(
    { ...frame, title: "Data use agreement" },
    <>
      <p class="eyebrow">
        <a href={back.address}>{back.text}</a>
      </p>
      <h1>Data use agreement</h1>
      <p class="lead">{agreement.purpose}</p>
      <dl class="facts">
        {terms.map(({ name, value }) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {document !== undefined && (
        <p>
          <a href={document}>The agreement as it was signed</a>
        </p>
      )}
      {isParty ? (
        <HowToRead agreement={agreement} isNamed={isNamed} />
      ) : (
        <ToWhom agreement={agreement} principal={principal} />
      )}
    </>,
  );
}

function HowToRead({ agreement, isNamed }: Pick<One, "agreement"> & { isNamed: boolean }) {
  return (
    <>
      <h2>How to read under it</h2>
      <p>
        {isNamed
          ? "You are named in it."
          : "You are not named in it: only the people and keys that it names read under it."}{" "}
        Each read is logged for the partnership: who, when, what.
      </p>
      <p>Ask with a key that the agreement names, an indicator and a place at a time:</p>
      <pre tabindex={0}>
        <code>
          {`curl --fail --header "Authorization: Bearer $THROUGHLINE_KEY" \\\n  "$THROUGHLINE_URL/v1/data-use-agreements/${agreement.id}/series/${agreement.indicatorIds?.[0] ?? "$INDICATOR_ID"}"`}
        </code>
      </pre>
    </>
  );
}

/** For whose partnership it is: who is named, and the way to end it. */
function ToWhom({ agreement, principal }: Pick<One, "agreement" | "principal">) {
  const { id, parties, standing } = agreement;
  return (
    <>
      <h2>To whom it opens figures</h2>
      <ul>
        {parties.map(({ organisationId, principalIds }) => (
          <li>
            {organisationId}: {principalIds.join(", ")}
          </li>
        ))}
      </ul>
      <p>Each of their reads is logged for you: who, when, what.</p>
      {standing !== "ended" && can(principal, "agreement:write") && (
        <p class="acts">
          <a class="button quiet" href={`/data-use-agreements/${id}/end`}>
            End the agreement
          </a>
        </p>
      )}
    </>
  );
}

function hiddenWords(minimumCell: number): string {
  return minimumCell < 2 ? "nothing" : `breakdowns with a count from 1 to ${minimumCell - 1}`;
}
