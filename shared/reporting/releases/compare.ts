import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { type Method, methods } from "../methods.ts";
import { type Basis, BasisSchema, basisOf, goneSince, movedSince } from "../outcome/diff/basis.ts";
import { type Difference, differences, leavesOf } from "../outcome/diff/leaves.ts";
import { movedMethods } from "../outcome/diff/method-causes.ts";
import { readCauses } from "../outcome/diff/read-causes.ts";
import { type Explained, ExplainedShape } from "../outcome/diff/report-diff.ts";
import { tellDifferences } from "../outcome/diff/tell-differences.ts";
import type { OutcomeReport } from "../outcome/outcome-report.ts";
import { tellsOfCommitments } from "./audience.ts";
import type { Composed } from "./compose.ts";
import type { Blob, BlobName } from "./pack.ts";
import { type LoadedRelease, readText } from "./report-release.store.ts";
import type { Manifest } from "./report-release.ts";

/** What a release says otherwise than the one that it restates, as it is stored. */
export const DifferencesSchema = lazy(() =>
  z
    .strictObject({
      ...ExplainedShape(),
      causesLeftOut: z.literal(true).optional().meta({
        description: "More was recorded between the two than causes are told of at once.",
      }),
    })
    .meta({ id: "ReportReleaseDifferences" }),
);
export type Differences = z.infer<ReturnType<typeof DifferencesSchema>>;

/** A report as it was frozen, with what it was made from. */
export type Frozen = {
  readonly report: OutcomeReport;
  readonly basis: Basis;
  readonly methods: readonly Method[];
  /** The instant as of which it is. */
  readonly since: string;
};

/** What is known of stored bytes of a release; undefined where it has none of that name. */
export function blobOf({ blobs }: Pick<Manifest, "blobs">, name: BlobName): Blob | undefined {
  return blobs.find((blob) => blob.name === name);
}

/** A report as it was frozen; undefined where it was withdrawn, whether or not its bytes are dropped by now. One round. */
export async function readFrozen(table: Table, { release }: LoadedRelease): Promise<Frozen | undefined> {
  const { manifest, status } = release;
  if (status === "withdrawn") return undefined;
  const text = async (name: BlobName) => {
    const blob = blobOf(manifest, name);
    return blob && readText(table, manifest.id, blob);
  };
  const [json, basis] = await Promise.all([text("json"), text("basis")]);
  if (json === undefined || basis === undefined) return undefined;
  const { report } = JSON.parse(json) as Pick<Frozen, "report">;
  const { methods, query, releasedAt } = manifest;
  return {
    report,
    basis: BasisSchema().parse(JSON.parse(basis)),
    methods,
    since: query.asOf === undefined ? releasedAt : new Date(query.asOf).toISOString(),
  };
}

/** To whom causes are told, and of which records. */
type Told = { readonly organisationId: string; readonly isTold?: (id: string) => boolean };

/**
 * What a report that was composed now says otherwise than a frozen one, and why. Cost and refusals of `readCauses`; of a portfolio what
 * was recorded is not told.
 */
export async function compare(
  table: Table,
  frozen: Frozen,
  composed: Composed,
  { organisationId, isTold = () => true }: Told,
): Promise<Result<Explained>> {
  const found = differencesOf(frozen, composed);
  const moved = movedMethods(frozen.methods, methods());
  const { facts } = composed;
  if (found.length === 0 || !facts) return ok(tellDifferences(found, [], moved));
  const between = { ...movedSince(frozen.basis, facts), since: frozen.since };
  const placed = await readCauses(table, between, organisationId);
  if (!placed.ok) return placed;
  const gone = goneSince(frozen.basis, basisOf(facts));
  const causes = [...placed.value, ...gone].filter(({ cause }) => isTold(cause.of));
  return ok(tellDifferences(found, causes, moved));
}

function differencesOf(frozen: Frozen, { report }: Composed): Difference[] {
  return differences(leavesOf(frozen.report), leavesOf(report));
}

/**
 * What a report says otherwise than the release that it restates, to be stored with it: whoever was handed both reads that, so who and why
 * is told of nobody's records, and nothing of the commitments of others where the report tells of none. Undefined where nothing is restated,
 * or what was is withdrawn.
 */
export async function differencesSince(
  table: Table,
  restated: LoadedRelease | undefined,
  composed: Composed,
): Promise<Differences | undefined> {
  const frozen = restated && (await readFrozen(table, restated));
  if (!frozen) return undefined;
  const told = await compare(table, frozen, composed, {
    organisationId: "",
    isTold: toldTo(composed, restated.ownerId),
  });
  if (told.ok) return told.value;
  const items = differencesOf(frozen, composed).map(({ path, section, before, after }) => {
    return { path, section, before, after, causes: [] };
  });
  return { items, causes: [], causesLeftOut: true };
}

function toldTo({ facts }: Composed, makerId: string): (id: string) => boolean {
  if (!facts || tellsOfCommitments(facts)) return () => true;
  const own = facts.commitments.filter(({ state }) => state.commitment.funder.organisationId === makerId);
  const ids = new Set(own.map(({ state }) => state.commitment.id));
  return (id) => !/^(cmt|bet)_/.test(id) || ids.has(id);
}
