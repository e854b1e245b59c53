import { type Author, writeAggregate } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { Table } from "../platform/table.ts";
import {
  claimIdentifier,
  findByIdentifiers,
  identifierText,
  organisationPart,
  organisationPk,
} from "./organisation.store.ts";
import type { Identifier, OrganisationFacts, OrganisationKind } from "./organisation.ts";

/** Somebody whom a funder names by an identifier of theirs: a grantee of an import. */
export type Grantee = {
  readonly identifier: Identifier;
  readonly name: string;
  readonly kind?: OrganisationKind;
  readonly country?: string;
};

const AT_ONCE = 25;

/**
 * Finds or makes organisations in an owner's address book: the answer leads from each identifier's text
 * (`identifierText`) to an organisation id. An identifier leads to the same organisation for ever, whoever asks at the same
 * time; one known already keeps its name. For a batch of an import: one round where all are known, else one more for each 25
 * new ones (one transaction each, ≈ 6 write units), and one where another import was faster.
 */
export async function registerGrantees(
  deps: { table: Table; newId: NewId },
  input: { ownerId: string; grantees: readonly Grantee[]; by: Author; now: string },
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(input.grantees.map((grantee) => [identifierText(grantee.identifier), grantee]));
  const identifiers = [...wanted.values()].map((grantee) => grantee.identifier);
  const known = await findByIdentifiers(deps.table, input.ownerId, identifiers);
  const missing = [...wanted].filter(([text]) => !known.has(text));
  const outrun: Identifier[] = [];
  for (let start = 0; start < missing.length; start += AT_ONCE) {
    const batch = missing.slice(start, start + AT_ONCE);
    await Promise.all(
      batch.map(async ([text, grantee]) => {
        const id = await register(deps, grantee, input);
        if (id === undefined) outrun.push(grantee.identifier);
        else known.set(text, id);
      }),
    );
  }
  if (outrun.length === 0) return known;
  return new Map([...known, ...(await findByIdentifiers(deps.table, input.ownerId, outrun))]);
}

/** The id of a grantee made anew, or undefined where somebody else has just made one with this identifier. */
async function register(
  deps: { table: Table; newId: NewId },
  grantee: Grantee,
  input: { ownerId: string; by: Author; now: string },
): Promise<string | undefined> {
  const id = deps.newId("org");
  const facts: OrganisationFacts = {
    id,
    name: grantee.name,
    kind: grantee.kind ?? "partner",
    status: "active",
    identifiers: [grantee.identifier],
    ...(grantee.country === undefined ? {} : { country: grantee.country }),
    fiscalYearStartMonth: 1,
    timeZone: "UTC",
    listedBy: input.ownerId,
  };
  const written = await writeAggregate(deps.table, {
    pk: organisationPk(id),
    ownerId: input.ownerId,
    parts: [{ after: organisationPart(facts) }],
    action: "organisation.register",
    by: input.by,
    now: input.now,
    others: [claimIdentifier(input.ownerId, grantee.identifier, id)],
  });
  if (written.ok) return id;
  if (written.problem.code === "conflict") return undefined;
  throw new Error(`A grantee could not be registered: ${written.problem.code}.`);
}
