import * as z from "zod";
import { type PublishedCell, publishedCell } from "../../disclosure/release/published-cell.ts";
import type { HeadFields } from "../../platform/aggregate.ts";
import { defined } from "../../platform/defined.ts";
import type { Change } from "../../platform/history.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Problem } from "../../platform/problem.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { requireOwnPartnership } from "../own-partnership.ts";
import { loadLedger } from "./ledger.store.ts";
import { findCells, sourceOf } from "./pack.store.ts";
import { type LoadedRelease, loadRelease, releasePk, releasesPage, type Work } from "./release.store.ts";
import type { Release, ReleaseView } from "./release.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly releaseId: string; readonly organisationId: string };

/** A release as its partnership sees it. */
export function releaseView(
  {
    release,
    head,
    work,
  }: { readonly release: Release; readonly head: HeadFields; readonly work?: Work | undefined },
  isCurrent?: boolean,
): ReleaseView {
  const { ledgerVersion: _ledger, attempt: _attempt, planHash: _hash, ...shown } = release;
  const progress = work && defined({ phase: work.phase, status: work.status, done: work.done, of: work.of });
  return { ...shown, version: head.version, ...defined({ progress, isCurrent }) };
}

/** The same answer whether there is no such release, or it is somebody else's. */
export function noSuchRelease(): Problem {
  return { code: "not_found", detail: "There is no such release among those you prepare." };
}

/** A release of an organisation's own partnership; anybody else's is `not_found`. One BatchGet. */
export async function ownRelease(table: Table, asked: Asked): Promise<Result<LoadedRelease>> {
  const loaded = await loadRelease(table, asked.releaseId);
  return loaded?.ownerId === asked.organisationId ? ok(loaded) : fail(noSuchRelease());
}

/** A release with the progress of the work on it, and whether it can still be published as it was planned. Two rounds. */
export async function readRelease(table: Table, asked: Asked): Promise<Result<ReleaseView>> {
  const loaded = await ownRelease(table, asked);
  if (!loaded.ok) return loaded;
  const { release } = loaded.value;
  if (release.status !== "planned") return ok(releaseView(loaded.value));
  const ledger = await loadLedger(table, release.partnershipId);
  return ok(releaseView(loaded.value, ledger.version === release.ledgerVersion));
}

/** A page of the releases of one's own partnership, newest first. A GetItem, then a Query. */
export async function listReleases(
  deps: Deps,
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ReleaseView>>> {
  const { partnershipId, organisationId, page } = asked;
  const own = await requireOwnPartnership(deps.table, asked);
  if (!own.ok) return own;
  const query = { list: "releases", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await releasesPage(deps.table, { partnershipId, ...paging });
    return { items: items.map((one) => releaseView(one)), ...(next ? { next } : {}) };
  });
}

/** A figure as its owner has it, and as the release would show it. */
export const PreviewCellSchema = lazy(() =>
  z
    .object({
      indicatorId: z.string(),
      periodKey: z.string(),
      placeCode: z.string(),
      dimensionKey: z.string(),
      category: z.string(),
      own: z.object({
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        value: z.number().nullable(),
        status: z.string(),
      }),
      hiding: z.enum(["nothing", "inside", "all"]).meta({
        description: "`inside`: the numerator and with it the rate; `all`: the denominator too.",
      }),
      why: z.enum(["small", "complementary"]).optional().meta({
        description:
          "For your eyes alone: what is published does not say it, for it would narrow the figure down.",
      }),
      published: z.object({
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        value: z.number().nullable(),
        band: z.object({ from: z.number(), to: z.number() }).optional(),
        status: z.string(),
        unreliable: z.literal(true).optional(),
      }),
    })
    .meta({ id: "ReleasePreviewCell" }),
);
export type PreviewCell = z.infer<ReturnType<typeof PreviewCellSchema>>;

const PLANNED = ["planned", "publishing", "published", "withdrawing", "withdrawn"];

/**
 * A page of a planned release for who keeps it, of some hundred figures: each as it is, as it would be shown, and why not. Pages are
 * numbered from 1; `next` is the following one. Two rounds; `conflict` before it is planned.
 */
export async function previewRelease(
  table: Table,
  asked: Asked & { readonly page: number },
): Promise<Result<{ readonly items: readonly PreviewCell[]; readonly next?: number }>> {
  const loaded = await ownRelease(table, asked);
  if (!loaded.ok) return loaded;
  const { release } = loaded.value;
  if (!PLANNED.includes(release.status))
    return fail({
      code: "conflict",
      detail: `This release is ${release.status}: there is nothing to look at.`,
    });
  const at = { releaseId: release.id, attempt: release.attempt };
  const [pack, following] = await Promise.all([
    findCells(table, at, asked.page),
    findCells(table, at, asked.page + 1),
  ]);
  const items = (pack?.cells ?? []).map((cell): PreviewCell => {
    const { hiding, isPrimary } = cell.plan;
    const source = pack && sourceOf(cell, pack);
    const published = publishedCell(source as NonNullable<typeof source>, cell.plan, release.policy);
    const { indicatorId, periodKey, placeCode, dimensionKey, category, ...shown } = published;
    return {
      ...{ indicatorId, periodKey, placeCode, dimensionKey, category, hiding },
      own: ownFigure(cell.source.cell),
      ...(hiding === "nothing" ? {} : { why: isPrimary ? ("small" as const) : ("complementary" as const) }),
      published: shown,
    };
  });
  return ok({ items, ...(following ? { next: asked.page + 1 } : {}) });
}

function ownFigure({
  numerator,
  denominator,
  value,
  status,
}: Pick<PublishedCell, "numerator" | "denominator" | "value" | "status">) {
  return { numerator, denominator, value, status };
}

/** A page of what was done to a release: when, by whom, why. */
export async function readReleaseHistory(
  deps: Deps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { releaseId, organisationId, page } = asked;
  const loaded = await ownRelease(deps.table, asked);
  if (!loaded.ok) return loaded;
  const query = { list: "release-history", releaseId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: releasePk(releaseId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
