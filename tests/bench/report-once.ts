import type { Portfolio, World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

/** The largest submission there can be: all requirements and all sections that one may have. */
const REQUIREMENTS = 20;
const SECTIONS = 60;
const TEXT = "What changed for children, and what we learned. ".repeat(40);

/** Rounds and consumed capacity of the largest submission, measured on the embedded engine. */
export async function measureReportOnce(world: World, bench: Portfolio, meter: Meter): Promise<Figure[]> {
  const id = await makeSubmission(world, bench);
  const path = `/report-submissions/${id}`;
  const section = `${path}/sections/section-1`;
  const write = { method: "PUT", path: section, body: { text: `${TEXT}!` }, ifMatch: 1 };
  const due = `/partnerships/${bench.partnershipId}/due-reports?from=2026-01-01&to=2026-12-31&submissionId=${id}`;
  const figures: Figure[] = [];
  const measure = async (name: string, rounds: number, work: () => Promise<unknown>) => {
    const { used } = await meter.measure(work);
    figures.push(bounded(`${name}: rounds`, used.rounds, { unit: "rounds", bound: rounds }));
    figures.push(told(`${name}: reading`, used.readUnits, "read units"));
    if (used.writeUnits > 0) figures.push(told(`${name}: writing`, used.writeUnits, "write units"));
  };
  await measure("a report to 20 requirements in 60 sections", 3, () => world.send("backbone", { path }));
  await measure("writing one of its sections", 3, () => world.send("backbone", write));
  await measure("reports that are due in a year, against it", 4, () => world.send("backbone", { path: due }));
  const { version } = await world.send("backbone", { path });
  const handIn = { method: "POST", path: `${path}/submission`, body: {}, ifMatch: version };
  const { used } = await meter.measure(() => world.send("backbone", handIn));
  figures.push(told("freezing it and handing it in to all 20: reading", used.readUnits, "read units"));
  figures.push(told("freezing it and handing it in to all 20: writing", used.writeUnits, "write units"));
  const read = { path: `/commitments/${bench.commitmentId}/requirements/1/report` };
  await measure("what one funder reads of it, 60 sections", 3, () => world.send("funder", read));
  return figures;
}

/** A submission to twenty reports of a commitment, which all ask for the same sixty sections, with all of them written. */
async function makeSubmission({ send, backbone }: World, bench: Portfolio): Promise<string> {
  const { commitmentId, partnershipId } = bench;
  const keys = Array.from({ length: SECTIONS }, (_, index) => `section-${index + 1}`);
  const sections = keys.map((key) => ({ key, title: `About ${key}`, kind: "text" }));
  const template = await send("funder", {
    method: "POST",
    path: "/report-templates",
    body: { name: "All", sections },
  });
  await send("funder", {
    method: "POST",
    path: `/commitments/${commitmentId}/requirements`,
    body: {
      kind: "narrative",
      title: "Monthly report",
      schedule: {
        frequency: "monthly",
        firstPeriodOn: "2026-01-01",
        periods: REQUIREMENTS,
        dueAfterDays: 30,
      },
      responsible: { organisationId: backbone.organisationId, name: "Bench partnership" },
      template: { id: template.id },
    },
  });
  const answers = Array.from({ length: REQUIREMENTS }, (_, index) => {
    return { commitmentId, requirementNumber: index + 1 };
  });
  const body = { title: "The largest", answers };
  const path = `/partnerships/${partnershipId}/report-submissions`;
  const { id } = await send("backbone", { method: "POST", path, body });
  for (const key of keys) {
    const section = `/report-submissions/${id}/sections/${key}`;
    await send("backbone", { method: "PUT", path: section, body: { text: TEXT }, ifMatch: 0 });
  }
  return id;
}
