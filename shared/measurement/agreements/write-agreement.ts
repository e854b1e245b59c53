import { staleVersion } from "../../identity/stale-version.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { findIndicators } from "../indicator.store.ts";
import { type Agreement, type AgreementPatch, applyPatch, type NewAgreement } from "./agreement.ts";
import { type AgreementsCall, changeAgreements } from "./agreements.store.ts";

type Deps = { readonly table: Table };

/** How many agreements a partnership may have, ended ones included. */
export const MOST_AGREEMENTS = 100;

/** Records what a partnership agreed with a source of data. Rounds: the indicators it names, the agreements, the transaction. */
export async function addAgreement(
  deps: Deps,
  call: AgreementsCall & { readonly agreementId: string; readonly input: NewAgreement },
): Promise<Result<Agreement>> {
  const { agreementId: id, input, author: by, now: at } = call;
  const known = await checkIndicators(deps.table, call, input.indicatorIds);
  if (!known.ok) return known;
  return changeAgreements(deps, call, (agreements) => {
    if (agreements.length >= MOST_AGREEMENTS) {
      const detail = `A partnership has at most ${MOST_AGREEMENTS} agreements. Prolong one that has ended.`;
      return fail({ code: "conflict", detail, extra: { limit: MOST_AGREEMENTS } });
    }
    return ok({ action: "data-agreement.added", put: { ...input, id, version: 1, at, by } });
  });
}

/**
 * Changes an agreement for a reason, over the version that was read. Whether its figures may be published holds from then on for all
 * that is recorded under it already; its days and what it covers, for what is recorded after.
 */
export async function changeAgreement(
  deps: Deps,
  call: AgreementsCall & {
    readonly agreementId: string;
    readonly patch: AgreementPatch;
    readonly ifMatch: number;
  },
): Promise<Result<Agreement>> {
  const { agreementId, patch, ifMatch } = call;
  const known = await checkIndicators(deps.table, call, patch.indicatorIds ?? undefined);
  if (!known.ok) return known;
  return changeAgreements(deps, call, (agreements) => {
    const present = agreements.find(({ id }) => id === agreementId);
    if (!present) return fail({ code: "not_found", detail: "There is no such agreement." });
    if (present.version !== ifMatch) return fail(staleVersion(present.version));
    const next = applyPatch({ ...present, version: present.version + 1 }, patch);
    if (!next.success) {
      const [issue] = next.error.issues;
      return fail(invalidAt(`/${issue?.path.join("/") ?? ""}`, issue?.message ?? "This is not valid."));
    }
    return ok({ action: "data-agreement.changed", reason: patch.reason, put: next.data });
  });
}

async function checkIndicators(
  table: Table,
  { partnershipId, author }: AgreementsCall,
  ids: readonly string[] = [],
): Promise<Result<undefined>> {
  if (ids.length === 0) return ok(undefined);
  const found = await findIndicators(table, [...new Set(ids)]);
  const astray = ids.findIndex((id) => {
    const loaded = found.get(id);
    return loaded?.ownerId !== author.organisationId || loaded.indicator.partnershipId !== partnershipId;
  });
  if (astray < 0) return ok(undefined);
  return fail(invalidAt(`/indicatorIds/${astray}`, "The partnership has no such indicator."));
}
