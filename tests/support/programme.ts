import type { Client } from "./client.ts";
import { succeed } from "./target.ts";

/** Money in US dollars on the wire. */
export function usd(amount: string) {
  return { amount, currency: "USD" };
}

/** A commitment of ten million dollars in three tranches, the last one under a match; a test overrides what it is about. */
export function aCommitmentBody(overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    title: "Readers and homes",
    recipient: { name: "Harbour Promise" },
    startOn: "2025-07-01",
    endOn: "2028-06-30",
    agreedOn: "2025-06-20",
    amount: usd("10000000.00"),
    tranches: [
      { dueOn: "2025-07-15", amount: usd("3000000.00") },
      { dueOn: "2026-07-15", amount: usd("3000000.00") },
      {
        dueOn: "2027-07-15",
        amount: usd("4000000.00"),
        condition: {
          barrier: { kind: "match", description: "Local funders commit four million dollars." },
          rightOfRelease: true,
        },
      },
    ],
    ...overrides,
  };
}

/** A school year by the year in which it starts. */
export function schoolYear(start: number) {
  return { start: `${start}-07-01`, end: `${start + 1}-06-30`, kind: "school-year" };
}

/** A systems indicator and an outcome, as they are sent to be made. */
export const SEATS = {
  name: "Pre-K seats per 100 four-year-olds",
  level: "system",
  polarity: "higher",
  unit: "rate",
  ratePer: 100,
  numeratorDefinition: "Seats filled",
  denominatorDefinition: "Four-year-olds",
  frequency: "yearly",
  source: "Enrolment system",
  placeCode: "harbour",
  placeName: "Harbour wards",
};
export const READINESS = {
  name: "Kindergarten readiness",
  level: "core",
  outcomeId: "kindergarten-readiness",
  polarity: "higher",
  unit: "percent",
  numeratorDefinition: "Kindergartners ready",
  denominatorDefinition: "Kindergartners assessed",
  frequency: "yearly",
  source: "Entry assessment",
  placeCode: "harbour",
  placeName: "Harbour wards",
};

/** What a partnership of a test is made of, by id. */
export type Programme = {
  readonly partnershipId: string;
  readonly strategyId: string;
  readonly otherStrategyId: string;
  readonly seatsId: string;
  readonly readinessId: string;
};

/** Makes a partnership with two strategies, a systems indicator and an outcome, linked in a line of sight. */
export async function aProgramme(backbone: Client): Promise<Programme> {
  const made = async (path: string, body: object): Promise<string> =>
    (await succeed(backbone.post(path, body))).body.id;
  const partnershipId = await made("/partnerships", {
    name: "Harbour Promise",
    purpose: "Every child of the harbour wards is ready.",
    placeCode: "harbour",
    placeName: "Harbour wards",
  });
  const base = `/partnerships/${partnershipId}`;
  const strategyId = await made(`${base}/strategies`, { name: "Full-day pre-K", kind: "universal" });
  const otherStrategyId = await made(`${base}/strategies`, { name: "Family navigators", kind: "targeted" });
  const seatsId = await made(`${base}/indicators`, SEATS);
  const readinessId = await made(`${base}/indicators`, READINESS);
  const link = { hypothesis: "Seats make children ready.", evidence: "moderate", expectedLagMonths: 12 };
  await made(`${base}/links`, { kind: "shifts", fromId: strategyId, toId: seatsId, ...link });
  await made(`${base}/links`, { kind: "contributes-to", fromId: seatsId, toId: readinessId, ...link });
  return { partnershipId, strategyId, otherStrategyId, seatsId, readinessId };
}

/** Lets an organisation read a partnership. */
export async function share(backbone: Client, partnershipId: string, organisationId: string): Promise<void> {
  const { body } = await succeed(backbone.get(`/partnerships/${partnershipId}`));
  const path = `/partnerships/${partnershipId}/shares/${organisationId}`;
  await succeed(backbone.put(path, { reason: "Works with us" }, body.version));
}
