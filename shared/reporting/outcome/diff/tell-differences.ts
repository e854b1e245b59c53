import { causesOf, type Placed } from "./causes.ts";
import type { Difference } from "./leaves.ts";
import { type MovedMethod, methodCause, methodDifference, methodsBehind } from "./method-causes.ts";
import { type Explained, explained } from "./report-diff.ts";

/**
 * Differences with their causes: what was recorded of what they stand in, and the methods that moved where these can make them. A method
 * that moved is a difference of its own, whether or not any figure shows it. What made no difference is no cause and is left out. Pure.
 */
export function tellDifferences(
  found: readonly Difference[],
  placed: readonly Placed[],
  moved: readonly MovedMethod[],
): Explained {
  const methods = moved.map((method) => ({ method, cause: methodCause(method) }));
  return explained([...found, ...moved.map(methodDifference)], (difference) => {
    const recorded = difference.section === "methods" ? [] : causesOf(difference, placed);
    const behind = methodsBehind(difference, moved, recorded.length > 0);
    const made = methods.filter(({ method }) => behind.includes(method));
    return [...recorded, ...made.map(({ cause }) => cause)];
  });
}
