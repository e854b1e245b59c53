import type * as z from "zod";
import { composeSignedIn } from "../api/compose-signed-in.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/** What this function stands on, from its settings. */
export function composeDocuments(env: z.infer<ReturnType<typeof EnvSchema>>): DocumentsDeps {
  return {
    ...composeSignedIn(env),
    documentOf: async (report) =>
      (await import("../../shared/reporting/document/index.ts")).documentOf(report),
    documentPdf: async (document, madeAt) =>
      (await import("./bundled-pdf.ts")).makeDocumentPdf(document, madeAt),
    boardBookPdf: async (book) => (await import("./bundled-pdf.ts")).makeBoardBookPdf(book),
    chartFile: async (chart, language) =>
      (await import("../../shared/pages/charts/chart.tsx")).chartFile(chart, language),
  };
}
