import { createHash } from "node:crypto";
import type { Table } from "../../../shared/platform/table.ts";
import type { Clock } from "../../../shared/platform/time.ts";
import type { ReleaseDiff } from "../../../shared/reporting/releases/diff-release.ts";
import type { ReleaseView } from "../../../shared/reporting/releases/release-view.ts";
import type { World } from "../../support/world.ts";
import { makeOutcomeWorld, type OutcomeWorld } from "./outcome-world.ts";

export type ReleasesWorld = OutcomeWorld & {
  readonly funderId: string;
  readonly secondId: string;
  readonly backboneId: string;
};

/** The world of outcome reports, whose pages are rendered as in the product unless somebody else renders them. */
export async function makeReleasesWorld(
  table: Table,
  clock: Clock,
  pages: Parameters<typeof makeOutcomeWorld>[2] = productPages,
): Promise<ReleasesWorld> {
  const made = await makeOutcomeWorld(table, clock, pages);
  return {
    ...made,
    funderId: made.world.funder.organisationId,
    secondId: made.second.funder.organisationId,
    backboneId: made.world.backbone.organisationId,
  };
}

const productPages: NonNullable<Parameters<typeof makeOutcomeWorld>[2]> = {
  renderReportDocument: async (document, options) =>
    (await import("../../../shared/pages/report-document-page.tsx")).renderReportDocument(document, options),
};

type Who = "funder" | "backbone";

/** Releases a report of the partnership, or of whatever the overrides say. */
export async function release(
  world: World,
  who: Who,
  body: Readonly<Record<string, unknown>>,
): Promise<ReleaseView> {
  const words = { title: "Every child ready: the year", authors: ["Harbour Fund"] };
  const request = { method: "POST", path: "/report-releases", body: { ...words, ...body } };
  return (await world.send(who, request)) as unknown as ReleaseView;
}

/** The bytes of a release in one format, and their hash. */
export async function contentOf(world: World, who: Who, id: string, format: "json" | "csv" | "html") {
  const response = await world.call(who, { path: `/report-releases/${id}/content.${format}` });
  const bytes = Buffer.from(await response.arrayBuffer());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString("utf8"), sha256 };
}

/** What a release's report says otherwise today. */
export async function diffOf(world: World, who: Who, id: string): Promise<ReleaseDiff> {
  return (await world.send(who, { path: `/report-releases/${id}/diff` })) as unknown as ReleaseDiff;
}
