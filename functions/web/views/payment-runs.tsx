import type {
  PaymentRunSummary,
  PaymentRunView,
} from "../../../shared/investments/payment-runs/payment-run-view.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  formatMoney,
  MoneyCell,
  type Page,
  renderDocument,
  Scroll,
  Tile,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { blocksIn } from "../read-payables.ts";
import { Acts, Further } from "./elements.tsx";

type Frame = Omit<DocumentOptions, "title">;
type Runs = {
  readonly runs: Listed<PaymentRunSummary>;
  readonly may: { readonly pay: boolean; readonly approve: boolean };
};

/** The page of all payment runs of a funder. */
export function renderPaymentRuns({ runs, may }: Runs, frame: Frame): Page {
  const begin = { address: "/payment-runs/new", text: "Begin a payment run", isMain: true };
  const approve = { address: "/payment-runs/approvals", text: "Approve payments", isMain: !may.pay };
  return renderDocument(
    { ...frame, title: "Payment runs" },
    <>
      <h1>Payment runs</h1>
      <p class="lead">
        Many payments in one go: those that are due and that nothing blocks. One person approves them, another
        pays, and the bank and the ledger each get a file.
      </p>
      <Acts offers={[...(may.pay ? [begin] : []), ...(may.approve ? [approve] : [])]} />
      {runs.items.length === 0 ? (
        <p>No payment run was made yet. Single payments are recorded on the page of their commitment.</p>
      ) : (
        <Scroll label="Payment runs">
          <table>
            <caption>Newest first</caption>
            <thead>
              <tr>
                <th scope="col">Booked on</th>
                <th scope="col">Where it stands</th>
                <th scope="col" class="n">
                  Paid
                </th>
                <th scope="col" class="n">
                  Payments
                </th>
                <th scope="col" class="n">
                  Refused
                </th>
                <th scope="col">Note</th>
              </tr>
            </thead>
            <tbody>
              {runs.items.map((run) => (
                <tr>
                  <th scope="row" data-v={run.on}>
                    <a href={`/payment-runs/${run.id}`}>{formatDate(run.on)}</a>
                  </th>
                  <td>{standingWords(run.status)}</td>
                  {run.result ? <MoneyCell money={run.result.sum} /> : <td class="n hid">not over</td>}
                  <td class="n">{run.result?.paid ?? run.itemCount}</td>
                  <td class="n">{run.result?.refused ?? ""}</td>
                  <td>{run.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Further address="/payment-runs" cursor={runs.next} text="Earlier runs" />
    </>,
  );
}

function standingWords(status: PaymentRunSummary["status"]): string {
  if (status === "open") return "Left open: go on with it";
  return status === "done" ? "Done" : "Done, some refused";
}

type One = {
  readonly run: PaymentRunView;
  readonly may: { readonly pay: boolean; readonly fetch: boolean };
};

/** The page of one payment run. */
export function renderPaymentRun({ run, may }: One, frame: Frame): Page {
  const address = `/payment-runs/${run.id}`;
  const title = `Payment run of ${formatDate(run.on)}`;
  const isOpen = run.status === "open";
  const files = [
    { address: `${address}/bank.csv`, text: "File for the bank (CSV)" },
    { address: `${address}/ledger.csv`, text: "File for the ledger (CSV)" },
  ];
  const resume = { address: `${address}/resume`, text: "Go on with it", isMain: true };
  return renderDocument(
    { ...frame, title },
    <>
      <p class="eyebrow">
        <a href="/payment-runs">Payment runs</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        {standingWords(run.status)}.{" "}
        {run.valueOn && `To be moved by the bank on ${formatDate(run.valueOn)}. `}
        {run.note}
      </p>
      <dl class="tiles">
        {run.result && <Tile name="Paid" amount={run.result.sum} note={paymentsWords(run.result.paid)} />}
        <Tile
          name="In the bank’s file"
          amount={run.control.sum}
          note={`${paymentsWords(run.control.count)}, reversed ones left out`}
        />
      </dl>
      <Acts offers={[...(isOpen && may.pay ? [resume] : []), ...(!isOpen && may.fetch ? files : [])]} />
      <Items run={run} mayPay={may.pay} />
    </>,
  );
}

function paymentsWords(count: number): string {
  return count === 1 ? "one payment" : `${count} payments`;
}

type Item = PaymentRunView["items"][number];

function Items({ run, mayPay }: { run: PaymentRunView; mayPay: boolean }) {
  return (
    <Scroll label="Payments of this run">
      <table>
        <caption>What became of each</caption>
        <thead>
          <tr>
            <th scope="col">Payment</th>
            <th scope="col">To</th>
            <th scope="col" class="n">
              Amount
            </th>
            <th scope="col">What became of it</th>
            <th scope="col">Reference at the bank</th>
          </tr>
        </thead>
        <tbody>
          {run.items.map((item) => (
            <tr>
              <th scope="row">
                <a href={`/commitments/${item.commitmentId}#tranche-${item.trancheNumber}`}>
                  {item.number}. Tranche {item.trancheNumber}
                </a>
              </th>
              <td>{item.payee?.name}</td>
              <td class="n" data-v={item.amount?.amount}>
                {item.amount && formatMoney(item.amount)}
              </td>
              <td>
                <Became item={item} mayPay={mayPay} />
              </td>
              <td class="small">{item.reference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Became({ item, mayPay }: { item: Item; mayPay: boolean }) {
  const { status, problem, reversedBy, entryId, commitmentId, number } = item;
  if (status === "refused") {
    const blocks = blocksIn(problem);
    const why = blocks.length > 0 ? blocks.map(({ detail }) => detail) : [problem?.detail ?? ""];
    return (
      <>
        Refused
        {why.map((detail) => (
          <div class="small">{detail}</div>
        ))}
      </>
    );
  }
  if (reversedBy !== undefined) return <>Paid, and reversed since</>;
  return (
    <>
      {capitalised(status)}{" "}
      {mayPay && entryId !== undefined && (
        <a href={`/commitments/${commitmentId}/ledger/${entryId}/reversal`}>
          Reverse<span class="unseen"> payment {number}</span>
        </a>
      )}
    </>
  );
}
