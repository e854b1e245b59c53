import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import {
  type DocumentOptions,
  formatDate,
  type Page,
  renderDocument,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { DataUseAgreementView } from "../../../shared/publication/access/data-use-agreement.ts";
import { dimensionLabel } from "../../../shared/publication/published/labels.ts";
import {
  REQUEST_STATUSES,
  type ReleaseRequestView,
  type RequestStatus,
} from "../../../shared/publication/requests/release-request.ts";
import { holdersInWords } from "../role-words.ts";
import { standingWords } from "./data-access.tsx";
import { Acts, Further } from "./elements.tsx";
import { PartnershipPlaces } from "./partnership-places.tsx";

type Shown = {
  readonly partnershipId: string;
  readonly status: RequestStatus;
  readonly requests: Listed<ReleaseRequestView>;
  readonly agreements: Listed<DataUseAgreementView>;
  readonly principal: Principal;
  readonly now: string;
};

const STATES: Readonly<Record<RequestStatus, string>> = {
  open: "Waiting for you",
  answered: "Answered",
  declined: "Declined",
  withdrawn: "Taken back",
};

const NOTHING: Readonly<Record<RequestStatus, string>> = {
  open: "Nobody waits for an answer. Who evaluates asks here where a release lacks what they need.",
  answered: "No request is answered with a release yet.",
  declined: "No request is declined.",
  withdrawn: "No request was taken back by who made it.",
};

/** What a partnership is asked for of its data, and to whom it opened figures. */
export function renderDataRequests(shown: Shown, frame: Omit<DocumentOptions, "title">): Page {
  const { partnershipId, principal, agreements, now } = shown;
  const mayWrite = can(principal, "agreement:write");
  const address = `/partnerships/${partnershipId}/data-requests`;
  const open = {
    address: `/partnerships/${partnershipId}/data-use-agreements/new`,
    text: "Open figures to an evaluator",
    isMain: true,
  };
  return renderDocument(
    { ...frame, title: "Requests for data" },
    <>
      <PartnershipPlaces partnershipId={partnershipId} current="data-requests" principal={principal} />
      <h1>Requests for data</h1>
      <p class="lead">
        Who asks for figures that are not released, and to whom you opened some under an agreement.
      </p>
      {!mayWrite && (
        <p class="soft">Read only for you. Who may answer and open: {holdersInWords("agreement:write")}.</p>
      )}
      <h2 id="requests">{STATES[shown.status]}</h2>
      <States address={address} current={shown.status} />
      <Requests {...shown} mayWrite={mayWrite} />
      <Further
        address={`${address}?status=${shown.status}`}
        cursor={shown.requests.next}
        text="Further requests"
      />
      <h2 id="agreements">Opened under an agreement</h2>
      {mayWrite && <Acts offers={[open]} />}
      <Agreements agreements={agreements.items} now={now} mayWrite={mayWrite} />
      {agreements.next !== undefined && (
        <p>
          <a href={`${address}?agreements=${encodeURIComponent(agreements.next)}#agreements`}>
            Earlier agreements
          </a>
        </p>
      )}
    </>,
  );
}

function States({ address, current }: { address: string; current: RequestStatus }) {
  return (
    <nav aria-label="Requests by where they stand">
      <ul class="onpage">
        {REQUEST_STATUSES.map((status) => (
          <li>
            <a
              href={`${address}?status=${status}#requests`}
              {...(status === current ? { "aria-current": "page" as const } : {})}
            >
              {STATES[status]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Requests({ requests, status, mayWrite }: Shown & { mayWrite: boolean }) {
  if (requests.items.length === 0) return <p>{NOTHING[status]}</p>;
  return (
    <Scroll label="Requests">
      <table>
        <caption>Requests, the first one first</caption>
        <thead>
          <tr>
            <th scope="col">Figures</th>
            <th scope="col">What for</th>
            <th scope="col">Who asks</th>
            <th scope="col">Asked on</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {requests.items.map((request) => (
            <RequestRow request={request} mayWrite={mayWrite} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function RequestRow({ request, mayWrite }: { request: ReleaseRequestView; mayWrite: boolean }) {
  const { askedAt, askedBy, contactRole, purpose, status } = request;
  return (
    <tr>
      <th scope="row">
        <Figures request={request} />
      </th>
      <td>{purpose}</td>
      <td>
        {contactRole}
        <div class="soft small">{askedBy.organisationId}</div>
      </td>
      <td data-v={askedAt}>{formatDate(askedAt.slice(0, 10))}</td>
      <td>
        {status === "open" ? mayWrite && <Answers request={request} /> : <Answered request={request} />}
      </td>
    </tr>
  );
}

function Figures({ request }: { request: ReleaseRequestView }) {
  const { indicator, dimensionKeys = [], placeCodes = [] } = request;
  return (
    <>
      {wordsOf(request.indicator) ?? (
        <a href={`/indicators/${"id" in indicator && indicator.id}`}>An indicator</a>
      )}
      {dimensionKeys.length > 0 && (
        <div class="soft small">by {dimensionKeys.map(dimensionLabel).join("; ")}</div>
      )}
      {placeCodes.length > 0 && <div class="soft small">in {placeCodes.join(", ")}</div>}
    </>
  );
}

function wordsOf(indicator: ReleaseRequestView["indicator"]): string | undefined {
  return "words" in indicator ? indicator.words : undefined;
}

function Answers({ request: { id, partnershipId, indicator } }: { request: ReleaseRequestView }) {
  const about = wordsOf(indicator) ?? "an indicator";
  const offers = [
    { address: `/release-requests/${id}/answer`, text: "Answer with a release" },
    { address: `/partnerships/${partnershipId}/data-use-agreements/new?request=${id}`, text: "Open to them" },
    { address: `/release-requests/${id}/refusal`, text: "Decline" },
  ];
  return (
    <>
      {offers.map(({ address, text }) => (
        <div>
          <a href={address} aria-label={`${text}: ${about}`}>
            {text}
          </a>
        </div>
      ))}
    </>
  );
}

function Answered({ request: { releaseId, note, reason } }: { request: ReleaseRequestView }) {
  return (
    <>
      {releaseId !== undefined && <a href={`/open/releases/${releaseId}`}>The release</a>} {note ?? reason}
    </>
  );
}

type AgreementsShown = {
  readonly agreements: readonly DataUseAgreementView[];
  readonly now: string;
  readonly mayWrite: boolean;
};

function Agreements({ agreements, now, mayWrite }: AgreementsShown) {
  if (agreements.length === 0)
    return (
      <p>
        Nothing is opened to anybody. An agreement opens chosen figures to people and keys that you name,
        until a day; each read of theirs is logged.
      </p>
    );
  return (
    <Scroll label="Agreements">
      <table>
        <caption>Agreements, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">What for</th>
            <th scope="col">To whom</th>
            <th scope="col">Where it stands</th>
            <th scope="col">Last day</th>
            {mayWrite && <th scope="col">End</th>}
          </tr>
        </thead>
        <tbody>
          {agreements.map((agreement) => (
            <tr>
              <th scope="row">
                <a href={`/data-use-agreements/${agreement.id}`}>{agreement.purpose}</a>
              </th>
              <td>
                {agreement.parties.map(({ organisationId, principalIds }) => (
                  <div class="small">
                    {organisationId}: {principalIds.length} named
                  </div>
                ))}
              </td>
              <td>{standingWords(agreement, now)}</td>
              <td data-v={agreement.through}>{formatDate(agreement.through)}</td>
              {mayWrite && <td>{agreement.standing !== "ended" && <End of={agreement} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function End({ of }: { of: DataUseAgreementView }) {
  return (
    <a href={`/data-use-agreements/${of.id}/end`} aria-label={`End: ${of.purpose}`}>
      End
    </a>
  );
}
