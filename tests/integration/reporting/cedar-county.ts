import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import { createCommitment, NewCommitmentSchema, NO_FACTS } from "../../../shared/investments/index.ts";
import { createIndicator } from "../../../shared/measurement/create-indicator.ts";
import { indicatorPk } from "../../../shared/measurement/indicator.store.ts";
import { NewIndicatorSchema } from "../../../shared/measurement/indicator.ts";
import { projectSummaries } from "../../../shared/measurement/project-summaries.ts";
import { recordObservations } from "../../../shared/measurement/record-observations.ts";
import { setTargets } from "../../../shared/measurement/set-targets.ts";
import { addLink } from "../../../shared/partnerships/add-link.ts";
import { addStrategy } from "../../../shared/partnerships/add-strategy.ts";
import { createPartnership } from "../../../shared/partnerships/create-partnership.ts";
import { partnershipPk, readableBy } from "../../../shared/partnerships/index.ts";
import { LinkFieldsSchema } from "../../../shared/partnerships/link.ts";
import { PartnershipFieldsSchema } from "../../../shared/partnerships/partnership.ts";
import { sharePartnership } from "../../../shared/partnerships/share-partnership.ts";
import { StrategyFieldsSchema } from "../../../shared/partnerships/strategy.ts";
import { HEAD } from "../../../shared/platform/aggregate.ts";
import { writeAggregate } from "../../../shared/platform/history.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { aFunder, unsetSettings } from "../../support/commitments.ts";

/** Ids of what an example was recorded as. */
export type Cedar = {
  readonly funderId: string;
  readonly backboneId: string;
  readonly partnershipId: string;
  readonly strategyId: string;
  readonly systemId: string;
  readonly outcomeId: string;
  readonly commitmentId: string;
};

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

async function anOrganisation(table: Table, name: string, kind: OrganisationKind): Promise<string> {
  const id = newId("org");
  const facts = {
    id,
    name,
    kind,
    status: "active",
    identifiers: [],
    fiscalYearStartMonth: 7,
    timeZone: "UTC",
  };
  const part = { sk: HEAD, type: "organisation", attributes: { ...facts, listedBy: id } };
  const by = { principalId: newId("per"), organisationId: id };
  const action = "organisation.created";
  const pk = `ORG#${id}`;
  done(
    await writeAggregate(table, {
      pk,
      ownerId: id,
      parts: [{ after: part }],
      action,
      by,
      now: systemClock(),
    }),
  );
  return id;
}

/** A commitment that funds one strategy, which shifts one systems indicator, which contributes to one outcome. */
export async function recordCedarCounty(table: Table): Promise<Cedar> {
  const [funderId, backboneId] = await Promise.all([
    anOrganisation(table, "Harbor Fund", "funder"),
    anOrganisation(table, "Cedar County Promise", "partnership"),
  ]);
  const author = { principalId: newId("per"), organisationId: backboneId };
  const now = systemClock();
  const deps = { table, newId };
  const place = { placeCode: "09001", placeName: "Cedar County" };
  const fields = PartnershipFieldsSchema().parse({
    name: "Cedar County Promise",
    purpose: "Every child of the county is supported from cradle to career.",
    ...place,
  });
  const partnershipId = done(await createPartnership(deps, { fields, author, now })).id;
  const inside = { partnershipId, author, now };
  const strategy = StrategyFieldsSchema().parse({ name: "Every child reads by 8", kind: "universal" });
  const strategyId = done(await addStrategy(deps, { ...inside, fields: strategy })).value.id;
  const systemId = await anIndicator(table, inside, { name: "Reading coaches in schools", level: "system" });
  const outcomeId = await anIndicator(table, inside, { name: "Third graders reading", level: "core" });
  await link(table, inside, { kind: "shifts", fromId: strategyId, toId: systemId });
  await link(table, inside, { kind: "contributes-to", fromId: systemId, toId: outcomeId });
  done(await sharePartnership(deps, { ...inside, organisationId: funderId, reason: "Funds the work" }));
  const partnership = done(await readableBy(table, partnershipId, funderId));
  const commitmentId = newId("cmt");
  const input = NewCommitmentSchema().parse({
    title: "Cedar County place grant",
    recipient: { name: "Cedar County Promise" },
    amount: { amount: "10000000.00", currency: "USD" },
    partnershipId,
    startOn: "2024-07-01",
    endOn: "2029-06-30",
    agreedOn: "2024-06-15",
    allocations: [{ strategyId, amount: { amount: "4000000.00", currency: "USD" } }],
  });
  done(
    await createCommitment(deps, {
      id: commitmentId,
      input,
      funder: aFunder({ organisationId: funderId }),
      settings: unsetSettings(funderId),
      facts: NO_FACTS,
      partnership: { ...partnership, pk: partnershipPk(partnershipId) },
      author: { principalId: newId("per"), organisationId: funderId },
      now,
    }),
  );
  return { funderId, backboneId, partnershipId, strategyId, systemId, outcomeId, commitmentId };
}

