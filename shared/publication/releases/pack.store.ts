import * as z from "zod";
import type { EarlierRelease } from "../../disclosure/release/count-system.ts";
import type { Hiding } from "../../disclosure/release/hiding.ts";
import type { CellPlan } from "../../disclosure/release/plan-release.ts";
import type { SourceCell } from "../../disclosure/release/release-cell.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { lazy } from "../../platform/lazy.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { putIf } from "../../platform/transaction.ts";
import type { Manifest } from "../published/manifest.ts";
import { BESIDE, releasePk } from "./release.store.ts";

/*
 * What a release was made of lies beside its head, an attempt apart from the next: what was frozen, the references of its figures, the
 * plans of its parts, and the figures as planned. All is written by steps that may be done twice, even side by side and one of them late:
 * each is put under a key that says what it holds, and what is there stays.
 */
type At = { readonly releaseId: string; readonly attempt: number };

function keyOf({ releaseId, attempt }: At, name: string) {
  return { pk: releasePk(releaseId), sk: `${BESIDE}A${String(attempt).padStart(3, "0")}#${name}` };
}

function numbered(kind: "I" | "P" | "C", ...numbers: readonly number[]): string {
  return [kind, ...numbers.map((number) => String(number).padStart(6, "0"))].join("#");
}

async function put(
  table: Table,
  at: At,
  { name, ownerId, data }: { name: string; ownerId: string; data: unknown },
) {
  const item: Item = {
    ...keyOf(at, name),
    type: "release-pack",
    ownerId,
    schemaVersion: 1,
    data: JSON.stringify(data),
  };
  await putIf(table, item, { expression: "attribute_not_exists(pk)" });
}

async function* packs(table: Table, at: At, kind: "I" | "P" | "C"): AsyncGenerator<unknown> {
  let from: Position | undefined;
  const { pk: partition, sk: prefix } = keyOf(at, `${kind}#`);
  do {
    const page = await queryPage(table, { partition, prefix, ...(from ? { from } : {}) });
    for (const { data } of page.items) yield JSON.parse(String(data));
    from = page.next;
  } while (from);
}

/** What holds for all of a release, as it stood when its figures were frozen. */
export type Frozen = {
  readonly partnershipName: string;
  readonly indicators: Manifest["indicators"];
  /** How places lie in one another. */
  readonly places: readonly {
    readonly code: string;
    readonly name?: string;
    readonly kind?: string;
    readonly parent?: string;
  }[];
  /** Indicators whose figures add up over following periods. */
  readonly sumsOverTime: readonly string[];
  /** Labels of categories, by dimension. */
  readonly categories: Manifest["categories"];
  /** What was out by then: releases with the attempt that was published, and releases made elsewhere. */
  readonly earlier: readonly { readonly releaseId: string; readonly attempt: number }[];
  readonly elsewhere: readonly string[];
  /** The version of the ledger that said so. */
  readonly ledgerVersion: number;
  /** Of the revisions that there are, the latest at this instant count. */
  readonly asOf: string;
};

/** Keeps what was frozen, unless it is there; gives what is. */
export async function putFrozen(table: Table, at: At, ownerId: string, data: Frozen): Promise<Frozen> {
  await put(table, at, { name: "FROZEN", ownerId, data });
  return findFrozen(table, at);
}

/** What was frozen. One GetItem. */
export async function findFrozen(table: Table, at: At): Promise<Frozen> {
  const item = await getItem(table, keyOf(at, "FROZEN"));
  if (!item) throw new Error(`The release ${at.releaseId} lacks what was frozen for it.`);
  return JSON.parse(String(item.data));
}

/** Keeps references of figures. */
export function putInputs(
  table: Table,
  at: At,
  pack: { readonly number: number; readonly ownerId: string; readonly refs: readonly string[] },
): Promise<void> {
  return put(table, at, { name: numbered("I", pack.number), ownerId: pack.ownerId, data: pack.refs });
}

/** All references of a release's figures, in the order in which they were frozen; once each, though two steps may have kept one. */
export async function readInputs(table: Table, at: At): Promise<string[]> {
  const refs = new Set<string>();
  for await (const pack of packs(table, at, "I")) for (const ref of pack as string[]) refs.add(ref);
  return [...refs];
}

