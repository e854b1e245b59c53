import type { Principal } from "../../shared/identity/principal.ts";
import type { IndicatorView } from "../../shared/measurement/indicator.ts";
import { listIndicators } from "../../shared/measurement/read-indicator.ts";
import { ACTION_COMMITMENTS } from "../../shared/partnerships/agenda/action-commitment.ts";
import { showAgenda } from "../../shared/partnerships/agenda/read-agenda.ts";
import { type LoadedPartnership, readPartnership, requireReadable } from "../../shared/partnerships/index.ts";
import { listRecords } from "../../shared/partnerships/read-records.ts";
import { fail, ok, type Result } from "../../shared/platform/result.ts";
import type { WebDeps } from "./deps.ts";

const MOST_INDICATORS = 100;

/** The whole plan of a partnership, for who keeps it. */
export type Plan = {
  readonly partnership: LoadedPartnership;
  readonly results: readonly {
    readonly id: string;
    readonly statement: string;
    readonly population: string;
    readonly endedOn?: string | undefined;
  }[];
  readonly indicators: readonly IndicatorView[];
  readonly hasMoreIndicators: boolean;
  readonly hasPromise: boolean;
};

/** One round: the partnership, its agenda (a Query a kind), its indicators, and one promise, side by side. */
export async function readPlan(
  deps: WebDeps,
  asked: { readonly partnershipId: string; readonly principal: Principal; readonly now: string },
): Promise<Result<Plan>> {
  const { partnershipId, principal, now } = asked;
  const by = { partnershipId, organisationId: principal.organisationId };
  const [found, agenda, listed, promises] = await Promise.all([
    readPartnership(deps.table, partnershipId),
    showAgenda(deps, { ...by, now }),
    listIndicators(deps, { ...by, page: { limit: MOST_INDICATORS } }),
    listRecords(deps, ACTION_COMMITMENTS, { ...by, page: { limit: 1 } }),
  ]);
  const readable = requireReadable(found, principal);
  if (!readable.ok) return readable;
  if (readable.value.head.backboneId !== principal.organisationId)
    return fail({
      code: "forbidden",
      detail: "The plan is kept by the backbone. Its overview shows it to you.",
    });
  if (!agenda.ok) return agenda;
  if (!listed.ok) return listed;
  return ok({
    partnership: readable.value,
    results: agenda.value.value.results,
    indicators: listed.value.items,
    hasMoreIndicators: listed.value.next !== undefined,
    hasPromise: promises.ok && promises.value.items.length > 0,
  });
}
