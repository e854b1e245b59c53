import type { ReportSection, TemplateVersion } from "./report-template.ts";
import type { Requirement } from "./requirement.ts";

/** The key of the one section of a report that was asked for without a template. */
export const WHOLE_REPORT = "report";

/** The sections that a report is to hold: those of its template's version, or one text where it has none. */
export function askedSections(
  { title }: Pick<Requirement, "title">,
  template: Pick<TemplateVersion, "sections"> | undefined,
): readonly ReportSection[] {
  return template?.sections ?? [{ key: WHOLE_REPORT, title, kind: "text", isRequired: true }];
}
