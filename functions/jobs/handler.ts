import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { newId } from "../../shared/platform/id.ts";
import { s3Reader } from "../../shared/platform/s3-read.ts";
import type { Key } from "../../shared/platform/table.ts";
import { systemClock } from "../../shared/platform/time.ts";
import { composeSteps } from "./compose.ts";
import { EnvSchema } from "./env.ts";
import { reviewRestated } from "./review-restated.ts";
import { runMessages } from "./run-messages.ts";

const { RECORDS_TABLE, FILES_BUCKET } = parseEnv(EnvSchema(), process.env);
const table = { client: new DynamoDBClient({}), name: RECORDS_TABLE };
// By path, which every stand-in for S3 understands; AWS does too.
const files = s3Reader({ client: new S3Client({ forcePathStyle: true }), bucket: FILES_BUCKET });
const deps = {
  steps: composeSteps({ table, files, clock: systemClock, newId }),
  reviewRestated: (revision: Key) => reviewRestated({ table, newId }, revision, systemClock()),
};

/** The queue of jobs: one step of an import, or one restatement, a message. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(({ Records }) =>
  runMessages(deps, Records),
);
