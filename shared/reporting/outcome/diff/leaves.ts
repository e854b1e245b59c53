import { canonicalJson } from "../../../platform/canonical-json.ts";
import type { OutcomeReport } from "../outcome-report.ts";
import type { SectionKey } from "../section-keys.ts";

/** One thing that a report says, at the place where it says it. A figure is one, with status and counts; so is an amount of money. */
export type Leaf = {
  /** Section, fields, and what things in lists are known by: `/outcomes/items/ind_…/latest`. */
  readonly path: string;
  readonly section: SectionKey;
  /** What the things are known by in which it stands. */
  readonly of: readonly string[];
  readonly value: unknown;
};

/** Where things come from and how they are worded: what follows from these is compared, not they. */
const BESIDE = new Set(["version", "recordedAt", "from", "baselineFrom", "series", "wordsAt", "revision"]);
const WORDED = new Set(["statement", "wording"]);
const SAID_APART: readonly SectionKey[] = ["notes", "methods", "provenance"];

/** What a thing in a list is known by that has no id of its own, whichever of these it has. */
const KNOWN_BY = [
  "indicatorId",
  "strategyId",
  "commitmentId",
  "partnershipId",
  "lessonId",
  "number",
  "dimensionKey",
  "category",
  "currency",
  "fiscalYear",
  "capacity",
] as const;
const KNOWN_WITHIN = ["commitment", "statement", "system", "outcome"] as const;

/** Everything that a report says, by the place where it says it. Pure; lists are compared by what is in them, not by order. */
export function leavesOf({ sections }: Pick<OutcomeReport, "sections">): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const { key, content } of sections)
    if (!SAID_APART.includes(key))
      walk(content, { path: `/${key}`, section: key, of: [] }, (leaf) => leaves.set(leaf.path, leaf));
  return leaves;
}

type At = Omit<Leaf, "value">;

function walk(value: unknown, at: At, found: (leaf: Leaf) => void): void {
  if (isOne(value)) found({ ...at, value: withoutSources(value) });
  else if (Array.isArray(value)) walkList(value, at, found);
  else
    for (const [name, inner] of Object.entries(value as object)) {
      if (inner === undefined || BESIDE.has(name) || (WORDED.has(name) && typeof inner === "string"))
        continue;
      walk(inner, { ...at, path: `${at.path}/${name}` }, found);
    }
}

function walkList(list: readonly unknown[], at: At, found: (leaf: Leaf) => void): void {
  const seen = new Map<string, number>();
  for (const item of list) {
    const known = knownBy(item);
    const name = known.join("+");
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const path = `${at.path}/${name}${times === 1 ? "" : `#${times}`}`;
    walk(item, { ...at, path, of: [...at.of, ...known] }, found);
  }
}

function knownBy(item: unknown): string[] {
  if (typeof item !== "object" || item === null) return [];
  const fields = item as Readonly<Record<string, unknown>>;
  if (isWord(fields.id)) return [String(fields.id)];
  const own = [...KNOWN_BY, ...rowOf(fields)].flatMap((name) =>
    isWord(fields[name]) ? [String(fields[name])] : [],
  );
  const within = KNOWN_WITHIN.flatMap((name) => {
    const inner = fields[name];
    return typeof inner === "object" && inner !== null ? knownBy(inner) : [];
  });
  return [...own, ...within];
}

/** A row of a portfolio is of a fiscal year and a status; elsewhere a status is what is said of a thing, not which it is. */
function rowOf({ fiscalYear }: Readonly<Record<string, unknown>>): readonly ["status"] | [] {
  return fiscalYear === undefined ? [] : ["status"];
}

function isWord(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** A figure, an amount of money, a word or number, or a list of those. */
function isOne(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.length === 0 || value.every((item) => typeof item !== "object");
  const isFigure = "value" in value && "status" in value;
  const isMoney = "amount" in value && "currency" in value && Object.keys(value).length === 2;
  return isFigure || isMoney;
}

function withoutSources(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name, inner]) => !BESIDE.has(name) && inner !== undefined),
  );
}

/** What one report says otherwise than another: a side is undefined where that one says nothing of it. */
export type Difference = Omit<Leaf, "value"> & { readonly before: unknown; readonly after: unknown };

/** Every place at which two reports say different things, once, in order of places; none for reports that say the same. */
export function differences(
  before: ReadonlyMap<string, Leaf>,
  after: ReadonlyMap<string, Leaf>,
): Difference[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [then, now] = [before.get(path), after.get(path)];
    const leaf = now ?? then;
    if (!leaf || isSame(then, now)) return [];
    const { value: _, ...at } = leaf;
    return [{ ...at, before: then?.value, after: now?.value }];
  });
}

function isSame(one: Leaf | undefined, other: Leaf | undefined): boolean {
  return (
    one !== undefined && other !== undefined && canonicalJson([one.value]) === canonicalJson([other.value])
  );
}
