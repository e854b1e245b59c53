import { randomBytes } from "node:crypto";
import * as z from "zod";
import { HEAD, headFields, headKey, type Part, readCollection } from "../platform/aggregate.ts";
import { lazy } from "../platform/lazy.ts";
import type { Listed, PageQuery } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import { getItem, getItems, type Item, type Table } from "../platform/table.ts";
import { NOT_EXISTS, type Write } from "../platform/transaction.ts";
import { type ListDeps, ownedListPk, readOwnedList } from "./owned-list.ts";
import { type Membership, MembershipSchema, type Person } from "./person.ts";

const PRIVATE = "C#PRIVATE";
const MEMBER = "C#MEMBER#";

const HeadSchema = lazy(() => z.object({ id: z.string(), subject: z.string().optional() }));
const PersonalSchema = lazy(() =>
  z.object({ name: z.string().optional(), email: z.string().optional(), salt: z.string() }),
);

/** Name and e-mail address; both absent once erased. */
export type PersonalData = { readonly name?: string | undefined; readonly email?: string | undefined };

/** A person as read, with the stored items that a change builds on. `subject` is the hash of the account, once signed in. */
export type StoredPerson = {
  readonly id: string;
  readonly ownerId: string;
  readonly subject?: string | undefined;
  readonly personal: PersonalData;
  readonly memberships: readonly Membership[];
  readonly head: Item;
  readonly items: readonly Item[];
};

/** The partition of a person. */
export function personPk(id: string): string {
  return `PER#${id}`;
}

/** A person with all memberships: one Query, strongly consistent. */
export async function readPerson(table: Table, id: string): Promise<StoredPerson | undefined> {
  const items = await readCollection(table, personPk(id));
  const head = items.find((item) => item.sk === HEAD);
  return head && toStoredPerson(head, items);
}

function toStoredPerson(head: Item, items: readonly Item[]): StoredPerson {
  const { id, subject } = HeadSchema().parse(head);
  const personal = items.find((item) => item.sk === PRIVATE);
  const { name, email } = personal ? PersonalSchema().parse(personal) : {};
  const memberships = items.filter((item) => item.sk.startsWith(MEMBER));
  return {
    id,
    ownerId: String(head.ownerId),
    subject,
    personal: { name, email },
    memberships: memberships.map((item) => MembershipSchema().parse(item)),
    head,
    items,
  };
}

/** The head of a person: nothing that names them. */
export function personHeadPart(person: { id: string; subject?: string | undefined }): Part {
  return { sk: HEAD, type: "person", attributes: { id: person.id, subject: person.subject } };
}

/** The erasable part, salted anew at each change: without the salt, nobody can test guesses against the history's digest. */
export function personalPart(data: PersonalData): Part {
  const salt = randomBytes(16).toString("base64url");
  return {
    sk: PRIVATE,
    type: "person-private",
    attributes: { name: data.name, email: data.email, salt },
    personal: true,
  };
}

/** A membership, listed with the people of its organisation. */
export function membershipPart(personId: string, membership: Membership): Part {
  return {
    sk: `${MEMBER}${membership.organisationId}`,
    type: "membership",
    attributes: membership,
    index: { ownerPk: ownedListPk("PER", membership.organisationId), ownerSk: personId },
  };
}

/** A changed part beside the stored item that it replaces, as `writeAggregate` takes them. */
export function replacing(person: StoredPerson, after: Part): { before?: Item; after: Part } {
  const before = person.items.find((item) => item.sk === after.sk);
  return before ? { before, after } : { after };
}

/** The two pointers to a person: by e-mail address, and by the account they sign in with. */
export type PointerKind = "EML" | "SUB";

/** The person to whom a pointer leads: one GetItem, strongly consistent. */
export async function findPersonId(
  table: Table,
  kind: PointerKind,
  hash: string,
): Promise<string | undefined> {
  const item = await getItem(table, pointerKey(kind, hash));
  return typeof item?.personId === "string" ? item.personId : undefined;
}

/** The write that claims a pointer for a person; refused where it leads to somebody already. */
export function claimPointer(
  kind: PointerKind,
  hash: string,
  person: { id: string; ownerId: string },
): Write {
  const item = {
    ...pointerKey(kind, hash),
    type: "person-pointer",
    ownerId: person.ownerId,
    schemaVersion: 1,
    personId: person.id,
  };
  return { put: item, condition: NOT_EXISTS };
}

/** The write that gives a pointer up, as long as it leads to this person. */
export function releasePointer(kind: PointerKind, hash: string, personId: string): Write {
  const condition = { expression: "personId = :person", values: { ":person": personId } };
  return { delete: pointerKey(kind, hash), condition };
}

/** A page of an organisation's people in the order they were added anywhere: one Query, then one round of BatchGetItem. */
export async function readPersonPage(
  deps: ListDeps,
  list: { organisationId: string; page: PageQuery },
): Promise<Result<Listed<Person>>> {
  return readOwnedList(deps, { of: "PER", ...list }, (memberships) => peopleOf(deps.table, memberships));
}

/** The people to whom memberships belong, in their order: one round of BatchGetItem. */
export async function peopleOf(table: Table, memberships: readonly Item[]): Promise<Person[]> {
  const keys = memberships.flatMap(({ pk }) => [headKey(pk), { pk, sk: PRIVATE }]);
  const found = await getItems(table, keys);
  return memberships.flatMap((membership) => {
    const own = [membership, ...found.filter((item) => item.pk === membership.pk)];
    const head = own.find((item) => item.sk === HEAD);
    return head ? [toPerson(toStoredPerson(head, own), MembershipSchema().parse(membership))] : [];
  });
}

/** A person as one organisation sees them. */
export function toPerson(
  person: Omit<StoredPerson, "items" | "memberships" | "ownerId">,
  membership: Membership,
): Person {
  const { version, recordedAt } = headFields(person.head);
  return shownPerson(person, membership, { version, recordedAt });
}

/** What is shown of a person, at a version. */
export function shownPerson(
  person: { id: string; subject?: string | undefined; personal: PersonalData },
  membership: Membership,
  at: { version: number; recordedAt: string },
): Person {
  const { name, email } = person.personal;
  return {
    id: person.id,
    version: at.version,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    roles: membership.roles,
    status: membership.status,
    hasSignedIn: person.subject !== undefined,
    recordedAt: at.recordedAt,
  };
}

function pointerKey(kind: PointerKind, hash: string) {
  return { pk: `${kind}#${hash}`, sk: "PTR" };
}