/** A commitment that is linked to no partnership. */
export async function recordUnlinked(table: Table, funderId: string): Promise<{ commitmentId: string }> {
  const commitmentId = newId("cmt");
  const input = NewCommitmentSchema().parse({
    title: "Unlinked grant",
    recipient: { name: "Lantern House" },
    amount: { amount: "50000.00", currency: "USD" },
    startOn: "2026-01-01",
    endOn: "2026-12-31",
  });
  done(
    await createCommitment(
      { table, newId },
      {
        id: commitmentId,
        input,
        funder: aFunder({ organisationId: funderId }),
        settings: unsetSettings(funderId),
        facts: NO_FACTS,
        author: { principalId: newId("per"), organisationId: funderId },
        now: systemClock(),
      },
    ),
  );
  return { commitmentId };
}

type Inside = {
  readonly partnershipId: string;
  readonly author: { readonly principalId: string; readonly organisationId: string };
  readonly now: string;
};

/** An indicator in percent with a baseline of 49 in 2021-22 and a target of 65 in 2028-29. */
async function anIndicator(
  table: Table,
  inside: Inside,
  given: { name: string; level: "system" | "core" },
): Promise<string> {
  const indicator = NewIndicatorSchema().parse({
    ...given,
    polarity: "higher",
    unit: "percent",
    numeratorDefinition: "Those who were reached",
    denominatorDefinition: "All whom it concerns",
    frequency: "yearly",
    source: "District records",
    placeCode: "09001",
    placeName: "Cedar County",
  });
  const made = done(await createIndicator({ table, newId }, { ...inside, indicator }));
  const targets = [
    {
      dimensions: {},
      baseline: { period: schoolYear(2021), value: 49 },
      target: { period: schoolYear(2028), value: 65 },
    },
  ];
  done(await setTargets({ table }, { ...inside, indicatorId: made.id, ifMatch: made.version, targets }));
  return made.id;
}

/** Links two ends of a partnership. */
async function link(
  table: Table,
  inside: Inside,
  given: { kind: string; fromId: string; toId: string },
): Promise<void> {
  const fields = LinkFieldsSchema().parse({
    ...given,
    hypothesis: "Children who are taught early read by grade 3.",
    evidence: "emerging",
    expectedLagMonths: 24,
  });
  done(await addLink({ table, newId }, { ...inside, fields }));
}

/** Records rows and brings them into the summaries, as the stream would. */
export async function observe(
  table: Table,
  cedar: Pick<Cedar, "backboneId">,
  rows: readonly { indicatorId: string }[],
): Promise<void> {
  const author = { principalId: newId("per"), organisationId: cedar.backboneId };
  for (let start = 0; start < rows.length; start += 1000) {
    const recorded = done(
      await recordObservations(
        { table },
        {
          rows: rows.slice(start, start + 1000),
          mode: "per-row",
          reason: "The district restated it.",
          author,
          organisationId: cedar.backboneId,
          now: systemClock(),
        },
      ),
    );
    if (recorded.counts.rejected > 0) throw new Error(JSON.stringify(recorded.results[0]));
  }
  await summarise(table, [...new Set(rows.map(({ indicatorId }) => indicatorId))]);
}

/** Projects indicators from all that is stored of them. */
async function summarise(table: Table, indicatorIds: readonly string[]): Promise<void> {
  for (const id of indicatorIds) {
    const items = await queryAll(table, { partition: indicatorPk(id) });
    const stored = items.filter((item) => item.sk.startsWith("C#HEAD") || item.sk.startsWith("O#"));
    const failed = await projectSummaries(table, stored);
    if (failed.length > 0) throw failed[0]?.error;
  }
}

/** One row of an indicator for everybody, or for a group of one dimension. */
export function aRow(
  indicatorId: string,
  year: number,
  [numerator, denominator]: readonly [number, number],
  dimensions: Readonly<Record<string, string>> = {},
) {
  return { indicatorId, period: schoolYear(year), dimensions, numerator, denominator };
}
