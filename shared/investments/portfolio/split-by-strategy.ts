import type { CommitmentState } from "../commitment.ts";
import { dividable, divideByShares } from "../shares.ts";
import { FIGURES, type Figures } from "./stored-sums.ts";

/** Stands for what of a commitment no strategy has. */
export const UNALLOCATED = "";

/**
 * The figures of a commitment by strategy, in proportion to what is allocated, and the rest under `UNALLOCATED`: every amount sums
 * to the commitment's to the cent (largest remainder). What is committed for a strategy is exactly what is allocated to it. The rest
 * is below zero where more is allocated than is still committed. The commitment counts once in each; so counts do not sum.
 */
export function splitByStrategy(
  { commitment, allocations }: Pick<CommitmentState, "commitment" | "allocations">,
  figures: Figures,
): ReadonlyMap<string, Figures> {
  const allocated = new Map<string, number>();
  for (const { strategyId, amountMinor } of allocations)
    allocated.set(strategyId, (allocated.get(strategyId) ?? 0) + amountMinor);
  const amounts = [...allocated.values()];
  const whole = dividable(commitment);
  const split = (minor: number) => divide(minor, amounts, whole);
  const committed = split(figures.conditionalMinor + figures.unconditionalMinor);
  const parts = new Map(FIGURES.map((name) => [name, split(figures[name])]));
  const partOf = (index: number): Figures => {
    const part = Object.fromEntries(FIGURES.map((name) => [name, parts.get(name)?.[index] ?? 0])) as Figures;
    const unconditionalMinor = (committed[index] ?? 0) - part.conditionalMinor;
    return { ...part, unconditionalMinor, count: 1 };
  };
  const strategies = [...allocated.keys()].map((strategyId, index) => [strategyId, partOf(index)] as const);
  return new Map([...strategies, ...unallocated(strategies, figures)]);
}

function unallocated(
  strategies: readonly (readonly [string, Figures])[],
  figures: Figures,
): (readonly [string, Figures])[] {
  const left = (name: keyof Figures) =>
    strategies.reduce((rest, [, part]) => rest - part[name], figures[name]);
  const rest = Object.fromEntries(FIGURES.map((name) => [name, left(name)])) as Figures;
  const hasRest = FIGURES.some((name) => name !== "count" && rest[name] !== 0);
  return strategies.length > 0 && !hasRest ? [] : [[UNALLOCATED, { ...rest, count: 1 }]];
}

/** Parts of an amount in proportion to amounts of a whole; nothing where the whole is nothing. */
function divide(minor: number, amounts: readonly number[], whole: number): number[] {
  if (whole <= 0) return amounts.map(() => 0);
  const sign = minor < 0 ? -1 : 1;
  return divideByShares(Math.abs(minor), amounts, whole).map((part) => sign * part);
}
