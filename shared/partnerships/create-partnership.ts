import { type Author, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { ok, type Result } from "../platform/result.ts";
import { headPart, partnershipPk } from "./partnership.store.ts";
import type { PartnershipFields } from "./partnership.ts";
import { type PartnershipView, partnershipView } from "./partnership-view.ts";
import type { PartnershipDeps } from "./write-partnership.ts";

export type CreatePartnership = {
  readonly fields: PartnershipFields;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/** Records a partnership, whose backbone is the author's organisation. One transaction. */
export async function createPartnership(
  deps: PartnershipDeps,
  input: CreatePartnership,
): Promise<Result<PartnershipView>> {
  const { fields, author, now } = input;
  const id = deps.newId("prt");
  const head = { ...fields, id, backboneId: author.organisationId, createdAt: now };
  const idempotency = input.idempotency?.(201, `/v1/partnerships/${id}`);
  const written = await writeAggregate(deps.table, {
    pk: partnershipPk(id),
    ownerId: author.organisationId,
    parts: [{ after: headPart(head) }],
    action: "partnership.created",
    by: author,
    now,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
  if (!written.ok) return written;
  return ok(
    partnershipView({ head, strategies: [], links: [], shares: [], designations: [], ...written.value }),
  );
}
