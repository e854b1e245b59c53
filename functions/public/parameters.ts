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

/** The same for people, who look for words of a title or of a partnership on the page that is read. */
export const FindQuerySchema = lazy(() =>
  ListQuerySchema().extend({ words: z.string().trim().max(200, "Write 200 signs at most.").optional() }),
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

/** What the explorer shows of a release; an empty value is none, as browsers send what was not chosen. */
export const ExploreQuerySchema = lazy(() =>
  z.strictObject({
    indicator: z.string().optional(),
    place: z.string().optional(),
    by: z.string().optional(),
    group: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
  }),
);
export type ExploreQuery = z.infer<ReturnType<typeof ExploreQuerySchema>>;

/** No parameters. */
export const NoQuerySchema = lazy(() => z.strictObject({}));

/** The parameters of a page that it knows: what others add to an address that they pass on is no reason to refuse it. */
export function pageParametersOf<Shape extends z.ZodRawShape>(c: Context, schema: z.ZodObject<Shape>) {
  const known = Object.keys(schema.shape);
  const given = Object.entries(c.req.query()).filter(([name]) => known.includes(name));
  return checked(schema, Object.fromEntries(given), []);
}

/** The query of a request as its schema reads it, or a problem that names each wrong parameter. */
export function parametersOf<T>(c: Context, schema: z.ZodType<T>): Result<T> {
  const twice = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  const repeated = twice.map(([parameter]) => ({ parameter, detail: "Give it once." }));
  return checked(schema, c.req.query(), repeated);
}

function checked<T>(schema: z.ZodType<T>, query: unknown, repeated: readonly ProblemPlace[]): Result<T> {
  const given = schema.safeParse(query);
  const errors = [...repeated, ...(given.success ? [] : given.error.issues.flatMap(placesOf))];
  if (given.success && errors.length === 0) return ok(given.data);
  return fail({ code: "invalid_request", detail: "Some parameters are not valid.", errors });
}

function placesOf(issue: z.core.$ZodIssue): ProblemPlace[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((parameter) => ({ parameter, detail: "There is no such parameter." }));
  return [{ parameter: issue.path.map(String).join("."), detail: issue.message }];
}
