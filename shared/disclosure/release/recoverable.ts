/** Σ coefficient × variable = a number that readers know. */
export type KnownSum = { readonly variables: readonly number[]; readonly coefficients: readonly number[] };

/** Primes whose products stay exact in a double. */
const PRIMES = [67_108_859, 67_108_837] as const;

/**
 * Which variables follow exactly from sums that are known: a variable does where its unit vector lies in the row space. Elimination modulo
 * two primes: what follows over the rationals follows modulo a prime unless the prime divides a determinant, so that all that either
 * prime flags is flagged. Sums of few variables each stay sparse.
 */
export function recoverable(sums: readonly KnownSum[], variables: readonly number[]): Set<number> {
  const asked = new Set(variables);
  return new Set(PRIMES.flatMap((prime) => unitVectors(sums, { asked, prime })));
}

type Row = Map<number, number>;

/** Variables that stand alone in a row of the reduced row echelon form. */
function unitVectors(
  sums: readonly KnownSum[],
  { asked, prime }: { asked: ReadonlySet<number>; prime: number },
): number[] {
  const rows = new Map<number, Row>();
  /** By variable, the pivots of rows that it stands in or stood in. */
  const standsIn = new Map<number, Set<number>>();
  const note = (pivot: number, row: Row) => {
    for (const variable of row.keys()) {
      const own = standsIn.get(variable) ?? new Set();
      standsIn.set(variable, own.add(pivot));
    }
  };
  for (const { variables, coefficients } of sums) {
    const row: Row = new Map();
    for (const [at, variable] of variables.entries())
      if (asked.has(variable)) enter(row, variable, { value: coefficients[at] as number, prime });
    for (const [variable, value] of [...row]) {
      const other = rows.get(variable);
      if (other) subtract(row, other, { factor: value, prime });
    }
    const [first] = row;
    if (!first) continue;
    const [pivot, value] = first;
    const by = inverse(value, prime);
    for (const [variable, own] of row) row.set(variable, (own * by) % prime);
    for (const other of standsIn.get(pivot) ?? []) {
      const there = rows.get(other) as Row;
      const factor = there.get(pivot);
      if (factor === undefined) continue;
      subtract(there, row, { factor, prime });
      note(other, row);
    }
    rows.set(pivot, row);
    note(pivot, row);
  }
  return [...rows].flatMap(([pivot, row]) => (row.size === 1 ? [pivot] : []));
}

function enter(row: Row, variable: number, { value, prime }: { value: number; prime: number }): void {
  const rest = ((row.get(variable) ?? 0) + value) % prime;
  const sum = rest < 0 ? rest + prime : rest;
  if (sum === 0) row.delete(variable);
  else row.set(variable, sum);
}

function subtract(row: Row, other: Row, { factor, prime }: { factor: number; prime: number }): void {
  for (const [variable, value] of other) enter(row, variable, { value: -((factor * value) % prime), prime });
}

/** The inverse modulo a prime, by Fermat's little theorem. */
function inverse(value: number, prime: number): number {
  let [result, base, exponent] = [1, value % prime, prime - 2];
  while (exponent > 0) {
    if (exponent % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
    exponent = Math.floor(exponent / 2);
  }
  return result;
}
