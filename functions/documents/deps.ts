import type { Chart, ReportDocument } from "../../shared/reporting/document/report-document.ts";
import type { OutcomeReport } from "../../shared/reporting/outcome/outcome-report.ts";
import type { CoreDeps } from "../api/deps.ts";

/** Several reports to be bound together. `madeAt` is the instant they were made. */
export type BoardBook = {
  readonly title: string;
  readonly lead: string;
  readonly language: ReportDocument["language"];
  readonly documents: readonly ReportDocument[];
  readonly madeAt: string;
};

/** What this function stands on. What makes files is loaded with the first that is asked for. */
export type DocumentsDeps = CoreDeps & {
  /** A report as people read it, before any format. */
  readonly documentOf: (report: OutcomeReport) => Promise<ReportDocument>;
  /** A report made at an instant, as a PDF. */
  readonly documentPdf: (document: ReportDocument, madeAt: string) => Promise<Uint8Array>;
  readonly boardBookPdf: (book: BoardBook) => Promise<Uint8Array>;
  /** A chart as an SVG that opens by itself; undefined where there is no figure to draw. */
  readonly chartFile: (chart: Chart, language: ReportDocument["language"]) => Promise<string | undefined>;
};
