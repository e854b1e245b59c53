import * as z from "zod";
import { settledInstant } from "../../../platform/as-of.ts";
import { lazy } from "../../../platform/lazy.ts";
import type { Problem } from "../../../platform/problem.ts";
import { fail, ok, type Result } from "../../../platform/result.ts";
import type { Table } from "../../../platform/table.ts";
import { composeOutcomeReport } from "../compose-outcome-report.ts";
import { factsWhen, type ReportedOn } from "../read-outcome-report.ts";
import type { Asked } from "../read-work.ts";
import { REPORT_KINDS, SECTION_KEYS, SectionQuerySchema } from "../section-keys.ts";
import { CauseSchema, causesOf } from "./causes.ts";
import { differences, leavesOf } from "./leaves.ts";
import { readCauses } from "./read-causes.ts";

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
type DiffQuery = z.infer<ReturnType<typeof DiffQuerySchema>>;

const AnySchema = lazy(() =>
  z.unknown().meta({ description: "Absent where that report says nothing of it." }),
);

/** What a report says otherwise than an earlier one of the same, and why. */
export const ReportDiffSchema = lazy(() =>
  z
    .strictObject({
      kind: z.enum(REPORT_KINDS),
      id: z.string(),
      from: z.iso.datetime(),
      to: z.iso.datetime().optional(),
      hashes: z.strictObject({ from: z.string(), to: z.string() }),
      items: z.array(
        z.strictObject({
          path: z.string().meta({
            description:
              "Section, fields, and what things in lists are known by: `/outcomes/items/ind_…/latest`.",
          }),
          section: z.enum(SECTION_KEYS as [string, ...string[]]),
          before: AnySchema().optional(),
          after: AnySchema().optional(),
          causes: z.array(z.int()).meta({ description: "Which of the causes, by their place among them." }),
        }),
      ),
      causes: z.array(CauseSchema()),
    })
    .meta({
      id: "OutcomeReportDiff",
      description:
        "Every place at which the two say different things, once. A figure, with its status and counts, and an amount of money are one thing each.",
    }),
);
export type ReportDiff = z.infer<ReturnType<typeof ReportDiffSchema>>;

const TURNED_ROUND: Problem = {
  code: "invalid_request",
  detail: "The second instant is before the first.",
  errors: [{ parameter: "to", detail: "It is before `from`." }],
};

/** Refuses instants that are not settled yet, or the wrong way round, at the parameter that says so. */
function settledInstants({ from, to }: DiffQuery, now: string): Result<undefined> {
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

/**
 * What changed in a report between two instants, and why: new data, a restatement with its reason, an amendment of a record. Cost: that of
 * the two reports as of their instants, and of `readCauses`; refused as those are. Both are protected as today: what was taken back since
 * differs in neither.
 */
export async function readReportDiff(
  table: Table,
  of: ReportedOn,
  asked: Omit<Asked, "query"> & { readonly query: DiffQuery },
): Promise<Result<ReportDiff>> {
  const { query, principal, now } = asked;
  const instants = settledInstants(query, now);
  if (!instants.ok) return instants;
  const at = (asOf: string | undefined) =>
    factsWhen(table, of, { principal, now, query: { sections: query.sections, asOf } });
  const [before, after] = [await at(query.from), await at(query.to)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  const [first, second] = [composeOutcomeReport(before.value), composeOutcomeReport(after.value)];
  const found = differences(leavesOf(first), leavesOf(second));
  const { kind, subject } = second;
  const said = {
    kind,
    id: subject.id,
    from: before.value.asOf ?? query.from,
    ...(after.value.asOf === undefined ? {} : { to: after.value.asOf }),
    hashes: { from: first.contentHash, to: second.contentHash },
  };
  if (found.length === 0) return ok({ ...said, items: [], causes: [] });
  const placed = await readCauses(
    table,
    { before: before.value, after: after.value },
    principal.organisationId,
  );
  if (!placed.ok) return placed;
  const causes = placed.value.map(({ cause }) => cause);
  const items = found.map(({ path, section, before: then, after: since, ...rest }) => ({
    path,
    section,
    ...(then === undefined ? {} : { before: then }),
    ...(since === undefined ? {} : { after: since }),
    causes: causesOf({ section, ...rest }, placed.value).map((cause) => causes.indexOf(cause)),
  }));
  return ok({ ...said, items, causes });
}
