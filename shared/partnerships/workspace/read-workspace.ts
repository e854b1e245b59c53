import { ok } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { ACTION_COMMITMENTS, type ActionCommitment } from "../agenda/action-commitment.ts";
import { readWith } from "../agenda/agenda.store.ts";
import { ASKS } from "../agenda/ask.ts";
import { CONDITION_PREFIXES, conditionsOf, meetingsOfYear } from "../agenda/conditions.ts";
import { MEETINGS, type Meeting } from "../agenda/meeting.ts";
import { type Agenda, agendaOf } from "../agenda/read-agenda.ts";
import { capacitiesPage } from "../capacities/capacity-assessment.store.ts";
import { capacitiesSeen } from "../capacities/read-capacity-assessments.ts";
import { CONTRIBUTION_STATEMENTS } from "../contribution/statement.ts";
import { assessmentsPage } from "../frameworks/assessment.store.ts";
import { assessmentsSeen } from "../frameworks/read-assessments.ts";
import { type LoadedPartnership, requireReadable } from "../partnership.store.ts";
import { linkView, summaryView } from "../partnership-view.ts";
import { type Access, accessIn, recordsPage } from "../record.store.ts";
import { type RecordView, standing } from "../record-kind.ts";
import { storiesAt, storyKeysPage } from "../stories/story.store.ts";
import { storyView } from "../stories/story.ts";
import { graphOf } from "../systems-changes/graph.ts";
import {
  EDGE_PREFIX,
  edgesIn,
  latestRecords,
  missingNodes,
  nodesOf,
  strategiesIn,
} from "../systems-changes/read-graph.ts";
import type { NamedIndicator, NextDate } from "./workspace-view.ts";

/** So many of the latest of each kind, and of open promises and coming meetings. */
const LATEST = 5;
const MOST_OPEN = 50;
const MOST_COMING = 10;
/** Sorts after every day. */
const FOR_EVER = "9999~";

type Deps = {
  readonly table: Table;
  /** What indicators of a partnership are called, in one round at most. Handed in: names are for `measurement` to know. */
  readonly indicatorNames: (
    partnershipId: string,
    ids: readonly string[],
  ) => Promise<readonly NamedIndicator[]>;
};
type Asked = { readonly partnershipId: string; readonly organisationId: string; readonly now: string };

/**
 * A partnership on one page, for those who may read it, each what it may see. Three rounds: the partnership with agenda, judgements and
 * edges (a Query for each kind of parts, side by side); eleven lists, one Query each; what edges and links name beyond those, and
 * stories as their consent stands, without their words.
 */
export async function showWorkspace(deps: Deps, asked: Asked) {
  const { table } = deps;
  const { partnershipId, organisationId, now } = asked;
  const today = now.slice(0, 10);
  const read = readWith([...CONDITION_PREFIXES, EDGE_PREFIX]);
  const readable = requireReadable(await read(table, partnershipId), { organisationId });
  if (!readable.ok) return readable;
  const partnership = readable.value;
  const access = accessIn(partnership, organisationId);
  const lists = await readLists(table, { partnershipId, access, today });
  const agenda = agendaOf(partnership.items);
  const known = [...strategiesIn(partnership), ...nodesOf(lists.records)];
  const isBackbone = access === "owner";
  const [more, indicators, stories] = await Promise.all([
    missingNodes(table, { partnership, known, access }),
    deps.indicatorNames(partnershipId, indicatorIdsOn(partnership, agenda)),
    storiesAt(table, lists.storyKeys, isBackbone ? "backbone" : "reader"),
  ]);
  const { activities, seats, groups, ...rest } = agenda;
  return ok({
    version: partnership.version,
    workspace: {
      partnership: summaryView(partnership),
      strategies: partnership.strategies.map((strategy) => ({
        ...strategy,
        activities: activities.filter(({ strategyId }) => strategyId === strategy.id),
      })),
      links: partnership.links.map(linkView),
      indicators,
      groups: groups.map((group) => ({
        ...group,
        seats: seats.filter(({ groupId }) => groupId === group.id),
      })),
      ...rest,
      conditions: conditionsOf(partnership, lists.yearOfMeetings, today),
      next: nextDates(lists.open, lists.coming, today),
      actionCommitments: lists.open,
      latest: {
        ...latestOf(lists),
        stories: stories.map(({ story, head }) => storyView(story, { ...head, now, isBackbone })),
        assessments: assessmentsSeen(lists.assessments, { isBackbone, organisationId }),
        capacityAssessments: capacitiesSeen(lists.capacities, isBackbone),
      },
      graph: graphOf([...known, ...more], edgesIn(partnership)),
    },
  });
}

