/** A part of a whole times `scale`, to so many decimals, half up; null where the whole is not above 0. The whole numbers stay exact. */
export function shareOf(
  part: number | bigint,
  whole: number | bigint,
  { scale = 100n, decimals = 2 }: { readonly scale?: bigint; readonly decimals?: number } = {},
): number | null {
  const of = BigInt(whole);
  if (of <= 0n) return null;
  const units = BigInt(part) * scale * 10n ** BigInt(decimals);
  return Number((2n * units + of) / (2n * of)) / 10 ** decimals;
}
