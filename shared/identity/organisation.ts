import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { ContactSchema } from "./contact.ts";
import type { Principal } from "./principal.ts";
import { ReasonSchema } from "./reason.ts";

export const ORGANISATION_KINDS = [
  "funder",
  "partnership",
  "partner",
  "fiscal-sponsor",
  "network",
  "evaluator",
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** `closed`: it does not exist any more. Its people and keys are ended one by one, with their own reasons. */
export const ORGANISATION_STATUSES = ["active", "closed"] as const;

/** A name of an organisation in a register: `{ scheme: "GB-CHC", value: "1234567" }` (schemes as in org-id.guide). */
export const IdentifierSchema = lazy(() =>
  z
    .strictObject({
      scheme: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/, "Letters, digits, dots, hyphens and underscores."),
      value: z.string().trim().min(1).max(200),
    })
    .meta({ id: "Identifier", examples: [{ scheme: "GB-CHC", value: "1234567" }] }),
);
export type Identifier = z.infer<ReturnType<typeof IdentifierSchema>>;

const NameSchema = lazy(() => z.string().trim().min(1).max(200));
const CountrySchema = lazy(() =>
  z.string().refine(isCountry, "There is no such country; give two capital letters (ISO 3166-1)."),
);
const TimeZoneSchema = lazy(() =>
  z.string().refine(isTimeZone, "There is no such time zone; give one like Europe/London or UTC."),
);
const FiscalYearStartMonthSchema = lazy(() => z.int().min(1).max(12));
const IdentifiersSchema = lazy(() =>
  z
    .array(IdentifierSchema())
    .max(20)
    .refine((all) => new Set(all.map((one) => `${one.scheme} ${one.value}`)).size === all.length, {
      message: "An identifier is given twice.",
    }),
);
const ContactsSchema = lazy(() => z.array(ContactSchema()).max(50));

/** An organisation as the API shows it. Contacts are personal data: shown to the organisation that keeps the record only. */
export const OrganisationSchema = lazy(() =>
  z
    .strictObject({
      id: idSchema("org"),
      version: z.int(),
      name: NameSchema(),
      kind: z.enum(ORGANISATION_KINDS),
      status: z.enum(ORGANISATION_STATUSES),
      identifiers: IdentifiersSchema(),
      country: z.string().optional(),
      fiscalYearStartMonth: FiscalYearStartMonthSchema(),
      timeZone: z.string(),
      keptBy: idSchema("org").meta({
        description:
          "Who keeps this record: itself where it signs in here, else who has it in its address book.",
      }),
      contacts: ContactsSchema().optional(),
      recordedAt: z.iso.datetime(),
    })
    .meta({ id: "Organisation", description: "A funder, a partnership or anybody who works with them." }),
);
export type Organisation = z.infer<ReturnType<typeof OrganisationSchema>>;

/** What one gives to make an organisation. */
export const NewOrganisationSchema = lazy(() =>
  z
    .strictObject({
      name: NameSchema(),
      kind: z.enum(ORGANISATION_KINDS),
      identifiers: IdentifiersSchema().default([]),
      country: CountrySchema().optional(),
      fiscalYearStartMonth: FiscalYearStartMonthSchema().default(1),
      timeZone: TimeZoneSchema().default("UTC"),
      contacts: ContactsSchema().optional(),
    })
    .meta({ id: "NewOrganisation" }),
);
export type NewOrganisation = z.infer<ReturnType<typeof NewOrganisationSchema>>;

/** What may change, and why. What is left out stays; `country: null` takes it away; `contacts: []` erases them. */
export const OrganisationChangeSchema = lazy(() =>
  z
    .strictObject({
      name: NameSchema().optional(),
      status: z.enum(ORGANISATION_STATUSES).optional(),
      identifiers: IdentifiersSchema().optional(),
      country: CountrySchema().nullable().optional(),
      fiscalYearStartMonth: FiscalYearStartMonthSchema().optional(),
      timeZone: TimeZoneSchema().optional(),
      contacts: ContactsSchema().optional(),
      reason: ReasonSchema(),
    })
    .meta({ id: "OrganisationChange" }),
);
export type OrganisationChange = z.infer<ReturnType<typeof OrganisationChangeSchema>>;

/** An organisation as it stands in the table, contacts apart. `listedBy` is the organisation in whose list it appears. */
export type OrganisationFacts = Omit<Organisation, "version" | "recordedAt" | "keptBy" | "contacts"> & {
  readonly listedBy: string;
};

/** Whether one may see an organisation: one's own, one that one keeps, or one that one's network made. */
export function canSee(
  principal: Pick<Principal, "organisationId">,
  organisation: { id: string; keptBy: string; listedBy: string },
): boolean {
  const { organisationId } = principal;
  const { id, keptBy, listedBy } = organisation;
  return [id, keptBy, listedBy].includes(organisationId);
}

/** An organisation's facts after a change. */
export function changed(facts: OrganisationFacts, change: OrganisationChange): OrganisationFacts {
  const { reason: _reason, contacts: _contacts, country, ...given } = change;
  const { country: before, ...rest } = facts;
  const after = country === undefined ? before : (country ?? undefined);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...rest, ...named, ...(after === undefined ? {} : { country: after }) };
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Codes that ISO 3166-1 leaves to its users, and names for no country; XK is used for Kosovo everywhere. */
const USER_ASSIGNED = /^(AA|Q[M-Z]|X[A-JL-Z]|ZZ)$/;

function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || USER_ASSIGNED.test(code)) return false;
  return new Intl.DisplayNames(["en"], { type: "region", fallback: "none" }).of(code) !== undefined;
}
