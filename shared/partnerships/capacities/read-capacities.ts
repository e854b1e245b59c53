import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../access.store.ts";
import { capacitiesPage } from "./capacity-assessment.store.ts";
import { shownSpans } from "./capacity-assessment.ts";
import { type CapacityChange, capacityChanges } from "./capacity-change.ts";
import { CAPACITY_LISTS } from "./capacity-list.ts";
import { supportsPage } from "./support.store.ts";
import { isFor } from "./supports.ts";

/** How many assessments one answer compares. */
const MOST_COMPARED = 50;

/**
 * How a partnership's capacities changed between two days beside what went into them, as far as one may see both. Two rounds: who may
 * see, then one Query of at most fifty assessments beside one of supports (1 MB, at least 150).
 */
export async function readCapacityChange(
  table: Table,
  asked: {
    readonly partnershipId: string;
    readonly organisationId: string;
    readonly from: string;
    readonly to: string;
  },
): Promise<Result<CapacityChange>> {
  const { partnershipId, organisationId, from, to } = asked;
  if (to < from) {
    const detail = "The second day is before the first.";
    return fail({ code: "invalid_request", detail, errors: [{ parameter: "to", detail }] });
  }
  const access = await accessTo(table, partnershipId, organisationId);
  if (!access.ok) return access;
  const between = [from, to] as const;
  const [assessed, supported] = await Promise.all([
    capacitiesPage(table, { partnershipId, between, limit: MOST_COMPARED }),
    supportsPage(table, { partnershipId, between }),
  ]);
  const isBackbone = access.value === "backbone";
  const [list] = CAPACITY_LISTS.slice(-1);
  if (!list) throw new Error("There is no list of capacities.");
  const assessments = assessed.items
    .map(({ assessment }) => assessment)
    .filter(({ visibility, list: { id, version } }) => {
      return (isBackbone || visibility !== "partnership") && id === list.id && version === list.version;
    })
    .map(({ id, heldOn, spans }) => ({ id, heldOn, spans: shownSpans(spans, isBackbone) }));
  const supports = supported.items
    .map(({ support }) => support)
    .filter((support) => isFor(support, access.value, organisationId));
  const { id, version, name } = list;
  const isWhole = assessed.next === undefined && supported.next === undefined;
  const capacities = capacityChanges(list, assessments, supports);
  return ok({ list: { id, version, name }, from, to, capacities, isWhole });
}
