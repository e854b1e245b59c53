import type { Signals } from "../outcome/signals.ts";
import { formatDate } from "./format.ts";
import { ruleWords } from "./words.ts";

/** What a series signals, in words: each signal named by its rule, or that there are not enough points to say. */
export function signalWords(signals: Signals): string {
  if (signals.state === "not-enough-points")
    return `not enough points to say: ${signals.points} of ${signals.needed}`;
  if (signals.signals.length === 0) return `no signal in ${signals.points} points: chance alone could do it`;
  const found = signals.signals.map(({ rule, towards, count, firstDay, lastDay }) => {
    return `${ruleWords(rule, towards)}, ${count} points from ${formatDate(firstDay)} to ${formatDate(lastDay)}`;
  });
  return found.join("; ");
}
