import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import {
  commitmentsPage,
  findReports,
  findRequirements,
  isBinding,
  isOutstanding,
  type OwedReport,
  owes,
  REQUIREMENT_STATUSES,
  type ReportRef,
  type Requirement,
  reportsOf,
  toCommitment,
} from "../../investments/index.ts";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidParameter } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { DateSchema, PeriodSchema } from "../../platform/time.ts";
import { type Asked, byName, lacking, named, sharedSections } from "./completeness.ts";
import { contentsOf, type Ground, isOwedBy, type Requirements, withSections } from "./ground.ts";
import { requireKept } from "./kept-partnership.ts";
import { findSections } from "./section.store.ts";
import { MOST_ANSWERS, ReportRefSchema, type ReportSubmission, refName } from "./submission.ts";
import { FunderSchema, NamedSectionSchema, SharedSectionSchema } from "./submission-view.ts";
import { findOwn } from "./write-submission.ts";

/** Commitments linked to a partnership whose reports are listed whoever owes them. */
const MOST_COMMITMENTS = 100;
const AT_ONCE = 25;

/** Requirements in an address: "cmt_…:3,cmt_…:1". */
const RefListSchema = lazy(() =>
  z
    .string()
    .transform((text) => text.split(",").map((each) => each.split(":")))
    .transform((pairs) =>
      pairs.map(([commitmentId, number]) => ({ commitmentId, requirementNumber: Number(number) })),
    )
    .pipe(z.array(ReportRefSchema()).min(1).max(MOST_ANSWERS)),
);

/** What is asked of a list of reports that are due. */
export const DueReportsQuerySchema = lazy(() =>
  z.strictObject({
    from: DateSchema(),
    to: DateSchema(),
    submissionId: idSchema("rps").optional().meta({
      description:
        "A submission of the partnership: what it would satisfy, and what each report still lacks.",
    }),
    together: z.string().max(1000).optional().meta({
      description: 'Some of them, as "cmt_…:3,cmt_…:1": which sections one submission to these has.',
    }),
  }),
);
type DueReportsQuery = z.infer<ReturnType<typeof DueReportsQuerySchema>>;

const DueReportSchema = lazy(() =>
  ReportRefSchema()
    .extend({
      title: z.string(),
      commitmentTitle: z.string(),
      funder: FunderSchema(),
      period: PeriodSchema().optional(),
      dueOn: DateSchema(),
      status: z.enum(REQUIREMENT_STATUSES),
      responsible: z.string(),
      isOwed: z.boolean().meta({ description: "Whether it is the partnership's to hand in." }),
      sections: z.array(NamedSectionSchema().extend({ isRequired: z.boolean() })),
      lacks: z.array(NamedSectionSchema()).optional().meta({
        description:
          "With `submissionId`: the required sections that lack something. Empty: it would satisfy this.",
      }),
      isAnswered: z
        .boolean()
        .optional()
        .meta({ description: "With `submissionId`: whether that answers it." }),
    })
    .meta({ id: "DueReport" }),
);

/** The reports that are due, by day, and the sections of one submission to those that are chosen. */
export const DueReportsSchema = lazy(() =>
  z
    .strictObject({
      items: z.array(DueReportSchema()),
      together: z
        .strictObject({
          requirements: z.int(),
          sectionsAsked: z.int().meta({ description: "Sections that they ask for, one by one." }),
          sections: z
            .array(SharedSectionSchema())
            .meta({ description: "Those that are to be written, once each." }),
        })
        .optional(),
    })
    .meta({ id: "DueReports" }),
);
type DueReports = z.infer<ReturnType<typeof DueReportsSchema>>;

type Call = {
  readonly partnershipId: string;
  readonly principal: Principal;
  readonly query: DueReportsQuery;
};

/**
 * What reports are due between two days of all commitments to a partnership, for who keeps it: those that the partnership owes, and those
 * that others owe of up to a hundred linked commitments. With a submission, what each still lacks. Four rounds: who asks, the lists
 * (a Query a month), the reports (a Query a commitment), templates beside sections. Refused as `findRequirements` refuses, and at a
 * parameter that names what the partnership does not owe.
 */
export async function readDueReports(table: Table, call: Call): Promise<Result<DueReports>> {
  const { partnershipId, principal, query } = call;
  const { organisationId } = principal;
  const [kept, draft] = await Promise.all([
    requireKept(table, { partnershipId, organisationId }),
    draftOf(table, call),
  ]);
  if (!kept.ok) return kept;
  if (!draft.ok) return draft;
  const chosen = chosenRefs(query.together);
  if (!chosen.ok) return chosen;
  const refs = chosen.value ?? draft.value?.answers;
  const found = await findDue(table, call, refs ?? []);
  if (!found.ok) return found;
  const [requirements, sections] = await Promise.all([
    withSections(table, found.value),
    draft.value ? findSections(table, draft.value.id, draft.value.sectionKeys) : undefined,
  ]);
  if (chosen.value?.some((ref) => !isOwn(requirements, ref, call)))
    return fail(invalidParameter("together", "The partnership does not owe each of these reports."));
  const against = draft.value && sections ? { draft: draft.value, sections } : undefined;
  const items = [...requirements.values()]
    .filter(({ requirement }) => isDue(requirement, query))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map((each) => ({ ...dueReport(each, principal), ...heldAgainst(each.asked, against) }));
  return ok({ items, ...(refs ? { together: togetherOf(refs, requirements) } : {}) });
}

