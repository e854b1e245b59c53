import { cellPlace, type Titled } from "./cell-place.ts";
import type { CsvRecord } from "./csv-rows.ts";
import type { Finding } from "./finding.ts";
import { asDecision, otherSource } from "./import-decisions.ts";
import type { ObservationOutcome } from "./import-file.ts";
import type { CountedResult, FigureChange, Outcome } from "./import-result.ts";

/** How a row is answered: with the table that it stands in, and what a dry run compares it with. */
export type RowFrame = {
  readonly table: Titled;
  readonly source: string;
  readonly dryRun: boolean;
};

/** The answer to a row, from what measurement answered for each of its observations. */
export function rowResult(
  row: CsvRecord,
  answers: readonly ObservationOutcome[],
  frame: RowFrame,
): CountedResult {
  const { line, skipped, observations } = row;
  if (skipped !== undefined) return { line, outcome: "skipped", reason: skipped, findings: [] };
  // What is recorded already as the file has it was decided once.
  const isOpen = frame.dryRun && answers.some(({ outcome }) => outcome !== "unchanged");
  const remarks = isOpen ? row.findings.map((one) => asDecision(one, undefined)) : row.findings;
  const findings = [
    ...remarks,
    ...answers.flatMap((answer, index) => findingsOf(answer, placeOf(row, index, frame), frame)),
  ];
  const changes = answers.flatMap((answer, index) => changeOf(row, index, { answer, frame }));
  const hidden = observations.filter(({ status }) => status === "c").length;
  const missing = observations.filter(({ status }) => status !== "c" && status !== "ok").length;
  return {
    line,
    outcome: outcomeOf(findings, answers),
    observations: observations.length,
    ...(changes.length > 0 ? { changes } : {}),
    findings,
    ...(hidden > 0 ? { hidden } : {}),
    ...(missing > 0 ? { missing } : {}),
  };
}

/** One word for a row: rejected where any figure was; changed where some of it is not as it was. */
function outcomeOf(findings: readonly Finding[], answers: readonly ObservationOutcome[]): Outcome {
  if (findings.some(({ severity }) => severity === "rejects")) return "rejected";
  if (findings.some(({ severity }) => severity === "decision")) return "needs-decision";
  if (answers.every(({ outcome }) => outcome === "unchanged")) return "unchanged";
  return answers.every(({ outcome }) => outcome === "recorded") ? "new" : "changed";
}

type Place = Pick<Finding, "pointer" | "cell">;

function placeOf(row: CsvRecord, index: number, { table }: RowFrame): Place {
  return cellPlace(table, row, row.columns[index] ?? -1);
}

function findingsOf(answer: ObservationOutcome, place: Place, { dryRun, source }: RowFrame): Finding[] {
  const { outcome, errors = [], adjusted = [], standing } = answer;
  const refused = errors.map(({ code, detail }): Finding => {
    const finding: Finding = { ...place, rule: code ?? "not-recordable", detail, severity: "rejects" };
    return dryRun ? asDecision(finding, standing) : finding;
  });
  const rounded = adjusted.map(
    ({ detail }): Finding => ({ ...place, rule: "rounded", detail, severity: "finding" }),
  );
  const replaced = standing && outcome === "revised" ? otherSource(place, standing, source) : [];
  return [...refused, ...replaced, ...rounded];
}

function changeOf(
  row: CsvRecord,
  index: number,
  { answer, frame }: { answer: ObservationOutcome; frame: RowFrame },
): FigureChange[] {
  const observation = row.observations[index];
  if (!answer.standing || !observation) return [];
  const { indicatorId, dimensions } = observation;
  const { cell } = placeOf(row, index, frame);
  return [{ indicatorId, dimensions, ...(cell === undefined ? {} : { cell }), ...answer.standing }];
}
