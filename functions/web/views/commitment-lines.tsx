import type { LedgerEntryView } from "../../../shared/investments/ledger-entry.ts";
import {
  capitalised,
  formatDate,
  formatInstant,
  formatMoney,
  MoneyCell,
  Scroll,
} from "../../../shared/pages/index.ts";
import type { Change } from "../../../shared/platform/history.ts";
import type { Listed } from "../../../shared/platform/page.ts";

/** Entries that another one can take back, once. */
const REVERSIBLE: readonly string[] = ["payment", "advance", "refund", "release", "expenditure"];

/** A page of the ledger, as it was recorded. */
export function Ledger(props: { ledger: Listed<LedgerEntryView>; address: string; mayReverse: boolean }) {
  const { ledger, address, mayReverse } = props;
  if (ledger.items.length === 0)
    return <p>Nothing is in the ledger yet: it begins when the commitment is agreed.</p>;
  return (
    <>
      <Scroll label="Ledger">
        <table>
          <caption>Every entry, in the order it was recorded; none is ever changed</caption>
          <thead>
            <tr>
              <th scope="col">On</th>
              <th scope="col">What</th>
              <th scope="col" class="n">
                Amount
              </th>
              <th scope="col">Tranche</th>
              <th scope="col">Notes</th>
            </tr>
          </thead>
          <tbody>
            {ledger.items.map((entry) => (
              <tr>
                <td>{formatDate(entry.on)}</td>
                <th scope="row">
                  {capitalised(entry.kind)}
                  {Number(entry.conditional.amount) !== 0 && (
                    <div class="soft small">{formatMoney(entry.conditional)} of it conditional</div>
                  )}
                </th>
                <MoneyCell money={entry.amount} />
                <td>{entry.trancheNumber ?? ""}</td>
                <td>
                  {[entry.reference, entry.note].filter((text) => text !== undefined).join(". ")}
                  {mayReverse && REVERSIBLE.includes(entry.kind) && (
                    <div class="small noprint">
                      <a href={`${address}/ledger/${entry.id}/reversal`}>
                        Reverse
                        <span class="unseen">
                          {" "}
                          the {entry.kind} of {formatMoney(entry.amount)}
                        </span>
                      </a>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <More address={address} name="ledger" cursor={ledger.next} text="More of the ledger" />
    </>
  );
}

/** A page of the history: what was done, by whom, when and why. */
export function History(props: {
  changes: Listed<Change>;
  address: string;
  /** What people of the reader's organisation are called; others are named by their id. */
  names: ReadonlyMap<string, string>;
}) {
  const { changes, address, names } = props;
  return (
    <>
      <Scroll label="History">
        <table>
          <caption>Every change, oldest first, each sealed to the one before</caption>
          <thead>
            <tr>
              <th scope="col" class="n">
                Version
              </th>
              <th scope="col">Recorded</th>
              <th scope="col">What</th>
              <th scope="col">Why</th>
              <th scope="col">Who</th>
            </tr>
          </thead>
          <tbody>
            {changes.items.map((change) => (
              <tr>
                <td class="n">{change.version}</td>
                <td>{formatInstant(change.recordedAt)}</td>
                <th scope="row">{capitalised(change.action.replace(/^commitment\./, ""))}</th>
                <td>{change.reason ?? <span class="soft">no reason asked</span>}</td>
                <td class="small">
                  {names.get(change.by.principalId) ?? <code>{change.by.principalId}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <More address={address} name="history" cursor={changes.next} text="More of the history" />
    </>
  );
}

function More(props: { address: string; name: string; cursor: string | undefined; text: string }) {
  if (props.cursor === undefined) return null;
  return (
    <p>
      <a href={`${props.address}?${props.name}=${encodeURIComponent(props.cursor)}#${props.name}`}>
        {props.text}
      </a>
    </p>
  );
}
