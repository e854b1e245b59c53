import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { type Reader, reaches, readerOf } from "../reach.ts";
import { THEORY_OF_ACTION } from "./built-in/theory-of-action.ts";
import {
  findFramework,
  findFrameworkVersion,
  frameworksPage,
  type LoadedFramework,
} from "./framework.store.ts";
import type { FrameworkSummary, FrameworkView } from "./framework.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };

/** The product's own frameworks, and a page of one's own or of one's network's, oldest first. Two rounds. */
export async function listFrameworks(
  deps: ReadDeps,
  asked: { readonly within: "own" | "network"; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<FrameworkSummary> & { readonly builtIn: readonly FrameworkSummary[] }>> {
  const { within, organisationId, page } = asked;
  const reader = await readerOf(deps.table, organisationId);
  const id = within === "own" ? organisationId : reader.networkId;
  const query = { list: "frameworks", within, organisationId };
  const listed = await pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await frameworksPage(deps.table, { within, id, ...paging });
    return { items: items.map(summaryOf), ...(next ? { next } : {}) };
  });
  const { versions: _, ...builtIn } = THEORY_OF_ACTION;
  return listed.ok ? ok({ builtIn: [builtIn], ...listed.value }) : listed;
}

/** A version of a framework, the latest unless it is named, that is there for a reader; else `not_found`. At most three rounds. */
export async function readFramework(
  table: Table,
  asked: { readonly id: string; readonly version?: number | undefined; readonly organisationId: string },
): Promise<Result<FrameworkView>> {
  if (asked.id === THEORY_OF_ACTION.id) return builtIn(asked.version);
  const reader = await readerOf(table, asked.organisationId);
  const found = await visibleFramework(table, asked.id, reader);
  if (!found.ok) return found;
  const version = asked.version ?? found.value.latest;
  const content = await findFrameworkVersion(table, asked.id, version);
  return content ? ok({ ...summaryOf(found.value), version, content }) : fail(noSuchFramework());
}

/** The same answer whether there is no such framework or version, or it is somebody else's. */
export function noSuchFramework(): Problem {
  return { code: "not_found", detail: "There is no such framework, or no such version of it." };
}

/** An organisation's framework as a list shows it. */
export function summaryOf({ id, name, latest, ownerId, visibility }: LoadedFramework): FrameworkSummary {
  return { id, name, latestVersion: latest, ownerId, visibility };
}

async function visibleFramework(table: Table, id: string, reader: Reader): Promise<Result<LoadedFramework>> {
  const loaded = await findFramework(table, id);
  return loaded && reaches(loaded, reader) ? ok(loaded) : fail(noSuchFramework());
}

function builtIn(asked: number | undefined): Result<FrameworkView> {
  const { versions, ...summary } = THEORY_OF_ACTION;
  const version = asked ?? summary.latestVersion;
  const content = versions[version - 1];
  return content ? ok({ ...summary, version, content }) : fail(noSuchFramework());
}
