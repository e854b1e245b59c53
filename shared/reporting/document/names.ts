import type { OutcomeReport } from "../outcome/outcome-report.ts";

/** What strategies and commitments are called, as far as the report says it anywhere; their ids where it does not. */
export function namesIn({ sections, subject }: Pick<OutcomeReport, "sections" | "subject">) {
  const known = new Map<string, string>([[subject.id, subject.title]]);
  for (const section of sections) {
    if (section.key === "line-of-sight")
      for (const { id, name } of section.content.strategies) known.set(id, name);
    if (section.key !== "money") continue;
    for (const { strategyId, name } of section.content.byStrategy)
      if (name !== undefined) known.set(strategyId, name);
    for (const { commitment } of section.content.commitments) known.set(commitment.id, commitment.title);
  }
  return (id: string | undefined): string => (id === undefined ? "" : (known.get(id) ?? id));
}
