import type { Principal } from "../../shared/identity/principal.ts";
import type { CommitmentState } from "../../shared/investments/commitment.ts";
import {
  createCommitment,
  type NewCommitment,
  NewCommitmentSchema,
  type PartnershipFacts,
} from "../../shared/investments/index.ts";
import { newId } from "../../shared/platform/id.ts";
import type { Table } from "../../shared/platform/table.ts";
import { committing } from "./committing-table.ts";

export const FUNDER = "org_01JD0000000000000000000001";
export const STRATEGY = "str_01JD0000000000000000000001";
export const OTHER_STRATEGY = "str_01JD0000000000000000000002";
export const NOW = "2026-03-01T12:00:00.000Z";

/** Dollars, as money on the wire. */
export function usd(amount: string) {
  return { amount, currency: "USD" };
}

/** A new commitment as a client sends it: one million dollars over two years in two tranches. */
export function aNewCommitment(overrides: Record<string, unknown> = {}): NewCommitment {
  return NewCommitmentSchema().parse({
    title: "Cedar County place grant",
    recipient: { name: "Cedar County Promise" },
    amount: usd("1000000.00"),
    agreedOn: "2026-01-15",
    startOn: "2026-01-01",
    endOn: "2027-12-31",
    tranches: [
      { dueOn: "2026-02-01", amount: usd("400000.00") },
      { dueOn: "2027-02-01", amount: usd("600000.00") },
    ],
    ...overrides,
  });
}

/** The condition that a match makes: a barrier, and a right of release. */
export const MATCH_CONDITION = {
  barrier: { kind: "match", description: "Match of 500,000 dollars verified" },
  rightOfReturn: false,
  rightOfRelease: true,
};

/** What a commitment's rules know of a partnership with two strategies. */
export function partnershipFacts(overrides: Partial<PartnershipFacts> = {}): PartnershipFacts {
  return {
    partnershipId: "prt_01JD0000000000000000000001",
    pk: "PRT#prt_01JD0000000000000000000001",
    ownerId: "org_01JD0000000000000000000002",
    version: 1,
    strategyIds: [STRATEGY, OTHER_STRATEGY],
    ...overrides,
  };
}

/** The state that a new commitment has, without any table: what `createCommitment` would write. */
export async function aCommitment(overrides: Record<string, unknown> = {}): Promise<CommitmentState> {
  const created = await recordCommitment(committing(), overrides);
  return created.state;
}

/** Records a new commitment of the funder on a table. */
export async function recordCommitment(table: Table, overrides: Record<string, unknown> = {}) {
  const input = aNewCommitment(overrides);
  const created = await createCommitment(
    { table, newId },
    {
      id: newId("cmt"),
      input,
      funder: { organisationId: FUNDER, name: "Harbor Fund", fiscalYearStartMonth: 7 },
      ...(input.partnershipId
        ? { partnership: partnershipFacts({ partnershipId: input.partnershipId }) }
        : {}),
      author: anAuthor(),
      now: NOW,
    },
  );
  if (!created.ok) throw new Error(JSON.stringify(created.problem));
  return created.value;
}

export function anAuthor(organisationId = FUNDER) {
  return { principalId: "per_01JD0000000000000000000001", organisationId };
}

export function aPrincipal(overrides: Partial<Principal> = {}): Principal {
  return {
    kind: "person",
    id: "per_01JD0000000000000000000001",
    organisationId: FUNDER,
    organisationKind: "funder",
    roles: ["administrator"],
    ...overrides,
  };
}
