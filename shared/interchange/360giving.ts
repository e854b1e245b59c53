import type { ProblemPlace } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { duplicateGrants } from "./360giving-duplicates.ts";
import { type GrantReading, readGrant } from "./360giving-grant.ts";
import { PackageSchema } from "./360giving-schema.ts";
import { violationsOf } from "./360giving-violations.ts";
import { type Finding, finding, pointerBelow, rejection } from "./finding.ts";
import { locateJsonError } from "./json-error.ts";
import { isObject, kindOf } from "./raw-value.ts";
import { decodeText, withoutMark } from "./text-decoding.ts";

/** The grants of a file as they came, and what is to be said about the file around them. */
export type GrantPackage = {
  readonly grants: readonly unknown[];
  readonly packageFindings: readonly Finding[];
};

/** Versions of the standard whose grants this reader knows; another one is a finding. */
const KNOWN_VERSION = /^1\.\d+$/;

/**
 * Opens a 360Giving file: `{ "grants": […] }` with whatever else the package says, or a bare array of grants (a finding).
 * Refused: text that is not JSON (`malformed_json`, with line and column), another shape, no grant at all
 * (`validation_failed`).
 */
export function readGrantPackage(source: string | Uint8Array): Result<GrantPackage> {
  const text = typeof source === "string" ? ok(withoutMark(source)) : decodeText(source);
  if (!text.ok) return text;
  const parsed = parseJson(text.value);
  if (!parsed.ok) return parsed;
  const content = parsed.value;
  if (Array.isArray(content)) {
    const detail = 'The file is a bare list of grants; the standard asks for { "grants": [ … ] }.';
    return packageOf(content, [finding("", "package-bare-list", detail)]);
  }
  if (!isObject(content))
    return refused("", `A package is a JSON object with "grants"; this is ${kindOf(content)}.`);
  if (!("grants" in content)) return refused("/grants", missingGrants(content));
  if (!Array.isArray(content.grants))
    return refused("/grants", `"grants" is ${kindOf(content.grants)}; it has to be a list.`);
  return packageOf(content.grants, packageFindings(content));
}

/** A part of a package, for a job that reads so many grants a step. */
export type GrantRange = { readonly from: number; readonly count: number };

/**
 * Reads grants `from` … `from + count - 1` of a package. A second grant with an id the file has had already is kept with a
 * `duplicate-grant` finding where it says the same, and rejected where it does not: which one is true cannot be known.
 */
export function readGrants(grants: readonly unknown[], { from, count }: GrantRange): GrantReading[] {
  const duplicates = duplicateGrants(grants);
  return grants.slice(from, from + count).map((raw, step) => {
    const index = from + step;
    const reading = readGrant(raw, index);
    const duplicate = duplicates.get(index);
    return duplicate === undefined
      ? reading
      : asDuplicate(reading, pointerBelow("/grants", index, "id"), duplicate);
  });
}

function asDuplicate(
  reading: GrantReading,
  pointer: string,
  at: { firstIndex: number; same: boolean },
): GrantReading {
  const first = `/grants/${at.firstIndex}`;
  if (at.same) {
    const remark = finding(pointer, "duplicate-grant", `${first} has the same id and says the same.`);
    const findings = [...reading.findings, remark];
    return reading.kind === "grant"
      ? { ...reading, findings, duplicateOf: at.firstIndex }
      : { ...reading, findings };
  }
  const reason = rejection(pointer, "conflicting-grant", `${first} has the same id and says something else.`);
  const { extraFields } = reading;
  const findings = [...reading.findings, reason];
  if (reading.kind === "rejected") return { ...reading, findings, reasons: [...reading.reasons, reason] };
  return { kind: "rejected", externalId: reading.grant.externalId, findings, reasons: [reason], extraFields };
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = locateJsonError(text);
    if (place === undefined) throw error;
    const { line, column, expected } = place;
    const found = place.offset < text.length ? `"${text.charAt(place.offset)}"` : "the end of the file";
    const detail = `The file is not JSON: at line ${line}, column ${column} there is ${found} where ${expected} belongs.`;
    return fail({
      code: "malformed_json",
      detail,
      errors: [{ pointer: "", detail }],
      extra: { line, column },
    });
  }
}

function packageOf(grants: readonly unknown[], findings: readonly Finding[]): Result<GrantPackage> {
  if (grants.length === 0) return refused("/grants", "The package holds no grant.");
  return ok({ grants, packageFindings: findings });
}

function packageFindings(content: Readonly<Record<string, unknown>>): Finding[] {
  const { findings, extraFields } = violationsOf(PackageSchema(), content, "");
  const extra = extraFields.map((field) =>
    finding(pointerBelow("", field), "extra-field", `"${field}" is not a field of a 360Giving package.`),
  );
  return [...findings, ...extra, ...versionRemark(content.version)];
}

function versionRemark(version: unknown): Finding[] {
  if (typeof version !== "string" || KNOWN_VERSION.test(version)) return [];
  return [finding("/version", "unknown-version", `Version "${version}" of the standard was read as 1.4.`)];
}

function missingGrants(content: Readonly<Record<string, unknown>>): string {
  const isGrant = "amountAwarded" in content || "awardDate" in content;
  return isGrant ? 'This is one grant. Put it into { "grants": [ … ] }.' : 'The package has no "grants".';
}

function refused(pointer: string, detail: string): Result<never> {
  const errors: ProblemPlace[] = [{ pointer, detail }];
  return fail({ code: "validation_failed", detail, errors });
}
