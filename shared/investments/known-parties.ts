import { readOrganisation } from "../identity/organisation.store.ts";
import { canSee } from "../identity/organisation.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { Table } from "../platform/table.ts";

/** A party that a commitment names: whoever it names by id may be told of it, asked for reports and written to. */
export type NamedParty = { readonly pointer: string; readonly organisationId?: string | undefined };

/**
 * Which of some organisations a funder knows: its own address book, and members of its network. One Query each beside its own, side by
 * side; none where nobody is named by id.
 */
export async function knownOrganisations(
  table: Table,
  funderId: string,
  parties: readonly NamedParty[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(parties.flatMap(({ organisationId }) => organisationId ?? []))];
  if (ids.length === 0) return new Set();
  const [funder, ...found] = await Promise.all([funderId, ...ids].map((id) => readOrganisation(table, id)));
  const known = found.flatMap((organisation) => {
    if (!organisation) return [];
    const { keptBy } = organisation;
    const { id, listedBy } = organisation.facts;
    const isOfNetwork = listedBy === funder?.facts.listedBy;
    return isOfNetwork || canSee({ organisationId: funderId }, { id, keptBy, listedBy }) ? [id] : [];
  });
  return new Set(known);
}

/**
 * The parties that a commitment may not name by id: neither known to its funder nor the owner of its partnership. Whether there is such
 * an organisation is not said.
 */
export function strangersAmong(
  parties: readonly NamedParty[],
  known: ReadonlySet<string>,
  partnershipOwnerId: string | undefined,
): ProblemPlace[] {
  return parties.flatMap(({ pointer, organisationId }) => {
    const isKnown =
      organisationId === undefined || known.has(organisationId) || organisationId === partnershipOwnerId;
    if (isKnown) return [];
    const detail =
      "You know no such organisation. Give its name alone, or add it to your address book first.";
    return [{ pointer, detail }];
  });
}

type Naming = {
  readonly recipient?: { readonly organisationId?: string | undefined } | undefined;
  readonly fiscalSponsor?: { readonly organisationId?: string | undefined } | null | undefined;
};

/** The parties that a commitment, or a change of one, names by id. */
export function partiesOf({ recipient, fiscalSponsor }: Naming): NamedParty[] {
  return [
    { pointer: "/recipient/organisationId", organisationId: recipient?.organisationId },
    { pointer: "/fiscalSponsor/organisationId", organisationId: fiscalSponsor?.organisationId },
  ];
}
