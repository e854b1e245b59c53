import type * as z from "zod";

type Issue = z.core.$ZodRawIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/**
 * What is said of a value that a schema does not take, where the schema itself says nothing: what is missing, or what to write instead.
 * Undefined for what the library says as well.
 */
export function issueWords(issue: Issue): string | undefined {
  const said = wordsOf(issue);
  if (issue.input !== undefined) return said;
  return issue.code === "invalid_type" || said === undefined
    ? "This is missing."
    : `This is missing. ${said}`;
}

function wordsOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type": {
      const wanted = TYPES[issue.expected];
      return wanted && `Write ${wanted}.`;
    }
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return Array.isArray(issue.options) ? oneOf(issue.options) : undefined;
    case "too_small":
      if (issue.minimum === 1 && unitOf(issue.origin) !== "") return "This is empty.";
      return `${issue.inclusive === false ? "More than" : "At least"} ${issue.minimum}${unitOf(issue.origin)}.`;
    case "too_big":
      return `${issue.inclusive === false ? "Less than" : "At most"} ${issue.maximum}${unitOf(issue.origin)}.`;
    case "invalid_format":
      return issue.format === "datetime" ? 'Write the instant like "2026-01-31T12:00:00Z".' : undefined;
    default:
      return undefined;
  }
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? `Write ${String(values[0])}.` : `One of: ${values.map(String).join(", ")}.`;
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}
