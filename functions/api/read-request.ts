import type { Context } from "hono";
import type * as z from "zod";
import { type Problem, type ProblemPlace, pointerOf } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import { issueWords } from "./issue-words.ts";

/** The largest body in bytes: under Lambda's 6 MB for an invocation, and 1,000 observations fit many times over. */
export const LARGEST_BODY = 4 * 1024 * 1024;

/** Levels of arrays and objects within one another: more than any schema has, and few enough for whatever walks them. */
const MOST_LEVELS = 32;

const JSON_TYPES = ["application/json", "application/merge-patch+json"];

/** The JSON body of a request, or why it cannot be read: too large, of another type, not JSON (with the place), or too deep. */
export async function readJson(c: Context): Promise<Result<unknown>> {
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (Number(c.req.header("content-length") ?? 0) > LARGEST_BODY) return fail(tooLarge());
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > LARGEST_BODY) return fail(tooLarge());
  if (!JSON_TYPES.includes(type))
    return fail({ code: "unsupported_media_type", detail: "Send the body as application/json." });
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isWithin(value, MOST_LEVELS)) return ok(value);
    const detail = `The body is nested too deep: at most ${MOST_LEVELS} levels are read.`;
    return fail({ code: "invalid_request", detail });
  } catch (error) {
    const detail = error instanceof Error ? error.message : "It cannot be parsed.";
    return fail({ code: "malformed_json", detail: `The body cannot be read as JSON: ${detail}` });
  }
}

/** Whether a value has at most so many levels; level by level, since what is too deep is too deep to recurse into. */
function isWithin(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return false;
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return true;
}

function tooLarge(): Problem {
  return {
    code: "body_too_large",
    detail: "A body may hold 4 MB. Send fewer rows at a time, or use an import.",
  };
}

/** A value as its schema reads it, or a problem that names every place that is wrong by JSON pointer. */
export function checkBody<T>(schema: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = schema.safeParse(value, { error: issueWords });
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.flatMap((issue) => places(issue));
  const detail = errors.length === 1 ? "One field is not valid." : `${errors.length} fields are not valid.`;
  return fail({ code: "validation_failed", detail, errors });
}

/** What is said of a parameter that a route does not take. */
export const NO_PARAMETER = "There is no such parameter.";

/** Path or query parameters as their schema reads them, or a problem that names each wrong parameter. */
export function checkParameters<T>(schema: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = schema.safeParse(value, { error: issueWords });
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.flatMap((issue) =>
    places(issue).map(({ pointer, code, detail }) => ({
      parameter: (pointer ?? "").slice(1),
      detail: code === "unknown_field" ? NO_PARAMETER : detail,
    })),
  );
  return fail({ code: "invalid_request", detail: "Some parameters are not valid.", errors });
}

function places(issue: z.core.$ZodIssue): ProblemPlace[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: "unknown_field",
      detail: "There is no such field.",
    }));
  return [{ pointer: pointerOf(issue.path), code: issue.code, detail: issue.message }];
}

/** The version in an `If-Match` header (`"3"`), or undefined where it is not one. */
export function versionOf(header: string | undefined): number | undefined {
  const match = /^(?:W\/)?"?(\d{1,10})"?$/.exec(header?.trim() ?? "");
  return match ? Number(match[1]) : undefined;
}
