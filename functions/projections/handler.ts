import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { EnvSchema } from "./env.ts";
import { project } from "./project.ts";

const { RECORDS_TABLE } = parseEnv(EnvSchema(), process.env);
const table = { client: new DynamoDBClient({}), name: RECORDS_TABLE };

/** The records table's stream → read models. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(({ Records }) =>
  project(table, Records),
);
