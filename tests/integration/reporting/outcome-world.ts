import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { type Clock, systemClock } from "../../../shared/platform/time.ts";
import { type OutcomeReport, OutcomeReportSchema } from "../../../shared/reporting/outcome/outcome-report.ts";
import { aTenant } from "../../support/tenants.ts";
import {
  makeFundedPartnership,
  makeWorld,
  type Portfolio,
  record,
  rowsOf,
  type World,
} from "../../support/world.ts";

/** Two funders of one partnership whose work is recorded: what readers see, and what is its backbone's alone. */
export type OutcomeWorld = Portfolio & {
  readonly world: World;
  /** The same with another funder, who is admitted to the bet. */
  readonly second: World;
  readonly betId: string;
  readonly templateId: string;
  readonly secondCommitmentId: string;
};

const usd = (amount: string) => ({ amount, currency: "USD" });

/** Records all of it, and brings it into the read models. */
export async function makeOutcomeWorld(
  table: Table,
  clock: Clock = systemClock,
  pages: Parameters<typeof makeWorld>[3] = {},
): Promise<OutcomeWorld> {
  const backbone = await aTenant(table, "partnership");
  const world = await makeWorld(table, { funder: await aTenant(table, "funder"), backbone }, clock, pages);
  const second = await makeWorld(table, { funder: await aTenant(table, "funder"), backbone }, clock, pages);
  const portfolio = await makeFundedPartnership(world);
  const base = `/partnerships/${portfolio.partnershipId}`;
  const { version } = await world.send("backbone", { path: base });
  const share = { method: "PUT", body: { reason: "Funds it too" }, ifMatch: version };
  await world.send("backbone", { ...share, path: `${base}/shares/${second.funder.organisationId}` });
  const { betId, secondCommitmentId } = await aBet(world, second, portfolio);
  await recordWork(world, portfolio);
  const sections = [
    { key: "gaps", title: "Who is furthest", kind: "figures" },
    { key: "what-we-set-out-to-do", title: "What we set out to do", kind: "text" },
    { key: "money", title: "The money", kind: "money" },
  ];
  const template = { method: "POST", path: "/report-templates", body: { name: "Ours", sections } };
  const templateId = (await world.send("funder", template)).id;
  await record(world, rowsOf(portfolio.indicatorIds, "own"));
  await rebuildReadModels(table);
  return { ...portfolio, world, second, betId, templateId, secondCommitmentId };
}

async function aBet(world: World, second: World, { partnershipId, strategyId }: Portfolio) {
  const body = {
    title: "Every child ready",
    purpose: "Pre-K in all wards.",
    plan: "Two wards, then twelve.",
    partnershipId,
    startOn: "2025-07-01",
    endOn: "2032-06-30",
    target: usd("30000000.00"),
    designLeftOut: { reason: "The plan was there." },
  };
  const bet = await world.send("funder", { method: "POST", path: "/big-bets", body });
  const admission = { method: "PUT", body: { reason: "Joins" }, ifMatch: bet.version };
  const path = `/big-bets/${bet.id}/funders/${second.funder.organisationId}`;
  await world.send("funder", { ...admission, path });
  const commitment = (amount: string) => ({
    title: "For the bet",
    recipient: { name: "Bench partnership" },
    partnershipId,
    amount: usd(amount),
    startOn: "2026-01-01",
    agreedOn: "2026-01-01",
    endOn: "2030-12-31",
    bigBet: { id: bet.id, phase: "scale" },
    allocations: [{ strategyId, amount: usd(amount) }],
    requirements: [
      {
        kind: "narrative",
        title: "Year 1",
        schedule: { frequency: "on-days", days: [{ dueOn: "2027-01-31" }] },
        responsible: { name: "Bench partnership" },
      },
    ],
  });
  await world.send("funder", { method: "POST", path: "/commitments", body: commitment("7000000.00") });
  const other = { method: "POST", path: "/commitments", body: commitment("5000000.00") };
  return { betId: bet.id, secondCommitmentId: (await second.send("funder", other)).id };
}

async function recordWork(
  { send }: World,
  { partnershipId, strategyId, indicatorIds }: Portfolio,
): Promise<void> {
  const post = async (below: string, body: object) =>
    (await send("backbone", { method: "POST", path: `/partnerships/${partnershipId}/${below}`, body })).id;
  const test = { aim: "More children come", change: "A clinic in the school", strategyId };
  await post("tests-of-change", { title: "A clinic before the day", ...test });
  await post("tests-of-change", { title: "Only ours", ...test, visibility: "partnership" });
  await post("systems-changes", {
    title: "Seats are paid for by the state",
    lever: { list: "four-levers@2021", code: "practices" },
    level: { list: "system-levels@1", code: "city" },
    status: "proposed",
    statusOn: "2026-01-15",
    strategyIds: [strategyId],
  });
  await post("contribution-statements", {
    subjectId: strategyId,
    period: { start: "2024-07-01", end: "2025-06-30", kind: "school-year" },
    intendedRole: "Bring seats to the wards.",
    actualRole: "It ran the seats.",
    moved: [{ what: "Children in pre-K", indicatorId: indicatorIds[0] }],
    withoutIt: "Fewer seats.",
    confidence: "moderate",
    confidenceWhy: "Rents fell in the same months.",
  });
  for (const scope of ["funders", "partnership"])
    await post("stories", {
      title: `For ${scope}`,
      text: "A wise owl said so.",
      heardOn: "2026-01-04",
      strategyIds: [strategyId],
      consent: { givenBy: "a mother of two", givenOn: "2026-01-04", scope },
    });
  for (const visibility of ["public", "own"]) {
    const body = {
      partnershipId,
      visibility,
      title: `${visibility} lesson`,
      problem: "None came",
      whatWasDone: "We asked",
    };
    await send("backbone", { method: "POST", path: "/lessons", body });
  }
  for (const [heldOn, rating] of [
    ["2025-04-15", 2],
    ["2026-01-15", 4],
  ] as const) {
    const id = await post("capacity-assessments", {
      title: "Self-assessment",
      heldOn,
      visibility: "funders",
    });
    for (let respondent = 0; respondent < 3; respondent++) {
      const body = { role: "a parent", ratings: [{ capacity: "equity", rating }] };
      await send("backbone", { method: "POST", path: `/capacity-assessments/${id}/responses`, body });
    }
  }
}

/** A report as somebody reads it, parsed as the API describes it. */
export async function readAs(world: World, who: "funder" | "backbone", path: string): Promise<OutcomeReport> {
  return OutcomeReportSchema().parse(await world.send(who, { path })) as OutcomeReport;
}

/** The content of a section of a report. */
export function sectionOf<K extends OutcomeReport["sections"][number]["key"]>(report: OutcomeReport, key: K) {
  const section = report.sections.find((one) => one.key === key);
  if (!section) throw new Error(`The report has no section ${key}.`);
  return section.content as Extract<OutcomeReport["sections"][number], { key: K }>["content"];
}
