import type { Commitment } from "../../../shared/investments/index.ts";
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
  Schedule,
} from "../../../shared/pages/index.ts";
import type { Change } from "../../../shared/platform/history.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { Report } from "../../../shared/reporting/index.ts";
import { History, Ledger } from "./commitment-lines.tsx";

export type CommitmentPageFacts = {
  readonly commitment: Commitment;
  readonly version: number;
  readonly partnership: { readonly id: string; readonly name: string } | undefined;
  readonly ledger: Listed<LedgerEntryView>;
  /** Absent for those whose role does not include it. */
  readonly changes: Listed<Change> | undefined;
  /** What keeps everything of it from being paid today. */
  readonly blocks: readonly { readonly detail: string; readonly sinceOn: string }[];
} & Pick<Report, "money" | "schedule" | "allocations" | "reconciliation">;

/** The page of a commitment. */
export function renderCommitment(facts: CommitmentPageFacts, frame: Omit<DocumentOptions, "title">): Page {
  const { commitment, money } = facts;
  const address = `/commitments/${commitment.id}`;
  return renderDocument(
    { ...frame, title: commitment.title },
    <>
      <Opening facts={facts} address={address} />
      <h2>Money</h2>
      <MoneyTiles money={money} />
      {money.renewal?.note && <p class="soft">Renewal in view: {money.renewal.note}</p>}
      <FiscalYears money={money} />
      <h2>Schedule</h2>
      {facts.blocks.map(({ detail, sinceOn }) => (
        <div class="note">
          <p>
            Payments are blocked since {formatDate(sinceOn)}: {detail}
          </p>
        </div>
      ))}
      <Schedule tranches={facts.schedule} />
      <h2>Allocations</h2>
      <Allocations allocations={facts.allocations} />
      <details>
        <summary>Does the money add up?</summary>
        <Reconciliation lines={facts.reconciliation} />
      </details>
      <h2 id="ledger">Ledger</h2>
      <Ledger ledger={facts.ledger} address={address} />
      {facts.changes && (
        <>
          <h2 id="history">History</h2>
          <History changes={facts.changes} address={address} />
        </>
      )}
    </>,
  );
}

function Opening({ facts, address }: { facts: CommitmentPageFacts; address: string }) {
  const { commitment, partnership, version } = facts;
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
      <dl class="facts">
        <Fact name="Partnership">
          {partnership ? <a href={`/partnerships/${partnership.id}`}>{partnership.name}</a> : "none linked"}
        </Fact>
        {commitment.programme && <Fact name="Programme">{commitment.programme}</Fact>}
        {commitment.restriction && (
          <Fact name="Restriction">
            {capitalised(commitment.restriction.kind)}
            {commitment.restriction.description && `: ${commitment.restriction.description}`}
          </Fact>
        )}
        {commitment.agreedOn && <Fact name="Agreed">{formatDate(commitment.agreedOn)}</Fact>}
        <Fact name="Version">{version}</Fact>
      </dl>
      {commitment.flags?.map((flag) => (
        <div class="note">
          <p>{flag}</p>
        </div>
      ))}
      <p>
        <a class="button" href={`${address}/report`}>
          Outcome-linked report
        </a>
      </p>
    </>
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
