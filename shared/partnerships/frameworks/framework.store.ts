import * as z from "zod";
import { ATTACHED, attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { REACHES } from "../reach.ts";
import { type FrameworkContent, FrameworkContentSchema } from "./framework.ts";

const VERSION = `${ATTACHED}V#`;

const HeadSchema = lazy(() =>
  z.object({ id: z.string(), name: z.string(), visibility: z.enum(REACHES), networkId: z.string() }),
);
type FrameworkHead = z.infer<ReturnType<typeof HeadSchema>>;

/** An organisation's framework as its head says it; its version is that of the aggregate. */
export type LoadedFramework = FrameworkHead & {
  readonly ownerId: string;
  readonly latest: number;
  readonly item: Item;
};

/** The partition of an organisation's framework. */
export function frameworkPk(id: string): string {
  return `FRM#${id}`;
}

/** The head of a framework. One GetItem, strongly consistent. */
export async function findFramework(table: Table, id: string): Promise<LoadedFramework | undefined> {
  const item = await getItem(table, headKey(frameworkPk(id)));
  return item && toFramework(item);
}

/** One version of a framework. One GetItem of at most 350 KB: it never changes, so it need not be consistent. */
export async function findFrameworkVersion(
  table: Table,
  id: string,
  version: number,
): Promise<FrameworkContent | undefined> {
  const item = await getItem(table, { pk: frameworkPk(id), sk: versionKey(version) });
  return item && FrameworkContentSchema().parse(JSON.parse(String(item.content)));
}

/** A page of an organisation's own frameworks, or of its network's. One Query on an index. */
export async function frameworksPage(
  table: Table,
  list: { within: "own" | "network"; id: string; limit: number; from?: Position },
): Promise<{ items: LoadedFramework[]; next?: Position }> {
  const { within, id, ...paging } = list;
  const place =
    within === "own"
      ? ({ index: "byOwner", partition: ownList(id) } as const)
      : ({ index: "byParty", partition: networkList(id) } as const);
  const page = await queryPage(table, { ...place, ...paging });
  return { items: page.items.map(toFramework), ...(page.next ? { next: page.next } : {}) };
}

/** The head of a framework, listed with its owner, and with its network where it is for that. */
export function frameworkHead(head: FrameworkHead, ownerId: string): Part {
  const { id, visibility, networkId } = head;
  const forNetwork = visibility === "own" ? {} : { partyPk: networkList(networkId), partySk: id };
  const index = { ownerPk: ownList(ownerId), ownerSk: id, ...forNetwork };
  return { sk: HEAD, type: "framework", attributes: head, index };
}

/** One version of a framework, written once, as text: nested attributes cost more units and far more time. */
export function frameworkVersionPart(version: number, content: FrameworkContent): Part {
  const attributes = { content: JSON.stringify(content) };
  return { sk: versionKey(version), type: "framework-version", attributes, sealed: true };
}

function toFramework(item: Item): LoadedFramework {
  const head = HeadSchema().parse(attributesOf(item));
  return { ...head, ownerId: String(item.ownerId), latest: headFields(item).version, item };
}

function versionKey(version: number): string {
  return `${VERSION}${String(version).padStart(4, "0")}`;
}

function ownList(organisationId: string): string {
  return `ORG#${organisationId}#FRM`;
}

function networkList(networkId: string): string {
  return `FRM#NET#${networkId}`;
}
