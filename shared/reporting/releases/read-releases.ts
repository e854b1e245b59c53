import type { Principal } from "../../identity/principal.ts";
import { defined } from "../../platform/defined.ts";
import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import type { PortfolioDeps } from "../outcome/present-portfolio.ts";
import { blobOf, type Differences, DifferencesSchema } from "./compare.ts";
import type { Blob, BlobName } from "./pack.ts";
import { type ReleaseView, releaseView } from "./release-view.ts";
import {
  findFor,
  type LoadedRelease,
  readersOf,
  readText,
  releasePk,
  releasesPage,
  seriesPage,
} from "./report-release.store.ts";
import { type ReleaseFormat, seriesOf } from "./report-release.ts";

/** Who asks for which release, and where the API is reached, for addresses and citations. */
export type Asking = {
  readonly releaseId: string;
  readonly principal: Pick<Principal, "organisationId">;
  readonly origin: string;
};

/** A release that was handed to whoever asks, whatever became of it; otherwise `not_found`. One BatchGet. */
export async function findHanded(
  table: Table,
  { releaseId, principal }: Pick<Asking, "releaseId" | "principal">,
): Promise<Result<LoadedRelease>> {
  const found = await findFor(table, releaseId, principal.organisationId);
  return found ? ok(found) : fail({ code: "not_found", detail: "There is no such report release." });
}

/** A release of the caller's own organisation; otherwise `not_found`. One BatchGet. */
export async function findOwn(
  table: Table,
  asked: Pick<Asking, "releaseId" | "principal">,
): Promise<Result<LoadedRelease>> {
  const found = await findHanded(table, asked);
  if (!found.ok || found.value.ownerId === asked.principal.organisationId) return found;
  return fail({ code: "not_found", detail: "There is no such report release among your own." });
}

/**
 * What a release says of itself and what became of it; to its owner also to whom it was handed. Two rounds at most. A withdrawn one is
 * `gone`, with all of that and the hashes by which a copy can be checked.
 */
export async function readRelease(table: Table, asked: Asking): Promise<Result<ReleaseView>> {
  const found = await findHanded(table, asked);
  if (!found.ok) return found;
  const loaded = found.value;
  const isOwn = loaded.ownerId === asked.principal.organisationId;
  const readers = isOwn ? await readersOf(table, asked.releaseId) : undefined;
  const view = releaseView(loaded, asked.origin);
  if (loaded.release.status === "withdrawn") return goneAs(view);
  const audience = readers?.filter((reader) => reader !== loaded.ownerId);
  return ok({ ...view, ...(audience === undefined ? {} : { audience }) });
}

function goneAs(view: ReleaseView): Result<never> {
  const reason = view.withdrawal?.reason ?? "no reason is recorded";
  const detail = `This release was withdrawn: ${reason}. What it said of itself and its hashes stay, so that a copy can be checked: ${view.citation}.`;
  return fail({ code: "gone", detail, extra: { release: view } });
}

/** The very bytes of a release in one format, and what has to be sent with them. */
export type Content = { readonly text: string; readonly blob: Blob };

/**
 * The bytes of a release in one format, as they were frozen. Two rounds. `gone` where it was withdrawn, `not_acceptable` where it has no
 * such format.
 *
 * @throws where the stored bytes are not those that were released
 */
export async function readContent(
  table: Table,
  asked: Asking & { readonly format: ReleaseFormat },
): Promise<Result<Content>> {
  return contentOf(table, asked, asked.format);
}

/**
 * What a release says otherwise than the one that it restates, as it was found when it was made: for those who were handed both, since it
 * holds what that one said. Three rounds; `not_found` for others and where it restates none, `gone` where either was withdrawn.
 */
