import type { Report } from "../reporting/index.ts";
import { capitalised, formatDate } from "../reporting/wording/format.ts";
import { MoneyCell, Scroll } from "./elements.tsx";

type Tranche = Report["schedule"][number];

/** The schedule: each tranche with its day, amount, what was paid, and what still blocks it. */
export function Schedule({ tranches }: { tranches: readonly Tranche[] }) {
  return (
    <Scroll label="Payment schedule">
      <table>
        <caption>Tranches, by the day they fall due</caption>
        <thead>
          <tr>
            <th scope="col">Tranche</th>
            <th scope="col">Due</th>
            <th scope="col" class="n">
              Amount
            </th>
            <th scope="col" class="n">
              Paid
            </th>
            <th scope="col" class="n">
              Released
            </th>
            <th scope="col">Where it stands</th>
          </tr>
        </thead>
        <tbody>
          {tranches.map((tranche) => (
            <tr>
              <th scope="row">
                {tranche.number}
                {tranche.label && `. ${tranche.label}`}
              </th>
              <td>{formatDate(tranche.dueOn)}</td>
              <MoneyCell money={tranche.amount} />
              <MoneyCell money={tranche.paid} />
              <MoneyCell money={tranche.released} />
              <td>
                {capitalised(tranche.state)}
                {standing(tranche).map((line) => (
                  <div class="soft small">{line}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function standing(tranche: Tranche): string[] {
  const lines = tranche.blockedBy === undefined ? [] : [tranche.blockedBy];
  if (tranche.conditionMetOn !== undefined)
    lines.push(`Condition met on ${formatDate(tranche.conditionMetOn)}: ${tranche.conditionEvidence ?? ""}`);
  return lines;
}
