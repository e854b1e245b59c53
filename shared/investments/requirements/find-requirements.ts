import type { Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { readByMonth } from "../by-month.ts";
import { type ListedRequirement, type RequirementSide, requirementsPage } from "./requirement.store.ts";

/**
 * The reports that an organisation asks for (as `funder`) or owes (as `responsible`) between two days, both included, by day: those
 * that are neither accepted nor waived. One round: a Query a month.
 */
export function findRequirements(
  table: Table,
  asked: { organisationId: string; side: RequirementSide; from: string; to: string },
): Promise<Result<ListedRequirement[]>> {
  const { organisationId, side } = asked;
  return readByMonth(
    asked,
    ({ dueOn }) => dueOn,
    (month, limit) => requirementsPage(table, { organisationId, side, month, limit }),
  );
}