export async function readDifferences(table: Table, asked: Asking): Promise<Result<Differences>> {
  const found = await findHanded(table, asked);
  if (!found.ok) return found;
  const { restates } = found.value.release.manifest;
  const restated = restates && (await findFor(table, restates.id, asked.principal.organisationId));
  if (!restated) return fail(NO_DIFFERENCES);
  if (restated.release.status === "withdrawn") return goneAs(releaseView(restated, asked.origin));
  const content = await contentOf(table, asked, "differences");
  if (content.ok) return ok(DifferencesSchema().parse(JSON.parse(content.value.text)));
  return content.problem.code === "not_acceptable" ? fail(NO_DIFFERENCES) : content;
}

const NO_DIFFERENCES: Problem = {
  code: "not_found",
  detail: "Nothing is kept of what it says otherwise than another that was handed to you.",
};

async function contentOf(table: Table, asked: Asking, name: BlobName): Promise<Result<Content>> {
  const found = await findHanded(table, asked);
  if (!found.ok) return found;
  const { manifest, status } = found.value.release;
  if (status === "withdrawn") return goneAs(releaseView(found.value, asked.origin));
  const blob = blobOf(manifest, name);
  if (!blob) return fail({ code: "not_acceptable", detail: `This release was not made as ${name}.` });
  const text = await readText(table, manifest.id, blob);
  if (text !== undefined) return ok({ text, blob });
  // Withdrawn while it was read: it is read again, as what it is now.
  const again = await findHanded(table, asked);
  if (again.ok && again.value.release.status === "withdrawn")
    return goneAs(releaseView(again.value, asked.origin));
  throw new Error(`Bytes of the report release ${manifest.id} are missing.`);
}

type Listing = {
  readonly principal: Pick<Principal, "organisationId">;
  readonly origin: string;
  readonly page: PageQuery;
};

/** A page of the releases that the caller made or was handed, or of those of one thing, the latest first. Two rounds. */
export function listReleases(
  { table, cursorSecret }: PortfolioDeps,
  { principal, origin, page, subjectId }: Listing & { readonly subjectId?: string | undefined },
): Promise<Result<Listed<ReleaseView>>> {
  const { organisationId } = principal;
  const query = defined({ list: "report-releases", organisationId, subjectId });
  return pageOf(cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await releasesPage(table, { organisationId, subjectId, ...paging });
    return { items: items.map((one) => releaseView(one, origin)), ...(next ? { next } : {}) };
  });
}

/**
 * A page of the releases of the series of one, the latest first: those among them that were handed to whoever asks. Three rounds and one
 * BatchGet more for who did not make them; a page of it may then hold fewer than were asked for.
 */
export async function listSeries(
  { table, cursorSecret }: PortfolioDeps,
  { releaseId, principal, origin, page }: Listing & { readonly releaseId: string },
): Promise<Result<Listed<ReleaseView>>> {
  const found = await findHanded(table, { releaseId, principal });
  if (!found.ok) return found;
  const { manifest } = found.value.release;
  const series = seriesOf(manifest, manifest.query.template);
  const { organisationId } = principal;
  const query = { list: "report-release-series", organisationId, series };
  return pageOf(cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await seriesPage(table, { series, ...paging });
    const handed = await Promise.all(
      items.map(({ release }) => findFor(table, release.manifest.id, organisationId)),
    );
    const views = handed.flatMap((one) => (one ? [releaseView(one, origin)] : []));
    return { items: views, ...(next ? { next } : {}) };
  });
}

/** A page of what became of a release of one's own, oldest first. Two rounds. */
export async function readReleaseHistory(
  { table, cursorSecret }: PortfolioDeps,
  { releaseId, principal, page }: Omit<Listing, "origin"> & { readonly releaseId: string },
): Promise<Result<Listed<Change>>> {
  const own = await findOwn(table, { releaseId, principal });
  if (!own.ok) return own;
  const pk = releasePk(releaseId);
  return pageOf<Change>(
    cursorSecret,
    { query: { list: "report-release-history", pk }, page },
    async (paging) => {
      const { changes, next } = await historyPage(table, { pk, ...paging });
      return { items: changes, ...(next ? { next } : {}) };
    },
  );
}
