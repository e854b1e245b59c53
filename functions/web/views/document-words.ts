import type { Document } from "../../../shared/investments/attachments/document.ts";

/** What a document is, as a form offers it and a page says it. */
export const KINDS_OF_DOCUMENT: Readonly<Record<Document["kind"], string>> = {
  "signed-agreement": "Signed agreement",
  "award-letter": "Award letter",
  budget: "Budget",
  report: "Report",
  other: "Something else",
};
