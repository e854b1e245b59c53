import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { type IFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

export type StreamReaderOptions = {
  readonly table: TableV2;
  /** Hears of batches that were given up; the message names the shard and the sequence numbers, not the records. */
  readonly givenUp: IQueue;
};

/**
 * Has a function read a table's stream. A record that always fails holds back its shard until it is given up: batches
 * are bisected around it, it is retried five times, and nothing older than six hours is tried at all (the stream itself
 * forgets after 24). `retryAttempts` and `maxRecordAge` are unbounded unless set.
 */
export function readStream(reader: IFunction, { table, givenUp }: StreamReaderOptions): void {
  reader.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // One batch of a partition key at a time, in order: read models merge in any order, but fewer collisions are cheaper.
      parallelizationFactor: 1,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(givenUp),
    }),
  );
}
