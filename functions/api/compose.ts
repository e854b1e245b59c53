import type * as z from "zod";
import { renderReport } from "../../shared/pages/report.ts";
import { newId } from "../../shared/platform/id.ts";
import { s3Presigner } from "../../shared/platform/s3-files.ts";
import { composeSignedIn } from "./compose-signed-in.ts";
import type { ApiDeps } from "./deps.ts";
import type { EnvSchema } from "./env.ts";

/** What the API stands on, from its settings. `filesEndpoint` is where S3 is reached, unless at AWS. */
export function composeApi(
  env: z.infer<ReturnType<typeof EnvSchema>>,
  filesEndpoint: string | undefined,
): ApiDeps {
  const signedIn = composeSignedIn(env);
  const { client } = signedIn.table;
  const files = s3Presigner({ bucket: env.FILES_BUCKET, client, endpoint: filesEndpoint });
  return {
    ...signedIn,
    files,
    documents: files,
    renderReport,
    renderReportDocument: async (document, options) =>
      (await import("../../shared/pages/report-document-page.tsx")).renderReportDocument(document, options),
    renderAwardLetter: async (letter) =>
      (await import("../../shared/pages/award-letter-page.tsx")).renderAwardLetter(letter),
    renderScorecard: async (preview) =>
      (await import("../../shared/pages/scorecard/index.ts")).renderScorecard(preview),
    newId,
  };
}
