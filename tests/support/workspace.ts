import type { Portfolio, World } from "./world.ts";

const said = { because: "It showed it", statedBy: "Leadership table", statedOn: "2026-01-15" };

/** How many of each there are: more studies than a graph shows of itself, so that edges name some beyond those. */
export const WORKSPACE_SIZE = {
  groups: 6,
  seats: 60,
  activities: 60,
  studies: 60,
  changes: 40,
  promises: 60,
};

/** Fills a partnership's workspace as an active one has it: agenda, meetings, promises, studies, changes and edges. */
export async function fillWorkspace({ send }: World, portfolio: Portfolio): Promise<void> {
  const { partnershipId, strategyId, indicatorIds } = portfolio;
  const post = async (path: string, body: object) =>
    (await send("backbone", { method: "POST", path: `/partnerships/${partnershipId}/${path}`, body })).id;
  const many = async (count: number, path: string, body: (n: number) => object) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(await post(path, body(n)));
    return ids;
  };
  const size = WORKSPACE_SIZE;
  await post("results", { statement: "Children are ready", population: "Children", indicatorIds });
  const groups = await many(size.groups, "groups", (n) => ({ kind: "action-network", name: `Network ${n}` }));
  await many(size.seats, "seats", (n) => ({
    groupId: groups[n % groups.length],
    role: "Parent",
    power: "decides",
  }));
  await many(size.activities, "activities", (n) => ({
    strategyId,
    organisation: { name: `Partner ${n}` },
    name: "Works",
  }));
  await many(12, "meetings", (n) => ({
    kind: "other",
    title: `Meeting ${n}`,
    heldOn: `2026-01-${10 + n}`,
    status: "held",
  }));
  await many(size.promises, "action-commitments", (n) => ({
    what: `Promise ${n}`,
    organisation: { name: "Court" },
    agreedOn: "2026-01-15",
    dueOn: `2027-03-${10 + (n % 20)}`,
  }));
  const studies = await many(size.studies, "studies", (n) => ({
    title: `Study ${n}`,
    purpose: "study",
    question: "What is so?",
    startedOn: `20${String(10 + (n % 15)).padStart(2, "0")}-01-01`,
  }));
  const changes = await many(size.changes, "systems-changes", (n) => ({
    title: `Change ${n}`,
    lever: { list: "four-levers@2021", code: "practices" },
    level: { list: "system-levels@1", code: "city" },
    status: "proposed",
    statusOn: "2026-01-15",
  }));
  for (const [n, toId] of changes.entries()) await post("edges", { fromId: studies[n], toId, ...said });
}
