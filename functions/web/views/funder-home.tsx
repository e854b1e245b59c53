import {
  type CommitmentSummary,
  type DueTranche,
  openMinor,
  type portfolioView,
  trancheState,
} from "../../../shared/investments/index.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  formatMoney,
  type Page,
  renderDocument,
  Scroll,
  Tile,
} from "../../../shared/pages/index.ts";
import { money } from "../../../shared/platform/money.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import type { CountSection } from "../../../shared/reporting/count-section.ts";
import { ByFiscalYear } from "./by-fiscal-year.tsx";
import { CommitmentTable } from "./commitment-table.tsx";
import { Acts } from "./elements.tsx";
import { type Need, NeedsYou } from "./needs-you.tsx";

type FunderHome = {
  readonly currencies: ReturnType<typeof portfolioView>["currencies"];
  readonly commitments: Listed<CommitmentSummary>;
  /** Absent where so much is due that it cannot be listed on a page. */
  readonly due?: readonly DueTranche[];
  readonly partnerships: readonly {
    readonly id: string;
    readonly name: string;
    readonly placeName: string;
  }[];
  readonly needs: readonly Need[];
  /** Absent for those whose role does not include reports. */
  readonly moved: CountSection | undefined;
  readonly mayRecord: boolean;
  readonly today: string;
};

const MOST_DUE = 12;

/** What a funder can begin, or read, from here. */
function actsOf({ mayRecord, moved }: FunderHome) {
  const record = { address: "/commitments/new", text: "Record a commitment", isMain: true };
  const report = { address: "/portfolio/report", text: "Report of the portfolio", isMain: !mayRecord };
  const others = [
    { address: "/portfolio", text: "Forecast, conduct and concentration" },
    { address: "/payment-runs", text: "Payment runs" },
    { address: "/reviews", text: "Reviews of restated figures" },
  ];
  return [...(mayRecord ? [record] : []), ...(moved ? [report] : []), ...others];
}

/** A funder's start page: what is due and blocked, what is committed, and all commitments. */
export function renderFunderHome(home: FunderHome, frame: Omit<DocumentOptions, "title">): Page {
  const { currencies, commitments, due, partnerships, needs } = home;
  return renderDocument(
    { ...frame, title: "Portfolio" },
    <>
      <h1>Portfolio</h1>
      <Acts offers={actsOf(home)} />
      <h2>This needs you</h2>
      <NeedsYou needs={needs} />
      <h2>Money</h2>
      {currencies.length === 0 && (
        <p>
          Nothing is committed or intended yet: record a commitment, and its money shows here a moment later.
        </p>
      )}
      {currencies.map((currency) => (
        <>
          <Totals totals={currency.total} currency={currency.currency} />
          <ByFiscalYear rows={currency.rows} currency={currency.currency} />
        </>
      ))}
      {home.moved && <Moved counts={home.moved} />}
      <h2>What is due</h2>
      <Due due={due} home={home} />
      <h2>Commitments</h2>
      {commitments.items.length === 0 ? (
        <p>No commitment is recorded yet: record one here, or import a grants file through the API.</p>
      ) : (
        <CommitmentTable items={commitments.items} caption="Commitments, oldest first" />
      )}
      {commitments.next !== undefined && (
        <p>
          <a href="/commitments">All commitments</a>
        </p>
      )}
      <h2>Partnerships</h2>
      {partnerships.length === 0 ? (
        <p>No partnership shares its strategies and indicators with you yet.</p>
      ) : (
        <ul>
          {partnerships.map(({ id, name, placeName }) => (
            <li>
              <a href={`/partnerships/${id}`}>{name}</a>, {placeName}
            </li>
          ))}
        </ul>
      )}
    </>,
  );
}

function Totals({
  totals,
  currency,
}: {
  totals: FunderHome["currencies"][number]["total"];
  currency: string;
}) {
  return (
    <section aria-label={`Totals in ${currency}`}>
      <p class="eyebrow">In {currency}</p>
      <dl class="tiles">
        <Tile name="Committed" amount={totals.committed} note="conditional and unconditional" />
        <Tile name="Unconditional" amount={totals.unconditional} note="paid included" />
        <Tile name="Conditional" amount={totals.conditional} note="conditions not met" />
        <Tile name="Paid" amount={totals.paid} />
        <Tile name="Payable" amount={totals.payable} note="unconditional, not paid yet" />
        <Tile name="Intended" amount={totals.intended} note="not binding, in no total" apart />
      </dl>
    </section>
  );
}

/** What moved where the money leads, in words: linked, not owned. */
function Moved({ counts }: { counts: CountSection }) {
  const { outcomes, contributing, systems, gaps } = counts;
  const said = [outcomes, contributing, systems, gaps].filter(({ total }) => total > 0);
  return (
    <>
      <h2>What moved</h2>
      {said.length === 0 ? (
        <p>No indicator is linked to your commitments and shared with you yet.</p>
      ) : (
        <>
          <ul>
            {said.map(({ statement }) => (
              <li>{statement}</li>
            ))}
          </ul>
          <p class="soft">
            In the partnerships that you fund and that are shared with you. A contribution, never a cause.
          </p>
        </>
      )}
    </>
  );
}

function Due({ due, home }: { due: FunderHome["due"]; home: FunderHome }) {
  if (!due) return <p>More is due in one month than a page can list: ask GET /v1/due for fewer days.</p>;
  if (due.length === 0) return <p>Nothing is overdue, and nothing is due in the next twelve months.</p>;
  const known = new Map(home.commitments.items.map((commitment) => [commitment.id, commitment]));
  const shown = due.slice(0, MOST_DUE);
  return (
    <>
      <Scroll label="Due">
        <table>
          <caption>Open tranches, overdue first, to the end of the next twelve months</caption>
          <thead>
            <tr>
              <th scope="col">Due</th>
              <th scope="col">Commitment</th>
              <th scope="col" class="n">
                Open
              </th>
              <th scope="col">Where it stands</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ commitmentId, tranche }) => {
              const commitment = known.get(commitmentId);
              const state = trancheState(tranche);
              return (
                <tr>
                  <td>
                    {formatDate(tranche.dueOn)}
                    {tranche.dueOn < home.today && <div class="small">overdue</div>}
                  </td>
                  <th scope="row">
                    <a href={`/commitments/${commitmentId}`}>{commitment?.title ?? commitmentId}</a>, tranche{" "}
                    {tranche.number}
                  </th>
                  <td class="n">{formatMoney(money(openMinor(tranche), tranche.currency))}</td>
                  <td>
                    {state === "conditional"
                      ? `Blocked: ${tranche.condition?.barrier?.description ?? "condition not met"}`
                      : capitalised(state)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {due.length > MOST_DUE && <p>And {due.length - MOST_DUE} more.</p>}
    </>
  );
}
