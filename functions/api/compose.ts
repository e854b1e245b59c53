import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import { createAuthenticator } from "../../shared/identity/authenticate.ts";
import { renderReport } from "../../shared/pages/report.ts";
import { newId } from "../../shared/platform/id.ts";
import { s3Presigner } from "../../shared/platform/s3-files.ts";
import { systemClock } from "../../shared/platform/time.ts";
import type { ApiDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/**
 * What the API stands on, from its settings: one client of the table, whose time limits leave the invocation time to answer
 * when the table does not. `filesEndpoint` is where S3 is reached, unless at AWS.
 */
export function composeApi(
  env: z.infer<ReturnType<typeof EnvSchema>>,
  filesEndpoint: string | undefined,
): ApiDeps {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
  });
  const table = { client, name: env.RECORDS_TABLE };
  const tokens = {
    issuer: env.TOKEN_ISSUER,
    keysUrl: env.TOKEN_KEYS_URL,
    audience: env.TOKEN_AUDIENCE,
  };
  const files = s3Presigner({ bucket: env.FILES_BUCKET, client, endpoint: filesEndpoint });
  return {
    table,
    files,
    documents: files,
    authenticate: createAuthenticator({ table, tokens, clock: systemClock }),
    renderReport,
    renderReportDocument: async (document) =>
      (await import("../../shared/pages/report-document-page.tsx")).renderReportDocument(document),
    renderAwardLetter: async (letter) =>
      (await import("../../shared/pages/award-letter-page.tsx")).renderAwardLetter(letter),
    renderScorecard: async (preview) =>
      (await import("../../shared/pages/scorecard/index.ts")).renderScorecard(preview),
    clock: systemClock,
    newId,
    cursorSecret: env.CURSOR_SECRET,
  };
}
