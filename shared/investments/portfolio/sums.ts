/**
 * Whole numbers by name, and under names again: all that the portfolio keeps are sums of this kind. What is nothing is not there,
 * so that equal sums are equal text, whichever way they came about.
 */
export type Sums = { readonly [name: string]: number | Sums | undefined };

/**
 * Two trees of sums added, or the second taken out of the first. Taking out what was put in leaves no trace of it. Throws where a
 * sum would no longer be exact.
 */
export function plus(sums: Sums, others: Sums, sign: 1 | -1 = 1): Sums {
  const names = [...new Set([...Object.keys(sums), ...Object.keys(others)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const sum = plusOne(own(sums, name), own(others, name), sign);
      return sum === undefined ? [] : [[name, sum] as const];
    }),
  );
}

function plusOne(
  one: number | Sums | undefined,
  other: number | Sums | undefined,
  sign: 1 | -1,
): number | Sums | undefined {
  if (typeof one === "object" || typeof other === "object") {
    const branch = plus(asBranch(one), asBranch(other), sign);
    return isNothing(branch) ? undefined : branch;
  }
  const sum = (one ?? 0) + sign * (other ?? 0);
  if (!Number.isSafeInteger(sum)) throw new Error("A sum of a portfolio left the range that is exact.");
  return sum === 0 ? undefined : sum;
}

/** Whether nothing is in a tree of sums. */
export function isNothing(sums: Sums): boolean {
  return Object.keys(sums).length === 0;
}

/** A name may be what people wrote, "constructor" too: only what the tree itself holds counts. */
function own(sums: Sums, name: string): number | Sums | undefined {
  return Object.hasOwn(sums, name) ? sums[name] : undefined;
}

function asBranch(value: number | Sums | undefined): Sums {
  if (typeof value === "number") throw new Error("A sum of a portfolio has sums under it.");
  return value ?? {};
}
