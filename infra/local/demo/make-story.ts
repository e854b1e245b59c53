import {
  ACTIVITIES,
  ASK,
  ATTENDANCE,
  GROUPS,
  JUDGEMENTS,
  MEETINGS,
  OPEN_ASK,
  PROMISES,
  SEATS,
  STAFF_ROLES,
} from "./agenda.ts";
import type { ApiClient } from "./api-client.ts";
import type { IndicatorIds } from "./catalogue.ts";
import type { MadePartnership } from "./partnership.ts";
import {
  ACT,
  ACT_PHASES,
  ACT_STEPS,
  COMMUNITY_SCHOOLS,
  CONTRIBUTION,
  CYCLES,
  EDGES,
  OTHER_CHANGES,
  PROPOSAL,
  STUDY,
  TASK_FORCE,
  TEST,
} from "./story.ts";

/** Makes something below the partnership and gives its id. */
type Make = (below: string, body: unknown, label: string) => Promise<string>;

/** How the partnership works and what led to what, one after the other: the agenda is written to one aggregate. */
export async function makeStory(
  backbone: ApiClient,
  partnership: MadePartnership,
  indicatorIds: IndicatorIds,
): Promise<void> {
  const base = `/partnerships/${partnership.id}`;
  const make: Make = async (below, body, label) =>
    (await backbone.post(`${base}/${below}`, body, `story:${label}`)).body.id;
  const homes = partnership.strategyIds["stable-homes"];
  const evictions = indicatorIds["eviction-filings"];
  const groups = await makeGroups(make);
  await makeAgenda(make, { homes, evictions, readiness: indicatorIds["kindergarten-readiness"] });
  await makeMeetings(make, groups);
  await makeTest(make, { homes, evictions });
  await makeChanges(make, homes);
  const contribution = {
    ...CONTRIBUTION,
    subjectId: homes,
    moved: [{ what: "Filings", indicatorId: evictions }],
  };
  await make("contribution-statements", contribution, "contribution");
  await judge(backbone, base);
}

async function makeGroups(make: Make): Promise<Readonly<Record<string, string>>> {
  const ids: Record<string, string> = {};
  for (const [key, group] of Object.entries(GROUPS)) ids[key] = await make("groups", group, `group:${key}`);
  for (const [index, [group, seat]] of SEATS.entries())
    await make("seats", { ...seat, groupId: ids[group] }, `seat:${index}`);
  return ids;
}

async function makeAgenda(
  make: Make,
  ids: { readonly homes: string; readonly evictions: string; readonly readiness: string },
): Promise<void> {
  const { homes, evictions, readiness } = ids;
  const ready = { statement: "Children enter kindergarten ready", population: "Children of Cedar County" };
  await make("results", { ...ready, indicatorIds: [readiness] }, "result:ready");
  const stay = {
    statement: "Children keep their home and their school",
    population: "Children of renting families",
  };
  await make("results", { ...stay, indicatorIds: [evictions] }, "result:stay");
  for (const [index, activity] of ACTIVITIES.entries())
    await make("activities", { ...activity, strategyId: homes }, `activity:${index}`);
  for (const [index, role] of STAFF_ROLES.entries()) await make("staff-roles", role, `staff-role:${index}`);
  const about = { indicatorId: evictions };
  const rents = "Rents are raised at short notice, and wages are not.";
  const causeOfId = await make("root-causes", { ...about, statement: rents }, "root-cause:rents");
  const homesMissing = "Few homes were built near work since 2008.";
  await make("root-causes", { ...about, statement: homesMissing, causeOfId }, "root-cause:homes");
  const story =
    "Filings fell while they were suspended and came back within a year; since the clinics they fall slowly.";
  await make("curve-stories", { ...about, toldOn: "2026-05-21", story }, "curve-story");
}

async function makeMeetings(make: Make, groups: Readonly<Record<string, string>>): Promise<void> {
  const promises: Record<string, string> = {};
  for (const [key, promise] of Object.entries(PROMISES)) {
    promises[key] = await make("action-commitments", promise.body, `promise:${key}`);
    if ("outcome" in promise)
      await make(`action-commitments/${promises[key]}/outcome`, promise.outcome, `outcome:${key}`);
  }
  for (const [index, { body, group, decisions }] of MEETINGS.entries()) {
    const decided = decisions.map(({ what, promises: named }) => {
      return { what, actionCommitmentIds: named.map((name) => promises[name]) };
    });
    const attendance = body.status === "held" ? ATTENDANCE : [];
    const meeting = { ...body, groupId: groups[group], attendance, decisions: decided };
    await make("meetings", meeting, `meeting:${index}`);
  }
  await make("asks", ASK, "ask:clinic");
  await make("asks", OPEN_ASK, "ask:playground");
}

async function makeTest(
  make: Make,
  ids: { readonly homes: string; readonly evictions: string },
): Promise<void> {
  const test = { ...TEST, strategyId: ids.homes, indicatorIds: [ids.evictions] };
  const cycles = `tests-of-change/${await make("tests-of-change", test, "test")}/cycles`;
  for (const [index, { plan, start, finding, decision }] of CYCLES.entries()) {
    const at = `${cycles}/${index + 1}`;
    await make(cycles, plan, `cycle:${index}`);
    await make(`${at}/start`, start, `cycle-start:${index}`);
    await make(`${at}/finding`, finding, `cycle-finding:${index}`);
    await make(`${at}/decision`, decision, `cycle-decision:${index}`);
  }
}

/** The study and what it led to; community schools, to which nothing led; and changes by the other levers. */
async function makeChanges(make: Make, homes: string): Promise<void> {
  await make("strategies", COMMUNITY_SCHOOLS, "community-schools");
  const ids: Record<string, string> = {
    "stable-homes": homes,
    study: await make("studies", STUDY, "study"),
    proposal: await make("systems-changes", PROPOSAL, "proposal"),
    act: await make("systems-changes", ACT, "act"),
    "task-force": await make("systems-changes", TASK_FORCE, "task-force"),
  };
  for (const [index, phase] of ACT_PHASES.entries())
    await make(`systems-changes/${ids.act}/phases`, phase, `act-phase:${index}`);
  for (const [index, step] of ACT_STEPS.entries())
    await make(`systems-changes/${ids.act}/transitions`, step, `act-step:${index}`);
  for (const [index, change] of OTHER_CHANGES.entries())
    await make("systems-changes", { ...change, strategyIds: [homes] }, `change:${index}`);
  for (const { from, to, ...edge } of EDGES)
    await make("edges", { ...edge, fromId: ids[from], toId: ids[to] }, `edge:${from}:${to}`);
}

/** Judges every condition once; an interrupted attempt that judged some is gone through again, for a reason. */
async function judge(backbone: ApiClient, base: string): Promise<void> {
  for (const [condition, judged] of Object.entries(JUDGEMENTS)) {
    const { version } = await backbone.get(base);
    const said = {
      judgedOn: "2026-05-21",
      judgedBy: "Leadership table",
      reason: "As the table judged in May",
    };
    await backbone.put(`${base}/conditions/${condition}`, { ...judged, ...said }, version);
  }
}
