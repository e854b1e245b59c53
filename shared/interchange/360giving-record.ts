import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/**
 * A grant as it was read: what the product knows about it, in its own terms, with the publisher's own JSON beside it.
 * Dates are days (YYYY-MM-DD), amounts integer minor units of `currency`.
 *
 * - `renewalWording`: the sentence in which the publisher says a renewal is in view. An intention, never committed money.
 * - `renewal`: the same in figures where the sentence gives them ("year 1 of up to 3 years").
 * - `original`: canonical JSON of the grant without personal data.
 */
export const GrantRecordSchema = lazy(() =>
  z.strictObject({
    externalId: z.string(),
    title: z.string(),
    description: z.string().optional(),
    amountMinor: minor(),
    currency: z.string(),
    awardDate: z.iso.date(),
    plannedStart: z.iso.date().optional(),
    plannedEnd: z.iso.date().optional(),
    durationMonths: z.number().min(0).optional(),
    recipients: z.array(recipient()).min(1),
    funder: z.strictObject({ externalId: z.string().optional(), name: z.string() }),
    programmes: z.array(z.strictObject({ code: z.string().optional(), title: z.string() })),
    places: z.array(place()),
    amountAppliedForMinor: minor().optional(),
    amountDisbursedMinor: minor().optional(),
    disbursements: z.array(z.strictObject({ date: z.iso.date(), amountMinor: minor() })),
    fromOpenCall: z.boolean().optional(),
    regrantType: z.string().optional(),
    classifications: z.array(classification()),
    dateModified: z.string().optional(),
    dataSource: z.string().optional(),
    renewalWording: z.string().optional(),
    renewal: z.strictObject({ year: z.int().min(1), of: z.int().min(1) }).optional(),
    restrictionWording: z.enum(["restricted", "unrestricted"]).optional(),
    original: z.string(),
  }),
);

export type GrantRecord = z.infer<ReturnType<typeof GrantRecordSchema>>;

function minor() {
  return z.int().min(0);
}

function recipient() {
  return z.strictObject({
    externalId: z.string().optional(),
    name: z.string(),
    kind: z.enum(["organisation", "individual"]),
  });
}

function place() {
  const text = () => z.string().optional();
  return z.strictObject({ name: text(), geoCode: text(), geoCodeType: text(), countryCode: text() });
}

function classification() {
  const text = () => z.string().optional();
  return z.strictObject({ vocabulary: text(), code: text(), title: text() });
}
