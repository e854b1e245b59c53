import { randomBytes } from "node:crypto";
import * as z from "zod";
import { HEAD, headFields, type Part, readCollection } from "../platform/aggregate.ts";
import { lazy } from "../platform/lazy.ts";
import type { Listed, PageQuery } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import { getItems, type Item, type Table } from "../platform/table.ts";
import { NOT_EXISTS, type Write } from "../platform/transaction.ts";
import { type Contact, ContactSchema } from "./contact.ts";
import { funderIndex } from "./funder.store.ts";
import {
  type Identifier,
  IdentifierSchema,
  ORGANISATION_KINDS,
  ORGANISATION_STATUSES,
  type Organisation,
  type OrganisationFacts,
} from "./organisation.ts";
import { type ListDeps, ownedListPk, readOwnedList } from "./owned-list.ts";

const PRIVATE = "C#PRIVATE";

const FactsSchema = lazy(() =>
  z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(ORGANISATION_KINDS),
    status: z.enum(ORGANISATION_STATUSES),
    identifiers: z.array(IdentifierSchema()),
    country: z.string().optional(),
    fiscalYearStartMonth: z.int(),
    timeZone: z.string(),
    listedBy: z.string(),
  }),
);
const PersonalSchema = lazy(() => z.object({ contacts: z.array(ContactSchema()), salt: z.string() }));

/** An organisation as read, with the stored items that a change builds on. */
export type StoredOrganisation = {
  readonly facts: OrganisationFacts;
  readonly keptBy: string;
  readonly contacts: readonly Contact[];
  readonly head: Item;
  readonly personal?: Item;
};

/** The partition of an organisation. */
export function organisationPk(id: string): string {
  return `ORG#${id}`;
}

/** An organisation with its contacts: one Query, strongly consistent. */
export async function readOrganisation(table: Table, id: string): Promise<StoredOrganisation | undefined> {
  const items = await readCollection(table, organisationPk(id));
  const head = items.find((item) => item.sk === HEAD);
  if (!head) return undefined;
  const personal = items.find((item) => item.sk === PRIVATE);
  return {
    facts: FactsSchema().parse(head),
    keptBy: String(head.ownerId),
    contacts: personal ? PersonalSchema().parse(personal).contacts : [],
    head,
    ...(personal ? { personal } : {}),
  };
}

/** A page of the organisations that one lists, by name: one Query. Without contacts, which are read one organisation at a time. */
export async function readOrganisationPage(
  deps: ListDeps,
  list: { organisationId: string; page: PageQuery },
): Promise<Result<Listed<Organisation>>> {
  return readOwnedList(deps, { of: "ORG", ...list }, (heads) =>
    heads.map((head) => shownOrganisation(FactsSchema().parse(head), String(head.ownerId), headFields(head))),
  );
}

/** The head of an organisation, listed by name with those who list it. */
export function organisationPart(facts: OrganisationFacts): Part {
  const ownerSk = `${facts.name.toLowerCase()}#${facts.id}`;
  return {
    sk: HEAD,
    type: "organisation",
    attributes: facts,
    index: { ownerPk: ownedListPk("ORG", facts.listedBy), ownerSk, ...funderIndex(facts) },
  };
}

/** The erasable part, salted anew at each change; with no contacts it stays, empty, in place of what was erased. */
export function contactsPart(contacts: readonly Contact[]): Part {
  const salt = randomBytes(16).toString("base64url");
  return {
    sk: PRIVATE,
    type: "organisation-private",
    attributes: { contacts, salt },
    personal: true,
  };
}

/** What is shown of an organisation, at a version. Contacts only where they are given. */
export function shownOrganisation(
  facts: OrganisationFacts,
  keptBy: string,
  at: { version: number; recordedAt: string; contacts?: readonly Contact[] },
): Organisation {
  const { listedBy: _listedBy, id, country, ...rest } = facts;
  return {
    id,
    version: at.version,
    ...rest,
    ...(country === undefined ? {} : { country }),
    keptBy,
    ...(at.contacts === undefined ? {} : { contacts: [...at.contacts] }),
    recordedAt: at.recordedAt,
  };
}

/** Those of an owner's address book whom these identifiers name: identifier text → organisation id. One round. */
export async function findByIdentifiers(
  table: Table,
  ownerId: string,
  identifiers: readonly Identifier[],
): Promise<Map<string, string>> {
  const keys = new Map(identifiers.map((one) => [identifierText(one), pointerKey(ownerId, one)]));
  const items = await getItems(table, [...keys.values()], { consistent: true });
  const found = new Map(items.map((item) => [item.pk, String(item.organisationId)]));
  return new Map(
    [...keys].flatMap(([text, { pk }]) => {
      const id = found.get(pk);
      return id === undefined ? [] : [[text, id] as const];
    }),
  );
}

/** The write by which an identifier leads to an organisation of an owner's address book, unless it leads to one already. */
export function claimIdentifier(ownerId: string, identifier: Identifier, organisationId: string): Write {
  const item = {
    ...pointerKey(ownerId, identifier),
    type: "organisation-pointer",
    ownerId,
    schemaVersion: 1,
    organisationId,
  };
  return { put: item, condition: NOT_EXISTS };
}

/** One text for an identifier. A scheme has no blank in it, so that no two identifiers share a text. */
export function identifierText(identifier: Identifier): string {
  return `${identifier.scheme} ${identifier.value}`;
}

/** `EXT#…` is shared with other contexts' pointers; the sort key says whose this is. */
function pointerKey(ownerId: string, { scheme, value }: Identifier) {
  return { pk: `EXT#${ownerId}#${scheme}#${value}`, sk: "ORG" };
}
