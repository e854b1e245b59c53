import { ATTACHED, attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { type StoredPolicy, StoredPolicySchema } from "./policy.ts";

const VERSION = `${ATTACHED}V#`;

/** The partition of an organisation's disclosure policy. */
export function policyPk(id: string): string {
  return `POL#${id}`;
}

/** Head and version of a policy: the head lists the latest, each version lies beside it and stays. */
export function policyParts(policy: StoredPolicy, ownerId: string): { head: Part; version: Part } {
  const attributes = { ...policy, rules: JSON.stringify(policy.rules) };
  const index = { ownerPk: listOf(ownerId), ownerSk: policy.id };
  return {
    head: { sk: HEAD, type: "disclosure-policy", attributes: headOf(policy), index },
    version: { sk: versionKey(policy.version), type: "disclosure-policy-version", attributes },
  };
}

/** Version and instant are those of the aggregate, which every head has. */
function headOf({ version: _version, recordedAt: _at, rules, ...rest }: StoredPolicy) {
  return { ...rest, rules: JSON.stringify(rules) };
}

/** The stored head of an organisation's policy; undefined for anybody else's. One GetItem. */
export async function ownedPolicy(table: Table, id: string, ownerId: string): Promise<Item | undefined> {
  const head = await getItem(table, headKey(policyPk(id)));
  return head?.ownerId === ownerId ? head : undefined;
}

/** The policy of a head, in its latest version. */
export function latestPolicy(head: Item): StoredPolicy {
  const { version, recordedAt } = headFields(head);
  return toPolicy({ ...attributesOf(head), version, recordedAt });
}

/** One version of a policy. One GetItem. */
export async function findPolicyVersion(
  table: Table,
  id: string,
  version: number,
): Promise<StoredPolicy | undefined> {
  const item = await getItem(table, { pk: policyPk(id), sk: versionKey(version) });
  return item && toPolicy(attributesOf(item));
}

/** A page of an organisation's policies, oldest first, each in its latest version. One Query on byOwner. */
export async function policiesPage(
  table: Table,
  list: { readonly ownerId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly StoredPolicy[]; readonly next?: Position }> {
  const { ownerId, ...paging } = list;
  const page = await queryPage(table, { index: "byOwner", partition: listOf(ownerId), ...paging });
  return { items: page.items.map(latestPolicy), ...(page.next ? { next: page.next } : {}) };
}

function toPolicy({ rules, ...rest }: Record<string, unknown>): StoredPolicy {
  return StoredPolicySchema().parse({ ...rest, rules: JSON.parse(String(rules)) });
}

/** Four digits, so that versions sort as they were made. */
function versionKey(version: number): string {
  return `${VERSION}${String(version).padStart(4, "0")}`;
}

function listOf(ownerId: string): string {
  return `ORG#${ownerId}#POL`;
}
