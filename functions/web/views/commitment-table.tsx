import { type CommitmentSummary, isPlanned } from "../../../shared/investments/index.ts";
import { capitalised, formatDate, formatMoney, MoneyCell, Scroll } from "../../../shared/pages/index.ts";
import type { Sort, Wanted } from "../read-commitments.ts";

type Sorting = { readonly wanted: Wanted; readonly addressFor: (sort: Sort) => string };

const AMOUNTS = [
  ["Committed", "committed"],
  ["Conditional", "conditional"],
  ["Paid", "paid"],
  ["Payable", "payable"],
] as const;

/** Commitments as a table; each leads to its page. With `sorting` the heads of its columns lead to another order. */
export function CommitmentTable(props: {
  items: readonly CommitmentSummary[];
  caption: string;
  withFunder?: boolean;
  sorting?: Sorting;
}) {
  const { items, caption, withFunder = false, sorting } = props;
  return (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <Head text="Commitment" sort="title" sorting={sorting} />
            {withFunder ? (
              <th scope="col">Funder</th>
            ) : (
              <Head text="Recipient" sort="recipient" sorting={sorting} />
            )}
            <Head text="Status" sort="status" sorting={sorting} />
            <Head text="Ends" sort="endOn" sorting={sorting} />
            {AMOUNTS.map(([text, sort]) => (
              <Head text={text} sort={sort} sorting={sorting} isNumber />
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

function Head(props: { text: string; sort: Sort; sorting: Sorting | undefined; isNumber?: boolean }) {
  const { text, sort, sorting, isNumber = false } = props;
  if (!sorting)
    return (
      <th scope="col" class={isNumber ? "n" : undefined}>
        {text}
      </th>
    );
  const { wanted, addressFor } = sorting;
  const isSorted = wanted.sort === sort;
  const direction = wanted.isDescending ? ("descending" as const) : ("ascending" as const);
  return (
    <th scope="col" class={isNumber ? "n" : undefined} {...(isSorted ? { "aria-sort": direction } : {})}>
      <a href={addressFor(sort)}>{text}</a>
      {isSorted && <span aria-hidden="true">{wanted.isDescending ? " \u2193" : " \u2191"}</span>}
    </th>
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
