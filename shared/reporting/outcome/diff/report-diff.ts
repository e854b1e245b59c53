import * as z from "zod";
import { settledInstant } from "../../../platform/as-of.ts";
import { lazy } from "../../../platform/lazy.ts";
import type { Problem } from "../../../platform/problem.ts";
import { fail, ok, type Result } from "../../../platform/result.ts";
import { REPORT_KINDS, SECTION_KEYS, SectionQuerySchema } from "../section-keys.ts";
import { type Cause, CauseSchema } from "./causes.ts";
import type { Difference } from "./leaves.ts";

/** Between which two instants, and of which sections. */
export const DiffQuerySchema = lazy(() =>
  SectionQuerySchema()
    .pick({ sections: true })
    .extend({
      from: z.iso
        .datetime({ offset: true })
        .meta({ description: "The first report: what was recorded by then." }),
      to: z.iso.datetime({ offset: true }).optional().meta({
        description: "The second one, at least a minute ago; the present unless you name it.",
      }),
    }),
);
export type DiffQuery = z.infer<ReturnType<typeof DiffQuerySchema>>;

const AnySchema = lazy(() =>
  z.unknown().meta({ description: "Absent where that report says nothing of it." }),
);

/** Every place at which two reports say different things, once, and the causes. */
export const ExplainedShape = lazy(() => ({
  items: z.array(
    z.strictObject({
      path: z.string().meta({
        description:
          "Section, fields, and what things in lists are known by: `/outcomes/items/ind_…/latest`.",
      }),
      section: z.enum(SECTION_KEYS as [string, ...string[]]),
      before: AnySchema().optional(),
      after: AnySchema().optional(),
      causes: z.array(z.int()).meta({
        description:
          "Which of the causes, by their place among them. In a portfolio none where nothing but time went by.",
      }),
    }),
  ),
  causes: z.array(CauseSchema()),
}));

/** What a report says otherwise than an earlier one of the same, and why. */
export const ReportDiffSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(REPORT_KINDS),
      id: z.string(),
      from: z.iso.datetime(),
      to: z.iso.datetime().optional(),
      hashes: z.strictObject({ from: z.string(), to: z.string() }),
      ...ExplainedShape(),
      next: z
        .string()
        .optional()
        .meta({ description: "The cursor of the next page of partnerships, in a portfolio." }),
    })
    .meta({
      id: "OutcomeReportDiff",
      description:
        "Every place at which the two say different things, once. A figure, with its status and counts, and an amount of money are one thing each.",
    }),
);
export type Explained = Pick<ReportDiff, "items" | "causes">;
export type ReportDiff = z.infer<ReturnType<typeof ReportDiffSchema>>;

const TURNED_ROUND: Problem = {
  code: "invalid_request",
  detail: "The second instant is before the first.",
  errors: [{ parameter: "to", detail: "It is before `from`." }],
};

/** Refuses instants that are not settled yet, or the wrong way round, at the parameter that says so. */
export function settledInstants({ from, to }: DiffQuery, now: string): Result<undefined> {
  if (to !== undefined && Date.parse(to) < Date.parse(from)) return fail(TURNED_ROUND);
  for (const [parameter, instant] of [
    ["from", from],
    ["to", to],
  ] as const) {
    const settled = instant === undefined ? ok(instant) : settledInstant(instant, now);
    if (!settled.ok)
      return fail({
        ...settled.problem,
        errors: (settled.problem.errors ?? []).map((error) => ({ ...error, parameter })),
      });
  }
  return ok(undefined);
}

/** Differences with their causes, each cause once and none that is of nothing. Pure. */
export function explained(
  found: readonly Difference[],
  causesOf: (difference: Difference) => readonly Cause[],
): Explained {
  const explanations = found.map((difference) => ({ difference, causes: causesOf(difference) }));
  const causes = [...new Set(explanations.flatMap((one) => one.causes))];
  const places = new Map(causes.map((cause, at) => [cause, at]));
  const items = explanations.map(({ difference: { path, section, before, after }, causes: own }) => ({
    path,
    section,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    causes: own.flatMap((cause) => places.get(cause) ?? []),
  }));
  return { items, causes };
}
