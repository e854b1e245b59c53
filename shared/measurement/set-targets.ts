import type { ProblemPlace } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { type IndicatorChange, writeChange } from "./change-indicator.ts";
import type { IndicatorView } from "./indicator.ts";
import type { Unit } from "./indicator-words.ts";
import type { Target } from "./target.ts";

/**
 * Sets all baselines and targets of an indicator at once. Where there were some, a reason is asked for: moving the goal is
 * a recorded change. Refused with pointers where a percentage lies outside 0 to 100.
 */
export function setTargets(
  deps: { table: Table },
  input: IndicatorChange & { readonly targets: readonly Target[]; readonly reason?: string | undefined },
): Promise<Result<IndicatorView>> {
  const { reason, targets } = input;
  return writeChange(deps, input, {
    action: "indicator.targets-set",
    reason,
    next: ({ indicator }) => {
      const errors = targetFaults(targets, indicator.unit);
      if (indicator.targets.length > 0 && reason === undefined)
        errors.push({ pointer: "/reason", detail: "Say why the targets change." });
      if (errors.length > 0)
        return fail({ code: "validation_failed", detail: "The targets cannot be set like this.", errors });
      return ok({ ...indicator, targets: [...targets] });
    },
  });
}

/** What of the targets does not fit the unit. */
export function targetFaults(targets: readonly Target[], unit: Unit): ProblemPlace[] {
  return targets.flatMap((target, index) =>
    (["baseline", "target"] as const).flatMap((name) => {
      const value = target[name]?.value;
      const detail = value === undefined ? undefined : valueFault(value, unit);
      return detail === undefined ? [] : [{ pointer: `/targets/${index}/${name}/value`, detail }];
    }),
  );
}

function valueFault(value: number, unit: Unit): string | undefined {
  if (unit === "percent" && (value < 0 || value > 100))
    return `A percentage lies between 0 and 100, not at ${value}.`;
  if ((unit === "count" || unit === "rate" || unit === "ratio") && value < 0)
    return `A ${unit} is not below zero.`;
  return undefined;
}
