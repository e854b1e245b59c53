import type { ReportRef, ReportSection } from "../../investments/index.ts";
import { contentFor, type SectionContent } from "./section.ts";
import { refName } from "./submission.ts";

/** A requirement, and the sections that it asks for. */
export type Asked = ReportRef & { readonly sections: readonly ReportSection[] };

/** A section of a submission: what it is called, and which requirements ask for it. */
export type SharedSection = {
  readonly key: string;
  readonly titles: string[];
  readonly kinds: ReportSection["kind"][];
  readonly isRequired: boolean;
  readonly askedBy: ReportRef[];
};

/**
 * The sections of one submission to several requirements, in the order in which they are first asked for. A key is one section, whatever
 * each template calls it and however it wants it answered: it is written once.
 */
export function sharedSections(asked: readonly Asked[]): SharedSection[] {
  const all = asked.flatMap(({ sections, commitmentId, requirementNumber }) =>
    sections.map((section) => ({ section, ref: { commitmentId, requirementNumber } })),
  );
  return [...Map.groupBy(all, ({ section }) => section.key)].map(([key, wanted]) => ({
    key,
    titles: [...new Set(wanted.map(({ section }) => section.title))],
    kinds: [...new Set(wanted.map(({ section }) => section.kind))],
    isRequired: wanted.some(({ section }) => section.isRequired),
    askedBy: wanted.map(({ ref }) => ref),
  }));
}

/**
 * The required sections that a requirement still lacks: text without words, figures without one, money and files without any of that
 * commitment. What is written for another funder does not count.
 */
export function lacking(asked: Asked, written: ReadonlyMap<string, SectionContent>): ReportSection[] {
  return asked.sections.filter(
    (section) => section.isRequired && !answers(section.kind, written.get(section.key), asked.commitmentId),
  );
}

function answers(
  kind: ReportSection["kind"],
  content: SectionContent | undefined,
  commitmentId: string,
): boolean {
  if (!content) return false;
  const own = contentFor(content, commitmentId);
  if (kind === "figures") return content.figures !== undefined;
  if (kind === "money") return own.money !== undefined;
  if (kind === "file") return own.documentIds !== undefined;
  return own.text !== undefined;
}

/** What each of some requirements lacks, in words that name it; empty where none lacks anything. */
export function lacksOf(asked: readonly Asked[], written: ReadonlyMap<string, SectionContent>) {
  return asked.flatMap((each) => {
    const lacks = lacking(each, written);
    const { commitmentId, requirementNumber } = each;
    return lacks.length === 0 ? [] : [{ commitmentId, requirementNumber, lacks: lacks.map(named) }];
  });
}

/** A section by its key, title and kind. */
export function named({ key, title, kind }: ReportSection) {
  return { key, title, kind };
}

/** The requirements of a list by name. */
export function byName<T extends ReportRef>(refs: readonly T[]): ReadonlyMap<string, T> {
  return new Map(refs.map((ref) => [refName(ref), ref]));
}
