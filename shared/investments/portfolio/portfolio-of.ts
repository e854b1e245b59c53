import type { CommitmentState } from "../commitment.ts";
import { contributionOf } from "./contribution.ts";
import type { CurrencyTotals, Funding } from "./portfolio.store.ts";
import { FUNDING, fromCellKey, TOTAL } from "./portfolio-keys.ts";
import { type Cell, type FundingSums, fromRowKey } from "./stored-sums.ts";
import { type Sums, total } from "./sums.ts";

/**
 * What commitments come to as a portfolio: the same sums as are kept from the stream, added up from the commitments themselves, for a
 * portfolio of the past. Pure. Without the largest recipients, of which the sums by recipient are not asked.
 */
export function portfolioOf(commitments: readonly CommitmentState[]): {
  readonly totals: readonly CurrencyTotals[];
  readonly fundings: readonly Funding[];
} {
  const items = Object.entries(total(commitments.map(contributionOf)));
  const under = (prefix: string) => items.filter(([sk]) => sk.startsWith(prefix));
  const byCurrency = Map.groupBy(under(TOTAL), ([sk]) => fromCellKey(sk).currency);
  const totals = [...byCurrency].map(([currency, own]) => ({
    currency,
    cells: own
      .map(([sk, sums]) => ({ ...fromRowKey(fromCellKey(sk).row), cell: asStored<Cell>(sums) }))
      .sort((a, b) => (`${a.fiscalYear}${a.status}` < `${b.fiscalYear}${b.status}` ? -1 : 1)),
  }));
  const fundings = under(FUNDING)
    .map(([sk, sums]) => ({ partnershipId: sk.slice(FUNDING.length), sums: asStored<FundingSums>(sums) }))
    .sort((a, b) => (a.partnershipId < b.partnershipId ? -1 : 1));
  return { totals, fundings };
}

/** As they would be read from the table, where they are text. */
function asStored<T>(sums: number | Sums | undefined): T {
  return JSON.parse(JSON.stringify(sums)) as T;
}
