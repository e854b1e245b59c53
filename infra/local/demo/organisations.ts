import type { OrganisationKind } from "../../../shared/identity/organisation.ts";
import { DEMO_PEOPLE } from "../demo-people.ts";
import type { ApiClient } from "./api-client.ts";
import type { Outsider } from "./first-key.ts";

/** Who keeps the address book of the county: makes the other organisations. */
export const NETWORK: Outsider = {
  name: "Cradle to Career Exchange",
  kind: "network",
  email: "operator@exchange.example",
};
/** A second funder, of which nobody signs in here. Its fiscal year is the calendar year. */
export const SECOND_FUNDER: Outsider = {
  name: "Lakes Foundation",
  kind: "funder",
  email: "grants@lakes.example",
};

type Member = {
  readonly person: string;
  readonly organisation: object;
  readonly colleagues: readonly object[];
};

const contact = (name: string, role: string, email: string) => [{ name, role, email }];

/** The organisations of the three demo people, and who works with them. */
const MEMBERS: readonly Member[] = [
  {
    person: "funder",
    organisation: {
      kind: "funder",
      country: "US",
      fiscalYearStartMonth: 7,
      timeZone: "America/New_York",
      identifiers: [{ scheme: "DEMO", value: "HARBOR-1" }],
      contacts: contact("Grants desk", "Grants management", "grants@harbor.example"),
    },
    colleagues: [
      { name: "Finance officer", email: "finance@harbor.example", roles: ["finance"] },
      { name: "Board reader", email: "board@harbor.example", roles: ["viewer"] },
    ],
  },
  {
    person: "partnership",
    organisation: {
      kind: "partnership",
      country: "US",
      fiscalYearStartMonth: 7,
      timeZone: "America/New_York",
      identifiers: [{ scheme: "DEMO", value: "CEDAR-1" }],
      contacts: contact("Backbone office", "Backbone", "office@cedar.example"),
    },
    colleagues: [{ name: "Data coach", email: "coach@cedar.example", roles: ["data-lead"] }],
  },
  {
    person: "evaluator",
    organisation: { kind: "evaluator", country: "US", timeZone: "America/New_York" },
    colleagues: [{ name: "Junior evaluator", email: "junior@lantern.example", roles: ["evaluator"] }],
  },
];

const SCHOOLS = [
  "Millbrook School District",
  "North Cedar School District",
  "Old Ferry School District",
  "Ridgeway Charter Collaborative",
];
const PARTNERS = [
  "Acorn Early Learning Centers",
  "Bright Porch Child Care Network",
  "Bridgeline Housing Trust",
  "Cedar County Health Department",
  "Cedar County Libraries",
  "Cedar Family Navigators",
  "Cedar Parks and Recreation",
  "Cedar Valley Community College",
  "Cedar Workforce Board",
  "Common Table Food Bank",
  "Copperfield Youth Theater",
  "Eastbank Neighborhood Council",
  "Evergreen Pediatrics",
  "Fairlight Legal Aid",
  "First Chapter Tutoring",
  "Foundry Apprenticeships",
  "Harvest Road Parents",
  "Juniper Mental Health",
  "Lantern Hill Mentors",
  "Mill Street Tenants Union",
  "New Branch Teacher Residency",
  "Open Gate Refugee Services",
  "River Bend Transit",
  "Southside Fathers Circle",
  "State University at Cedar",
  "Upstream Employers Council",
];
const FISCAL_SPONSORS = ["Cedar Community Trust"];

/** Everybody who works with the partnership: thirty-one organisations of the network's address book. */
export const ADDRESS_BOOK: readonly { name: string; kind: OrganisationKind }[] = [
  ...[...SCHOOLS, ...PARTNERS].map((name) => ({ name, kind: "partner" as const })),
  ...FISCAL_SPONSORS.map((name) => ({ name, kind: "fiscal-sponsor" as const })),
];

/** Makes the organisations of the demo people and opens each to its person; answers their ids by the key of the person. */
export async function makeMembers(network: ApiClient): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { person: key, organisation } of MEMBERS) {
    const person = DEMO_PEOPLE.find((one) => one.key === key);
    if (!person) throw new Error(`There is no demo person "${key}".`);
    const made = await network.post(
      "/organisations",
      { name: person.organisation, ...organisation },
      `organisation:${key}`,
    );
    ids.set(key, made.body.id);
    const first = { name: person.name, email: person.subject };
    await network.post(`/organisations/${made.body.id}/first-person`, first, `first-person:${key}`);
  }
  return ids;
}

/** Fills the network's address book. */
export async function makeAddressBook(network: ApiClient): Promise<void> {
  await Promise.all(
    ADDRESS_BOOK.map((organisation) =>
      network.post(
        "/organisations",
        { ...organisation, country: "US" },
        `organisation:${organisation.name.replaceAll(" ", "-")}`,
      ),
    ),
  );
}

/** Adds the colleagues of a demo person, and a key with which a program of theirs could read. */
export async function makeColleagues(client: ApiClient, key: string): Promise<void> {
  const colleagues = MEMBERS.find((member) => member.person === key)?.colleagues ?? [];
  for (const [index, colleague] of colleagues.entries())
    await client.post("/people", colleague, `colleague:${key}:${index}`);
}
