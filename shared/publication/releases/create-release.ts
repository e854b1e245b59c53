import { findIndicators, ownPartnership } from "../../measurement/index.ts";
import { defined } from "../../platform/defined.ts";
import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { BUILT_IN_POLICY } from "../policies/policy.ts";
import { policyRules } from "../policies/read-policies.ts";
import { BEGIN_PUBLISHING } from "./publish.ts";
import { releaseView } from "./read-releases.ts";
import { loadRelease, saveRelease, type Work } from "./release.store.ts";
import type { NewRelease, Release, ReleaseView } from "./release.ts";

export type NewReleaseCall = {
  readonly releaseId: string;
  readonly author: Author;
  readonly input: NewRelease;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/**
 * Makes a release of a partnership's figures, and has it planned: what it hides is worked out step by step, and nothing is published
 * before somebody asks for it. The indicators have to be the partnership's own; what it corrects, one of its published releases.
 * Rounds: indicators, policy and corrected release side by side, then one transaction.
 */
export async function createRelease(table: Table, call: NewReleaseCall): Promise<Result<ReleaseView>> {
  const { releaseId, input, author, now, idempotency } = call;
  const ownerId = author.organisationId;
  const { partnershipId, title, note, licence, selection, sharedDenominators, partitions } = input;
  const [astray, policy, corrects] = await Promise.all([
    indicatorFault(table, input, ownerId),
    policyRules(table, { id: BUILT_IN_POLICY, ...input.policy, organisationId: ownerId }),
    correctedBy(table, input, ownerId),
  ]);
  if (astray) return fail(astray);
  if (!policy.ok) return fail(invalidAt("/policy", policy.problem.detail));
  if (!corrects.ok) return corrects;
  const release: Release = {
    ...{ id: releaseId, partnershipId, title, selection, policy: policy.value, attempt: 1 },
    status: "planning",
    ...defined({ note, licence, sharedDenominators, partitions, corrects: corrects.value }),
  };
  const work = beginWork(release, "freeze", { by: author, at: now });
  const written = await saveRelease(table, {
    next: release,
    ownerId,
    action: "release.created",
    by: author,
    now,
    idempotency,
    work,
    others: [ownPartnership(partnershipId, ownerId)],
  });
  if (written.ok) return ok(releaseView({ release, head: written.value, work }));
  if (written.problem.extra?.failedOther === 0)
    return fail(invalidAt("/partnershipId", "There is no such partnership among those you keep."));
  return written;
}

/** The work of a phase from its beginning. */
export function beginWork(
  release: Pick<Release, "id">,
  phase: Work["phase"],
  { by, at, step = 1 }: { readonly by: Author; readonly at: string; readonly step?: number },
): Work {
  const state = phase === "publish" ? BEGIN_PUBLISHING : {};
  return { releaseId: release.id, phase, status: "running", step, done: 0, state, at, by };
}

async function indicatorFault(
  table: Table,
  { selection, partnershipId, sharedDenominators = [], partitions = [] }: NewRelease,
  ownerId: string,
): Promise<Problem | undefined> {
  const named = [
    ...selection.indicatorIds.map((id, at) => ({ id, pointer: `/selection/indicatorIds/${at}` })),
    ...groupPlaces("sharedDenominators", sharedDenominators),
    ...groupPlaces("partitions", partitions),
  ];
  const found = await findIndicators(table, [...new Set(named.map(({ id }) => id))]);
  const errors = named.flatMap(({ id, pointer }) => {
    const loaded = found.get(id);
    const isOwn = loaded?.ownerId === ownerId && loaded.indicator.partnershipId === partnershipId;
    return isOwn ? [] : [{ pointer, detail: "The partnership has no such indicator." }];
  });
  if (errors.length === 0) return undefined;
  return { code: "validation_failed", detail: "A release holds indicators of its own partnership.", errors };
}

function groupPlaces(name: string, groups: readonly (readonly string[])[]) {
  return groups.flatMap((ids, group) => ids.map((id, at) => ({ id, pointer: `/${name}/${group}/${at}` })));
}

async function correctedBy(
  table: Table,
  { corrects, partnershipId }: NewRelease,
  ownerId: string,
): Promise<Result<Release["corrects"]>> {
  if (!corrects) return ok(undefined);
  const loaded = await loadRelease(table, corrects.releaseId);
  const number = loaded?.release.number;
  const isOwn = loaded?.ownerId === ownerId && loaded.release.partnershipId === partnershipId;
  const isOut = loaded?.release.status === "published" || loaded?.release.status === "withdrawn";
  if (!isOwn || !isOut || number === undefined)
    return fail(invalidAt("/corrects/releaseId", "The partnership has published no such release."));
  return ok({ id: corrects.releaseId, number, reason: corrects.reason });
}
