import * as z from "zod";
import { ATTACHED, attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { getItem, type Item, type Key, type Position, queryPage, type Table } from "../../platform/table.ts";
import type { ReportTemplateSummary, TemplateVersion } from "./report-template.ts";
import { TemplateVersionSchema } from "./report-template.ts";

const VERSION = `${ATTACHED}V#`;

const HeadSchema = lazy(() => z.object({ id: z.string(), name: z.string() }));

/** The partition of a report template. */
export function templatePk(id: string): string {
  return `TPL#${id}`;
}

/** The head of a template: what is listed of it. Its versions lie beside the collection, so that they are read one at a time. */
export function templateHead(id: string, ownerId: string, { name }: TemplateVersion): Part {
  const index = { ownerPk: listOf(ownerId), ownerSk: id };
  return { sk: HEAD, type: "report-template", attributes: { id, name }, index };
}

/** One version of a template. */
export function versionPart(version: TemplateVersion): Part {
  return { sk: versionKey(version.version), type: "report-template-version", attributes: version };
}

/** The stored head of an owner's template, undefined for anybody else's. One GetItem, strongly consistent. */
export async function ownedTemplateHead(
  table: Table,
  id: string,
  ownerId: string,
): Promise<Item | undefined> {
  const head = await getItem(table, headKey(templatePk(id)));
  return head?.ownerId === ownerId ? head : undefined;
}

/** A version of a template. One GetItem; it never changes, so one that was read once would still be right. */
export async function readTemplateVersion(
  table: Table,
  id: string,
  version: number,
): Promise<TemplateVersion | undefined> {
  const item = await getItem(table, templateVersionKey(id, version));
  return item && TemplateVersionSchema().parse(attributesOf(item));
}

/** The key of a version of a template. */
export function templateVersionKey(id: string, version: number): Key {
  return { pk: templatePk(id), sk: versionKey(version) };
}

/** A page of an owner's templates, oldest first. One Query on byOwner, eventually consistent. */
export async function templatesPage(
  table: Table,
  list: { ownerId: string; limit: number; from?: Position },
): Promise<{ items: ReportTemplateSummary[]; next?: Position }> {
  const { ownerId, ...paging } = list;
  const page = await queryPage(table, { index: "byOwner", partition: listOf(ownerId), ...paging });
  return { items: page.items.map(toSummary), ...(page.next ? { next: page.next } : {}) };
}

function toSummary(item: Item): ReportTemplateSummary {
  const { version, recordedAt } = headFields(item);
  return { ...HeadSchema().parse(attributesOf(item)), version, recordedAt };
}

/** Four digits, so that versions sort as they were made. */
function versionKey(version: number): string {
  return `${VERSION}${String(version).padStart(4, "0")}`;
}

function listOf(ownerId: string): string {
  return `ORG#${ownerId}#TPL`;
}
