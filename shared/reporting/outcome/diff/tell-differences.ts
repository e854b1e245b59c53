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
  const whole = wholeIndicators(found);
  const recordedOf = (difference: Difference) => {
    const isOfRecords = moved.length === 0 || isRecorded(difference, placed, whole);
    return difference.section !== "methods" && isOfRecords ? causesOf(difference, placed) : [];
  };
  return explained([...found, ...moved.map(methodDifference)], (difference) => {
    const recorded = recordedOf(difference);
    const behind = methodsBehind(difference, moved, recorded.length > 0);
    const made = methods.filter(({ method }) => behind.includes(method));
    return [...recorded, ...made.map(({ cause }) => cause)];
  });
}

/** The indicators that came into a report or left it as wholes. */
function wholeIndicators(found: readonly Difference[]): ReadonlySet<string> {
  const whole = found.filter(
    ({ path, before, after }) => path.endsWith("/name") && (before === undefined) !== (after === undefined),
  );
  return new Set(whole.flatMap(({ of }) => of.filter(isIndicator)));
}

/**
 * Whether what was recorded can be the cause of a difference where methods moved too: not of one within an indicator of which nothing was
 * recorded, and which is in both reports.
 */
function isRecorded({ of }: Difference, placed: readonly Placed[], whole: ReadonlySet<string>): boolean {
  const indicators = of.filter(isIndicator);
  if (indicators.length === 0 || indicators.some((id) => whole.has(id))) return true;
  return placed.some(({ about }) => about.every((one) => of.includes(one)));
}

function isIndicator(id: string): boolean {
  return id.startsWith("ind_");
}
