import type { Author } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { saveIndicator, toView } from "./indicator.store.ts";
import type { IndicatorView } from "./indicator.ts";
import { definitionOf, type IndicatorBody } from "./new-indicator.ts";
import { schemeFaultsOf } from "./schemes/resolve-schemes.ts";

export type CreateIndicator = {
  readonly partnershipId: string;
  readonly indicator: IndicatorBody;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/**
 * Makes an indicator of a partnership that the author's organisation owns, of a definition or of an entry of the catalogue.
 * Refused with `not_found` where it owns none such, with `validation_failed` at the fields that do not fit. One transaction, and
 * a round before it where it names category schemes of its own.
 */
export async function createIndicator(
  deps: { table: Table; newId: NewId },
  input: CreateIndicator,
): Promise<Result<IndicatorView>> {
  const { partnershipId, author, now, idempotency } = input;
  const made = await definitionOf(input.indicator);
  if (!made.ok) return made;
  const { definition, ...origin } = made.value;
  const ownerId = author.organisationId;
  const errors = await schemeFaultsOf(deps.table, ownerId, { schemes: definition.categorySchemes });
  if (errors.length > 0)
    return fail({
      code: "validation_failed",
      detail: "It names category schemes that are not there.",
      errors,
    });
  const id = deps.newId("ind");
  const next = {
    ...definition,
    ...origin,
    id,
    partnershipId,
    seriesBreaks: [],
    targets: [],
    createdAt: now,
  };
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
