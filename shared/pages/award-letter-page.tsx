import type { AwardLetter } from "../investments/attachments/award-letter.ts";
import { dayInWords, type RuleWords } from "../investments/rule-in-words.ts";
import { periodLabel } from "../platform/time.ts";
import { formatDate, formatInstant, formatMoney } from "../reporting/wording/format.ts";
import { type Page, renderDocument } from "./document.tsx";
import { MoneyCell, Scroll } from "./elements.tsx";

/** Smaller steps than a report has: a letter is one or two sheets, on whichever paper there is in the printer. */
const STYLE = `
.letter{max-width:52rem}.letter h2{font-size:1.125rem;margin:1.75rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--strong-rule)}
.letter p,.letter ul{margin:0 0 .5rem;max-width:none}.letter li>ul{margin:0}.letter td ul{padding-left:1.25rem}.letter tr.terms td{padding-top:0}.letter tr.termed>*{border-bottom:0}
.parties{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.25rem 2rem;margin:1rem 0}.parties dt{color:var(--soft);font-size:.875rem}.parties dd{margin:0;font-weight:600}
.sum{font-size:1.5rem;font-weight:600}.sum small{display:block;font-size:1rem;font-weight:400}
.letter .signatures{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:4rem 2.5rem;padding:0;margin:5rem 0 0;list-style:none;break-inside:avoid}
.signatures li{border-top:1px solid var(--ink);padding-top:.25rem}
@media print{@page{size:auto;margin:16mm 16mm 15mm}html{font-size:9pt}.letter{max-width:none}.letter h2{margin:.75rem 0 .25rem;padding-top:.375rem}.letter .scroll{margin:0 0 .5rem}.letter td,.letter th{padding-top:.25rem;padding-bottom:.25rem}.letter .signatures{margin-top:4rem;gap:3.5rem 2rem}.letter tr.termed{break-after:avoid}footer{padding:.5rem 0 0}}
`.trim();

/** An award letter as a page that prints on a sheet or two, with lines to sign and the version it was made from at its foot. */
export function renderAwardLetter(letter: AwardLetter): Page {
  const { version, at } = letter.asRecorded;
  const foot = `As recorded in version ${version} on ${formatInstant(at)}. ${letter.commitmentId}`;
  return renderDocument(
    { title: `Award letter: ${letter.title}`, style: STYLE, foot, isStill: true },
    <Letter letter={letter} />,
  );
}

function Letter({ letter }: { letter: AwardLetter }) {
  return (
    <div class="letter">
      <p class="eyebrow">Award letter</p>
      <h1>{letter.title}</h1>
      <Parties letter={letter} />
      <h2>The award</h2>
      <p class="sum">
        {formatMoney(letter.amount)} <small>{letter.amountInWords}</small>
      </p>
      {letter.purpose && <p>{letter.purpose}</p>}
      <p>{letter.restriction}</p>
      <h2>Schedule</h2>
      <Schedule letter={letter} />
      {letter.reports.length > 0 && (
        <>
          <h2>Reports</h2>
          <Reports reports={letter.reports} />
        </>
      )}
      <Terms title="Match" sentences={letter.match} />
      <Terms title="Indirect costs" sentences={letter.indirect} />
      <Terms title="Expenditure responsibility" sentences={letter.expenditureResponsibility} />
      <ul class="signatures">
        {letter.signatures.map(({ as, name }) => (
          <li>
            {as}: {name}
            <div class="soft small">Name, title, signature, date</div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Parties({ letter }: { letter: AwardLetter }) {
  const { funder, recipient, fiscalSponsor, approvedOn, agreedOn, startOn, endOn } = letter;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Funder", funder.name],
    ["Recipient", recipient.name],
    ["Fiscal sponsor", fiscalSponsor?.name],
    ["Approved by the board", approvedOn && dayInWords(approvedOn)],
    ["Agreed", agreedOn && dayInWords(agreedOn)],
    ["Term", `${dayInWords(startOn)}${endOn ? ` to ${dayInWords(endOn)}` : ""}`],
  ];
  return (
    <dl class="parties">
      {facts.map(
        ([term, fact]) =>
          fact && (
            <div>
              <dt>{term}</dt>
              <dd>{fact}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Schedule({ letter }: { letter: AwardLetter }) {
  return (
    <Scroll label="Payment schedule">
      <table>
        <thead>
          <tr>
            <th scope="col">Tranche</th>
            <th scope="col">Due</th>
            <th scope="col">In words</th>
            <th scope="col" class="n">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {letter.schedule.map((tranche) => (
            <TrancheRows tranche={tranche} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={3}>
              In all
            </th>
            <MoneyCell money={letter.scheduled} />
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}

function TrancheRows({ tranche }: { tranche: AwardLetter["schedule"][number] }) {
  const { number, label, dueOn, amount, conditions, paymentRule } = tranche;
  const hasTerms = conditions.length > 0 || paymentRule !== undefined;
  return (
    <>
      <tr class={hasTerms ? "termed" : undefined}>
        <th scope="row">
          {number}
          {label && `. ${label}`}
        </th>
        <td class="label">{formatDate(dueOn)}</td>
        <td class="small">{tranche.amountInWords}</td>
        <MoneyCell money={amount} />
      </tr>
      {hasTerms && (
        <tr class="terms">
          <td colspan={4}>
            {conditions.length > 0 && <div>{conditions.join(" ")}</div>}
            {paymentRule && (
              <div>
                It is paid only when this is so:
                <ul>
                  <Rule words={paymentRule} />
                </ul>
              </div>
            )}
          </td>
        </tr>
      )}
    </>
  );
}

function Rule({ words }: { words: RuleWords }) {
  return (
    <li>
      {words.says}
      {words.of && (
        <ul>
          {words.of.map((part) => (
            <Rule words={part} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Reports({ reports }: { reports: AwardLetter["reports"] }) {
  return (
    <Scroll label="Reports that are asked for">
      <table>
        <thead>
          <tr>
            <th scope="col">Report</th>
            <th scope="col">Due</th>
            <th scope="col">By</th>
            <th scope="col">If it is late</th>
          </tr>
        </thead>
        <tbody>
          {reports.map(({ number, title, period, dueOn, responsible, lateness }) => (
            <tr>
              <th scope="row">
                {number}. {title}
                {period && `, ${periodLabel(period)}`}
              </th>
              <td class="label">{formatDate(dueOn)}</td>
              <td>{responsible}</td>
              <td>{lateness}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Terms({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <p>{sentences.join(" ")}</p>
    </>
  );
}
