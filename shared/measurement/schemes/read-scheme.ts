import { headFields } from "../../platform/aggregate.ts";
import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { BUILT_IN } from "./built-in/built-in.ts";
import type { BuiltInScheme } from "./built-in/built-in-scheme.ts";
import { overlapsOf } from "./overlaps.ts";
import {
  findSchemeVersions,
  ownedSchemeHead,
  type SchemeHead,
  type StoredVersion,
  schemePk,
  schemesPage,
  toHead,
} from "./scheme.store.ts";
import type { SchemeSummary, SchemeView } from "./scheme.ts";
import { schemeRef } from "./scheme-ref.ts";

type Asked = { readonly id: string; readonly organisationId: string };
type ReadDeps = { readonly table: Table; readonly cursorSecret: string };

/** The schemes of the product, and a page of an organisation's own, oldest first. */
export async function listSchemes(
  deps: ReadDeps,
  asked: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<SchemeSummary> & { readonly builtIn: readonly SchemeSummary[] }>> {
  const ownerId = asked.organisationId;
  const ask = { query: { list: "schemes", organisationId: ownerId }, page: asked.page };
  const listed = await pageOf(deps.cursorSecret, ask, (paging) =>
    schemesPage(deps.table, { ownerId, ...paging }),
  );
  return listed.ok ? ok({ builtIn: BUILT_IN.map(summaryOf), ...listed.value }) : listed;
}

/**
 * A version of a scheme, the latest unless it is named: of the product, or of one's own organisation; anybody else's is
 * `not_found`. No round for the product's, else two GetItems.
 */
export async function readScheme(
  table: Table,
  asked: Asked & { readonly version?: string | undefined },
): Promise<Result<SchemeView>> {
  const { id, organisationId } = asked;
  const builtIn = BUILT_IN.find((scheme) => scheme.id === id);
  if (builtIn) return builtInView(builtIn, asked.version);
  const head = await ownedSchemeHead(table, id, organisationId);
  if (!head) return fail(noSuchScheme());
  const latest = headFields(head).version;
  const ref = { id, version: asked.version ?? String(latest) };
  const found = (await findSchemeVersions(table, [ref])).get(schemeRef(ref));
  if (!found) return fail(noSuchScheme());
  const version = { ...found.version, recordedAt: found.recordedAt };
  return ok(ownView(toHead(head), { ownerId: organisationId, version, latest }));
}

/** A page of the changes of an organisation's own scheme, oldest first. */
export async function readSchemeHistory(
  deps: ReadDeps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { id, organisationId, page } = asked;
  if (!(await ownedSchemeHead(deps.table, id, organisationId))) return fail(noSuchScheme());
  const query = { list: "scheme-history", id, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: schemePk(id), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

/** The same answer whether there is no such scheme or version, or it is somebody else's. */
export function noSuchScheme(): Problem {
  return { code: "not_found", detail: "There is no such category scheme, or no such version of it." };
}

/** A version of an organisation's scheme as the API shows it. */
export function ownView(
  head: SchemeHead,
  of: { readonly ownerId: string; readonly version: StoredVersion; readonly latest: number },
): SchemeView {
  const { ownerId, version, latest } = of;
  const versions = Array.from({ length: latest }, (_, index) => String(index + 1));
  return {
    ...head,
    ...version,
    latestVersion: String(latest),
    ownerId,
    versions,
    overlaps: overlapsOf(version),
  };
}

function summaryOf({ id, name, dimension, versions }: BuiltInScheme): SchemeSummary {
  return { id, name, dimension, latestVersion: versions.at(-1)?.version ?? "" };
}

function builtInView(scheme: BuiltInScheme, asked: string | undefined): Result<SchemeView> {
  const summary = summaryOf(scheme);
  const version = scheme.versions.find((one) => one.version === (asked ?? summary.latestVersion));
  if (!version) return fail(noSuchScheme());
  const versions = scheme.versions.map((one) => one.version);
  return ok({ ...summary, ...version, versions, overlaps: overlapsOf(version) });
}
