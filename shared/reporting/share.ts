/**
 * The parts of a whole as percent strings of two decimals that sum to exactly "100.00" (largest remainder; ties go to the
 * first). The parts are integers that sum to the whole; one of them may be negative. Undefined where the whole is not above 0.
 */
export function sharesOf(parts: readonly number[], whole: number): string[] | undefined {
  if (whole <= 0) return undefined;
  const divisor = BigInt(whole);
  const split = parts.map((part) => divide(BigInt(part) * 10_000n, divisor));
  let left = Number(10_000n - split.reduce((sum, { floor }) => sum + floor, 0n));
  const order = split
    .map(({ rest }, index) => ({ rest, index }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const hundredths = split.map(({ floor }) => floor);
  for (const { index } of order) {
    if (left <= 0) break;
    hundredths[index] = (hundredths[index] ?? 0n) + 1n;
    left -= 1;
  }
  return hundredths.map(percentText);
}

function divide(value: bigint, divisor: bigint): { floor: bigint; rest: bigint } {
  const quotient = value / divisor;
  const rest = value - quotient * divisor;
  return rest < 0n ? { floor: quotient - 1n, rest: rest + divisor } : { floor: quotient, rest };
}

function percentText(hundredths: bigint): string {
  const size = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, "0");
  return `${hundredths < 0n ? "-" : ""}${size.slice(0, -2)}.${size.slice(-2)}`;
}
