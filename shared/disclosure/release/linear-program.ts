import type { Highs } from "highs";

/** Entries of a row: which column, with which coefficient. No column twice. */
export type Entries = readonly (readonly [column: number, coefficient: number])[];
export type Bounds = { readonly lower: number; readonly upper: number };
export type Program = {
  readonly columns: readonly (Bounds & { readonly cost: number })[];
  readonly rows: readonly (Bounds & { readonly entries: Entries })[];
};

export type Outcome =
  | { readonly status: "optimal"; readonly objective: number; readonly values: Float64Array }
  | { readonly status: "infeasible" | "unbounded" };

/** A linear program that is solved again and again with other bounds and costs, from where it stood. */
export type OpenProgram = {
  readonly bound: (column: number, bounds: Bounds) => void;
  readonly boundRow: (row: number, bounds: Bounds) => void;
  readonly cost: (column: number, cost: number) => void;
  readonly minimise: () => Outcome;
};

/** Opens a program in the solver for as long as `work` takes; costs are minimised. Throws where the solver ends without an answer. */
export function withProgram<T>(highs: Highs, program: Program, work: (open: OpenProgram) => T): T {
  const model = highs.createModel(modelData(program));
  try {
    model.options.set({ output_flag: false });
    return work({
      bound: (column, { lower, upper }) => void model.changeColBounds(column, lower, upper),
      boundRow: (row, { lower, upper }) => void model.changeRowBounds(row, lower, upper),
      cost: (column, cost) => void model.changeColCost(column, cost),
      minimise: () => {
        model.run();
        const status = model.getModelStatus();
        const { optimal, infeasible, unbounded, unboundedOrInfeasible } = highs.constants.modelStatus;
        if (status === optimal)
          return {
            status: "optimal",
            objective: model.getObjectiveValue(),
            values: model.getSolution().colValue,
          };
        if (status === infeasible) return { status: "infeasible" };
        if (status === unbounded || status === unboundedOrInfeasible) return { status: "unbounded" };
        throw new Error(`A linear program ended with the solver's status ${status}.`);
      },
    });
  } finally {
    model.dispose();
  }
}

function modelData({ columns, rows }: Program) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { entries } of rows) {
    for (const [column, coefficient] of entries) {
      indices.push(column);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr" as const,
      numCols: columns.length,
      numRows: rows.length,
      starts,
      indices,
      values,
    },
  };
}
