import type { Context } from "hono";
import * as z from "zod";
import { lazy } from "../../shared/platform/lazy.ts";
import type { ProblemPlace } from "../../shared/platform/problem.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";

/** A whole number in a query, from 1 to `most`. */
export function wholeNumber(most: number) {
  const words = `Write a whole number from 1 to ${most}.`;
  return z
    .string()
    .regex(/^\d{1,6}$/, words)
    .transform(Number)
    .refine((number) => number >= 1 && number <= most, words);
}

/** How much of the list of releases, from where, and whose. */
export const ListQuerySchema = lazy(() =>
  z.strictObject({
    partnership: z.string().optional(),
    limit: wholeNumber(100).optional(),
    cursor: z.string().optional(),
  }),
);

/** Which cells: exact values and nothing else. */
export const CellQuerySchema = lazy(() =>
  z.strictObject({
    indicator: z.string().optional(),
    place: z.string().optional(),
    dimension: z.string().optional(),
    category: z.string().optional(),
    period: z.string().optional(),
    page: wholeNumber(999_999).optional(),
  }),
);
export type CellQuery = z.infer<ReturnType<typeof CellQuerySchema>>;

/** Which derived numbers: of one indicator in one place. */
export const DerivedQuerySchema = lazy(() =>
  z.strictObject({
    indicator: z.string("Name the indicator, by its id in the manifest."),
    place: z.string().optional(),
    dimension: z.string().optional(),
    period: z.string().optional(),
  }),
);
export type DerivedQuery = z.infer<ReturnType<typeof DerivedQuerySchema>>;

/** Which figures of an indicator a page shows. */
export const FigureQuerySchema = lazy(() =>
  z.strictObject({ place: z.string().optional(), by: z.string().optional() }),
);

/** No parameters. */
export const NoQuerySchema = lazy(() => z.strictObject({}));

/** The query of a request as its schema reads it, or a problem that names each wrong parameter. */
export function parametersOf<T>(c: Context, schema: z.ZodType<T>): Result<T> {
  const twice = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  const given = schema.safeParse(c.req.query());
  const errors: ProblemPlace[] = [
    ...twice.map(([parameter]) => ({ parameter, detail: "Give it once." })),
    ...(given.success ? [] : given.error.issues.flatMap(placesOf)),
  ];
  if (given.success && errors.length === 0) return ok(given.data);
  return fail({ code: "invalid_request", detail: "Some parameters are not valid.", errors });
}

function placesOf(issue: z.core.$ZodIssue): ProblemPlace[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((parameter) => ({ parameter, detail: "There is no such parameter." }));
  return [{ parameter: issue.path.map(String).join("."), detail: issue.message }];
}
