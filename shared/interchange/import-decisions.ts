import type { Finding } from "./finding.ts";
import type { ObservationOutcome } from "./import-file.ts";
import type { FigureChange } from "./import-result.ts";

/** Where a person says why figures change, when a dry run is applied. */
const REASON = "/reason";

type Standing = NonNullable<ObservationOutcome["standing"]>;

/**
 * What a dry run asks where recording would reject a row, or replace what somebody else said, and a person can decide: the same
 * remark, as a decision, with the sentence that says what to decide and the field by which. All others stay as they are.
 */
export function asDecision(finding: Finding, standing: Standing | undefined): Finding {
  const decision = { ...finding, severity: "decision" as const };
  if (finding.rule === "reason_required" && standing) {
    const detail = `${replaced(standing)} To revise it, give a reason when you apply the import; without one it stays as it is.`;
    return { ...decision, field: REASON, detail };
  }
  if (finding.rule === "period_locked") return decision;
  if (finding.rule !== "parent-place" || finding.field === undefined) return finding;
  const detail =
    "This place looks as if it held the other places of the file: list it as one of the parents, so that nobody adds it to them, or give it a code of its own.";
  return { ...decision, detail };
}

/** The decision on a figure that the import would revise although another source, or nobody named, gave it. */
export function otherSource(
  place: Pick<Finding, "pointer" | "cell">,
  standing: Standing,
  source: string,
): Finding[] {
  if (standing.source === source) return [];
  const detail = `${replaced(standing)} Applying the import replaces it; to keep it, leave the row out by a condition.`;
  const field = "/options/mapping/where";
  return [{ ...place, rule: "other-source", detail, severity: "decision", field }];
}

function replaced({ was, becomes, source }: Standing): string {
  const from = source === undefined ? "without a source" : `from "${source}"`;
  return `${words(was)} is recorded ${from}, and the file says ${words(becomes)}.`;
}

/** A figure in a sentence: "80 of 100", "12.5", or its status. */
function words({ numerator, denominator, value, status }: FigureChange["was"]): string {
  if (status !== "ok") return `status "${status}"`;
  if (numerator === undefined) return String(value);
  return denominator === undefined ? String(numerator) : `${numerator} of ${denominator}`;
}
