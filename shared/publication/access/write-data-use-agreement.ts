import { staleVersion } from "../../identity/stale-version.ts";
import { findIndicators } from "../../measurement/index.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { merge } from "../../platform/merge-patch.ts";
import { invalidAt, type Problem, pointerOf } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { type LoadedAgreement, saveAgreement } from "./data-use-agreement.store.ts";
import {
  ChangedAgreementSchema,
  type DataUseAgreement,
  type DataUseAgreementPatch,
  type DataUseAgreementView,
  type NewDataUseAgreement,
} from "./data-use-agreement.ts";
import { ownAgreement, viewFor } from "./read-data-use-agreements.ts";

type Deps = { readonly table: Table };
type AgreementCall = {
  readonly agreementId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};
type Saved = { readonly previous?: LoadedAgreement; readonly next: DataUseAgreement };

/**
 * Opens a partnership's figures to named principals of other organisations, by its owner. That the partnership is the author's and every
 * party is there are conditions of the transaction. Rounds: the indicators that it names, the transaction.
 */
export async function addDataUseAgreement(
  deps: Deps,
  call: AgreementCall & { readonly partnershipId: string; readonly input: NewDataUseAgreement },
): Promise<Result<DataUseAgreementView>> {
  const { agreementId: id, partnershipId, input } = call;
  const next: DataUseAgreement = { ...input, id, partnershipId };
  const known = await checkNamed(deps.table, next, call.author.organisationId);
  if (!known.ok) return known;
  return save(deps.table, call, { next }, { action: "data-use-agreement.made" });
}

/**
 * Changes a data use agreement for a reason, over the version that was read, or ends it at once and for good. What is changed holds from
 * the next read on; what was read stays in its log. Refused with `conflict` where it was ended so.
 */
export async function changeDataUseAgreement(
  deps: Deps,
  call: AgreementCall & { readonly patch: DataUseAgreementPatch; readonly ifMatch: number },
): Promise<Result<DataUseAgreementView>> {
  const { agreementId, author, patch, ifMatch, now } = call;
  const { reason, ended, ...changes } = patch;
  const own = await ownAgreement(deps.table, { agreementId, organisationId: author.organisationId });
  if (!own.ok) return own;
  const { agreement, head } = own.value;
  if (head.version !== ifMatch) return fail(staleVersion(head.version));
  if (agreement.endedAt !== undefined)
    return fail({ code: "conflict", detail: "This agreement was ended for good. Make another one." });
  const changed = { ...merge(agreement, changes), ...(ended ? { endedAt: now } : {}) };
  const next = ChangedAgreementSchema().safeParse(changed);
  if (!next.success) {
    const [issue] = next.error.issues;
    return fail(invalidAt(pointerOf(issue?.path ?? []), issue?.message ?? "This is not valid."));
  }
  const known = await checkNamed(deps.table, next.data, author.organisationId);
  if (!known.ok) return known;
  const action = ended ? "data-use-agreement.ended" : "data-use-agreement.changed";
  return save(deps.table, call, { previous: own.value, next: next.data }, { action, reason });
}

async function save(
  table: Table,
  { author: by, now, idempotency }: AgreementCall,
  { previous, next }: Saved,
  why: { readonly action: string; readonly reason?: string },
): Promise<Result<DataUseAgreementView>> {
  const write = { ...(previous ? { previous } : {}), next, ...why, by, now, idempotency };
  const written = await saveAgreement(table, write);
  const ownerId = by.organisationId;
  if (written.ok)
    return ok(viewFor({ agreement: next, ownerId, head: written.value }, { organisationId: ownerId, now }));
  const failed = written.problem.extra?.failedOther;
  return typeof failed === "number" ? fail(whatFailed(failed)) : written;
}

/** What the transaction rests on, in the order of its conditions. */
function whatFailed(failed: number): Problem {
  if (failed === 0) return { code: "not_found", detail: "There is no such partnership." };
  return invalidAt(`/parties/${failed - 1}/organisationId`, "There is no such organisation.");
}

/** The indicators are the partnership's, and the partnership is no party: it reads its own figures without an agreement. */
async function checkNamed(
  table: Table,
  { partnershipId, parties, indicatorIds: ids = [] }: DataUseAgreement,
  ownerId: string,
): Promise<Result<undefined>> {
  const own = parties.findIndex(({ organisationId }) => organisationId === ownerId);
  if (own >= 0) {
    const detail = "The partnership reads its own figures without an agreement. Name another organisation.";
    return fail(invalidAt(`/parties/${own}/organisationId`, detail));
  }
  if (ids.length === 0) return ok(undefined);
  const found = await findIndicators(table, [...new Set(ids)]);
  const astray = ids.findIndex((id) => {
    const loaded = found.get(id);
    return loaded?.ownerId !== ownerId || loaded.indicator.partnershipId !== partnershipId;
  });
  if (astray < 0) return ok(undefined);
  return fail(invalidAt(`/indicatorIds/${astray}`, "The partnership has no such indicator."));
}
