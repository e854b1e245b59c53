import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { minorDigits } from "../platform/money.ts";
import {
  INDIVIDUAL_GRANT_PURPOSES,
  INDIVIDUAL_GRANT_REASONS,
  LOCATION_SCOPES,
  REGRANT_TYPES,
} from "./360giving-codelists.ts";
import { isDayOrInstant, isInstant, isPartialDate } from "./360giving-date.ts";

/**
 * A grant as the 360Giving Data Standard 1.4 describes one, to find what a file does otherwise. It decides nothing: what
 * keeps a grant out is decided by the readers of money, identity, parties and dates. Strict, so that fields the standard
 * does not know are told apart (as "extra", which the standard allows).
 */
export const GrantSchema = lazy(() =>
  z.strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    currency: currency(),
    amountAppliedFor: z.number().optional(),
    amountAwarded: z.number(),
    amountDisbursed: z.number().optional(),
    awardDate: day(),
    url: uri().optional(),
    plannedDates: z.array(event()).optional(),
    actualDates: z.array(event()).optional(),
    recipientOrganization: z.array(organisation()).min(1).optional(),
    recipientIndividual: z.strictObject({ id: z.string(), name: z.string() }).optional(),
    toIndividualsDetails: toIndividualsDetails().optional(),
    beneficiaryLocation: z.array(location()).optional(),
    fundingOrganization: z.array(organisation()).min(1),
    grantProgramme: z.array(grantProgramme()).optional(),
    fromOpenCall: z.enum(["Yes", "No"]).optional(),
    fundingType: z.array(classification()).optional(),
    classifications: z.array(classification()).optional(),
    relatedDocument: z.array(relatedDocument()).optional(),
    applicationTransaction: z.array(transaction()).optional(),
    commitmentTransaction: z.array(transaction()).optional(),
    disbursementTransaction: z.array(transaction()).optional(),
    relatedActivity: z.array(z.string()).optional(),
    dateModified: instant().optional(),
    dataSource: uri().nullable().optional(),
    regrantType: code(REGRANT_TYPES, "regrantType").optional(),
    locationScope: code(LOCATION_SCOPES, "locationScope").optional(),
  }),
);

/** The package around the grants: what it may say about itself. */
export const PackageSchema = lazy(() =>
  z.strictObject({
    grants: z.array(z.unknown()),
    version: z
      .string()
      .regex(/^\d+\.\d+$/)
      .optional(),
    extensions: z.array(z.string()).optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    issued: day().optional(),
    modified: day().optional(),
    identifier: z.string().optional(),
    publisher: z
      .strictObject({
        identifier: z.string().optional(),
        name: z.string(),
        website: uri().optional(),
        logo: uri().optional(),
      })
      .optional(),
    downloadURL: uri().optional(),
    accessURL: uri().optional(),
    license: uri().optional(),
  }),
);

function rule(name: string, error: string) {
  return { error, params: { rule: name } };
}

function uri() {
  const isUri = (text: string) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) && URL.canParse(text);
  return z
    .string()
    .refine(isUri, rule("bad-url", "This is not a full web address like https://example.org/grants."));
}

function day() {
  return z.string().refine(isDayOrInstant, rule("bad-date", "This is not a date like 2019-03-31."));
}

function plannedDay() {
  const isDate = (text: string) => isDayOrInstant(text) || isPartialDate(text);
  return z.string().refine(isDate, rule("bad-date", "This is not a date like 2019-03-31, 2019-03 or 2019."));
}

function instant() {
  return z
    .string()
    .refine(isInstant, rule("bad-date-time", "This is not a date-time like 2019-03-31T12:00:00Z."));
}

function currency() {
  const isKnown = (text: string) => minorDigits(text) !== undefined;
  return z.string().refine(isKnown, rule("not-in-codelist", "This is not an ISO 4217 currency code."));
}

function code(list: ReadonlySet<string>, name: string) {
  return z
    .string()
    .refine((text) => list.has(text), rule("not-in-codelist", `This is not a code of the codelist ${name}.`));
}

function nullableText() {
  return z.string().nullable().optional();
}

function organisation() {
  const text = () => z.string().optional();
  return z.strictObject({
    id: z.string(),
    name: z.string(),
    department: text(),
    contactName: text(),
    charityNumber: text(),
    companyNumber: text(),
    streetAddress: text(),
    addressLocality: text(),
    addressRegion: text(),
    addressCountry: text(),
    postalCode: text(),
    telephone: text(),
    alternateName: text(),
    email: text(),
    description: text(),
    organisationType: nullableText(),
    url: uri().optional(),
    location: z.array(location()).optional(),
    dateModified: instant().optional(),
  });
}

function location() {
  const isCountry = (text: string) => /^[A-Z]{2}$/.test(text);
  return z.strictObject({
    id: z.string().optional(),
    name: nullableText(),
    countryCode: z
      .string()
      .refine(
        isCountry,
        rule("not-in-codelist", "This is not a country code of two letters (ISO 3166-1), like GB."),
      )
      .nullable()
      .optional(),
    latitude: z.number().nullable().optional(),
    longitude: z.number().nullable().optional(),
    description: nullableText(),
    geoCode: nullableText(),
    geoCodeType: nullableText(),
    dateModified: instant().optional(),
  });
}

function classification() {
  return z.strictObject({
    vocabulary: z.string().optional(),
    code: z.string().optional(),
    title: nullableText(),
    description: nullableText(),
    url: uri().nullable().optional(),
    dateModified: instant().optional(),
  });
}

function grantProgramme() {
  return z.strictObject({
    code: z.string().optional(),
    title: nullableText(),
    description: nullableText(),
    url: uri().nullable().optional(),
    dateModified: instant().optional(),
  });
}

function relatedDocument() {
  return z.strictObject({
    id: z.string().optional(),
    title: nullableText(),
    url: uri().nullable().optional(),
    description: nullableText(),
    documentType: nullableText(),
    dateModified: instant().optional(),
  });
}

function transaction() {
  return z.strictObject({
    id: z.string().optional(),
    transactionDate: day().optional(),
    currency: currency().optional(),
    value: z.number().optional(),
    valueDate: day().nullable().optional(),
    description: nullableText(),
    provider: nullableText(),
    recipient: nullableText(),
    dateModified: instant().optional(),
  });
}

function event() {
  return z.strictObject({
    title: z.string().optional(),
    startDate: plannedDay().optional(),
    endDate: plannedDay().optional(),
    duration: z.number().min(0).optional(),
    description: z.string().optional(),
    dateModified: instant().optional(),
  });
}

function toIndividualsDetails() {
  return z.strictObject({
    primaryGrantReason: code(INDIVIDUAL_GRANT_REASONS, "grantToIndividualsReason").optional(),
    secondaryGrantReason: code(INDIVIDUAL_GRANT_REASONS, "grantToIndividualsReason").optional(),
    grantPurpose: z.array(code(INDIVIDUAL_GRANT_PURPOSES, "grantToIndividualsPurpose")).optional(),
  });
}
