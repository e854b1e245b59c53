import { describe, expect, test } from "vitest";
import { nextDates } from "../../../shared/partnerships/workspace/read-workspace.ts";
import { newId } from "../../../shared/platform/id.ts";
import { meterOf } from "../../bench/meter.ts";
import type { Client } from "./harbour.ts";
import { aSetting } from "./setting.ts";

const at = aSetting();

type Page = {
  readonly strategies: readonly { readonly id: string; readonly activities: readonly object[] }[];
  readonly groups: readonly { readonly seats: readonly object[] }[];
  readonly indicators: readonly { readonly id: string; readonly name: string }[];
  readonly conditions: readonly object[];
  readonly next: readonly { readonly id: string; readonly kind: string; readonly isLate: boolean }[];
  readonly actionCommitments: readonly { readonly id: string }[];
  readonly latest: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly graph: { readonly edges: readonly object[]; readonly nodes: readonly object[] };
};
const page = async (client: Client) =>
  (await client("GET", `${at.current.path}/workspace`)).body as unknown as Page;

const PROMISE = { what: "Send filings", organisation: { name: "Court" }, agreedOn: "2024-01-15" };
const STUDY = { title: "Evictions", purpose: "study", question: "Where?", startedOn: "2022-02-01" };
const said = { because: "It showed where", statedBy: "Leadership table", statedOn: "2022-11-03" };

/** One of everything; a promise that is late, one that is not, a meeting to come, and a study for the backbone alone. */
async function fill() {
  const { add, strategyId, outcome } = at.current;
  const made = async (path: string, body: object) => (await add(path, body)).body.id;
  await made("results", { statement: "Ready", population: "Children", indicatorIds: [outcome] });
  await made("activities", { strategyId, organisation: { name: "Court" }, name: "Shares filings" });
  const groupId = await made("groups", { kind: "leadership-table", name: "Table" });
  await made("seats", { groupId, role: "Tenant", power: "decides" });
  const late = await made("action-commitments", { ...PROMISE, dueOn: "2024-03-31" });
  const open = await made("action-commitments", { ...PROMISE, dueOn: "2099-03-31" });
  const coming = await made("meetings", {
    kind: "other",
    title: "Next",
    heldOn: "2099-01-01",
    status: "planned",
  });
  const study = await made("studies", STUDY);
  const hidden = await made("studies", { ...STUDY, visibility: "partnership" });
  await made("edges", { fromId: study, toId: strategyId, ...said });
  await made("edges", { fromId: hidden, toId: strategyId, ...said });
  return { late, open, coming, study, hidden };
}

describe("a workspace", () => {
  test("connects on one page what was agreed, what comes next, what is owed and what led to what", async () => {
    const { backbone, strategyId, outcome } = at.current;
    const ids = await fill();
    const shown = await page(backbone);
    expect(shown.strategies).toMatchObject([{ id: strategyId, activities: [{ name: "Shares filings" }] }]);
    expect(shown.groups).toMatchObject([{ name: "Table", seats: [{ role: "Tenant" }] }]);
    expect(shown.indicators).toMatchObject([{ id: outcome, level: "core" }]);
    expect(shown.conditions).toHaveLength(5);
    expect(shown.next).toMatchObject([
      { id: ids.late, kind: "action-commitment", isLate: true },
      { id: ids.coming, kind: "meeting", isLate: false },
      { id: ids.open, kind: "action-commitment", isLate: false },
    ]);
    expect(shown.actionCommitments.map(({ id }) => id)).toEqual([ids.late, ids.open]);
    expect(shown.latest.studies?.map(({ id }) => id).sort()).toEqual([ids.study, ids.hidden].sort());
    expect(shown.graph.edges).toHaveLength(2);
  });

  test("is each reader's own: what is for the backbone alone is nowhere on the page", async () => {
    const { reader, stranger, path } = at.current;
    const { hidden } = await fill();
    const shown = await page(reader);
    expect(JSON.stringify(shown)).not.toContain(hidden);
    expect(shown.graph.edges).toHaveLength(1);
    expect((await stranger("GET", `${path}/workspace`)).status).toBe(404);
    expect((await reader("GET", `/partnerships/${newId("prt")}/workspace`)).status).toBe(404);
  });

  test("has stories as their consent stands, without their words, and assessments whom they reach", async () => {
    const { add, backbone, reader } = at.current;
    const consent = { givenBy: "a mother of two", givenOn: "2024-03-04" };
    const tell = (scope: string) => {
      const words = { title: "The early bus", text: "It came at dawn." };
      return add("stories", { ...words, heardOn: "2024-03-04", consent: { ...consent, scope } });
    };
    const [told, kept] = [(await tell("funders")).body.id, (await tell("partnership")).body.id];
    const assess = async (visibility: string) =>
      (await add("capacity-assessments", { title: "Spring", heldOn: "2024-04-15", visibility })).body.id;
    const [open, inner] = [await assess("funders"), await assess("partnership")];
    const ids = (shown: Page, kind: string) => shown.latest[kind]?.map(({ id }) => id).sort();
    const [own, theirs] = [await page(backbone), await page(reader)];
    expect(ids(own, "stories")).toEqual([told, kept].sort());
    expect(ids(theirs, "stories")).toEqual([told]);
    expect(ids(own, "capacityAssessments")).toEqual([open, inner].sort());
    expect(ids(theirs, "capacityAssessments")).toEqual([open]);
    expect(own.latest.assessments).toEqual([]);
    expect(JSON.stringify(own)).not.toContain("at dawn");
  });

  test("takes three rounds to the table, however much there is", async () => {
    const { add, reader, table, strategyId } = at.current;
    await fill();
    const early = (await add("studies", { ...STUDY, startedOn: "2001-01-01" })).body.id;
    await add("edges", { fromId: early, toId: strategyId, ...said });
    for (let made = 0; made < 5; made++)
      await Promise.all(Array.from({ length: 10 }, () => add("studies", STUDY)));
    const meter = meterOf(table.client);
    const { used, value } = await meter.measure(() => page(reader));
    table.client.middlewareStack.remove("meter");
    expect(value.graph.nodes.length).toBeGreaterThan(50);
    expect(value.graph.edges).toHaveLength(2);
    expect(used.rounds).toBeLessThanOrEqual(3);
  });

  test("puts what is late first, then goes by day, and lists no meeting that was cancelled", () => {
    const promise = (id: string, dueOn: string) => ({ id, what: id, dueOn });
    const meeting = (id: string, heldOn: string, status: "planned" | "cancelled") => ({
      id,
      title: id,
      heldOn,
      status,
    });
    const next = nextDates(
      [promise("b", "2026-03-01"), promise("a", "2026-02-01")],
      [meeting("c", "2026-02-20", "planned"), meeting("d", "2026-02-21", "cancelled")],
      "2026-02-15",
    );
    expect(next.map(({ id, isLate }) => [id, isLate])).toEqual([
      ["a", true],
      ["c", false],
      ["b", false],
    ]);
  });
});
