import type { Summary } from "../../measurement/index.ts";
import type { LoadedPartnership, Practice } from "../../partnerships/index.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";

/** The facts of a report as far as they held on a day: what came later is left out. Money stays as it was recorded. Pure. */
export function validOn(facts: OutcomeFacts, day: string): OutcomeFacts {
  const { partnership, summaries, practice } = facts;
  return {
    ...facts,
    ...(partnership ? { partnership: designationsBy(partnership, day) } : {}),
    summaries: summaries.map((summary) => figuresBy(summary, day)),
    practice: practiceBy(practice, day),
    validOn: day,
  };
}

/** A summary of periods that were over by a day. What is aimed at stays: it is of days to come. */
export function figuresBy(summary: Summary, day: string): Summary {
  const sets = Object.entries(summary.sets).map(([dimensionKey, periods]) => {
    const over = Object.entries(periods).filter(([, set]) => set.period.end <= day);
    return [dimensionKey, Object.fromEntries(over)] as const;
  });
  const { definition } = summary;
  const targets = definition?.targets.map(({ baseline, ...rest }) =>
    baseline && baseline.period.end <= day ? { ...rest, baseline } : rest,
  );
  return {
    ...summary,
    ...(definition && targets ? { definition: { ...definition, targets } } : {}),
    sets: Object.fromEntries(sets.filter(([, periods]) => Object.keys(periods).length > 0)),
  };
}

/** One that was withdrawn later was in force. */
export function designationsBy(partnership: LoadedPartnership, day: string): LoadedPartnership {
  const designations = partnership.designations
    .filter(({ reachedOn }) => reachedOn <= day)
    .map(({ withdrawal, ...rest }) => (withdrawal && withdrawal.on <= day ? { ...rest, withdrawal } : rest));
  return { ...partnership, designations };
}

function practiceBy(practice: Practice, day: string): Practice {
  const { changes, statements, stories, adoptions, assessments, capacities } = practice;
  const until = <T>(
    list: { readonly items: readonly T[]; readonly isWhole: boolean },
    on: (item: T) => string,
  ) => ({
    ...list,
    items: list.items.filter((item) => on(item) <= day),
  });
  return {
    ...practice,
    changes: { ...changes, items: changes.items.flatMap((change) => changeBy(change, day)) },
    statements: until(statements, ({ period }) => period.end),
    stories: until(stories, ({ heardOn }) => heardOn),
    adoptions: until(adoptions, ({ adoptedOn }) => adoptedOn),
    assessments: until(assessments, ({ submittedAt, createdAt }) => (submittedAt ?? createdAt).slice(0, 10)),
    capacities: until(capacities, ({ heldOn }) => heldOn),
  };
}

type Change = Practice["changes"]["items"][number];

/** A systems change at the status it had come to by a day; none before its first. */
function changeBy(change: Change, day: string): Change[] {
  const transitions = change.transitions.filter(({ on }) => on <= day);
  const last = transitions.at(-1);
  if (!last) return [];
  const phases = change.phases.filter(({ on }) => on <= day);
  return [{ ...change, status: last.status, statusOn: last.on, transitions, phases }];
}
