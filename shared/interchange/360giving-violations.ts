import type * as z from "zod";
import { type Finding, finding, pointerBelow } from "./finding.ts";
import { kindOf } from "./raw-value.ts";

/** What a value does otherwise than its schema: findings, and the fields the schema does not know (with * for positions). */
export type Violations = { readonly findings: readonly Finding[]; readonly extraFields: readonly string[] };

/**
 * Compares a value with a schema of the standard. Unknown fields are listed and not made findings: a publisher adds its
 * own columns to every grant, which would bury what matters under thousands of lines.
 * @param at JSON pointer of the value in its file
 */
export function violationsOf(schema: z.ZodType, value: unknown, at: string): Violations {
  const outcome = schema.safeParse(value);
  if (outcome.success) return { findings: [], extraFields: [] };
  const { issues } = outcome.error;
  return {
    findings: issues
      .filter(({ code }) => code !== "unrecognized_keys")
      .map((issue) => describe(issue, value, at)),
    extraFields: issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? unknownFields(issue) : [])),
  };
}

function describe(issue: z.core.$ZodIssue, value: unknown, at: string): Finding {
  const pointer = pointerBelow(at, ...issue.path);
  if (issue.code === "custom") return finding(pointer, ruleOf(issue.params), issue.message);
  if (issue.code === "invalid_value") return finding(pointer, "not-in-codelist", issue.message);
  if (issue.code !== "invalid_type") return finding(pointer, "not-by-the-schema", issue.message);
  const found = valueAt(value, issue.path);
  if (found === undefined) return finding(pointer, "missing", "The standard asks for this field.");
  return finding(
    pointer,
    "wrong-type",
    `The standard asks for a value of type ${issue.expected}; this is ${kindOf(found)}.`,
  );
}

function ruleOf(params: Readonly<Record<string, unknown>> | undefined): string {
  return typeof params?.rule === "string" ? params.rule : "not-by-the-schema";
}

function unknownFields(issue: z.core.$ZodIssueUnrecognizedKeys): string[] {
  const parent = issue.path.map((segment) => (typeof segment === "number" ? "*" : String(segment)));
  return issue.keys.map((key) => [...parent, key].join("/"));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, segment) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Object.getOwnPropertyDescriptor(inner, segment)?.value;
  }, value);
}

/** How many grants carry each field the standard does not know; carried by a job from step to step. */
export type ExtraFieldCounts = Readonly<Record<string, number>>;

/** Adds the extra fields of some grants (each grant's listed once, whatever its arrays hold) to the counts so far. */
export function countExtraFields(
  readings: readonly { readonly extraFields: readonly string[] }[],
  before: ExtraFieldCounts = {},
): ExtraFieldCounts {
  const counts = new Map(Object.entries(before));
  for (const { extraFields } of readings)
    for (const field of new Set(extraFields)) counts.set(field, (counts.get(field) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** One note a field for the whole file, most frequent first: the content is kept in each grant's original. */
export function extraFieldFindings(counts: ExtraFieldCounts): Finding[] {
  const byCount = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byCount.map(([field, count]) => {
    const detail = `"${field}" is not a field of the standard; ${count} grants have it. It is kept with the original only.`;
    return finding("/grants", "extra-field", detail);
  });
}
