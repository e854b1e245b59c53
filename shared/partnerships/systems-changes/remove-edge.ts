import { fail, ok, type Result } from "../../platform/result.ts";
import { agendaPart, partsOf, readWith } from "../agenda/agenda.store.ts";
import { noSuchPart } from "../agenda/write-part.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "../write-partnership.ts";
import { EDGES } from "./edge.ts";
import { EDGE_PREFIX } from "./read-graph.ts";

/** Takes back what was stated, for a reason; the history keeps that it was, by whom and why. Two rounds. */
export async function removeEdge(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly edgeId: string; readonly reason: string },
): Promise<Result<Written<undefined>>> {
  const { edgeId, reason } = input;
  return writePartnership(deps, { ...input, read: readWith([EDGE_PREFIX]) }, ({ items }) => {
    const edge = partsOf(items, EDGES).find(({ id }) => id === edgeId);
    if (!edge) return fail(noSuchPart(EDGES));
    return ok({ action: "edge.removed", reason, remove: agendaPart(EDGES, edge).sk, value: undefined });
  });
}