/** Plans of cells, by position. */
export type Planned = readonly (readonly [position: number, plan: CellPlan])[];

/** Plans of cells as they are kept: of most there is nothing to say but that they are shown. */
type KeptPlans = { readonly shown: readonly number[]; readonly others: Planned };

/**
 * Keeps the plans of some parts: from which one to which, and which of their packs. A step that was done twice may have come to another
 * part each time; its plans are kept beside the others', and say the same of the same cells.
 */
export function putPlans(
  table: Table,
  at: At,
  pack: {
    readonly from: number;
    readonly to: number;
    readonly number: number;
    readonly ownerId: string;
    readonly cells: Planned;
  },
): Promise<void> {
  const { from, to, number, ownerId, cells } = pack;
  const isShown = ([, { hiding, isPrimary }]: Planned[number]) => hiding === "nothing" && !isPrimary;
  const data: KeptPlans = {
    shown: cells.filter(isShown).map(([position]) => position),
    others: cells.filter((cell) => !isShown(cell)),
  };
  return put(table, at, { name: numbered("P", from, to, number), ownerId, data });
}

const SHOWN: CellPlan = { hiding: "nothing", isPrimary: false };

/** All plans of a release, by position. A cell that is absent has none, and is not to be shown. */
export async function readPlans(table: Table, at: At): Promise<Map<number, CellPlan>> {
  const plans = new Map<number, CellPlan>();
  for await (const pack of packs(table, at, "P")) {
    const { shown, others } = pack as KeptPlans;
    for (const position of shown) plans.set(position, SHOWN);
    for (const [position, plan] of others) plans.set(position, plan);
  }
  return plans;
}

/** A figure as its owner has it, and as it is planned to be read. */
export type PlannedCell = { readonly source: Omit<SourceCell, "measure">; readonly plan: CellPlan };
/** Figures of a release in the order in which they are published, with the measures of their indicators. */
export type CellPack = {
  readonly measures: Readonly<Record<string, SourceCell["measure"]>>;
  readonly cells: readonly PlannedCell[];
};

const PackSchema = lazy(() =>
  z.object({ measures: z.record(z.string(), z.unknown()), cells: z.array(z.unknown()) }),
);

/** The hash over a pack and all packs before it. */
export function chainHash(before: string, pack: CellPack): string {
  return contentHash([before, contentHash(pack)]);
}

/** Keeps a pack of figures: what is published of it is one chunk. */
export function putCells(
  table: Table,
  at: At,
  pack: { readonly number: number; readonly ownerId: string; readonly data: CellPack },
): Promise<void> {
  return put(table, at, { name: numbered("C", pack.number), ownerId: pack.ownerId, data: pack.data });
}

/** One pack of a release's figures; undefined beyond the last. One GetItem, at most 350 KB. */
export async function findCells(table: Table, at: At, number: number): Promise<CellPack | undefined> {
  const item = await getItem(table, keyOf(at, numbered("C", number)));
  return item && toPack(JSON.parse(String(item.data)));
}

/** All figures of a release with their plans, pack by pack. For steps of jobs. */
export async function* cellPacks(table: Table, at: At): AsyncGenerator<CellPack> {
  for await (const pack of packs(table, at, "C")) yield toPack(pack);
}

function toPack(data: unknown): CellPack {
  return PackSchema().parse(data) as CellPack;
}

/** A figure with the measure of its indicator. */
export function sourceOf({ source }: PlannedCell, { measures }: CellPack): SourceCell {
  const measure = measures[source.indicatorId];
  if (!measure) throw new Error(`The figures of a release lack the measure of ${source.indicatorId}.`);
  return { ...source, measure };
}

/** How much of a figure was told. */
export function hidingOf({ plan }: PlannedCell): Hiding {
  return plan.hiding;
}

/** The band that stood for the rate of a figure, as the counts that it leaves. */
export function bandOf({ plan }: PlannedCell): Pick<EarlierRelease["cells"][number], "band"> {
  return plan.band ? { band: { least: plan.band.least, most: plan.band.most } } : {};
}
