import { canonicalJson } from "../platform/canonical-json.ts";
import { readAmount, readCurrency } from "./360giving-amount.ts";
import { readDay } from "./360giving-date.ts";
import { readDisbursements, readOptionalAmount } from "./360giving-money.ts";
import { readFunder, readRecipients } from "./360giving-parties.ts";
import { withoutPersonalData } from "./360giving-personal-data.ts";
import { readPlan } from "./360giving-planned-dates.ts";
import type { GrantRecord } from "./360giving-record.ts";
import { GrantSchema } from "./360giving-schema.ts";
import { violationsOf } from "./360giving-violations.ts";
import { renewalOf, restrictionOf } from "./360giving-wording.ts";
import { type Finding, finding, pointerBelow, type Reading, rejection } from "./finding.ts";
import { definedOnly, isObject, kindOf, objectsOf, textOf } from "./raw-value.ts";

type Raw = Readonly<Record<string, unknown>>;

/**
 * What came of one grant of a file. `findings` holds every remark, `reasons` those that kept the grant out. `extraFields`
 * are the fields the standard does not know (see `countExtraFields`). `duplicateOf` is the place of an earlier grant of
 * the same file with the same id and content.
 */
export type GrantReading =
  | {
      readonly kind: "grant";
      readonly grant: GrantRecord;
      readonly findings: readonly Finding[];
      readonly extraFields: readonly string[];
      readonly duplicateOf?: number;
    }
  | {
      readonly kind: "rejected";
      readonly externalId?: string;
      readonly findings: readonly Finding[];
      readonly reasons: readonly Finding[];
      readonly extraFields: readonly string[];
    };

/** Ids longer than this could not be kept in a key. */
const LONGEST_ID = 500;

/**
 * Reads one grant of a 360Giving package. Only unknown money, identity, party or date rejects it; every other violation of
 * the standard is a finding kept with the grant.
 * @param index the grant's place in the package, from 0: pointers begin with `/grants/<index>`
 */
export function readGrant(raw: unknown, index: number): GrantReading {
  const at = pointerBelow("/grants", index);
  if (!isObject(raw)) {
    const reasons = [
      rejection(at, "grant-not-an-object", `A grant is a JSON object; this is ${kindOf(raw)}.`),
    ];
    return { kind: "rejected", findings: reasons, reasons, extraFields: [] };
  }
  const { grant, findings: removals } = withoutPersonalData(raw, at);
  const parts = readParts(grant, at);
  const own = [...removals, ...Object.values(parts).flatMap(({ findings }) => findings)];
  const violations = violationsOf(GrantSchema(), raw, at);
  const findings = [...own, ...notSaidAlready(violations.findings, own)];
  const record = recordOf(grant, parts);
  const { extraFields } = violations;
  if (record !== undefined) return { kind: "grant", grant: record, findings, extraFields };
  const reasons = findings.filter(({ severity }) => severity === "rejects");
  const externalId = parts.id.value;
  const rejected = { kind: "rejected" as const, findings, reasons, extraFields };
  return externalId === undefined ? rejected : { ...rejected, externalId };
}

type Parts = ReturnType<typeof readParts>;

function readParts(grant: Raw, at: string) {
  const place = (field: string) => pointerBelow(at, field);
  const currency = readCurrency(grant.currency, place("currency"));
  const amountIn = (field: string) => readOptionalAmount(grant[field], place(field), currency.value);
  return {
    id: readId(grant.id, place("id")),
    currency,
    amount: readAmount(grant.amountAwarded, place("amountAwarded"), currency.value),
    awardDate: readDay(grant.awardDate, place("awardDate")),
    recipients: readRecipients(grant, at),
    funder: readFunder(grant, at),
    plan: readPlan(grant, at),
    appliedFor: amountIn("amountAppliedFor"),
    disbursed: amountIn("amountDisbursed"),
    disbursements: readDisbursements(grant, at, currency.value),
  };
}

/** The record, or undefined where a part that it cannot do without is unknown. */
function recordOf(grant: Raw, parts: Parts): GrantRecord | undefined {
  const [id, currency, amount] = [parts.id.value, parts.currency.value, parts.amount.value];
  const [awardDate, recipients, funder] = [parts.awardDate.value, parts.recipients.value, parts.funder.value];
  if (id === undefined || currency === undefined || amount === undefined) return undefined;
  if (awardDate === undefined || recipients === undefined || funder === undefined) return undefined;
  const title = textOf(grant.title) ?? `Grant ${id}`;
  const description = textOf(grant.description);
  const text = `${title}. ${description ?? ""}`;
  return definedOnly({
    externalId: id,
    title,
    description,
    amountMinor: amount,
    currency,
    awardDate,
    ...parts.plan.value,
    recipients,
    funder,
    amountAppliedForMinor: parts.appliedFor.value,
    amountDisbursedMinor: parts.disbursed.value,
    disbursements: parts.disbursements.value ?? [],
    ...labelsOf(grant),
    ...renewalOf(text),
    restrictionWording: restrictionOf(text),
    original: canonicalJson(grant),
  });
}

/** What is taken over as it is written; where it breaks the standard, the findings say so. */
function labelsOf(grant: Raw) {
  return {
    programmes: objectsOf(grant.grantProgramme).flatMap(({ item }) => {
      const code = textOf(item.code);
      const title = textOf(item.title) ?? code;
      return title === undefined ? [] : [definedOnly({ code, title })];
    }),
    places: texts(grant.beneficiaryLocation, ["name", "geoCode", "geoCodeType", "countryCode"]),
    classifications: texts(grant.classifications, ["vocabulary", "code", "title"]),
    fromOpenCall: yesOrNo(grant.fromOpenCall),
    regrantType: textOf(grant.regrantType),
    dateModified: textOf(grant.dateModified),
    dataSource: textOf(grant.dataSource),
  };
}

function texts<const K extends string>(list: unknown, fields: readonly K[]): Partial<Record<K, string>>[] {
  const picked = objectsOf(list).map(({ item }) => pick(item, fields));
  return picked.filter((item) => Object.keys(item).length > 0);
}

function pick<const K extends string>(item: Raw, fields: readonly K[]): Partial<Record<K, string>> {
  const picked: Partial<Record<K, string>> = {};
  for (const field of fields) {
    const text = textOf(item[field]);
    if (text !== undefined) picked[field] = text;
  }
  return picked;
}

function yesOrNo(raw: unknown): boolean | undefined {
  if (typeof raw === "boolean") return raw;
  const text = textOf(raw)?.toLowerCase();
  return text === "yes" ? true : text === "no" ? false : undefined;
}

function readId(raw: unknown, pointer: string): Reading<string> {
  const id = textOf(raw);
  const refused = (rule: string, detail: string) => ({
    value: undefined,
    findings: [rejection(pointer, rule, detail)],
  });
  if (id === undefined)
    return refused("id-missing", "The grant has no id. Without one it cannot be told from others.");
  if (id.length > LONGEST_ID) return refused("id-too-long", `The id has more than ${LONGEST_ID} characters.`);
  if (id === raw) return { value: id, findings: [] };
  return { value: id, findings: [finding(pointer, "id-spelling", `The id was taken as "${id}".`)] };
}

function notSaidAlready(violations: readonly Finding[], own: readonly Finding[]): Finding[] {
  const said = new Set(own.map(({ pointer }) => pointer));
  return violations.filter(({ pointer }) => !said.has(pointer));
}
