import type { Contents, OutcomeReport, Section } from "../outcome/outcome-report.ts";
import type { SectionKey } from "../outcome/section-keys.ts";
import { capitalised, formatDate, formatInstant } from "../wording/format.ts";
import { methodBlocks, noteBlocks, provenanceBlocks, requirementBlocks } from "./closing-blocks.ts";
import { gapBlocks } from "./gap-blocks.ts";
import { outcomeBlocks, systemsBlocks } from "./indicator-blocks.ts";
import { moneyBlocks } from "./money-blocks.ts";
import { partnershipBlocks } from "./partnership-blocks.ts";
import { progressBlocks } from "./progress-blocks.ts";
import type { Block, DocumentSection, ReportDocument } from "./report-document.ts";
import { sightBlocks } from "./sight-blocks.ts";
import { capacityBlocks, gatewayBlocks } from "./standing-blocks.ts";
import { lessonBlocks, storyBlocks } from "./telling-blocks.ts";
import { changeBlocks, contributionBlocks, testBlocks } from "./work-blocks.ts";

type Writers = {
  readonly [K in SectionKey]: (content: Contents[K], report: OutcomeReport) => readonly Block[];
};

const WRITERS: Writers = {
  money: moneyBlocks,
  partnerships: partnershipBlocks,
  progress: progressBlocks,
  "line-of-sight": sightBlocks,
  outcomes: (content, report) => outcomeBlocks(content, { gaps: gapsIn(report) }),
  gaps: gapBlocks,
  "systems-indicators": (content, report) => systemsBlocks(content, { gaps: gapsIn(report) }),
  "systems-changes": changeBlocks,
  "tests-of-change": testBlocks,
  contribution: contributionBlocks,
  gateways: gatewayBlocks,
  capacities: capacityBlocks,
  stories: storyBlocks,
  lessons: lessonBlocks,
  requirements: requirementBlocks,
  notes: noteBlocks,
  methods: methodBlocks,
  provenance: provenanceBlocks,
};

/** The gaps that a report tells, wherever it tells them. */
function gapsIn({ sections }: OutcomeReport): Contents["gaps"]["items"] {
  return sections.flatMap((section) => (section.key === "gaps" ? section.content.items : []));
}

/**
 * A report of sections as people read it, before any format. Pure: an equal report gives an equal document, which says nothing that the
 * report does not hold. Sections stand in the report's order, under its titles; those that it does not have are not there.
 */
export function documentOf(report: OutcomeReport): ReportDocument {
  return {
    language: "en",
    title: report.subject.title,
    lead: leadOf(report),
    sections: report.sections.map((section) => sectionOf(section, report)),
    colophon: colophonOf(report),
  };
}

function sectionOf(section: Section, report: OutcomeReport): DocumentSection {
  const { key, title, content } = section;
  // Key and content belong together, which the table of writers says and an index into it forgets.
  const write = WRITERS[key] as (content: unknown, report: OutcomeReport) => readonly Block[];
  return { key, title, blocks: write(content, report) };
}

const KINDS = {
  commitment: "Outcome-linked report of a commitment",
  strategy: "Outcome-linked report of a strategy",
  "big-bet": "Outcome-linked report of a big bet",
  partnership: "Outcome-linked report of a partnership",
  portfolio: "Outcome-linked report of a portfolio",
} as const satisfies Record<OutcomeReport["kind"], string>;

function leadOf({ kind, subject, partnership, asOf, validOn }: OutcomeReport): string {
  const { status, startOn, endOn, purpose } = subject;
  const years = startOn && `${formatDate(startOn)}${endOn ? ` to ${formatDate(endOn)}` : " on"}`;
  const facts = [
    KINDS[kind],
    kind !== "partnership" && partnership && `${partnership.name}, ${partnership.placeName}`,
    status && capitalised(status),
    years,
    asOf && `as recorded by ${formatInstant(asOf)}`,
    validOn && `as it held on ${formatDate(validOn)}`,
  ].filter((part) => part);
  return `${facts.join("; ")}.${purpose ? ` ${purpose}` : ""}`;
}

function colophonOf({ subject, generatedAt, contentHash, template, next }: OutcomeReport): string[] {
  const version = subject.version === undefined ? "" : `version ${subject.version} of `;
  return [
    ...(next === undefined
      ? []
      : ["This is a page of a longer report: the partnerships that follow are on its next page."]),
    ...(template ? [`Its sections follow "${template.name}", version ${template.version}.`] : []),
    `Made ${formatInstant(generatedAt)} from ${version}${subject.id}. Content hash (SHA-256): ${contentHash}.`,
    "Linked, not owned: what money contributes to is said with its evidence, never as its cause.",
  ];
}
