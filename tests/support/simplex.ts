/** Variables told by others: basic = total − Σ by × free, every one of them 0 or more. */
export type Dictionary = {
  readonly free: readonly string[];
  readonly told: ReadonlyMap<string, { readonly by: ReadonlyMap<string, number>; readonly total: number }>;
};

const EPSILON = 1e-9;

/**
 * A plain simplex on a dictionary, for many questions on one system: it stays where the last answer was found. Takes the steepest way
 * first and Bland's rule after steps that led nowhere, so that it ends.
 */
export class Simplex {
  readonly #rows: Float64Array[] = [];
  readonly #basic: string[] = [];
  readonly #free: string[];
  readonly isFeasible: boolean;

  constructor({ free, told }: Dictionary) {
    this.#free = [...free];
    const at = new Map(free.map((variable, index) => [variable, index]));
    for (const [variable, { by, total }] of told) {
      const row = new Float64Array(free.length + 1);
      row[free.length] = total;
      for (const [one, value] of by) row[at.get(one) as number] = value;
      this.#rows.push(row);
      this.#basic.push(variable);
    }
    this.isFeasible = this.#becomeFeasible();
  }

  /** The most that a sum of variables can be; infinite where nothing bounds it. */
  most(weights: ReadonlyMap<string, number>): number {
    const width = this.#free.length;
    const goal = new Float64Array(width + 1);
    for (const [column, variable] of this.#free.entries()) goal[column] = weights.get(variable) ?? 0;
    for (const [index, variable] of this.#basic.entries()) {
      const weight = weights.get(variable);
      if (!weight) continue;
      const row = this.#rows[index] as Float64Array;
      for (let column = 0; column < width; column++)
        goal[column] = (goal[column] as number) - weight * (row[column] as number);
      goal[width] = (goal[width] as number) + weight * (row[width] as number);
    }
    return this.#climb(goal) ? (goal[width] as number) : Number.POSITIVE_INFINITY;
  }

  /** Puts one more variable beside the others that lifts all which are below 0, and presses it down to 0. */
  #becomeFeasible(): boolean {
    const width = this.#free.length;
    const lowest = this.#rows.reduce(
      (low, row, index) =>
        (row[width] as number) < ((this.#rows[low]?.[width] as number) ?? 0) ? index : low,
      0,
    );
    if (((this.#rows[lowest]?.[width] as number) ?? 0) >= -EPSILON) return true;
    this.#free.push(HELP);
    for (const [index, row] of this.#rows.entries()) {
      const wider = new Float64Array(width + 2);
      wider.set(row.subarray(0, width));
      wider[width] = -1;
      wider[width + 1] = row[width] as number;
      this.#rows[index] = wider;
    }
    const goal = new Float64Array(width + 2);
    goal[width] = -1;
    this.#pivot(lowest, width, goal);
    this.#climb(goal);
    if ((goal[width + 1] as number) < -1e-6) return false;
    const left = this.#basic.indexOf(HELP);
    if (left >= 0) {
      const row = this.#rows[left] as Float64Array;
      const column = row.findIndex((value, index) => index <= width && Math.abs(value) > EPSILON);
      this.#pivot(left, column, goal);
    }
    const gone = this.#free.indexOf(HELP);
    this.#free.splice(gone, 1);
    for (const [index, row] of this.#rows.entries())
      this.#rows[index] = row.filter((_, column) => column !== gone);
    return true;
  }

  /** Climbs to the top of a goal, which is told by the free variables; false where there is none. */
  #climb(goal: Float64Array): boolean {
    const width = this.#free.length;
    let idle = 0;
    for (;;) {
      const column = this.#entering(goal, idle > 20);
      if (column < 0) return true;
      const leaving = this.#leaving(column);
      if (leaving < 0) return false;
      const before = goal[width] as number;
      this.#pivot(leaving, column, goal);
      idle = (goal[width] as number) > before + EPSILON ? 0 : idle + 1;
    }
  }

  #entering(goal: Float64Array, byName: boolean): number {
    let best = -1;
    for (let column = 0; column < this.#free.length; column++) {
      if ((goal[column] as number) <= 1e-7) continue;
      if (best < 0) best = column;
      else if (
        byName
          ? (this.#free[column] as string) < (this.#free[best] as string)
          : (goal[column] as number) > (goal[best] as number)
      )
        best = column;
    }
    return best;
  }

  #leaving(column: number): number {
    const width = this.#free.length;
    let [best, ratio] = [-1, Number.POSITIVE_INFINITY];
    for (const [index, row] of this.#rows.entries()) {
      const by = row[column] as number;
      if (by <= 1e-7) continue;
      const own = Math.max(0, row[width] as number) / by;
      if (
        own < ratio - EPSILON ||
        (own < ratio + EPSILON && (this.#basic[index] as string) < (this.#basic[best] as string))
      )
        [best, ratio] = [index, own];
    }
    return best;
  }

  /** Exchanges a basic variable with a free one. */
  #pivot(index: number, column: number, goal: Float64Array): void {
    const width = this.#free.length;
    const row = this.#rows[index] as Float64Array;
    const by = row[column] as number;
    for (let at = 0; at <= width; at++) row[at] = (at === column ? 1 : (row[at] as number)) / by;
    for (const other of this.#rows) {
      const factor = other === row ? 0 : (other[column] as number);
      if (factor === 0) continue;
      other[column] = 0;
      for (let at = 0; at <= width; at++)
        other[at] = clean((other[at] as number) - factor * (row[at] as number));
    }
    const gain = goal[column] as number;
    goal[column] = 0;
    for (let at = 0; at < width; at++) goal[at] = clean((goal[at] as number) - gain * (row[at] as number));
    goal[width] = (goal[width] as number) + gain * (row[width] as number);
    const out = this.#basic[index] as string;
    this.#basic[index] = this.#free[column] as string;
    this.#free[column] = out;
  }
}

const HELP = "";

function clean(value: number): number {
  return Math.abs(value) < 1e-11 ? 0 : value;
}
