import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { parseEnv } from "../../shared/platform/env.ts";
import { deliver } from "./deliver.ts";
import { EnvSchema } from "./env.ts";

const { JOBS_QUEUE_URL, EVENT_BUS_NAME } = parseEnv(EnvSchema(), process.env);
const deps = {
  queue: new SQSClient({}),
  queueUrl: JOBS_QUEUE_URL,
  bus: new EventBridgeClient({}),
  busName: EVENT_BUS_NAME,
};

/** The records table's stream → the queue of jobs, and the event bus. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(({ Records }) =>
  deliver(deps, Records),
);
