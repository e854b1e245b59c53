import type { Principal } from "../../shared/identity/principal.ts";
import type { AwardLetter } from "../../shared/investments/attachments/award-letter.ts";
import type { DocumentFiles, Files } from "../../shared/platform/files.ts";
import type { NewId } from "../../shared/platform/id.ts";
import type { Result } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import type { Clock } from "../../shared/platform/time.ts";
import type { ScorecardContent } from "../../shared/publication/published/scorecard-document.ts";
import type { ReportDocument } from "../../shared/reporting/document/report-document.ts";
import type { Report } from "../../shared/reporting/index.ts";

type Page = { readonly html: string; readonly headers: Readonly<Record<string, string>> };

type ScorecardPreview = {
  readonly content: ScorecardContent;
  readonly language: "en" | "es";
  readonly origin: string;
};

/** What answering any request takes, whichever function answers it. */
export type CoreDeps = Pick<ApiDeps, "table" | "authenticate" | "clock" | "cursorSecret">;

/** What the API stands on, made once per container by the handler, or by a test. */
export type ApiDeps = {
  readonly table: Table;
  readonly files: Pick<Files, "presignUpload">;
  /** The same bucket, as documents of commitments need it. */
  readonly documents: DocumentFiles;
  /** Who holds a credential; `organisationId` chooses among the organisations that a person belongs to. */
  readonly authenticate: (authorization?: string, organisationId?: string) => Promise<Result<Principal>>;
  /** The page of a report. Handed in, because plain node, which makes the API's document, cannot read what it is written in. */
  readonly renderReport: (report: Report) => Page;
  /** The page of a report of sections; its code is loaded with the first one. */
  readonly renderReportDocument: (
    document: ReportDocument,
    options?: { readonly isStill?: boolean },
  ) => Promise<Page>;
  /** The page of an award letter; its code is loaded with the first one. */
  readonly renderAwardLetter: (letter: AwardLetter) => Promise<Page>;
  /** The page of a scorecard that is not published yet; its code is loaded with the first one. */
  readonly renderScorecard: (preview: ScorecardPreview) => Promise<Page>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly cursorSecret: string;
};
