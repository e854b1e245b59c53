import { describe, expect, test } from "vitest";
import { ACTIVITIES, type Activity } from "../../../shared/partnerships/agenda/activity.ts";
import type { Stamp } from "../../../shared/partnerships/agenda/agenda-kind.ts";
import { conditionFacts } from "../../../shared/partnerships/agenda/condition-facts.ts";
import { aLink, anId, aStrategy, RECORDED_AT } from "./builders.ts";

const TODAY = "2026-03-02";

function anActivity(overrides: Partial<Activity & Stamp> = {}): Activity & Stamp {
  return ACTIVITIES.schema().parse({
    id: `atv_${"1".repeat(26)}`,
    createdAt: RECORDED_AT,
    strategyId: anId("str"),
    organisation: { name: "Court" },
    name: "Shares filings",
    ...overrides,
  });
}

type Facts = Parameters<typeof conditionFacts>[0];
function factsOf(
  code: string,
  facts: Partial<Omit<Facts, "agenda">> & { agenda?: Partial<Facts["agenda"]> },
) {
  const { agenda, ...rest } = facts;
  const all = conditionFacts({
    partnership: { strategies: [aStrategy()], links: [] },
    meetings: [],
    today: TODAY,
    ...rest,
    agenda: { results: [], activities: [], staffRoles: [], ...agenda },
  });
  return Object.fromEntries((all[code] ?? []).map((fact) => [fact.code, fact.value]));
}

describe("what the records show of a condition", () => {
  test("counts organisations by their id, else by their name, and none whose activity is over or paused", () => {
    const known = { name: "The court", organisationId: anId("org", 9) };
    const activities = [
      anActivity(),
      anActivity({ organisation: known }),
      anActivity({ organisation: { ...known, name: "County court" } }),
      anActivity({ organisation: { name: "Paused" }, status: "paused" }),
      anActivity({ organisation: { name: "Over" }, endedOn: "2026-03-01" }),
      anActivity({ organisation: { name: "To come" }, startedOn: "2026-03-03" }),
    ];
    expect(factsOf("mutually-reinforcing-activities", { agenda: { activities } })).toEqual({
      "active-organisations": 2,
      "joint-strategies": 1,
      "empty-strategies": 0,
    });
  });

  test("counts each indicator once, however many links and results name it", () => {
    const links = [aLink({ toId: anId("ind", 1) }), aLink({ fromId: anId("ind", 1), toId: anId("ind", 2) })];
    const facts = factsOf("shared-measurement", { partnership: { strategies: [], links } });
    expect(facts["shared-indicators"]).toBe(2);
  });

  test("counts meetings of a year that were held, and says nothing of days where there was none", () => {
    const held = (heldOn: string, status: "held" | "cancelled" = "held") => ({
      heldOn,
      status,
      attendance: [],
    });
    const meetings = [held("2025-03-02"), held("2025-03-01"), held("2026-02-20", "cancelled")];
    expect(factsOf("continuous-communication", { meetings })).toEqual({
      meetings: 1,
      "attending-organisations": 0,
      "days-since-meeting": 365,
    });
    expect(factsOf("continuous-communication", {})).not.toHaveProperty("days-since-meeting");
  });
});
