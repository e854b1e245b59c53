import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { newId } from "../../shared/platform/id.ts";
import { s3Reader } from "../../shared/platform/s3-read.ts";
import { systemClock } from "../../shared/platform/time.ts";
import { composeMessages } from "./compose.ts";
import { EnvSchema } from "./env.ts";
import { runMessages } from "./run-messages.ts";

const { RECORDS_TABLE, RELEASES_TABLE, FILES_BUCKET } = parseEnv(EnvSchema(), process.env);
const client = new DynamoDBClient({});
const tables = { table: { client, name: RECORDS_TABLE }, published: { client, name: RELEASES_TABLE } };
// By path, which every stand-in for S3 understands; AWS does too.
const files = s3Reader({ client: new S3Client({ forcePathStyle: true }), bucket: FILES_BUCKET });
// The solver is 3.5 MB, for whoever plans a release.
const openSolver = async () => (await import("./solver.ts")).openBundledSolver();
const deps = composeMessages({ ...tables, files, openSolver, clock: systemClock, newId });

/** The queue of jobs: one step of an import or of a release, or one restatement, a message. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(({ Records }) =>
  runMessages(deps, Records),
);
