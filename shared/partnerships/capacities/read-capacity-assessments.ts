import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../access.store.ts";
import {
  capacitiesPage,
  capacityPk,
  findCapacity,
  type LoadedCapacity,
} from "./capacity-assessment.store.ts";
import { type CapacityAssessmentView, shownSpans } from "./capacity-assessment.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly capacityAssessmentId: string; readonly organisationId: string };

export const NO_CAPACITY: Problem = {
  code: "not_found",
  detail: "There is no such assessment of capacities.",
};

/** An assessment of capacities, for its backbone with every response; for others whom its visibility reaches, what was said together. */
export async function readCapacityAssessment(
  table: Table,
  { capacityAssessmentId, organisationId }: Asked,
): Promise<Result<CapacityAssessmentView>> {
  const loaded = await findCapacity(table, capacityAssessmentId);
  if (!loaded) return fail(NO_CAPACITY);
  const { assessment, ownerId } = loaded;
  if (ownerId === organisationId) return ok(capacityView(loaded, true));
  if (assessment.visibility === "public") return ok(capacityView(loaded, false));
  if (assessment.visibility === "partnership") return fail(NO_CAPACITY);
  const access = await accessTo(table, assessment.partnershipId, organisationId);
  return access.ok ? ok(capacityView(loaded, false)) : fail(NO_CAPACITY);
}

/** A page of a partnership's assessments that one may see, the latest first, without single responses. Two rounds. */
export async function listCapacityAssessments(
  deps: ReadDeps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<CapacityAssessmentView>>> {
  const { partnershipId, organisationId, page } = asked;
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  const isBackbone = access.value === "backbone";
  const query = { list: "capacity-assessments", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await capacitiesPage(deps.table, { partnershipId, ...paging });
    return { items: capacitiesSeen(items, isBackbone), ...(next ? { next } : {}) };
  });
}

/** Those of a partnership's assessments that one may see, without single responses. */
export function capacitiesSeen(
  items: readonly Pick<LoadedCapacity, "assessment" | "head">[],
  isBackbone: boolean,
): CapacityAssessmentView[] {
  const seen = items.filter(({ assessment }) => isBackbone || assessment.visibility !== "partnership");
  return seen.map(({ assessment, head }) => capacityView({ assessment, head }, isBackbone));
}

/** A page of an assessment's changes, oldest first, for its backbone; of single responses they hold digests. */
export async function listCapacityHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { capacityAssessmentId: id, organisationId, page } = asked;
  const loaded = await findCapacity(deps.table, id);
  if (loaded?.ownerId !== organisationId) return fail(NO_CAPACITY);
  const query = { list: "capacity-history", id, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: capacityPk(id), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

/** An assessment as somebody may see it. */
export function capacityView(
  {
    assessment,
    head,
    given,
  }: Pick<LoadedCapacity, "assessment" | "head"> & Partial<Pick<LoadedCapacity, "given">>,
  isBackbone: boolean,
): CapacityAssessmentView {
  return {
    ...assessment,
    spans: shownSpans(assessment.spans, isBackbone),
    ...(isBackbone && given ? { given: [...given] } : {}),
    version: head.version,
    recordedAt: head.recordedAt,
  };
}
