/**
 * Arithmetic without rounding, for everything that is compared with a threshold. In binary floating point 0.6 / 0.75 is
 * below 0.8, so that a group exactly at the four fifths would be flagged.
 */
export type Exact = { readonly n: bigint; readonly d: bigint };

export const ZERO: Exact = { n: 0n, d: 1n };

/** A number as it is written in decimals: 0.1 is 1/10. Throws on NaN and infinities, which no figure is. */
export function exact(value: number): Exact {
  const match = /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!match) throw new Error(`${value} is not a finite number.`);
  const [, whole = "", decimals = "", exponent = "0"] = match;
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  return power < 0 ? reduced(digits, 10n ** BigInt(-power)) : reduced(digits * 10n ** BigInt(power), 1n);
}

/** Numerator over denominator. Throws where the denominator is 0. */
export function fraction(numerator: number, denominator: number): Exact {
  return over(exact(numerator), exact(denominator));
}

export function plus(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function minus(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function times(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.n, a.d * b.d);
}

export function over(a: Exact, b: Exact): Exact {
  if (b.n === 0n) throw new Error("Nothing can be divided by 0.");
  return b.n < 0n ? reduced(-a.n * b.d, a.d * -b.n) : reduced(a.n * b.d, a.d * b.n);
}

export function square(a: Exact): Exact {
  return times(a, a);
}

export function distanceBetween(a: Exact, b: Exact): Exact {
  const { n, d } = minus(a, b);
  return { n: n < 0n ? -n : n, d };
}

export function total(values: readonly Exact[]): Exact {
  return values.reduce(plus, ZERO);
}

/** -1, 0 or 1 as `a` is below, equal to or above `b`: by cross-multiplied integers. */
export function compare(a: Exact, b: Exact): -1 | 0 | 1 {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The least integer that is not below a number. */
export function ceiling({ n, d }: Exact): number {
  return Number(n / d) + (n > 0n && n % d !== 0n ? 1 : 0);
}

/** The number that floating point has for it, at most the last bit off. */
export function toNumber({ n, d }: Exact): number {
  const [above, below] = [excessBits(n), excessBits(d)];
  return (Number(n >> above) / Number(d >> below)) * 2 ** Number(above - below);
}

/** Millionths, as an integer: figures are kept to six decimals, below which there is only noise (`value.ts`). */
export function micro(value: number): number {
  return Math.round(value * 1e6);
}

/** How many of its lowest bits do not matter: beyond 1,000 a bigint is no finite number any more. */
function excessBits(value: bigint): bigint {
  return BigInt(Math.max(0, 4 * value.toString(16).length - 1000));
}

function reduced(n: bigint, d: bigint): Exact {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 1n ? { n, d } : { n: n / a, d: d / a };
}
