import { addDays, daysBetween } from "../../platform/time.ts";
import type { PartnershipState } from "../partnership.ts";
import type { Activity } from "./activity.ts";
import { isCurrent } from "./agenda-kind.ts";
import type { Fact } from "./condition.ts";
import type { Meeting } from "./meeting.ts";
import type { Agenda } from "./read-agenda.ts";

/** How far back meetings count, in days. */
export const MEETINGS_WITHIN_DAYS = 365;

type Facts = {
  readonly partnership: Pick<PartnershipState, "strategies" | "links">;
  readonly agenda: Pick<Agenda, "results" | "activities" | "staffRoles">;
  /** Meetings of the last 365 days. */
  readonly meetings: readonly Pick<Meeting, "heldOn" | "status" | "attendance">[];
  readonly today: string;
};

/**
 * What the records show of each condition of collective impact, by its code: counts, and no verdict. Ended results, activities and posts
 * do not count, nor meetings that were not held.
 */
export function conditionFacts(facts: Facts): Readonly<Record<string, readonly Fact[]>> {
  return {
    "common-agenda": commonAgenda(facts),
    "shared-measurement": sharedMeasurement(facts),
    "mutually-reinforcing-activities": reinforcing(facts),
    "continuous-communication": communication(facts),
    "backbone-support": backbone(facts),
  };
}

function commonAgenda({ partnership, agenda, today }: Facts): Fact[] {
  const results = agenda.results.filter((result) => isCurrent(result, today));
  const active = partnership.strategies.filter(({ status }) => status === "active");
  return [
    fact("results", "Results in plain words", results.length),
    fact("active-strategies", "Active strategies", active.length),
    fact("owned-strategies", "Active strategies that an organisation owns", {
      value: active.filter(({ owner }) => owner !== undefined).length,
      of: active.length,
    }),
  ];
}

function sharedMeasurement({ partnership, agenda, today }: Facts): Fact[] {
  const results = agenda.results.filter((result) => isCurrent(result, today));
  const measured = results.filter(({ indicatorIds = [] }) => indicatorIds.length > 0);
  const linked = partnership.links.flatMap(({ fromId, toId }) => [fromId, toId]);
  const indicators = [...linked, ...results.flatMap(({ indicatorIds = [] }) => indicatorIds)];
  const activities = agenda.activities.filter((activity) => isUnderWay(activity, today));
  const recording = activities.filter(({ measures }) => measures.some(({ indicatorId }) => indicatorId));
  return [
    fact("measured-results", "Results that indicators show", { value: measured.length, of: results.length }),
    fact(
      "shared-indicators",
      "Indicators behind results and links",
      new Set(indicators.filter((id) => id.startsWith("ind_"))).size,
    ),
    fact("recording-organisations", "Organisations whose own measures are recorded here", {
      value: organisationsOf(recording).size,
      of: organisationsOf(activities).size,
    }),
  ];
}

function reinforcing({ partnership, agenda, today }: Facts): Fact[] {
  const activities = agenda.activities.filter((activity) => isUnderWay(activity, today));
  const byStrategy = Map.groupBy(activities, ({ strategyId }) => strategyId);
  const active = partnership.strategies.filter(({ status }) => status === "active");
  const joint = active.filter(({ id }) => organisationsOf(byStrategy.get(id) ?? []).size > 1);
  return [
    fact("active-organisations", "Organisations with activities under way", organisationsOf(activities).size),
    fact("joint-strategies", "Active strategies on which several organisations work", {
      value: joint.length,
      of: active.length,
    }),
    fact("empty-strategies", "Active strategies with no activity", {
      value: active.filter(({ id }) => !byStrategy.has(id)).length,
      of: active.length,
    }),
  ];
}

function communication({ meetings, today }: Facts): Fact[] {
  const from = addDays(today, -MEETINGS_WITHIN_DAYS);
  const held = meetings.filter(({ status, heldOn }) => status === "held" && heldOn >= from);
  const latest = held
    .map(({ heldOn }) => heldOn)
    .sort()
    .at(-1);
  const attending = held.flatMap(({ attendance }) => attendance.map(({ organisation }) => organisation.name));
  return [
    fact("meetings", "Meetings held in the last 365 days", held.length),
    fact("attending-organisations", "Organisations that came", new Set(attending).size),
    ...(latest === undefined
      ? []
      : [fact("days-since-meeting", "Days since the last meeting", Math.max(0, daysBetween(latest, today)))]),
  ];
}

function backbone({ agenda, today }: Facts): Fact[] {
  const posts = agenda.staffRoles.filter((role) => isCurrent(role, today));
  const shares = (roles: typeof posts) =>
    Math.round(roles.reduce((sum, { fullTimeShare }) => sum + fullTimeShare, 0) * 100) / 100;
  return [
    fact("posts", "Posts of the backbone", posts.length),
    fact("filled-full-time-shares", "Full-time equivalents filled", {
      value: shares(posts.filter(({ isFilled }) => isFilled)),
      of: shares(posts),
    }),
  ];
}

function isUnderWay(activity: Activity, today: string): boolean {
  return activity.status === "active" && isCurrent(activity, today);
}

/** Organisations by their id, else by their name. */
function organisationsOf(activities: readonly Pick<Activity, "organisation">[]): ReadonlySet<string> {
  return new Set(activities.map(({ organisation }) => organisation.organisationId ?? organisation.name));
}

function fact(code: string, label: string, value: number | { value: number; of: number }): Fact {
  return { code, label, ...(typeof value === "number" ? { value } : value) };
}
