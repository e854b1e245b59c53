import type { Highs } from "highs";
import type { ReleasePolicy } from "../../shared/disclosure/release/release-policy.ts";

/** More than any count of such a table. */
const MUCH = 10_000;

/**
 * The fewest cells of a table of counts with its margins (the last row and column) that have to be hidden, small ones included, so that
 * each small count could be `minimumWidth` more: by an integer program, exact and slow. For measuring what others come near to.
 */
export function fewestHidden(
  highs: Highs,
  table: readonly (readonly number[])[],
  { minimumCell, minimumWidth }: Pick<ReleasePolicy, "minimumCell" | "minimumWidth">,
): number {
  const counts = table.flat();
  const width = table[0]?.length ?? 0;
  const small = [...counts.keys()].filter((at) => (counts[at] ?? 0) > 0 && (counts[at] ?? 0) < minimumCell);
  if (small.length === 0) return 0;
  // First whether each cell is hidden, then for each small one a change of all cells that proves it protected.
  const columns = counts.map((_, at) => ({ lower: small.includes(at) ? 1 : 0, upper: 1, cost: 1 }));
  const rows: { lower: number; upper: number; entries: [number, number][] }[] = [];
  for (const target of small) {
    const first = columns.length;
    columns.push(
      ...counts.map((count, at) =>
        at === target
          ? { lower: minimumWidth, upper: minimumWidth, cost: 0 }
          : { lower: -count, upper: MUCH, cost: 0 },
      ),
    );
    for (const [at, count] of counts.entries()) {
      rows.push({
        lower: Number.NEGATIVE_INFINITY,
        upper: 0,
        entries: [
          [first + at, 1],
          [at, -MUCH],
        ],
      });
      rows.push({
        lower: Number.NEGATIVE_INFINITY,
        upper: 0,
        entries: [
          [first + at, -1],
          [at, -count],
        ],
      });
    }
    rows.push(
      ...marginsOf(table.length, width).map((line) => ({
        lower: 0,
        upper: 0,
        entries: line.map((at, order): [number, number] => [first + at, order === 0 ? 1 : -1]),
      })),
    );
  }
  const starts = [0];
  for (const { entries } of rows) starts.push((starts.at(-1) ?? 0) + entries.length);
  const entries = rows.flatMap((row) => row.entries);
  const matrix = {
    format: "csr" as const,
    numCols: columns.length,
    numRows: rows.length,
    starts,
    indices: entries.map(([column]) => column),
    values: entries.map(([, by]) => by),
  };
  const { integer, continuous } = highs.constants.variableType;
  return highs.withModel(
    {
      numCols: columns.length,
      numRows: rows.length,
      colCost: columns.map(({ cost }) => cost),
      colLower: columns.map(({ lower }) => lower),
      colUpper: columns.map(({ upper }) => upper),
      rowLower: rows.map(({ lower }) => lower),
      rowUpper: rows.map(({ upper }) => upper),
      matrix,
      integrality: columns.map((_, at) => (at < counts.length ? integer : continuous)),
    },
    (model) => {
      model.options.set({ output_flag: false });
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
        throw new Error("No optimum was found.");
      return Math.round(model.getObjectiveValue());
    },
  );
}

/** Every line of a table, its sum first. */
function marginsOf(height: number, width: number): number[][] {
  const at = (row: number, column: number) => row * width + column;
  const rows = Array.from({ length: height }, (_, row) => [
    at(row, width - 1),
    ...Array.from({ length: width - 1 }, (_, column) => at(row, column)),
  ]);
  const columns = Array.from({ length: width }, (_, column) => [
    at(height - 1, column),
    ...Array.from({ length: height - 1 }, (_, row) => at(row, column)),
  ]);
  return [...rows, ...columns];
}
