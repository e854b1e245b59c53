import type { GrantRecord } from "./360giving-record.ts";
import { finding, pointerBelow, type Reading, rejection } from "./finding.ts";
import { definedOnly, isObject, objectsOf, textOf } from "./raw-value.ts";

type Raw = Readonly<Record<string, unknown>>;
type Recipient = GrantRecord["recipients"][number];
type Funder = GrantRecord["funder"];

/** The name a person goes by here, whatever the file says. */
export const AN_INDIVIDUAL = "An individual";

/** Who the grant goes to: organisations, or one person without a name. Rejects where neither is told. */
export function readRecipients(grant: Raw, at: string): Reading<Recipient[]> {
  const organisations = objectsOf(grant.recipientOrganization).flatMap(({ item }) => {
    const party = partyOf(item);
    return party === undefined ? [] : [{ ...party, kind: "organisation" as const }];
  });
  const person = isObject(grant.recipientIndividual) ? individualOf(grant.recipientIndividual) : undefined;
  const recipients = person === undefined ? organisations : [...organisations, person];
  if (recipients.length === 0) {
    const where = pointerBelow(
      at,
      grant.recipientIndividual === undefined ? "recipientOrganization" : "recipientIndividual",
    );
    const detail = "The grant names no recipient: give an organisation or a person with an id and a name.";
    return { value: undefined, findings: [rejection(where, "recipient-missing", detail)] };
  }
  if (person === undefined || organisations.length === 0) return { value: recipients, findings: [] };
  const detail = "The standard has either organisations or an individual, not both. Both are kept.";
  return {
    value: recipients,
    findings: [finding(pointerBelow(at, "recipientIndividual"), "two-kinds-of-recipient", detail)],
  };
}

/** Who gives the grant. Rejects where nobody is told; more than one is a finding, and the first is taken. */
export function readFunder(grant: Raw, at: string): Reading<Funder> {
  const pointer = pointerBelow(at, "fundingOrganization");
  const [first, ...others] = objectsOf(grant.fundingOrganization).flatMap(({ item }) => partyOf(item) ?? []);
  if (first === undefined) {
    const detail = "The grant names no funder: give an organisation with an id and a name.";
    return { value: undefined, findings: [rejection(pointer, "funder-missing", detail)] };
  }
  if (others.length === 0) return { value: first, findings: [] };
  const detail = `The grant names ${others.length + 1} funders; ${first.name} was taken.`;
  return { value: first, findings: [finding(pointer, "several-funders", detail)] };
}

/** An organisation that has at least an id or a name; the id stands in for a missing name. */
function partyOf(raw: Raw): Funder | undefined {
  const externalId = textOf(raw.id);
  const name = textOf(raw.name) ?? externalId;
  return name === undefined ? undefined : definedOnly({ externalId, name });
}

function individualOf(raw: Raw): Recipient | undefined {
  const externalId = textOf(raw.id);
  if (externalId === undefined && textOf(raw.name) === undefined) return undefined;
  return definedOnly({ externalId, name: AN_INDIVIDUAL, kind: "individual" as const });
}
