import { randomBytes } from "node:crypto";
import * as z from "zod";
import { ATTACHED, attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { getItems, type Item, type Key, queryAll, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, type Write } from "../../platform/transaction.ts";
import {
  type Section,
  type SectionContent,
  SectionContentSchema,
  type SectionView,
  type VersionedSection,
} from "./section.ts";
import { submissionPk } from "./submission.store.ts";

const VERSION = `${ATTACHED}V#`;

const StoredSchema = lazy(() =>
  z.object({ key: z.string(), content: z.string(), salt: z.string(), writtenBy: z.array(z.string()) }),
);

/** A section as it was read, with its stored head. */
export type LoadedSection = VersionedSection & { readonly recordedAt: string; readonly item: Item };

/** The partition of a section: an aggregate of its own, so that who writes one does not wait for who writes another. */
export function sectionPk(submissionId: string, key: string): string {
  return `${submissionPk(submissionId)}#SEC#${key}`;
}

/** A section as it is written now, with a new salt. Its content is one JSON string: nested attributes cost more. */
export function newSection(key: string, content: SectionContent, writtenBy: readonly string[]): Section {
  return { key, content, writtenBy, salt: randomBytes(16).toString("base64url") };
}

/** The head of a section. People name people in what they write: the history holds a salted digest. */
export function sectionPart({ key, content, salt, writtenBy }: Section): Part {
  const attributes = { key, content: JSON.stringify(content), salt, writtenBy };
  return { sk: HEAD, type: "report-section", attributes, personal: true };
}

/** A version of a section that was frozen, kept as it was before the section changes. */
export function keptVersionPart({ item, version }: LoadedSection): Part {
  const attributes = attributesOf(item);
  return { sk: versionKey(version), type: "report-section-version", attributes, personal: true };
}

/** The sections of a submission that are written, by key. One round: BatchGets, strongly consistent, some 10 KB each. */
export async function findSections(
  table: Table,
  submissionId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, LoadedSection>> {
  if (keys.length === 0) return new Map();
  const items = await getItems(
    table,
    keys.map((key) => headKey(sectionPk(submissionId, key))),
    { consistent: true },
  );
  return new Map(items.map(toLoaded).map((section) => [section.key, section]));
}

/**
 * Sections in the versions in which they were frozen, by key. One round: head and kept version of each; where a section changed between
 * the two reads, its kept version is asked for once more.
 */
export async function findPinned(
  table: Table,
  submissionId: string,
  pins: Readonly<Record<string, number>>,
): Promise<ReadonlyMap<string, Section>> {
  const wanted = Object.entries(pins).filter(([, version]) => version > 0);
  const keptKey = ([key, version]: readonly [string, number]): Key => {
    return { pk: sectionPk(submissionId, key), sk: versionKey(version) };
  };
  const keys = wanted.flatMap((pin) => [headKey(sectionPk(submissionId, pin[0])), keptKey(pin)]);
  if (keys.length === 0) return new Map();
  const found = pinnedAmong(await getItems(table, keys, { consistent: true }), pins);
  const missing = wanted.filter(([key]) => !found.has(key));
  if (missing.length === 0) return found;
  const kept = await getItems(table, missing.map(keptKey), { consistent: true });
  return new Map([...found, ...pinnedAmong(kept, pins)]);
}

function pinnedAmong(items: readonly Item[], pins: Readonly<Record<string, number>>): Map<string, Section> {
  const right = items.filter((item) => {
    const version = item.sk === HEAD ? headFields(item).version : Number(item.sk.slice(VERSION.length));
    return pins[String(item.key)] === version;
  });
  return new Map(right.map((item) => [String(item.key), toSection(item)]));
}

/** The versions of a section that were frozen and kept: one for each time that it changed after it was frozen. One Query. */
export function findKeptVersions(table: Table, submissionId: string, key: string): Promise<Item[]> {
  return queryAll(table, { partition: sectionPk(submissionId, key), prefix: VERSION });
}

/** That a section is as it was read: in this version, or not written yet. */
export function sectionIs(submissionId: string, key: string, version: number): Write {
  const check = headKey(sectionPk(submissionId, key));
  if (version === 0) return { check, condition: NOT_EXISTS };
  return { check, condition: { expression: "version = :version", values: { ":version": version } } };
}

/** A section as its partnership sees it. */
export function sectionView(key: string, section: LoadedSection | undefined): SectionView {
  if (!section) return { key, version: 0, content: {} };
  const { version, recordedAt, writtenBy, content } = section;
  const by = writtenBy[0];
  return { key, version, recordedAt, content, ...(by === undefined ? {} : { writtenBy: by }) };
}

function toLoaded(item: Item): LoadedSection {
  const { version, recordedAt } = headFields(item);
  return { ...toSection(item), version, recordedAt, item };
}

function toSection(item: Item): Section {
  const { content, ...rest } = StoredSchema().parse(attributesOf(item));
  return { ...rest, content: SectionContentSchema().parse(JSON.parse(content)) };
}

function versionKey(version: number): string {
  return `${VERSION}${String(version).padStart(6, "0")}`;
}
