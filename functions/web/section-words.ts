import type { ReportSection } from "../../shared/investments/requirements/report-template.ts";

/** What a section of a report asks for, in words. */
export const SECTION_WORDS: Readonly<Record<ReportSection["kind"], string>> = {
  text: "Words",
  figures: "Figures of indicators",
  money: "Money against a budget",
  file: "A file",
};
