import type { Report } from "../reporting/index.ts";
import { formatDate, formatInstant, formatMoney } from "../reporting/wording/format.ts";
import { Allocations, Reconciliation } from "./allocation-section.tsx";
import { type DocumentOptions, type Page, renderDocument } from "./document.tsx";
import { IndicatorBlock } from "./indicator-block.tsx";
import { FiscalYears, MoneyTiles } from "./money-section.tsx";
import { Schedule } from "./schedule-section.tsx";
import { LineOfSight, StrategyIndicators } from "./sight-section.tsx";

/** A report as a page that is fit to print. */
export function renderReport(report: Report, options: Omit<DocumentOptions, "title"> = {}): Page {
  return renderDocument(
    { ...options, title: `Report: ${report.commitment.title}` },
    <ReportBody report={report} />,
  );
}

function ReportBody({ report }: { report: Report }) {
  return (
    <>
      <Opening report={report} />
      <h2>Money</h2>
      <MoneyTiles money={report.money} />
      {report.money.renewal?.note && <p class="soft">Renewal in view: {report.money.renewal.note}</p>}
      <FiscalYears money={report.money} />
      <h3>Schedule</h3>
      <Schedule tranches={report.schedule} />
      <h3>Allocations</h3>
      <Allocations allocations={report.allocations} />
      <Sight report={report} />
      <h2>Does the money add up?</h2>
      <Reconciliation lines={report.reconciliation} />
      <Methods report={report} />
    </>
  );
}

function Opening({ report }: { report: Report }) {
  const { commitment, partnership, counts } = report;
  const years = `${formatDate(commitment.startOn)}${commitment.endOn ? ` to ${formatDate(commitment.endOn)}` : ""}`;
  return (
    <>
      <p class="eyebrow">Outcome-linked report</p>
      <h1>{commitment.title}</h1>
      <p class="lead">
        {commitment.funder.name} to {commitment.recipientName}, {commitment.status}, {years}
        {partnership && `. Partnership: ${partnership.name}, ${partnership.placeName}`}
      </p>
      {commitment.description && <p>{commitment.description}</p>}
      {report.indicators.length > 0 && (
        <ul>
          <li>{counts.outcomes.statement}</li>
          {counts.contributing.total > 0 && <li>{counts.contributing.statement}</li>}
          {counts.systems.total > 0 && <li>{counts.systems.statement}</li>}
          {counts.gaps.total > 0 && <li>{counts.gaps.statement}</li>}
        </ul>
      )}
      {report.notes.map((note) => (
        <div class="note">
          <p>{note.text}</p>
        </div>
      ))}
    </>
  );
}

function Sight({ report }: { report: Report }) {
  if (report.strategies.length === 0) return null;
  return (
    <>
      <h2>Line of sight</h2>
      <p>
        What this money is held to contribute to, on what evidence. Outcomes of a whole population have many
        contributors; none of them is claimed as this commitment's own.
      </p>
      <LineOfSight rows={report.lineOfSight} />
      <h2>Strategies</h2>
      {report.strategies.map((strategy) => (
        <section>
          <h3>
            {strategy.name}: {formatMoney(strategy.amount)}
            {strategy.share && ` (${strategy.share}%)`}
          </h3>
          {strategy.description && <p>{strategy.description}</p>}
          <StrategyIndicators strategy={strategy} />
        </section>
      ))}
      {report.indicators.length > 0 && <h2>Indicators</h2>}
      {report.indicators.map((indicator) => (
        <IndicatorBlock indicator={indicator} />
      ))}
    </>
  );
}

function Methods({ report }: { report: Report }) {
  const { commitment, partnership } = report;
  return (
    <>
      <h2>How this report was made</h2>
      <dl>
        {report.methods.map((method) => (
          <>
            <dt>
              <strong>{method.id}</strong>, version {method.version}
            </dt>
            <dd>{method.text}</dd>
          </>
        ))}
      </dl>
      <p class="small soft">
        Made {formatInstant(report.generatedAt)} from version {commitment.version} of commitment{" "}
        <code>{commitment.id}</code>
        {partnership && (
          <>
            {" "}
            and version {partnership.version} of partnership <code>{partnership.id}</code>
          </>
        )}
        . Content hash (SHA-256): <code>{report.contentHash}</code>
      </p>
    </>
  );
}
