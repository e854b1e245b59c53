import type { Count, Moved, Target } from "./change-program.ts";

export const COUNTS = ["inside", "outside", "all"] as const satisfies readonly Count[];

/** A change of counts that leaves every equation true: what it changes could as well be otherwise. */
export type Proof = ReadonlyMap<number, Moved>;

/** How far counts were shown to be able to fall and to rise: all between is possible too, since what is possible is convex. */
export class Reach {
  readonly #ranges = new Map<number, { least: number; most: number }>();

  add(proof: Proof): void {
    for (const [unit, moved] of proof)
      for (const count of COUNTS) {
        const { least, most } = this.of({ unit, count });
        this.#ranges.set(keyOf({ unit, count }), {
          least: Math.min(least, moved[count]),
          most: Math.max(most, moved[count]),
        });
      }
  }

  /** By how much a count may fall (0 or less) and rise. */
  of(target: Target): { readonly least: number; readonly most: number } {
    return this.#ranges.get(keyOf(target)) ?? { least: 0, most: 0 };
  }

  /** How many values above the lowest are open, whole ones only. */
  width(target: Target): number {
    const { least, most } = this.of(target);
    return Math.floor(most + TOLERANCE) - Math.ceil(least - TOLERANCE);
  }
}

function keyOf({ unit, count }: Target): number {
  return unit * COUNTS.length + COUNTS.indexOf(count);
}

const TOLERANCE = 1e-6;
