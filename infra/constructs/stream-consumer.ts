import { Duration } from "aws-cdk-lib";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type * as z from "zod";
import type { Stage } from "../config.ts";
import { STREAM_DELIVERY } from "../delivery.ts";
import { failureQueue } from "./failure-queue.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import { may } from "./permissions.ts";

export type StreamConsumerProps = {
  readonly stage: Stage;
  readonly table: ITableV2;
  readonly consumer: LambdaFunction<() => z.ZodObject>;
};

/**
 * A reader of a table's stream. A record that fails is tried again, alone in the end (bisect), and then put
 * aside in a failure queue, so that one bad record cannot hold back all others for the day a stream lasts.
 */
export class StreamConsumer extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { stage, table, consumer }: StreamConsumerProps) {
    super(scope, id);
    const stream = table.tableStreamArn;
    if (stream === undefined) throw new Error(`The table of ${id} has no stream.`);
    this.failures = failureQueue(this, "Failures", stage);
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: consumer.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: STREAM_DELIVERY.batchSize,
      bisectBatchOnError: true,
      retryAttempts: STREAM_DELIVERY.retries,
      maxRecordAge: Duration.hours(STREAM_DELIVERY.maxAgeHours),
      reportBatchItemFailures: true,
      // CDK's own destination would grant more than to send.
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
    });
    // Lambda checks these rights while the mapping is made; ListStreams is asked of the stream, so not of every stream.
    for (const statement of [
      may(
        [
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams",
        ],
        stream,
      ),
      may(["sqs:SendMessage"], this.failures.queueArn),
    ])
      consumer.role.addToPolicy(statement);
    mapping.node.addDependency(consumer.role);
  }
}
