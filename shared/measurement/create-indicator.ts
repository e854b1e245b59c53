import type { Author } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { saveIndicator, toView } from "./indicator.store.ts";
import type { IndicatorView, NewIndicator } from "./indicator.ts";

export type CreateIndicator = {
  readonly partnershipId: string;
  readonly indicator: NewIndicator;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/** Makes an indicator of a partnership that the author's organisation owns. Refused with `not_found` where it does not. */
export async function createIndicator(
  deps: { table: Table; newId: NewId },
  input: CreateIndicator,
): Promise<Result<IndicatorView>> {
  const { partnershipId, author, now, idempotency } = input;
  const id = deps.newId("ind");
  const next = { ...input.indicator, id, partnershipId, seriesBreaks: [], targets: [], createdAt: now };
  const ownerId = author.organisationId;
  const written = await saveIndicator(deps.table, {
    next,
    ownerId,
    action: "indicator.created",
    by: author,
    now,
    idempotency: idempotency?.(201, `/v1/indicators/${id}`),
  });
  if (written.ok) return ok(toView({ indicator: next, ownerId, head: written.value }));
  if (written.problem.extra?.failedOther !== 0) return written;
  return fail({ code: "not_found", detail: "There is no such partnership." });
}
