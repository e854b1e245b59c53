import type { Commitment, CommitmentState } from "../../../shared/investments/index.ts";
import type { LedgerEntryView } from "../../../shared/investments/ledger-entry.ts";
import {
  Allocations,
  capitalised,
  type DocumentOptions,
  FiscalYears,
  formatDate,
  MoneyTiles,
  type Page,
  Reconciliation,
  renderDocument,
} from "../../../shared/pages/index.ts";
import type { Change } from "../../../shared/platform/history.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { Report } from "../../../shared/reporting/index.ts";
import type { Offers } from "../offers.ts";
import { History, Ledger } from "./commitment-lines.tsx";
import { Milestones, OpenProposals, Reports } from "./commitment-parts.tsx";
import { CommitmentSight } from "./commitment-sight.tsx";
import { Acts } from "./elements.tsx";
import { type Scheduled, Timeline } from "./timeline.tsx";

export type CommitmentPageFacts = {
  readonly state: CommitmentState;
  readonly version: number;
  readonly partnership: { readonly id: string; readonly name: string } | undefined;
  readonly scheduled: readonly Scheduled[];
  readonly ledger: Listed<LedgerEntryView>;
  /** Absent for those whose role does not include it. */
  readonly changes: Listed<Change> | undefined;
  /** What keeps everything of it from being paid today. */
  readonly blocks: readonly { readonly detail: string; readonly sinceOn: string }[];
  readonly names: ReadonlyMap<string, string>;
  readonly offers: Offers;
  readonly isFunder: boolean;
  readonly today: string;
} & Pick<Report, "money" | "allocations" | "lineOfSight" | "reconciliation">;

/** The page of a commitment. */
export function renderCommitment(facts: CommitmentPageFacts, frame: Omit<DocumentOptions, "title">): Page {
  const { state, money, offers } = facts;
  const { commitment } = state;
  const address = `/commitments/${commitment.id}`;
  return renderDocument(
    { ...frame, title: commitment.title },
    <>
      <Opening facts={facts} address={address} />
      <h2 id="money">Money</h2>
      <MoneyTiles money={money} />
      {money.renewal?.note && <p class="soft">Renewal in view: {money.renewal.note}</p>}
      <FiscalYears money={money} />
      <h2 id="line-of-sight">Line of sight</h2>
      <CommitmentSight
        facts={facts}
        commitment={commitment}
        hasPartnership={facts.partnership !== undefined}
        mayWrite={offers.mayWrite}
      />
      <OpenProposals proposals={facts.isFunder ? state.proposals : []} address={address} />
      <h2 id="schedule">Schedule</h2>
      {facts.blocks.map(({ detail, sinceOn }) => (
        <div class="note">
          <p>
            Payments are blocked since {formatDate(sinceOn)}: {detail}
          </p>
        </div>
      ))}
      <Timeline scheduled={facts.scheduled} today={facts.today} />
      <h2 id="reports">Reports</h2>
      <Reports state={state} address={address} today={facts.today} mayAsk={offers.mayWrite} />
      <h2 id="milestones">Milestones</h2>
      <Milestones state={state} address={address} mayWrite={offers.mayWrite} />
      <h2 id="allocations">Allocations</h2>
      <Allocations allocations={facts.allocations} />
      <details>
        <summary>Does the money add up?</summary>
        <Reconciliation lines={facts.reconciliation} />
      </details>
      <h2 id="ledger">Ledger</h2>
      <Ledger ledger={facts.ledger} address={address} mayReverse={offers.mayMoveMoney} />
      <Acts offers={offers.ofLedger} />
      {facts.changes && (
        <>
          <h2 id="history">History</h2>
          <History changes={facts.changes} address={address} names={facts.names} />
        </>
      )}
    </>,
  );
}

function Opening({ facts, address }: { facts: CommitmentPageFacts; address: string }) {
  const { commitment } = facts.state;
  const end = commitment.endOn === undefined ? "" : ` to ${formatDate(commitment.endOn)}`;
  return (
    <>
      <p class="eyebrow">Commitment, {commitment.status}</p>
      <h1>{commitment.title}</h1>
      <p class="lead">
        {commitment.funder.name} to {commitment.recipient.name}, {formatDate(commitment.startOn)}
        {end}
      </p>
      {commitment.description && <p>{commitment.description}</p>}
      <Facts facts={facts} />
      {commitment.flags?.map((flag) => (
        <div class="note">
          <p>{flag}</p>
        </div>
      ))}
      <Acts
        offers={[
          {
            address: `${address}/report`,
            text: "Outcome-linked report",
            isMain: facts.offers.main.length === 0,
          },
          { address: `${address}/outcome-report`, text: "The same by sections, with tables to take away" },
          ...facts.offers.main,
        ]}
      />
      {facts.offers.amendments.length > 0 && (
        <details class="noprint">
          <summary>Propose an amendment</summary>
          <Acts offers={facts.offers.amendments} />
        </details>
      )}
      <OnThisPage facts={facts} address={address} />
    </>
  );
}

function Facts({ facts: { state, partnership, version } }: { facts: CommitmentPageFacts }) {
  const { commitment }: { commitment: Commitment } = state;
  const { programme, restriction, agreedOn, bigBet } = commitment;
  return (
    <dl class="facts">
      <Fact name="Partnership">
        {partnership ? <a href={`/partnerships/${partnership.id}`}>{partnership.name}</a> : "none linked"}
      </Fact>
      {programme && <Fact name="Programme">{programme}</Fact>}
      {bigBet && (
        <Fact name="Big bet">
          <a href={`/big-bets/${bigBet.id}`}>{capitalised(bigBet.phase)} grant of a big bet</a>
        </Fact>
      )}
      {restriction && (
        <Fact name="Restriction">
          {capitalised(restriction.kind)}
          {restriction.description && `: ${restriction.description}`}
        </Fact>
      )}
      {agreedOn && <Fact name="Agreed">{formatDate(agreedOn)}</Fact>}
      <Fact name="Version">{version}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children?: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function OnThisPage({ facts, address }: { facts: CommitmentPageFacts; address: string }) {
  const places = [
    ["#money", "Money"],
    ["#line-of-sight", "Line of sight"],
    ["#schedule", "Schedule"],
    ["#reports", "Reports"],
    ["#milestones", "Milestones"],
    ["#allocations", "Allocations"],
    ["#ledger", "Ledger"],
    ...(facts.changes ? [["#history", "History"]] : []),
    [`${address}/amendments`, "Amendments"],
    [`${address}/papers`, "Documents, contacts and notes"],
  ];
  return (
    <nav class="noprint" aria-label="This commitment">
      <ul class="onpage">
        {places.map(([to, text]) => (
          <li>
            <a href={to}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
