import type { Report } from "../reporting/index.ts";
import { formatMoney } from "../reporting/wording/format.ts";
import { MoneyCell, Scroll } from "./elements.tsx";

/** How the commitment is divided among strategies; the unallocated part is a line of its own. */
export function Allocations({ allocations }: { allocations: Report["allocations"] }) {
  const { items, unallocated, basis } = allocations;
  return (
    <Scroll label="Allocations by strategy">
      <table>
        <caption>Where the money goes</caption>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col" class="n">
              Amount
            </th>
            <th scope="col" class="n">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr>
              <th scope="row">
                {item.strategyName ?? item.strategyId}
                {item.note && <div class="soft small">{item.note}</div>}
              </th>
              <MoneyCell money={item.amount} />
              <td class="n">{shareText(item.share)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <em>Unallocated</em>
            </th>
            <MoneyCell money={unallocated.amount} />
            <td class="n">{shareText(unallocated.share)}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{basis.of === "committed" ? "Committed" : "Intended"}</th>
            <MoneyCell money={basis.amount} />
            <td class="n">{shareText(unallocated.share === undefined ? undefined : "100.00")}</td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}

function shareText(share: string | undefined): string {
  return share === undefined ? "" : `${share.replace("-", "\u2212")}%`;
}

/** The checks that the money adds up, each with both sides. */
export function Reconciliation({ lines }: { lines: Report["reconciliation"] }) {
  const broken = lines.filter(({ holds }) => !holds).length;
  const verdict =
    broken === 0
      ? "Every line reconciles to the cent."
      : `${broken} of ${lines.length} lines do not reconcile: the differences are shown.`;
  return (
    <>
      <p>{verdict}</p>
      <Scroll label="Reconciliation">
        <table>
          <caption>Does it add up?</caption>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col" class="n">
                Parts
              </th>
              <th scope="col" class="n">
                Whole
              </th>
              <th scope="col">Holds</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <th scope="row">{line.statement}</th>
                <MoneyCell money={line.left} />
                <MoneyCell money={line.right} />
                <td>{line.holds ? "yes" : `no, ${formatMoney(line.difference)} apart`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