function isOwn(requirements: Requirements, ref: ReportRef, { principal, partnershipId }: Call): boolean {
  const owed = requirements.get(refName(ref));
  return owed !== undefined && isOwedBy(owed, principal, partnershipId);
}

function isDue(requirement: Requirement, { from, to }: DueReportsQuery): boolean {
  return isOutstanding(requirement) && requirement.dueOn >= from && requirement.dueOn <= to;
}

type Against = { readonly draft: ReportSubmission; readonly sections: Ground["sections"] };

/** What a submission means for one report: what that lacks still, and whether it is among those answered. */
function heldAgainst(asked: Asked, against: Against | undefined) {
  if (!against) return {};
  const { draft, sections } = against;
  const isAnswered = draft.answers.some((answer) => refName(answer) === refName(asked));
  return { lacks: lacking(asked, contentsOf(sections)).map(named), isAnswered };
}

function chosenRefs(together: string | undefined): Result<ReportRef[] | undefined> {
  if (together === undefined) return ok(undefined);
  const parsed = RefListSchema().safeParse(together);
  if (parsed.success) return ok(parsed.data);
  const detail = `Name at most ${MOST_ANSWERS} reports, each as "commitment:number", with commas between.`;
  return fail(invalidParameter("together", detail));
}

async function draftOf(table: Table, { partnershipId, principal, query }: Call) {
  const { submissionId } = query;
  if (submissionId === undefined) return ok(undefined);
  const own = await findOwn(table, { submissionId, organisationId: principal.organisationId });
  if (own.ok && own.value.submission.partnershipId === partnershipId) return ok(own.value.submission);
  return fail(invalidParameter("submissionId", "This partnership has no such report submission."));
}

/** Reports that the partnership owes in the span or that are named, and the others' of its linked commitments. Two rounds. */
async function findDue(
  table: Table,
  { partnershipId, principal, query }: Call,
  named: readonly ReportRef[],
): Promise<Result<OwedReport[]>> {
  const { from, to } = query;
  const { organisationId } = principal;
  const [listed, page] = await Promise.all([
    findRequirements(table, { organisationId, side: "responsible", from, to }),
    commitmentsPage(table, { of: "partnership", partnershipId }, { limit: MOST_COMMITMENTS }),
  ]);
  if (!listed.ok) return listed;
  const linked = page.items
    .map((item) => toCommitment(item).commitment)
    .filter(({ partnershipOwnerId, status }) => partnershipOwnerId === organisationId && isBinding(status));
  const due = listed.value.map(({ commitmentId, number }) => ({ commitmentId, requirementNumber: number }));
  const [owed, ofLinked] = await Promise.all([
    findReports(table, [...byName([...due, ...named]).values()]),
    inParallel(linked, AT_ONCE, (each) => reportsOf(table, each)),
  ]);
  const own = owed.filter((each) => isOwedBy(each, principal, partnershipId));
  const others = ofLinked.flat().filter((each) => !owes(each, principal));
  return ok([...own, ...others]);
}

function dueReport(
  each: OwedReport & { readonly asked: Asked },
  principal: Principal,
): DueReports["items"][number] {
  const { commitment, requirement, asked } = each;
  const { title, period, dueOn, status, responsible } = requirement;
  const { organisationId, name } = commitment.funder;
  return {
    commitmentId: commitment.id,
    requirementNumber: requirement.number,
    ...{ title, dueOn, status },
    ...defined({ period }),
    commitmentTitle: commitment.title,
    funder: { organisationId, name },
    responsible: responsible.name,
    isOwed: owes(each, principal),
    sections: asked.sections.map((section) => ({ ...named(section), isRequired: section.isRequired })),
  };
}

function togetherOf(refs: readonly ReportRef[], requirements: Requirements): DueReports["together"] {
  const asked = refs.flatMap((ref) => requirements.get(refName(ref))?.asked ?? []);
  const sectionsAsked = asked.reduce((sum, { sections }) => sum + sections.length, 0);
  return { requirements: asked.length, sectionsAsked, sections: sharedSections(asked) };
}

function sortKey({ requirement, commitment }: OwedReport): string {
  return `${requirement.dueOn} ${commitment.id} ${String(requirement.number).padStart(3, "0")}`;
}
