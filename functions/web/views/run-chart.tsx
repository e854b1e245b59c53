import { formatDate, formatValue } from "../../../shared/pages/index.ts";
import type { IndicatorSection } from "../../../shared/reporting/index.ts";
import { signalsOf } from "../../../shared/reporting/outcome/signals.ts";

const RULES_IN_WORDS: Readonly<Record<string, string>> = {
  shift: "a shift: points in a row on one side of the median",
  trend: "a trend: points in a row that rise or fall",
  runs: "too few or too many runs for chance alone",
};

/** What the rules of a run chart say of an indicator's figures: the median, the signals, or that there are too few points. */
export function RunChart({ indicator }: { indicator: IndicatorSection }) {
  const says = signalsOf(indicator);
  if (says.state === "not-enough-points")
    return (
      <p class="soft">
        Run chart: {says.points} {says.points === 1 ? "point" : "points"}, and {says.needed} are needed before
        its rules ({says.ruleSet}) say anything.
      </p>
    );
  const median = formatValue(says.median, indicator);
  return (
    <>
      <p>
        Run chart of {says.points} points by the rules {says.ruleSet}: the median is {median}.{" "}
        {says.signals.length === 0 && "No signal: what is seen can be chance."}
      </p>
      {says.signals.length > 0 && (
        <ul>
          {says.signals.map(({ rule, towards, firstDay, lastDay, count }) => (
            <li>
              {RULES_IN_WORDS[rule] ?? rule}
              {towards && `, towards ${towards}`}: {count} from {formatDate(firstDay)} to{" "}
              {formatDate(lastDay)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
