import * as z from "zod";
import { idSchema } from "../../shared/platform/id.ts";
import { lazy } from "../../shared/platform/lazy.ts";
import { fail, type Result } from "../../shared/platform/result.ts";
import { MOST_IN_A_BOARD_BOOK } from "../../shared/reporting/board-book.ts";
import type { OutcomeReport } from "../../shared/reporting/outcome/outcome-report.ts";
import { ReportQuerySchema } from "../../shared/reporting/outcome/section-keys.ts";
import type { Reply } from "../api/route.ts";
import type { DocumentsDeps } from "./deps.ts";
import { type Asked, readReportOf } from "./read-report.ts";
import { pdfReply } from "./reply.ts";

/** Which commitments are bound with the portfolio, in their order, and as of when. */
export const BoardBookQuerySchema = lazy(() =>
  ReportQuerySchema()
    .pick({ asOf: true, validOn: true })
    .extend({
      commitments: z
        .string()
        .default("")
        .transform((list) => list.split(",").filter((id) => id !== ""))
        .pipe(
          z
            .array(idSchema("cmt"))
            .max(MOST_IN_A_BOARD_BOOK)
            .refine((ids) => new Set(ids).size === ids.length, "Name each commitment once."),
        )
        .meta({
          description: `Ids of commitments with commas between them, at most ${MOST_IN_A_BOARD_BOOK}.`,
        }),
    }),
);
type Query = z.infer<ReturnType<typeof BoardBookQuerySchema>>;

/**
 * The portfolio and chosen commitments in one PDF. All reports are read side by side, each in at most
 * three rounds to the table. Refused with `not_found` where one of the commitments is not the caller's to read: a book is whole or is not.
 */
export async function boardBook(
  deps: DocumentsDeps,
  { query: { commitments, ...when }, ...who }: Omit<Asked, "query"> & { readonly query: Query },
): Promise<Result<Reply>> {
  const asked = { ...who, query: when };
  const [portfolio, ...chosen] = await Promise.all([
    readReportOf(deps, { kind: "portfolio" }, asked),
    ...commitments.map((commitmentId) => readReportOf(deps, { kind: "commitment", commitmentId }, asked)),
  ]);
  const refused = chosen.findIndex((one) => !one.ok);
  const reports: OutcomeReport[] = [];
  for (const read of [portfolio, ...chosen]) {
    if (!read.ok) return refusal(read, commitments[refused]);
    reports.push(read.value);
  }
  const documents = await Promise.all(reports.map((report) => deps.documentOf(report)));
  const many = commitments.length;
  const bytes = await deps.boardBookPdf({
    title: "Board book",
    lead: `The portfolio${many === 0 ? "" : many === 1 ? " and one commitment" : ` and ${many} commitments`}, each as the report of its own.`,
    language: documents[0]?.language ?? "en",
    documents,
    madeAt: who.now,
  });
  return pdfReply(bytes, "board-book.pdf");
}

function refusal(
  read: Extract<Result<never>, { readonly ok: false }>,
  commitmentId: string | undefined,
): Result<never> {
  if (read.problem.code !== "not_found" || commitmentId === undefined) return read;
  return fail({ ...read.problem, detail: `There is no commitment ${commitmentId} that you may read.` });
}
