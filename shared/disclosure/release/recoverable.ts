/** Σ coefficient × variable = a number that readers know. */
export type KnownSum = { readonly variables: readonly number[]; readonly coefficients: readonly number[] };

/** Primes whose products stay exact in a double. */
const PRIMES = [67_108_859, 67_108_837] as const;

/**
 * Which variables follow exactly from sums that are known, by their positions: a variable does where its unit vector lies in the row
 * space. Elimination modulo two primes: what follows over the rationals follows modulo a prime unless the prime divides a
 * determinant, so that all that either prime flags is flagged.
 */
export function recoverable(sums: readonly KnownSum[], variables: readonly number[]): Set<number> {
  const column = new Map(variables.map((variable, index) => [variable, index]));
  const rows = sums.map(({ variables: own, coefficients }) =>
    own.flatMap((variable, at) => {
      const index = column.get(variable);
      return index === undefined ? [] : [[index, coefficients[at] as number] as const];
    }),
  );
  const found = new Set<number>();
  for (const prime of PRIMES)
    for (const index of unitVectors(rows, { width: variables.length, prime }))
      found.add(variables[index] as number);
  return found;
}

/** Columns that stand alone in a row of the reduced row echelon form. */
function unitVectors(
  rows: readonly (readonly (readonly [number, number])[])[],
  { width, prime }: { width: number; prime: number },
): number[] {
  const matrix = rows
    .filter((row) => row.length > 0)
    .map((row) => {
      const dense = new Float64Array(width);
      for (const [at, value] of row) dense[at] = modulo((dense[at] ?? 0) + value, prime);
      return dense;
    });
  let rank = 0;
  for (let column = 0; column < width && rank < matrix.length; column++) {
    const pivot = matrix.findIndex((row, index) => index >= rank && row[column] !== 0);
    if (pivot < 0) continue;
    const row = matrix[pivot] as Float64Array<ArrayBuffer>;
    matrix[pivot] = matrix[rank] as Float64Array<ArrayBuffer>;
    matrix[rank] = row;
    scale(row, inverse(row[column] as number, prime), prime);
    for (const other of matrix) {
      const factor = other === row ? 0 : (other[column] as number);
      if (factor !== 0) subtract(other, row, { factor, prime, from: column });
    }
    rank += 1;
  }
  return matrix.slice(0, rank).flatMap((row) => {
    const filled = [...row.keys()].filter((index) => row[index] !== 0);
    return filled.length === 1 ? filled : [];
  });
}

function modulo(value: number, prime: number): number {
  const rest = value % prime;
  return rest < 0 ? rest + prime : rest;
}

function scale(row: Float64Array, factor: number, prime: number): void {
  for (let at = 0; at < row.length; at++) if (row[at] !== 0) row[at] = ((row[at] as number) * factor) % prime;
}

function subtract(
  row: Float64Array,
  pivot: Float64Array,
  { factor, prime, from }: { factor: number; prime: number; from: number },
): void {
  for (let at = from; at < row.length; at++) {
    const value = pivot[at] as number;
    if (value !== 0) row[at] = modulo((row[at] as number) - ((factor * value) % prime), prime);
  }
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