async function readLists(table: Table, of: { partnershipId: string; access: Access; today: string }) {
  const { today, ...asked } = of;
  const between = [today, FOR_EVER] as const;
  const { partnershipId, access } = of;
  const latest = { partnershipId, limit: LATEST };
  const reader = access === "owner" ? ("backbone" as const) : ("reader" as const);
  const [records, yearOfMeetings, coming, open, asks, statements, ...practice] = await Promise.all([
    latestRecords(table, asked),
    meetingsOfYear(table, of),
    recordsPage(table, MEETINGS, { ...asked, between, ascending: true, limit: MOST_COMING }),
    recordsPage(table, ACTION_COMMITMENTS, { ...asked, state: "open", limit: MOST_OPEN }),
    recordsPage(table, ASKS, { ...asked, state: "open", limit: LATEST }),
    recordsPage(table, CONTRIBUTION_STATEMENTS, { ...asked, limit: LATEST }),
    storyKeysPage(table, { ...latest, access: reader }),
    assessmentsPage(table, { of: { partnershipId }, limit: LATEST }),
    capacitiesPage(table, latest),
  ]);
  const [stories, assessments, capacities] = practice;
  return {
    storyKeys: stories.keys,
    assessments: assessments.items,
    capacities: capacities.items,
    records,
    yearOfMeetings,
    coming: standing(coming.items),
    open: standing(open.items),
    asks: standing(asks.items),
    statements: standing(statements.items),
  };
}

function latestOf({ records, yearOfMeetings, asks, statements }: Awaited<ReturnType<typeof readLists>>) {
  const held = yearOfMeetings.filter(({ status }) => status === "held");
  return {
    meetings: held.slice(0, LATEST),
    openAsks: asks,
    studies: standing(records.studies).slice(0, LATEST),
    systemsChanges: standing(records.changes).slice(0, LATEST),
    testsOfChange: standing(records.tests).slice(0, LATEST),
    contributionStatements: statements,
  };
}

/** Open promises and planned meetings, by day: what is late stands first, since its day is over. */
export function nextDates(
  open: readonly Pick<RecordView<ActionCommitment>, "id" | "what" | "dueOn">[],
  coming: readonly Pick<RecordView<Meeting>, "id" | "title" | "heldOn" | "status">[],
  today: string,
): NextDate[] {
  const promises = open.map(({ id, what, dueOn }) => {
    const isLate = dueOn < today;
    return { on: dueOn, kind: "action-commitment" as const, id, title: what, isLate };
  });
  const meetings = coming
    .filter(({ status }) => status === "planned")
    .map(({ id, title, heldOn }) => ({ on: heldOn, kind: "meeting" as const, id, title, isLate: false }));
  return [...promises, ...meetings].sort((one, other) =>
    `${one.on}${one.id}` < `${other.on}${other.id}` ? -1 : 1,
  );
}

function indicatorIdsOn({ links }: LoadedPartnership, agenda: Agenda): string[] {
  const ids = [
    ...links.flatMap(({ fromId, toId }) => [fromId, toId]),
    ...agenda.results.flatMap(({ indicatorIds = [] }) => indicatorIds),
    ...agenda.rootCauses.map(({ indicatorId }) => indicatorId),
    ...agenda.curveStories.map(({ indicatorId }) => indicatorId),
  ];
  return [...new Set(ids)].filter((id) => id.startsWith("ind_")).sort();
}
