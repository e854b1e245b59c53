import { defined } from "../../platform/defined.ts";
import type { Table } from "../../platform/table.ts";
import { type AgreementHold, agreementHold } from "../agreements/agreement.ts";
import { findAgreement } from "../agreements/agreements.store.ts";
import type { RowGroup } from "../sort-rows.ts";
import { readControls } from "./controls.store.ts";
import { type Hold, holdOver } from "./lock.ts";

export type HoldOptions = {
  readonly now: string;
  readonly approved?: boolean | undefined;
  /** The agreement under which all rows are to be recorded. */
  readonly agreementId?: string | undefined;
};

/**
 * Groups of rows with what is over them: a lock, the exception by which they may be recorded, what the agreement that they name says,
 * or, unless they were `approved`, the second person whom their partnership asks for. One round: a Query a partnership, and a GetItem
 * of the agreement.
 */
export async function holdGroups(
  table: Table,
  groups: readonly RowGroup[],
  options: HoldOptions,
): Promise<RowGroup[]> {
  const partnershipIds = [...new Set(groups.map(({ facts }) => facts.partnershipId))];
  const read = partnershipIds.map(
    async (id) => [id, await readOver(table, id, options.agreementId)] as const,
  );
  const over = new Map(await Promise.all(read));
  return groups.map((group) => {
    const { partnershipId, period, key } = group.facts;
    const found = over.get(partnershipId);
    if (!found) return group;
    const locked = holdOver(found.controls, { indicatorId: key.indicatorId, period }, options.now);
    const isReviewed = found.controls.settings.secondPersonReview && !options.approved;
    const review = isReviewed ? (true as const) : undefined;
    const agreement = agreementOver(found.agreement, key.indicatorId, options);
    const hold: Hold = { ...locked, ...defined({ review, agreement }) };
    return Object.keys(hold).length > 0 ? { ...group, hold } : group;
  });
}

async function readOver(table: Table, partnershipId: string, id: string | undefined) {
  const [controls, agreement] = await Promise.all([
    readControls(table, partnershipId),
    id === undefined ? undefined : findAgreement(table, { partnershipId, id }),
  ]);
  return { controls, agreement };
}

/** An agreement's days are days of UTC. */
function agreementOver(
  agreement: Parameters<typeof agreementHold>[0],
  indicatorId: string,
  { agreementId: id, now }: HoldOptions,
): AgreementHold | undefined {
  return id === undefined
    ? undefined
    : agreementHold(agreement, { id, indicatorId, today: now.slice(0, 10) });
}
