import * as z from "zod";
import type { PracticeKind } from "../../partnerships/index.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { WhenShape } from "../when.ts";

/** What a report may be of. */
export const REPORT_KINDS = ["commitment", "strategy", "big-bet", "partnership", "portfolio"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** The sections there are, in the order in which they stand where nobody asks for another, with what they are called. */
const TITLES = {
  money: "Money",
  partnerships: "Partnerships",
  progress: "What moved",
  "line-of-sight": "From the money to the outcomes",
  outcomes: "Outcomes",
  gaps: "Gaps in what systems deliver",
  "systems-indicators": "Systems indicators",
  "systems-changes": "Systems changes",
  "tests-of-change": "Tests of change",
  contribution: "What this work contributed to",
  gateways: "Gateways",
  capacities: "Capacities",
  stories: "Stories",
  lessons: "Lessons",
  requirements: "Reports asked for",
  notes: "What a reader should know",
  methods: "How figures are made",
  provenance: "Where it comes from",
} as const;
export type SectionKey = keyof typeof TITLES;
export const SECTION_KEYS = Object.keys(TITLES) as SectionKey[];

const OF_A_PORTFOLIO: readonly SectionKey[] = [
  "money",
  "partnerships",
  "progress",
  "requirements",
  "notes",
  "methods",
  "provenance",
];

/** The sections that a report of a kind can have. */
export function sectionsOf(kind: ReportKind): readonly SectionKey[] {
  return kind === "portfolio" ? OF_A_PORTFOLIO : SECTION_KEYS.filter((key) => key !== "partnerships");
}

/** A section as it is to be shown. */
export type Wanted = { readonly key: SectionKey; readonly title: string };

/** A template of an organisation as far as sections follow it. */
export type SectionTemplate = {
  readonly name: string;
  readonly version: number;
  readonly sections: readonly { readonly key: string; readonly title: string }[];
};

/** Which sections are asked for, and in the manner of which template. */
export const SectionQuerySchema = lazy(() =>
  z.strictObject({
    sections: z.string().min(1).max(600).optional().meta({
      description:
        'Only these, in this order, separated by commas: "outcomes,gaps,money". All of them unless it is named.',
    }),
    template: idSchema("tpl").optional().meta({
      description:
        "One of your organisation's report templates: sections whose keys it names, in its order and under its titles.",
    }),
    templateVersion: z.coerce
      .number()
      .int()
      .positive()
      .optional()
      .meta({ description: "The latest, unless you name another." }),
  }),
);
/** The same with as of when the report shall be. */
export const ReportQuerySchema = lazy(() => SectionQuerySchema().extend(WhenShape()));
export type ReportQuery = z.infer<ReturnType<typeof ReportQuerySchema>>;
export type SectionQuery = z.infer<ReturnType<typeof SectionQuerySchema>>;

/** The sections that a query names. Refused at the parameter where a report of the kind has no such section, or one is named twice. */
export function namedSections(kind: ReportKind, sections: string | undefined): Result<readonly Wanted[]> {
  const known = sectionsOf(kind);
  if (sections === undefined) return ok(known.map(titled));
  const named = sections.split(",").map((key) => key.trim());
  const unknown = named.find((key) => !known.some((one) => one === key));
  if (unknown !== undefined)
    return refused(`This report has no section "${unknown}". It has: ${known.join(", ")}.`);
  if (new Set(named).size < named.length) return refused("A section is named twice.");
  return ok((named as SectionKey[]).map(titled));
}

/**
 * What is shown of the named sections in the manner of a template: those that it has, in its order and under its titles. Sections of a
 * template that no report is made of are for words of people; their keys are answered apart.
 */
export function inManner(
  named: readonly Wanted[],
  template: SectionTemplate | undefined,
): { readonly wanted: readonly Wanted[]; readonly notDrawn: readonly string[] } {
  if (!template) return { wanted: named, notDrawn: [] };
  const wanted = template.sections.flatMap(({ key, title }) =>
    named.filter((one) => one.key === key).map((one) => ({ ...one, title })),
  );
  const notDrawn = template.sections
    .map(({ key }) => key)
    .filter((key) => !wanted.some((one) => one.key === key));
  return { wanted, notDrawn };
}

const DRAWS_ON: Partial<Record<SectionKey, readonly PracticeKind[]>> = {
  "tests-of-change": ["tests"],
  "systems-changes": ["changes"],
  contribution: ["statements"],
  gateways: ["assessments"],
  capacities: ["capacities"],
  stories: ["stories"],
  lessons: ["lessons"],
};

/** What sections need of what a partnership records of its work. */
export function practiceOf(wanted: readonly Pick<Wanted, "key">[]): ReadonlySet<PracticeKind> {
  return new Set(wanted.flatMap(({ key }) => DRAWS_ON[key] ?? []));
}

const FROM_FIGURES: readonly SectionKey[] = [
  "progress",
  "line-of-sight",
  "outcomes",
  "gaps",
  "systems-indicators",
  "notes",
  "provenance",
];

/** Whether any of the sections is made from figures of indicators. */
export function needsFigures(wanted: readonly Pick<Wanted, "key">[]): boolean {
  return wanted.some(({ key }) => FROM_FIGURES.includes(key));
}

function titled(key: SectionKey): Wanted {
  return { key, title: TITLES[key] };
}

function refused(detail: string): Result<never> {
  return fail({ code: "invalid_request", detail, errors: [{ parameter: "sections", detail }] });
}
