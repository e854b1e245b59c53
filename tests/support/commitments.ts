import type { Principal } from "../../shared/identity/principal.ts";
import type { CommitmentState } from "../../shared/investments/commitment.ts";
import type { FunderFacts } from "../../shared/investments/create-commitment.ts";
import {
  createCommitment,
  type NewCommitment,
  NewCommitmentSchema,
  type PartnershipFacts,
} from "../../shared/investments/index.ts";
import { NO_FACTS } from "../../shared/investments/rule-facts.ts";
import {
  type FunderSettings,
  FunderSettingsSchema,
} from "../../shared/investments/settings/funder-settings.ts";
import { type ReadSettings, settingsPk } from "../../shared/investments/settings/settings.store.ts";
import type { Ground } from "../../shared/investments/work-on-commitment.ts";
import { headKey } from "../../shared/platform/aggregate.ts";
import { newId } from "../../shared/platform/id.ts";
import type { Table } from "../../shared/platform/table.ts";
import { NOT_EXISTS } from "../../shared/platform/transaction.ts";
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
    ...((overrides.status ?? "agreed") === "agreed" ? { agreedOn: "2026-01-15" } : {}),
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

/** The facts of a funder that its commitments keep. */
export function aFunder(overrides: Partial<FunderFacts> = {}): FunderFacts {
  return {
    organisationId: FUNDER,
    name: "Harbor Fund",
    fiscalYearStartMonth: 7,
    timeZone: "America/New_York",
    ...overrides,
  };
}

/** A funder's settings: the defaults where a test says nothing else. */
export function someSettings(overrides: Record<string, unknown> = {}): FunderSettings {
  return FunderSettingsSchema().parse(overrides);
}

/** Settings as they are read where nothing was recorded. */
export function unsetSettings(organisationId = FUNDER): ReadSettings {
  const check = { check: headKey(settingsPk(organisationId)), condition: NOT_EXISTS };
  return { settings: someSettings(), version: 0, check };
}

/** The ground of a decision: default settings, no facts from elsewhere, and ids that count. */
export function aGround(overrides: Partial<Ground> & { readonly now?: string } = {}) {
  let next = 0;
  const ids = { first: newId("pay"), more: () => `pay_more_${next++}` };
  return { settings: someSettings(), facts: NO_FACTS, ids, payer: ["per_payer"], now: NOW, ...overrides };
}

/** The state that a new commitment has, without any table: what `createCommitment` would write. */
export async function aCommitment(overrides: Record<string, unknown> = {}): Promise<CommitmentState> {
  const created = await recordCommitment(committing(FUNDER), overrides);
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
      funder: aFunder(),
      settings: unsetSettings(),
      facts: NO_FACTS,
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
