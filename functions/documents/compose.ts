import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import { createAuthenticator } from "../../shared/identity/authenticate.ts";
import { systemClock } from "../../shared/platform/time.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/** What this function stands on, from its settings. */
export function composeDocuments(env: z.infer<ReturnType<typeof EnvSchema>>): DocumentsDeps {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
  });
  const table = { client, name: env.RECORDS_TABLE };
  const tokens = { issuer: env.TOKEN_ISSUER, keysUrl: env.TOKEN_KEYS_URL, audience: env.TOKEN_AUDIENCE };
  return {
    table,
    authenticate: createAuthenticator({ table, tokens, clock: systemClock }),
    clock: systemClock,
    cursorSecret: env.CURSOR_SECRET,
    documentOf: async (report) =>
      (await import("../../shared/reporting/document/index.ts")).documentOf(report),
    documentPdf: async (document, madeAt) =>
      (await import("./bundled-pdf.ts")).makeDocumentPdf(document, madeAt),
    boardBookPdf: async (book) => (await import("./bundled-pdf.ts")).makeBoardBookPdf(book),
    chartFile: async (chart, language) =>
      (await import("../../shared/pages/charts/chart.tsx")).chartFile(chart, language),
  };
}
