import * as z from "zod";
import { ATTACHED, attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import {
  getItem,
  getItems,
  type Item,
  type Key,
  type Position,
  queryPage,
  type Table,
} from "../../platform/table.ts";
import { type NewScheme, type SchemeSummary, type SchemeVersion, StoredVersionSchema } from "./scheme.ts";
import { type SchemeRef, schemeRef } from "./scheme-ref.ts";

const VERSION = `${ATTACHED}V#`;
/** How an organisation's versions are written: numbered from 1. */
const NUMBERED = /^[1-9]\d{0,3}$/;

const HeadSchema = lazy(() => z.object({ id: z.string(), name: z.string(), dimension: z.string() }));
export type SchemeHead = z.infer<ReturnType<typeof HeadSchema>>;
export type StoredVersion = z.infer<ReturnType<typeof StoredVersionSchema>>;

/** The partition of an organisation's category scheme. */
export function schemePk(id: string): string {
  return `SCH#${id}`;
}

/** The head of a scheme: what is listed of it. Its versions lie beside the collection, so that they are read one at a time. */
export function schemeHead(
  id: string,
  ownerId: string,
  { name, dimension }: Pick<NewScheme, "name" | "dimension">,
): Part {
  const index = { ownerPk: listOf(ownerId), ownerSk: id };
  return { sk: HEAD, type: "category-scheme", attributes: { id, name, dimension }, index };
}

/** One version of a scheme. */
export function versionPart(version: StoredVersion): Part {
  return { sk: versionKey(version.version), type: "category-scheme-version", attributes: version };
}

/** The stored head of an owner's scheme, undefined for anybody else's. One GetItem, strongly consistent. */
export async function ownedSchemeHead(table: Table, id: string, ownerId: string): Promise<Item | undefined> {
  const head = await getItem(table, headKey(schemePk(id)));
  return head?.ownerId === ownerId ? head : undefined;
}

/** What a stored head says. */
export function toHead(item: Item): SchemeHead {
  return HeadSchema().parse(attributesOf(item));
}

/** A version with whose it is. */
export type OwnedVersion = {
  readonly ownerId: string;
  readonly version: SchemeVersion;
  readonly recordedAt: string;
};

/**
 * Versions of organisations' schemes by their references, in one round, none where nothing is asked; those that do not exist are
 * absent.
 */
export async function findSchemeVersions(
  table: Table,
  refs: readonly SchemeRef[],
): Promise<Map<string, OwnedVersion>> {
  const wanted = refs
    .filter(({ version }) => NUMBERED.test(version))
    .map((ref) => [schemeRef(ref), ref] as const);
  const asked = [...new Map(wanted)].map(([name, ref]) => [name, versionAt(ref)] as const);
  const items = await getItems(
    table,
    asked.map(([, key]) => key),
    { consistent: true },
  );
  return new Map(
    asked.flatMap(([name, key]) => {
      const item = items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
      return item ? [[name, toVersion(item)] as const] : [];
    }),
  );
}

/** A page of an owner's schemes, oldest first. One Query on byOwner, eventually consistent. */
export async function schemesPage(
  table: Table,
  list: { ownerId: string; limit: number; from?: Position },
): Promise<{ items: SchemeSummary[]; next?: Position }> {
  const { ownerId, ...paging } = list;
  const page = await queryPage(table, { index: "byOwner", partition: listOf(ownerId), ...paging });
  const items = page.items.map((item) => ({
    ...toHead(item),
    latestVersion: String(headFields(item).version),
    ownerId,
  }));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

function toVersion(item: Item): OwnedVersion {
  const { recordedAt, ...version } = StoredVersionSchema().parse(attributesOf(item));
  return { ownerId: String(item.ownerId), version, recordedAt };
}

function versionAt({ id, version }: SchemeRef): Key {
  return { pk: schemePk(id), sk: versionKey(version) };
}

/** Four digits, so that versions sort as they were made. */
function versionKey(version: string): string {
  return `${VERSION}${version.padStart(4, "0")}`;
}

function listOf(ownerId: string): string {
  return `ORG#${ownerId}#SCH`;
}
