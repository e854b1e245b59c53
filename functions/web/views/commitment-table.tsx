import { type CommitmentSummary, isPlanned } from "../../../shared/investments/index.ts";
import { capitalised, formatDate, formatMoney, MoneyCell, Scroll } from "../../../shared/pages/index.ts";

/** Commitments as a table; each leads to its page. */
export function CommitmentTable(props: {
  items: readonly CommitmentSummary[];
  caption: string;
  withFunder?: boolean;
}) {
  const { items, caption, withFunder = false } = props;
  return (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Commitment</th>
            <th scope="col">{withFunder ? "Funder" : "Recipient"}</th>
            <th scope="col">Status</th>
            <th scope="col">Ends</th>
            {["Committed", "Conditional", "Paid", "Payable"].map((name) => (
              <th scope="col" class="n">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((commitment) => (
            <Row commitment={commitment} withFunder={withFunder} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ commitment, withFunder }: { commitment: CommitmentSummary; withFunder: boolean }) {
  const { id, title, recipient, funder, status, endOn, totals, amount } = commitment;
  const isIntended = isPlanned(status);
  return (
    <tr>
      <th scope="row">
        <a href={`/commitments/${id}`}>{title}</a>
      </th>
      <td>{withFunder ? funder.name : recipient.name}</td>
      <td>
        {capitalised(status)}
        {isIntended && <div class="soft small">not binding, in no total</div>}
      </td>
      <td>{endOn === undefined ? <span class="soft">not said</span> : formatDate(endOn)}</td>
      {isIntended ? (
        <td class="n" colspan={4}>
          <span class="hid">intended</span> {formatMoney(amount)}
        </td>
      ) : (
        <>
          <MoneyCell money={totals.committed} />
          <MoneyCell money={totals.conditional} />
          <MoneyCell money={totals.paid} />
          <MoneyCell money={totals.payable} />
        </>
      )}
    </tr>
  );
}
