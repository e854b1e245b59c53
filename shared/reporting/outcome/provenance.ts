import { contentHash } from "../../platform/canonical-json.ts";
import type { IndicatorSection } from "../indicator-section.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";
import type { Contents } from "./outcome-report.ts";

type Records = Contents["provenance"]["records"];

/** What a report was made from: records with their versions, and the observation revisions that its figures cite. */
export function provenanceOf(
  facts: OutcomeFacts,
  indicators: readonly IndicatorSection[],
): Contents["provenance"] {
  const { kind, subject, partnership, commitments } = facts;
  const { id, version, recordedAt } = subject;
  const isOwnRecord = kind === "big-bet" && version !== undefined;
  return {
    records: [
      ...(isOwnRecord ? [recordOf(kind, { id, version, recordedAt })] : []),
      ...(partnership ? [recordOf("partnership", { ...partnership, id: partnership.head.id })] : []),
      ...commitments.map((read) => recordOf("commitment", { ...read, id: read.state.commitment.id })),
      ...indicators.map((section) => recordOf("indicator", section)),
      ...practiceRecords(facts),
    ],
    observations: citedIn(indicators),
  };
}

function practiceRecords({ practice, wanted }: OutcomeFacts): Records {
  const shown = new Set(wanted.map(({ key }) => key));
  const { tests, changes, statements, stories, lessons } = practice;
  return [
    ...(shown.has("tests-of-change") ? tests.items.map((one) => recordOf("test-of-change", one)) : []),
    ...(shown.has("systems-changes") ? changes.items.map((one) => recordOf("systems-change", one)) : []),
    ...(shown.has("contribution")
      ? statements.items.map((one) => recordOf("contribution-statement", one))
      : []),
    ...(shown.has("stories") ? stories.items.map((one) => recordOf("story", one)) : []),
    ...(shown.has("lessons") ? lessons.items.map((one) => recordOf("lesson", one)) : []),
  ];
}

type Read = {
  readonly id: string;
  readonly version: number;
  readonly recordedAt?: string | undefined;
};

function recordOf(kind: string, { id, version, recordedAt }: Read): Records[number] {
  return { kind, id, version, ...(recordedAt === undefined ? {} : { recordedAt }) };
}

/** How many observation revisions the figures of a report cite, and the hash of their references. */
export function citedIn(indicators: readonly IndicatorSection[]): Contents["provenance"]["observations"] {
  const figures = indicators.flatMap(({ latest, baseline, breakdowns }) => [
    ...[latest, baseline].flatMap((figure) => figure ?? []),
    ...breakdowns.flatMap(({ groups }) =>
      groups.flatMap((group) => [group.latest, ...(group.baseline ? [group.baseline] : [])]),
    ),
  ]);
  const references = [...new Set(figures.flatMap(({ from }) => from))].sort();
  return { cited: references.length, hash: contentHash(references) };
}
