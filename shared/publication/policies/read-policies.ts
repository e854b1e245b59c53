import { DEFAULT_RELEASE_POLICY, type ReleasePolicy } from "../../disclosure/release/release-policy.ts";
import { headFields } from "../../platform/aggregate.ts";
import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { findPolicyVersion, latestPolicy, ownedPolicy, policiesPage, policyPk } from "./policy.store.ts";
import { BUILT_IN_POLICY, type PolicyView, type StoredPolicy } from "./policy.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly id: string; readonly organisationId: string };

const BUILT_IN: PolicyView = {
  ...DEFAULT_RELEASE_POLICY,
  name: "Counts below ten",
  note: "Ten is what most states use (NCES 2011-603). Each hidden count keeps ten possible values at least.",
  latestVersion: DEFAULT_RELEASE_POLICY.version,
};

/** The policy of the product, and a page of an organisation's own, oldest first. One Query. */
export async function listPolicies(
  deps: Deps,
  { organisationId, page }: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<PolicyView> & { readonly builtIn: readonly PolicyView[] }>> {
  const ask = { query: { list: "disclosure-policies", organisationId }, page };
  const listed = await pageOf(deps.cursorSecret, ask, async (paging) => {
    const found = await policiesPage(deps.table, { ownerId: organisationId, ...paging });
    const items = found.items.map((policy) =>
      policyView(policy, { ownerId: organisationId, latestVersion: policy.version }),
    );
    return { ...found, items };
  });
  return listed.ok ? ok({ builtIn: [BUILT_IN], ...listed.value }) : listed;
}

/** A version of a policy, the latest unless it is named; of another organisation: `not_found`. At most two GetItems. */
export async function readPolicy(
  table: Table,
  { id, organisationId, version }: Asked & { readonly version?: number | undefined },
): Promise<Result<PolicyView>> {
  if (id === BUILT_IN_POLICY) {
    const isThere = version === undefined || version === DEFAULT_RELEASE_POLICY.version;
    return isThere ? ok(BUILT_IN) : fail(noSuchPolicy());
  }
  const head = await ownedPolicy(table, id, organisationId);
  if (!head) return fail(noSuchPolicy());
  const latestVersion = headFields(head).version;
  const isLatest = version === undefined || version === latestVersion;
  const policy = isLatest ? latestPolicy(head) : await findPolicyVersion(table, id, version);
  return policy ? ok(policyView(policy, { ownerId: organisationId, latestVersion })) : fail(noSuchPolicy());
}

/** The rules of a policy for a release: of the product, or of one's own organisation. */
export async function policyRules(
  table: Table,
  asked: Asked & { readonly version?: number | undefined },
): Promise<Result<ReleasePolicy>> {
  const found = await readPolicy(table, asked);
  if (!found.ok) return found;
  const {
    name: _name,
    note: _note,
    ownerId: _owner,
    recordedAt: _at,
    latestVersion: _latest,
    ...rules
  } = found.value;
  return ok(rules);
}

/** A page of what was changed on an organisation's own policy, oldest first. */
export async function readPolicyHistory(
  deps: Deps,
  { id, organisationId, page }: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  if (!(await ownedPolicy(deps.table, id, organisationId))) return fail(noSuchPolicy());
  const query = { list: "disclosure-policy-history", id, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: policyPk(id), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

/** The same answer whether there is no such policy or version, or it is somebody else's. */
export function noSuchPolicy(): Problem {
  return { code: "not_found", detail: "There is no such disclosure policy, or no such version of it." };
}

/** A version of an organisation's policy as the API shows it. */
export function policyView(
  { id, version, name, note, recordedAt, rules }: StoredPolicy,
  of: { readonly ownerId: string; readonly latestVersion: number },
): PolicyView {
  return { ...rules, id, version, name, ...(note === undefined ? {} : { note }), recordedAt, ...of };
}
